import { utcText } from '../../../shared/format/times.ts';
import { useDeconfliction } from '../../state/data.ts';
import { FailureNotice, Loading } from '../Notice.tsx';
import { Said } from '../Said.tsx';

/** Evidence for deconfliction: the nearest aircraft that announces itself, or own drone. It decides nothing. */
export function NearestAircraft({ flightId }: { readonly flightId: string }) {
  const { value, failure, retry } = useDeconfliction(flightId);
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="the nearest aircraft" />;
  return (
    <>
      <p>
        <Said text={value.sentence} />
      </p>
      {value.rows !== null && (
        <dl className="facts">
          <dt>Flight’s row</dt>
          <dd>
            {utcText(value.rows.flight.observedAtMs)}, <Said text={value.rows.flight.file} />, record{' '}
            {value.rows.flight.record}
          </dd>
          <dt>Other’s row</dt>
          <dd>
            {utcText(value.rows.other.observedAtMs)}, <Said text={value.rows.other.file} />, record{' '}
            {value.rows.other.record}
          </dd>
        </dl>
      )}
      <p className="quiet">
        Evidence for friendly deconfliction; whether friendly aircraft were ruled out, a person records below.
      </p>
    </>
  );
}
