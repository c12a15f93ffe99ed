import { Fragment, useState } from 'react';
import { useAnswer } from '../../state/queries.ts';
import { FailureNotice, Loading } from '../Notice.tsx';
import { Said } from '../Said.tsx';

/** What the result would be at other gap limits and by each reference line alone: concluded when somebody looks. */
export function Otherwise({ flightId }: { readonly flightId: string }) {
  const [isOpen, setOpen] = useState(false);
  const { value, failure, retry } = useAnswer('flights.otherwise', isOpen ? { flightId } : null, 'nothing');
  return (
    <details className="section" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h3>The result under other settings</h3>
      </summary>
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what="the results" />}
      {value !== null && (
        <dl className="facts">
          {value.results.map(({ label, sentence }) => (
            <Fragment key={label}>
              <dt>
                <Said text={label} />
              </dt>
              <dd>
                <Said text={sentence} />
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
    </details>
  );
}
