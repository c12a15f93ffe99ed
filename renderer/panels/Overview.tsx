import type { IncursionRow } from '../../shared/contract/contract.ts';
import { countText } from '../../shared/format/numbers.ts';
import { durationText, utcText } from '../../shared/format/times.ts';
import { useFilters, useSurestIncursions } from '../state/data.ts';
import { useStore } from '../state/store.ts';
import { selectFlight } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';
import { gradeRank } from './tables/order.ts';
import { GradeBadge, NearestPlace } from './words.tsx';

const SHOWN = 40;

/** The answer before any question: what crossed, the surest and latest first. Shown while no flight is chosen. */
export function Overview() {
  const answer = useSurestIncursions(SHOWN);
  const isNarrowed = Object.keys(useFilters()).length > 0;
  const { value, failure, retry } = answer;
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="incursions" />;
  const surest = value.rows;
  return (
    <div className="overview">
      <h2>What crossed</h2>
      {surest.length === 0 ? (
        <p>
          {isNarrowed
            ? 'No incursion of any grade under the filters in use.'
            : 'No incursion of any grade in this workspace.'}
        </p>
      ) : (
        <p className="quiet">
          {countText(value.total, 'incursion')} {isNarrowed ? 'under the filters in use' : 'of any grade'}, surest and
          latest first. Choose one to see how we know.
        </p>
      )}
      <Twins />
      <IncursionList rows={surest} />
      {value.total > surest.length && <p className="quiet">The others are in the Incursions list.</p>}
    </div>
  );
}

/** Said wherever incursions are listed one by one while some flights may be one aircraft. */
export function Twins() {
  const counts = useStore(workspace, (state) => state.status?.counts.incursions);
  if (counts === undefined || counts.confirmedAtLeast === counts.confirmed) return null;
  return (
    <p className="quiet">
      Some may be one aircraft seen by different sensors. Each is listed; the headline counts them as a range.
    </p>
  );
}

/** The surest grade first, in it the latest first. */
export const surestFirst = (rows: readonly IncursionRow[]): IncursionRow[] =>
  [...rows].sort((a, b) => (gradeRank(b.grade) ?? 0) - (gradeRank(a.grade) ?? 0) || b.firstMs - a.firstMs);

/** Incursions as cards to choose from. */
export const IncursionList = ({
  rows,
  onChoose = () => {},
}: {
  readonly rows: readonly IncursionRow[];
  readonly onChoose?: () => void;
}) => (
  <ul className="cards">
    {rows.map((row) => (
      <li key={row.id}>
        <button
          type="button"
          className="card"
          onClick={() => {
            selectFlight(row.flightId, 'elsewhere', row.id);
            onChoose();
          }}
        >
          <span className="card-head">
            <GradeBadge grade={row.grade} />
            <span className="quiet">{utcText(row.firstMs)}</span>
          </span>
          <span className="card-place">
            {row.nearestPlace === null ? 'Place not known' : <NearestPlace place={row.nearestPlace} />}
          </span>
          <span className="quiet">
            <Said text={row.objectName} /> · {durationText(row.observedS)} observed
            {row.inferredS > 0 && `, ${durationText(row.inferredS)} inferred`}
          </span>
        </button>
      </li>
    ))}
  </ul>
);
