import { expect, test } from 'vitest';
import type { Result } from '../../../shared/result.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

const value = async <T>(result: Promise<Result<T>> | Result<T>): Promise<T> => {
  const got = await result;
  if (!got.ok) throw new Error(got.failure.message);
  return got.value;
};

test('cooperative traffic that is loaded is compared, printed with its row, and changes no determination', async () => {
  const service = await openTestService();
  const { handlers } = service;
  // As if from the field: real traffic and synthetic flights are never mixed.
  const night = simulatedText('generic-csv', { flights: 8, seed: 3 }).replaceAll('SYNTHETIC-', 'FIELD-');
  expect((await importText(service, 'night.csv', night)).failure).toBeNull();
  const { rows } = await value(handlers['incursions.list']({ filters: { grade: 'confirmed' }, limit: 1, offset: 0 }));
  const incursion = rows[0]!;
  const { flightId } = incursion;
  expect(await value(handlers['flights.deconfliction']({ flightId }))).toMatchObject({
    state: 'none-loaded',
    nearest: null,
    rows: null,
  });

  const [lng, lat] = incursion.position;
  const seconds = Math.round(incursion.firstMs / 1000);
  const states = [
    'time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,lastposupdate,lastcontact',
    ...[0, 10, 20].map(
      (s) =>
        `${seconds + s},a1b2c3,${(lat + 0.02).toFixed(6)},${lng.toFixed(6)},56.8,271.0,0,TEST1,False,False,False,1200,2590.8,2659.4,${seconds + s},${seconds + s}`,
    ),
  ].join('\n');
  const traffic = await importText(service, 'states.csv', states);
  expect(traffic.failure).toBeNull();

  const found = await value(handlers['flights.deconfliction']({ flightId }));
  expect(found).toMatchObject({ state: 'found', tracks: 1, ownLogs: 0 });
  expect(found.nearest!.distanceM).toBeLessThan(10_000);
  expect(found.rows!.other).toMatchObject({ file: 'states.csv', evidence: 'cooperative' });
  expect(found.rows!.flight.file).toBe('night.csv');

  const after = await value(handlers['incursions.list']({ filters: { grade: 'confirmed' }, limit: 1, offset: 0 }));
  expect(after.rows[0]!.eligibility).toEqual(incursion.eligibility);

  const { reportId } = await value(
    handlers['reports.incident']({ flightId, annex: true, pageSize: 'letter', marking: null, show: [] }),
  );
  const html = await value(service.reportHtml(reportId));
  expect(html).toContain('Nearest cooperative aircraft');
  expect(html).toContain('<bdi>states.csv</bdi>, record');
  expect(html).toContain('it decides nothing');
});
