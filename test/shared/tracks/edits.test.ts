import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { TrackEdit } from '../../../shared/model/track-edit.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import { contentId, type DetectionGroup } from '../../../shared/tracks/detections.ts';
import { applyEdits } from '../../../shared/tracks/edits.ts';
import { along, anIdentity, groupOf, type Row } from '../../helpers/detection-group.ts';

const idsOf = ({ columns }: DetectionGroup): string[] =>
  Array.from(columns.idHi, (hi, row) => contentId(hi, columns.idLo[row]!));

const flightsOf = (groups: readonly DetectionGroup[]) =>
  groups.flatMap((group) => buildFlights(group, defaultSettings)).sort((a, b) => a.firstMs - b.firstMs);

const edit = (kind: TrackEdit['kind'], claimed: readonly string[], about: readonly string[] = claimed): TrackEdit => ({
  id: `edit of ${claimed.length} as ${kind}`,
  kind,
  reason: 'seen by two agents',
  claimed: [...claimed],
  about: [...about],
  actor: 'tester',
  atMs: 0,
});

const other = { uasSerial: '1581F45TB21000000002', evidence: 'uas-identified' } as const;
const northward = (fromS: number, more: Partial<Row> = {}) =>
  along(
    [
      [fromS, 0, -300],
      [fromS + 60, 0, 300],
    ],
    10,
    { sigmaM: 10, ...more },
  );

/** Two sorties of one aircraft an hour apart, and one of another. */
const [first, second] = [northward(0), northward(3600)];
const one = groupOf([...first, ...second]);
const two = groupOf(northward(7200, { identity: other }), `serial:${other.uasSerial}`);
const [idsFirst, idsSecond, idsTwo] = [idsOf(one).slice(0, first.length), idsOf(one).slice(first.length), idsOf(two)];

describe('an analyst’s edits', () => {
  test('merge flights that time keeps apart, of one name or of two', () => {
    expect(flightsOf([one, two])).toHaveLength(3);
    const same = flightsOf(applyEdits([one, two], [edit('merge', [...idsFirst, ...idsSecond])]));
    expect(same.map(({ detections }) => detections)).toEqual([14, 7]);
    const both = flightsOf(applyEdits([one, two], [edit('merge', [...idsSecond, ...idsTwo])]));
    expect(both.map(({ detections, objectKey }) => [detections, objectKey])).toEqual([
      [7, one.key],
      [14, one.key],
    ]);
    expect(both[1]!.notes).toContain('An analyst decided that these detections are one flight.');
  });

  test('split a flight where the analyst says, and say so of both halves', () => {
    const flights = flightsOf(applyEdits([one, two], [edit('split', idsFirst.slice(3), idsFirst)]));
    expect(flights.map(({ detections, edits }) => [detections, edits.length])).toEqual([
      [3, 1],
      [4, 1],
      [7, 0],
      [7, 0],
    ]);
  });

  test('give detections to another flight', () => {
    const moved = edit('reassign', [...idsTwo, idsSecond.at(-1)!], [...idsTwo, ...idsSecond]);
    const flights = flightsOf(applyEdits([one, two], [moved]));
    expect(flights.map(({ detections }) => detections)).toEqual([7, 6, 8]);
  });

  test('say that a flight was friendly or no UAS: it is kept, and is no flight any more', () => {
    for (const [kind, evidence] of [
      ['friendly', 'cooperative'],
      ['not-a-uas', 'not-uas'],
    ] as const) {
      const flights = flightsOf(applyEdits([one, two], [edit(kind, idsTwo)]));
      expect(flights.map((flight) => [flight.kind, flight.evidence])).toEqual([
        ['flight', 'uas-identified'],
        ['flight', 'uas-identified'],
        ['track-only', evidence],
      ]);
    }
  });

  test('the later one counts where two speak of the same detection', () => {
    const merged = edit('merge', [...idsFirst, ...idsSecond]);
    const split = edit('split', idsSecond, [...idsFirst, ...idsSecond]);
    expect(flightsOf(applyEdits([one, two], [merged, split])).map(({ detections }) => detections)).toEqual([7, 7, 7]);
    expect(flightsOf(applyEdits([one, two], [split, merged])).map(({ detections }) => detections)).toEqual([14, 7]);
  });

  test('change no detection and lose none, whatever they claim, in whatever order the groups come', () => {
    const all = [...idsOf(one), ...idsOf(two)];
    const anyEdit = fc
      .record({
        kind: fc.constantFrom('merge', 'split', 'reassign', 'friendly', 'not-a-uas'),
        claimed: fc.uniqueArray(fc.constantFrom(...all, 'f'.repeat(24)), { minLength: 1 }),
      })
      .map(({ kind, claimed }) => edit(kind as TrackEdit['kind'], claimed));
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 4 }), (edits) => {
        const arranged = applyEdits([one, two], edits);
        expect(arranged.flatMap(idsOf).sort()).toEqual([...all].sort());
        for (const { columns, identities } of arranged) {
          for (let row = 0; row < columns.count; row++) {
            const serial = identities[columns.identity[row]!]!.uasSerial;
            const id = contentId(columns.idHi[row]!, columns.idLo[row]!);
            expect(serial).toBe(idsTwo.includes(id) ? other.uasSerial : anIdentity.uasSerial);
          }
        }
        expect(flightsOf(applyEdits([two, one], edits))).toEqual(flightsOf(arranged));
        expect(flightsOf(arranged).reduce((sum, { detections }) => sum + detections, 0)).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });

  test('that speak of none of the detections leave everything as it was', () => {
    const without = flightsOf([one, two]);
    expect(flightsOf(applyEdits([one, two], [edit('merge', ['f'.repeat(24)])]))).toEqual(without);
    expect(flightsOf(applyEdits([one, two], []))).toEqual(without);
  });
});
