import { describe, expect, test } from 'vitest';
import type { Classified } from '../../../shared/classify/classify-flight.ts';
import { type FlightSpan, findPossibleDuplicates } from '../../../shared/classify/possible-duplicates.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { SensorRef } from '../../../shared/tracks/detections.ts';
import { classifyRows } from '../../helpers/classify-rows.ts';
import { along, aSensor, type Row } from '../../helpers/detection-group.ts';

const radar: SensorRef = { sensorId: 'RADAR-1', kind: 'radar' };
const seen = (rows: readonly Row[], key: string, sensor: SensorRef): Classified =>
  classifyRows(
    rows.map((row) => ({ ...row, sensor })),
    { key },
  )[0]!;

const spanOf = ({ flight }: Classified): FlightSpan => ({
  ...flight,
  bbox: flight.bbox!,
  sensorIds: flight.tracks.map(({ sensorId }) => sensorId),
  sigmaM: flight.sigmaM.median,
});

function pairs(flights: readonly Classified[], withPaths = true) {
  const pathOf = (id: string) => (withPaths ? (flights.find(({ flight }) => flight.id === id)?.path ?? null) : null);
  return findPossibleDuplicates(flights.map(spanOf), defaultSettings, pathOf);
}

const way = along(
  [
    [0, 0, -500],
    [200, 2000, 300],
  ],
  4,
);
const offsetBy = (rows: readonly Row[], east: number, s = 2): Row[] =>
  rows.map((row) => ({ ...row, s: row.s + s, east: row.east! + east }));

describe('flights of different sensors', () => {
  const remoteId = seen(way, 'serial:A', aSensor);

  test('that fly together may be one, both ways round and in any order', () => {
    const plots = seen(offsetBy(way, 20), 'track:RADAR-1:5', radar);
    const ids = [remoteId.flight.id, plots.flight.id].sort();
    expect(pairs([remoteId, plots])).toEqual([ids]);
    expect(pairs([plots, remoteId])).toEqual([ids]);
  });

  test('that fly the same way an hour apart are not', () => {
    expect(pairs([remoteId, seen(offsetBy(way, 0, 3600), 'track:RADAR-1:5', radar)])).toEqual([]);
  });

  test('whose boxes meet but not their positions are told apart by their paths', () => {
    const crossing = seen(
      along(
        [
          [0, 2000, -500],
          [200, 0, 300],
        ],
        4,
      ),
      'track:RADAR-1:6',
      radar,
    );
    expect(pairs([remoteId, crossing])).toEqual([]);
    expect(pairs([remoteId, crossing], false)).toHaveLength(1);
  });

  test('with two different serials are two aircraft', () => {
    expect(pairs([remoteId, seen(offsetBy(way, 20), 'serial:B', radar)])).toEqual([]);
  });

  test('are compared; those of one sensor are not', () => {
    expect(pairs([remoteId, seen(offsetBy(way, 20), 'track:RID-1:5', aSensor)])).toEqual([]);
  });
});
