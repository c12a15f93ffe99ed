import type { Failure } from '../../shared/result.ts';
import { Icon } from './Icon.tsx';
import { Said } from './Said.tsx';

/** An operation that did not work: its sentence, where in the file, and a way to try again. */
export const FailureNotice = ({
  failure,
  retry,
  dismiss,
}: {
  readonly failure: Failure;
  readonly retry?: () => void;
  readonly dismiss?: () => void;
}) => (
  <div className="notice failure" role="alert">
    <Icon name="warning" />
    <p>
      <Said text={failure.message} />
    </p>
    {retry !== undefined && (
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    )}
    {dismiss !== undefined && (
      <button type="button" className="button quiet icon-only" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="close" />
      </button>
    )}
  </div>
);

export const Loading = ({ what }: { readonly what: string }) => (
  <p className="loading" role="status">
    <span className="spinner" aria-hidden="true" /> Loading {what}…
  </p>
);
