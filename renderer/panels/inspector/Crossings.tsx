import { decimalText } from '../../../shared/format/coordinates.ts';
import { borderKmText } from '../../../shared/format/distances.ts';
import { utcClockText, utcText } from '../../../shared/format/times.ts';
import type { Crossing } from '../../../shared/model/conclusion.ts';
import { setCursor } from '../../state/view.ts';
import { capital } from '../words.tsx';

/** Changes of side, in time order. */
export const Crossings = ({ crossings }: { readonly crossings: readonly Crossing[] }) => (
  <ol className="crossings">
    {crossings.map((crossing) => (
      <li key={crossing.id}>
        <span className="direction" aria-hidden="true">
          {crossing.direction === 'northbound' ? '▲' : '▼'}
        </span>
        <div>
          <button type="button" className="link" onClick={() => setCursor(crossing.timeMs)}>
            {capital(crossing.direction)}, {crossing.how === 'observed' ? 'observed' : 'inferred across a gap'}
          </button>
          <div>{utcText(crossing.timeMs)}</div>
          <div className="quiet">
            surely between {utcClockText(crossing.fromMs)} and {utcClockText(crossing.toMs)}
          </div>
          <div className="quiet">
            border km {borderKmText(crossing.borderKm)} · {decimalText(crossing.position)}
            {crossing.sector !== null && ` · sector ${crossing.sector}`}
          </div>
        </div>
      </li>
    ))}
  </ol>
);
