import { distanceText, feetOrMilesText, metresText } from '../../../shared/format/distances.ts';
import { probabilityText } from '../../../shared/format/numbers.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import type { GradedElement, Incursion } from '../../../shared/model/conclusion.ts';
import { gradeWords } from '../../../shared/model/words.ts';
import { error95M } from '../../sigmas.ts';
import { useAreas } from '../../state/data.ts';
import { useStore } from '../../state/store.ts';
import { selectFlight, view } from '../../state/view.ts';
import { Said } from '../Said.tsx';
import { GradeBadge, NearestPlace } from '../words.tsx';

/** Each presence on the US side: grade with both elements and their reasons, time, depth, place. */
export function Incursions({ incursions }: { readonly incursions: readonly Incursion[] }) {
  const chosen = useStore(view, (state) => state.incursionId);
  const areas = useAreas().value?.areas ?? [];
  return incursions.map((incursion) => {
    const names = incursion.areaIds.map((id) => areas.find((area) => area.id === id)?.name ?? id);
    return (
      <article key={incursion.id} className={incursion.id === chosen ? 'incursion chosen' : 'incursion'}>
        <header>
          <GradeBadge grade={incursion.grade} />
          <button
            type="button"
            className="button small"
            aria-pressed={incursion.id === chosen}
            onClick={() => selectFlight(incursion.flightId, 'elsewhere', incursion.id === chosen ? null : incursion.id)}
          >
            Deepest point on map
          </button>
        </header>
        <dl className="facts">
          <dt>When</dt>
          <dd>
            {utcText(incursion.firstMs)} to {utcText(incursion.lastMs)}
          </dd>
          <dt>On the US side</dt>
          <dd>
            {durationText(incursion.observedS)} observed
            {incursion.inferredS > 0 && `, ${durationText(incursion.inferredS)} inferred across gaps`}
          </dd>
          <dt>Depth, 95 %</dt>
          <dd>
            {incursion.depthM === null
              ? 'not known: no two successive points hold a distance'
              : incursion.depthSigmaM === null
                ? distanceText(incursion.depthM)
                : `${metresText(incursion.depthM)} ± ${metresText(error95M(incursion.depthSigmaM))} (${feetOrMilesText(incursion.depthM)})`}
          </dd>
          {incursion.nearestPlace !== null && (
            <>
              <dt>Deepest</dt>
              <dd>
                <NearestPlace place={incursion.nearestPlace} />
              </dd>
            </>
          )}
          {names.length > 0 && (
            <>
              <dt>Areas</dt>
              <dd>
                {names.map((name, i) => (
                  <span key={name}>
                    {i > 0 && ', '}
                    <Said text={name} />
                  </span>
                ))}
              </dd>
            </>
          )}
        </dl>
        <Element title="Presence in the US" element={incursion.presence} />
        <Element title="Origin in Mexico" element={incursion.origin} />
      </article>
    );
  });
}

const Element = ({ title, element }: { readonly title: string; readonly element: GradedElement }) => (
  <div className="element">
    <h4>
      {title}: {element.grade === null ? 'no grade' : gradeWords[element.grade].label}
      <span className="quiet"> P {probabilityText(element.probability)}</span>
    </h4>
    <ul className="reasons">
      {element.reasons.map((reason) => (
        <li key={reason}>
          <Said text={reason} />
        </li>
      ))}
    </ul>
  </div>
);
