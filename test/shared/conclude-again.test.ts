import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packJudged, unpackJudged } from '../../electron/store/judged.ts';
import { packPath, unpackPath } from '../../electron/store/path-blob.ts';
import { type ConcludedFlight, type ConclusionContext, concludeAgain, concludeGroup } from '../../shared/conclude.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex, type DesignationRecords } from '../../shared/eligibility/designations.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { someRecords } from '../helpers/designation-records.ts';
import { groupOf } from '../helpers/detection-group.ts';
import { straightBorder } from '../helpers/straight-border.ts';
import { walks } from '../helpers/walks.ts';
import { authorityTable } from './eligibility/support.ts';

const contextOf = (records: DesignationRecords, digest: string, shiftMs: number): ConclusionContext => ({
  reference: straightBorder(20),
  // In October 2025 the authority had lapsed: shifted walks fall on days with one.
  authority: { ...authorityTable, gaps: shiftMs === 0 ? authorityTable.gaps : [] },
  authorityVersion: { label: 'test', digest: 'test' },
  judge: buildCoverageJudge({ ...records, authority: authorityTable, digest }),
  designations: new DesignationIndex(records),
  settings: defaultSettings,
});

/** As the database gives it back. */
const stored = ({ flight, path, judged, counted }: ConcludedFlight) => ({
  counted,
  flight: JSON.parse(JSON.stringify(flight)),
  path: unpackPath(packPath(path)),
  judged: unpackJudged({
    decidedBy: judged.decidedBy,
    sectors: JSON.stringify(judged.sectors),
    moments: JSON.stringify(judged.moments),
    columns: packJudged(judged),
  }),
});

describe('a flight judged again by other designations', () => {
  test('is what concluding its detections with them says, to the last bit', () => {
    let changed = 0;
    fc.assert(
      fc.property(
        walks({ startM: 1500 }),
        someRecords,
        someRecords,
        // Into a day with authority, and one after the statute changed.
        fc.constantFrom(0, 60 * 86_400_000, 100 * 86_400_000),
        (rows, before, after, shiftMs) => {
          const group = groupOf(rows);
          const moved = {
            ...group,
            columns: { ...group.columns, observedAtMs: group.columns.observedAtMs.map((timeMs) => timeMs + shiftMs) },
          };
          const first = concludeGroup(moved, contextOf(before, 'before', shiftMs));
          const context = contextOf(after, 'after', shiftMs);
          const expected = concludeGroup(moved, context);
          const again = concludeAgain(group.key, first.map(stored), context);
          again.forEach(({ flight, path, eligibilities }, i) => {
            if (flight.coverageState !== first[i]!.flight.coverageState) changed++;
            expect(flight).toEqual(JSON.parse(JSON.stringify(expected[i]!.flight)));
            expect(eligibilities).toEqual(expected[i]!.eligibilities);
            expect(path).toEqual(unpackPath(packPath(expected[i]!.path)));
          });
        },
      ),
      { numRuns: 600 },
    );
    expect(changed).toBeGreaterThan(20);
  });
});
