import { z } from 'zod';
import { numberText } from '../../format/numbers.ts';
import { sensorKinds } from '../../model/detection.ts';
import type { ReportContext } from './context.ts';
import { spansOf } from './figures.ts';

/** A sensor that saw the flight. Null is printed "not recorded". */
export const sensorRowSchema = z.strictObject({
  path: z.string(),
  sensorId: z.string(),
  kind: z.string(),
  makeModel: z.string().nullable(),
  serial: z.string().nullable(),
  clock: z.strictObject({ offsetS: z.number(), errorS: z.number() }).nullable(),
  calibration: z.string().nullable(),
  tracks: z.number().int(),
  /** Positions of the flight from this sensor. */
  positions: z.number().int(),
  gapLimitS: z.number(),
});
export type SensorRow = z.infer<typeof sensorRowSchema>;

export function sensorRows(context: ReportContext): SensorRow[] {
  const { flight, path, input } = context;
  const indicesBySensor = new Map<string, number[]>();
  for (const { sensorId } of flight.tracks) if (!indicesBySensor.has(sensorId)) indicesBySensor.set(sensorId, []);
  for (let i = 0; i < path.count; i++) {
    const track = flight.tracks[path.track[i]!];
    if (track !== undefined) indicesBySensor.get(track.sensorId)!.push(i);
  }
  return [...indicesBySensor].map(([sensorId, indices], index) => {
    const known = input.sensors.find((sensor) => sensor.sensorId === sensorId);
    const tracks = flight.tracks.filter((track) => track.sensorId === sensorId);
    const rowPath = `sensors.${index + 1}`;
    context.add({
      path: rowPath,
      label: `Positions from ${sensorId}`,
      printed: numberText(indices.length),
      rows: spansOf(indices),
    });
    return {
      path: rowPath,
      sensorId,
      kind: kindWords(tracks[0]?.sensorKind ?? 'unknown'),
      makeModel: known?.makeModel ?? null,
      serial: known?.serial ?? null,
      clock: known === undefined || known.clock === null ? null : { ...known.clock },
      calibration: known?.calibration ?? null,
      tracks: tracks.length,
      positions: indices.length,
      gapLimitS: Math.max(0, ...tracks.map(({ gapLimitS }) => gapLimitS)),
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
