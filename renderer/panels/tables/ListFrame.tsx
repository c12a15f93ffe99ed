import type { ReactNode } from 'react';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import type { Answer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { resetFilters, view } from '../../state/view.ts';
import { FailureNotice, Loading } from '../Notice.tsx';

interface List<R> {
  readonly rows: readonly R[];
  readonly total: number;
  readonly truncated: boolean;
  readonly definition: string;
}

interface ListFrameProps<R> {
  readonly answer: Answer<List<R>>;
  /** "flights", for sentences. */
  readonly what: string;
  readonly noun: string;
  /** Whether the window's filters narrow this list. */
  readonly filtered?: boolean;
  /** Whether rows beyond those given are fetched as they are looked at. */
  readonly paged?: boolean;
  readonly children: (rows: readonly R[]) => ReactNode;
}

/** Around every list: how many there are and what exactly is counted, and what to say while there is nothing to show. */
export function ListFrame<R>({ answer, what, noun, filtered = true, paged = false, children }: ListFrameProps<R>) {
  const isNarrowed = useStore(view, (state) => Object.keys(state.filters).length > 0) && filtered;
  const { value, failure, retry, state } = answer;
  return (
    <div className="list-frame" aria-busy={state === 'loading'}>
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what={what} />}
      {value !== null && value.rows.length === 0 && (
        <div className="empty">
          <p>{isNarrowed ? `No ${what} match the filters.` : `There are no ${what} in this workspace.`}</p>
          {isNarrowed && (
            <button type="button" className="button" onClick={resetFilters}>
              Reset the filters
            </button>
          )}
        </div>
      )}
      {value !== null && value.rows.length > 0 && children(value.rows)}
      {value !== null && (
        <p className="list-total">
          <strong>{countText(value.total, noun)}</strong>
          {value.truncated &&
            !paged &&
            ` – the first ${numberText(value.rows.length)} are listed; narrow the filters to see the rest`}
          <span className="definition" title={value.definition}>
            {value.definition}
          </span>
        </p>
      )}
    </div>
  );
}
