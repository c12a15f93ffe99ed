import { expect, test } from 'vitest';
import { statDimensions } from '../../../shared/model/stats-words.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

test('statistics agree with the lists and with the headline', async () => {
  const { handlers, ...service } = await openTestService();
  await importText({ handlers, ...service }, 'simulated.ndjson', simulatedText('ndjson', { flights: 20 }));
  const status = await handlers['workspace.status']({});
  const flights = await handlers['flights.list']({ filters: {}, limit: 1000, offset: 0 });
  if (!status.ok || !flights.ok) throw new Error('no answer');
  const { counts } = status.value;
  for (const dimension of statDimensions) {
    const answer = await handlers['stats.by']({ by: [dimension], filters: {}, limit: 1000 });
    if (!answer.ok) throw new Error(answer.failure.message);
    const { all, rows } = answer.value;
    expect(all).toMatchObject({
      flights: counts.flights,
      incursions: {
        confirmed: counts.incursions.confirmed,
        probable: counts.incursions.probable,
        possible: counts.incursions.possible,
      },
      confirmedAtLeast: counts.incursions.confirmedAtLeast,
      aircraftAtLeast: counts.aircraftAtLeast,
      originUnknown: counts.originUnknown,
      undetermined: counts.undetermined,
    });
    expect(rows.reduce((sum, row) => sum + row.flights, 0)).toBe(all.flights);
  }
  const bySector = await handlers['stats.by']({ by: ['sector'], filters: {}, limit: 1000 });
  if (!bySector.ok) throw new Error(bySector.failure.message);
  for (const { keys, flights: counted } of bySector.value.rows) {
    expect(counted).toBe(flights.value.rows.filter(({ sector }) => (sector ?? 'not known') === keys[0]).length);
  }
});
