import { utcText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { reviewWords } from '../../../shared/model/words.ts';
import { useAnswer } from '../../state/queries.ts';
import { showView } from '../../state/view.ts';
import { Icon } from '../Icon.tsx';
import { FailureNotice } from '../Notice.tsx';
import { Said } from '../Said.tsx';
import { capital } from '../words.tsx';

/** What persons made of the flight, beside what was computed; what changed since. */
export function ReviewSection({ flight }: { readonly flight: Flight }) {
  const answer = useAnswer('reviews.history', { flightId: flight.id }, 'nothing');
  if (answer.failure !== null) return <FailureNotice failure={answer.failure} retry={answer.retry} />;
  const reviews = answer.value?.reviews ?? [];
  const [latest] = reviews;
  const holds = latest !== undefined && latest.decided !== 'new' ? latest : null;
  return (
    <div className="review-section">
      <p>
        {holds === null ? (
          'Computed, not reviewed by a person.'
        ) : (
          <>
            <strong>{capital(reviewWords[holds.state].label)}.</strong> {reviewWords[holds.state].meaning}
          </>
        )}
      </p>
      {holds?.changes.map((change) => (
        <p key={change}>
          <Icon name="warning" /> {change}
        </p>
      ))}
      {reviews.length > 0 && (
        <ul className="reasons">
          {reviews.map(({ decided, actor, atMs, reason }) => (
            <li key={`${atMs} ${decided}`}>
              {decided === 'new' ? 'Taken back' : capital(reviewWords[decided].label)} by <Said text={actor} />,{' '}
              {utcText(atMs)}
              {reason !== '' && (
                <>
                  : <Said text={reason} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="button" onClick={() => showView('triage')}>
        <Icon name="check" /> Decide in triage
      </button>
    </div>
  );
}
