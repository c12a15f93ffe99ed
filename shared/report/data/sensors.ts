import { z } from 'zod';
import { numberText } from '../../format/numbers.ts';
import type { Flight } from '../../model/conclusion.ts';
import { sensorKinds } from '../../model/detection.ts';
import type { ReportContext } from './context.ts';
import { type Figure, spansOf } from './figures.ts';
import { printedPosition } from './place.ts';

/** A sensor that moves states many places. */
const mostPlaces = 4;

/** A sensor that saw a flight. Null is printed "not recorded". */
export const sensorRowSchema = z.strictObject({
  path: z.string(),
  /** How it is called on the map: N1, N2… */
  tag: z.string(),
  sensorId: z.string(),
  kind: z.string(),
  makeModel: z.string().nullable(),
  serial: z.string().nullable(),
  clock: z.strictObject({ offsetS: z.number(), errorS: z.number() }).nullable(),
  calibration: z.string().nullable(),
  tracks: z.number().int(),
  /** Positions of the flights from this sensor. */
  positions: z.number().int(),
  gapLimitS: z.number(),
  /** Where its records say that it stood, [lng, lat]; null where that is withheld. */
  stood: z.array(z.tuple([z.number(), z.number()])).nullable(),
  moreStood: z.number().int().nonnegative(),
});
export type SensorRow = z.infer<typeof sensorRowSchema>;

/** Every sensor of the page's flights once, in order of appearance. */
export function sensorRows(contexts: readonly ReportContext[], figures: Figure[]): SensorRow[] {
  const seen = new Map<string, { readonly tracks: Flight['tracks'][number][]; readonly indices: number[] }>();
  for (const { flight, path, base } of contexts) {
    for (const track of flight.tracks) {
      const sensor = seen.get(track.sensorId) ?? { tracks: [], indices: [] };
      sensor.tracks.push(track);
      seen.set(track.sensorId, sensor);
    }
    for (let i = 0; i < path.count; i++) {
      const track = flight.tracks[path.track[i]!];
      if (track !== undefined) seen.get(track.sensorId)!.indices.push(base + i);
    }
  }
  const { input } = contexts[0]!;
  const withheld = input.document.withheld.includes('sensor-positions');
  return [...seen].map(([sensorId, { tracks, indices }], index) => {
    const known = input.sensors.find((sensor) => sensor.sensorId === sensorId);
    const path = `sensors.${index + 1}`;
    const printed = numberText(indices.length);
    figures.push({ path, label: `Positions from ${sensorId}`, printed, rows: spansOf(indices) });
    const stood = known?.positions ?? [];
    return {
      path,
      tag: `N${index + 1}`,
      sensorId,
      kind: kindWords(tracks[0]?.sensorKind ?? 'unknown'),
      makeModel: known?.makeModel ?? null,
      serial: known?.serial ?? null,
      clock: known === undefined || known.clock === null ? null : { ...known.clock },
      calibration: known?.calibration ?? null,
      tracks: tracks.length,
      positions: indices.length,
      gapLimitS: Math.max(0, ...tracks.map(({ gapLimitS }) => gapLimitS)),
      stood: withheld ? null : stood.slice(0, mostPlaces).map(printedPosition),
      moreStood: withheld ? 0 : Math.max(0, stood.length - mostPlaces),
    };
  });
}

const kinds: Readonly<Record<(typeof sensorKinds)[number], string>> = {
  unknown: 'kind not stated',
  radar: 'radar',
  rf: 'radio frequency',
  'remote-id': 'Remote ID receiver',
  droneid: 'DJI DroneID receiver',
  camera: 'camera',
  acoustic: 'acoustic',
  human: 'human observer',
  adsb: 'ADS-B receiver',
  fusion: 'fused from several sensors',
  'own-log': "aircraft's own log",
};

const kindWords = (kind: string): string =>
  sensorKinds.includes(kind as never) ? kinds[kind as (typeof sensorKinds)[number]] : kind;
