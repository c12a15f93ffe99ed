import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachOf } from '../../../electron/store/judged.ts';
import { type ConclusionContext, concludeGroup } from '../../../shared/conclude.ts';
import { buildCoverageJudge } from '../../../shared/eligibility/coverage.ts';
import { DesignationIndex, type DesignationRecords } from '../../../shared/eligibility/designations.ts';
import { mayTouch, recordsChange } from '../../../shared/eligibility/records-change.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { someRecords } from '../../helpers/designation-records.ts';
import { groupOf } from '../../helpers/detection-group.ts';
import { straightBorder } from '../../helpers/straight-border.ts';
import { walks } from '../../helpers/walks.ts';
import { authorityTable } from './support.ts';

// October 2025 lies in the lapse; without it designations decide.
const authority = { ...authorityTable, gaps: [] };

const contextOf = (records: DesignationRecords): ConclusionContext => ({
  reference: straightBorder(20),
  authority,
  authorityVersion: { label: 'test', digest: 'test' },
  judge: buildCoverageJudge({ ...records, authority, digest: 'same' }),
  designations: new DesignationIndex(records),
  settings: defaultSettings,
});

test('a flight that a change of the records may not touch is concluded the same before and after it', () => {
  let spared = 0;
  let touched = 0;
  fc.assert(
    fc.property(
      walks({ startM: 1500 }),
      someRecords,
      someRecords,
      // Most edits change one thing.
      fc.constantFrom('areas', 'designations', 'completeness', 'all') as fc.Arbitrary<keyof DesignationRecords | 'all'>,
      (rows, before, other, what) => {
        const after = what === 'all' ? other : { ...before, [what]: other[what] };
        const change = recordsChange(before, after);
        const group = groupOf(rows);
        const first = concludeGroup(group, contextOf(before));
        const second = concludeGroup(group, contextOf(after));
        first.forEach(({ flight, path, judged, eligibilities }, i) => {
          const reach = reachOf(path, judged);
          const isSpared = reach === null || !mayTouch(change, reach.box, reach.sigmaM, judged.sectors);
          if (!isSpared) {
            touched++;
            return;
          }
          spared++;
          expect(second[i]!.flight).toEqual(flight);
          expect(second[i]!.path).toEqual(path);
          expect(second[i]!.eligibilities).toEqual(eligibilities);
        });
      },
    ),
    { numRuns: 800 },
  );
  expect(spared).toBeGreaterThan(100);
  expect(touched).toBeGreaterThan(100);
});
