import { useState } from 'react';
import type { AuthorityIntervalRow, Reply } from '../../../shared/contract/contract.ts';
import { countText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import { call } from '../../api.ts';
import { ReasonDialog } from '../../panels/form/ReasonDialog.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { refreshWorkspace } from '../../state/workspace.ts';
import { AsOfForm } from './AsOfForm.tsx';
import { IntervalForm } from './IntervalForm.tsx';
import { ScrollTable } from './ScrollTable.tsx';
import { TableImport } from './TableImport.tsx';

type Table = Reply<'authority.get'>;
type Asking =
  | { readonly what: 'import' | 'reset' | 'as-of' }
  | { readonly what: 'interval'; readonly interval: AuthorityIntervalRow | null };

const DAY_MS = 86_400_000;

/** The dated table of authority: what is in use, since when it was checked, and every version before. */
export function AuthoritySection() {
  const [shown, setShown] = useState<number | null>(null);
  const answer = useAnswer('authority.get', shown === null ? {} : { version: shown });
  const [asking, setAsking] = useState<Asking | null>(null);
  const table = answer.value;
  return (
    <>
      {answer.failure !== null && <FailureNotice failure={answer.failure} retry={answer.retry} />}
      {table === null && answer.failure === null && <Loading what="the authority table" />}
      {table !== null && (
        <>
          <Head table={table} onAsk={setAsking} onInUse={() => setShown(null)} />
          <Intervals table={table} onAsk={setAsking} />
          <Gaps table={table} />
          <Statutes table={table} />
          <details>
            <summary>What is uncertain, and the sources</summary>
            <ul className="reasons">
              {table.notes.map((note) => (
                <li key={note}>
                  <Said text={note} />
                </li>
              ))}
            </ul>
            <Sources table={table} />
          </details>
          <History shown={table} onShow={setShown} />
          {asking?.what === 'interval' && (
            <IntervalForm table={table} interval={asking.interval} onClose={() => setAsking(null)} />
          )}
          {asking?.what === 'as-of' && <AsOfForm table={table} onClose={() => setAsking(null)} />}
          {asking?.what === 'import' && <TableImport onClose={() => setAsking(null)} />}
          {asking?.what === 'reset' && (
            <ReasonDialog
              title="Use the built-in table again"
              action="Use the built-in table"
              label="Why"
              act={async (source) => {
                const reset = await call('authority.reset', { source });
                if (reset.ok) await refreshWorkspace();
                return reset;
              }}
              onClose={() => setAsking(null)}
            >
              <p>
                The table that came with the program, as of {table.builtIn.asOf}, becomes the newest version, and every
                flight is judged again by it. The version in use now stays in the history.
              </p>
            </ReasonDialog>
          )}
        </>
      )}
    </>
  );
}

function Head({
  table,
  onAsk,
  onInUse,
}: {
  readonly table: Table;
  readonly onAsk: (asking: Asking) => void;
  readonly onInUse: () => void;
}) {
  const ageDays = Math.max(0, Math.floor((Date.now() - Date.parse(`${table.asOf}T00:00:00Z`)) / DAY_MS));
  return (
    <>
      <p>
        <strong>
          <Said text={table.label} />
        </strong>
        , checked up to {table.asOf} ({countText(ageDays, 'day')} old).{' '}
        {table.inUse ? 'In use.' : 'A version from before; it decides nothing now.'} An event after that day is judged
        “not verified since {table.asOf}”.
      </p>
      <p className="quiet">
        <Said text={table.purposeStatement} /> SHA-256 <span className="mono">{table.digest.slice(0, 16)}…</span>
      </p>
      {table.version !== null && table.builtIn.asOf > table.asOf && (
        <p className="notice">
          <Icon name="warning" /> The program came with a table that was checked later, up to {table.builtIn.asOf}.
        </p>
      )}
      <div className="buttons">
        {table.inUse ? (
          <>
            <button type="button" className="button" onClick={() => onAsk({ what: 'import' })}>
              <Icon name="import" /> Import a table…
            </button>
            <button type="button" className="button" onClick={() => onAsk({ what: 'as-of' })}>
              <Icon name="check" /> Sources checked again…
            </button>
            {table.version !== null && (
              <button type="button" className="button" onClick={() => onAsk({ what: 'reset' })}>
                Use the built-in table…
              </button>
            )}
          </>
        ) : (
          <button type="button" className="button primary" onClick={onInUse}>
            Back to the table in use
          </button>
        )}
      </div>
    </>
  );
}

const limbWords = { federal: 'Federal', sltt: 'State, local, Tribal, territorial' } as const;

function Intervals({ table, onAsk }: { readonly table: Table; readonly onAsk: (asking: Asking) => void }) {
  return (
    <>
      <h4>In force</h4>
      <ScrollTable label="Intervals of authority">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Whose</th>
              <th scope="col">From</th>
              <th scope="col">Until</th>
              <th scope="col">Date in the Act</th>
              <th scope="col">Undisputed to</th>
              <th scope="col">Act</th>
              <th scope="col">Verified</th>
              <th scope="col">Note and sources</th>
              {table.inUse && (
                <th scope="col">
                  <span className="visually-hidden">Edit</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {table.intervals.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Said text={row.id} />
                </th>
                <td>{limbWords[row.limb]}</td>
                <td className="day">{row.from}</td>
                <td className="day">{row.effectiveTo}</td>
                <td className="day">{row.to}</td>
                <td className="day">{row.lastUndisputedDay ?? 'no day'}</td>
                <td>
                  <Said text={row.publicLaw} />, <Said text={row.act} />; enacted {row.enacted}
                </td>
                <td>
                  <Verified row={row} />
                </td>
                <td className="quiet">
                  <Said text={row.note} /> Sources: <Said text={row.source.join(', ')} />
                </td>
                {table.inUse && (
                  <td>
                    <button
                      type="button"
                      className="button small"
                      aria-label={`Edit ${row.id}`}
                      onClick={() => onAsk({ what: 'interval', interval: row })}
                    >
                      Edit…
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {table.inUse && (
        <button type="button" className="button" onClick={() => onAsk({ what: 'interval', interval: null })}>
          <Icon name="plus" /> Add an interval…
        </button>
      )}
    </>
  );
}

const Verified = ({ row }: { readonly row: AuthorityIntervalRow }) =>
  row.verified ? (
    <>
      <Icon name="check" /> verified
      {row.verification !== undefined && (
        <>
          {' '}
          by <Said text={row.verification.by} />, {row.verification.on}, in <Said text={row.verification.source} />
        </>
      )}
    </>
  ) : (
    <>
      <Icon name="question" /> not verified
    </>
  );

const Gaps = ({ table }: { readonly table: Table }) => (
  <>
    <h4>Gaps and boundary days, federal</h4>
    <ScrollTable label="Gaps and boundary days">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Id</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Kind</th>
            <th scope="col">Judged</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {table.gaps.map((gap) => (
            <tr key={gap.id}>
              <th scope="row">
                <Said text={gap.id} />
              </th>
              <td className="day">{gap.from}</td>
              <td className="day">{gap.to}</td>
              <td>
                {gap.kind}
                {!gap.verified && ', not verified'}
              </td>
              <td>{gap.kind === 'lapse' && gap.verified ? 'not met' : 'unknown'}</td>
              <td>
                <Said text={gap.note} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  </>
);

const Statutes = ({ table }: { readonly table: Table }) => (
  <>
    <h4>Text of the statute by day of the event</h4>
    <ScrollTable label="Versions of the statute">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Text</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Definitions cited</th>
            <th scope="col">Purposes</th>
            <th scope="col">Verified</th>
          </tr>
        </thead>
        <tbody>
          {table.statuteVersions.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Said text={one.id} />
              </th>
              <td className="day">{one.from}</td>
              <td className="day">{one.to}</td>
              <td>
                <Said text={`6 U.S.C. 124n${one.definitions}(3)`} />
              </td>
              <td>
                <Said text={one.purposes.join('; ')} />
              </td>
              <td>
                <Said text={one.verified} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  </>
);

const Sources = ({ table }: { readonly table: Table }) => (
  <ul className="sources">
    {table.sources.map(({ id, title, url, date }) => (
      <li key={id}>
        <strong>
          <Said text={id} />
        </strong>
        : <Said text={title} />, <Said text={date} />
        {url !== null && (
          <>
            , <Said text={url} />
          </>
        )}
      </li>
    ))}
  </ul>
);

function History({ shown, onShow }: { readonly shown: Table; readonly onShow: (version: number | null) => void }) {
  const { value, failure, retry } = useAnswer('authority.history', {});
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="the history" />;
  const [newest] = value.versions;
  return (
    <>
      <h4>Versions</h4>
      <p className="quiet">
        A determination keeps the version that it was made by. Built in: as of {value.builtIn.asOf}.{' '}
        {newest === undefined ? (
          'It is in use; no other was brought in.'
        ) : (
          <button
            type="button"
            className="link"
            disabled={shown.version === null && !shown.inUse}
            onClick={() => onShow(0)}
          >
            Show the built-in table
          </button>
        )}
      </p>
      {value.versions.length > 0 && (
        <ol className="versions">
          {value.versions.map((one) => (
            <li key={one.version}>
              <p>
                <strong>
                  <Said text={one.label} />
                </strong>
                {one === newest && ' · in use'}, as of {one.asOf}
              </p>
              <p>
                <Said text={one.source} />
              </p>
              <p className="quiet">
                {utcText(one.enteredAtMs)} by <Said text={one.actor} />
                {one.file !== null && (
                  <>
                    , from <Said text={one.file} />
                  </>
                )}
                . {changesText(one)}
              </p>
              {one.version !== shown.version && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => onShow(one === newest ? null : one.version)}
                >
                  Show version {one.version}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function changesText({ added, changed, removed, asOfMoved }: Reply<'authority.history'>['versions'][number]): string {
  const parts = [
    ...(added.length > 0 ? [`Added ${added.join(', ')}.`] : []),
    ...(changed.length > 0 ? [`Changed ${changed.join(', ')}.`] : []),
    ...(removed.length > 0 ? [`Removed ${removed.join(', ')}.`] : []),
    ...(asOfMoved === null ? [] : [`Checked up to ${asOfMoved.to} instead of ${asOfMoved.from}.`]),
  ];
  return parts.length === 0 ? 'Nothing that a rule reads changed.' : parts.join(' ');
}
