import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import type { Incident } from '../../../shared/contract/contract.ts';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import { utcSpanText, utcText } from '../../../shared/format/times.ts';
import { incidentFieldWords, linkWords, statusWords } from '../../../shared/model/incident-words.ts';
import { classWords, gradeWords } from '../../../shared/model/words.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { call, offerFile, saveFile } from '../../api.ts';
import { bytesText } from '../../panels/bytes.ts';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { showIncident, takeDrops } from '../../state/incidents.ts';
import { selectFlight, showView } from '../../state/view.ts';
import { refreshWorkspace } from '../../state/workspace.ts';

type Part = { readonly incident: Incident };

/** The flights it is about, each with what changed since it was added. */
export function Flights({ incident }: Part) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const takeOut = async (flightId: string) => {
    const done = await call('incidents.removeFlight', { id: incident.id, flightId });
    setFailure(done.ok ? null : done.failure);
    await refreshWorkspace();
  };
  const mayTakeOut =
    incident.flights.length > 1 && incident.content.hold === null && incident.content.status !== 'merged';
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      <ul className="records">
        {incident.flights.map((flight) => (
          <li key={flight.flightId} className="record">
            <p>
              <strong>
                <Said text={flight.objectName} />
              </strong>{' '}
              {flight.class !== null && classWords[flight.class].label}
              {flight.grade !== null && `, ${gradeWords[flight.grade].label}`}
            </p>
            <p className="quiet">
              {utcSpanText(flight.firstMs, flight.lastMs)}, {countText(flight.crossings, 'crossing')},{' '}
              {countText(flight.detections, 'detection')}
            </p>
            {flight.changedSince.map((sentence) => (
              <p key={sentence} className="changed-since">
                <Icon name="warning" /> Changed since it was added: <Said text={sentence} />
              </p>
            ))}
            <div className="buttons">
              {flight.currentFlightId !== null && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => {
                    selectFlight(flight.currentFlightId, 'elsewhere');
                    showView('map');
                  }}
                >
                  <Icon name="locate" /> Show on map
                </button>
              )}
              {mayTakeOut && (
                <button type="button" className="button quiet small" onClick={() => void takeOut(flight.flightId)}>
                  Take out
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet">Add one from the inspector: choose a flight on the map, then “Add to an incident”.</p>
    </>
  );
}

/** Files kept with the incident: dropped anywhere in the window while it is open, or chosen. */
export function Attachments({ incident }: Part) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { id, number } = incident;
  const isOver = incident.content.status === 'merged';
  useEffect(() => {
    if (isOver) return;
    return takeDrops({
      words: `Drop to attach to ${number}`,
      take: (files) => void attachAll(id, files, setBusy, setFailure),
    });
  }, [id, number, isOver]);
  const save = async (sha256: string) => {
    const read = await call('incidents.attachment', { id, sha256 });
    const saved = read.ok ? await saveFile(read.value.name, read.value.base64) : read;
    setFailure(saved.ok || saved.failure.code === 'cancelled' ? null : saved.failure);
  };
  const detach = async (sha256: string) => {
    const done = await call('incidents.removeAttachment', { id, sha256 });
    setFailure(done.ok ? null : done.failure);
    await refreshWorkspace();
  };
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {incident.content.attachments.length === 0 && <p className="quiet">None.</p>}
      <ul className="records">
        {incident.content.attachments.map((one) => (
          <li key={one.sha256} className="record">
            <p>
              <strong>
                <Said text={one.file} />
              </strong>{' '}
              <span className="quiet">
                {bytesText(one.bytes)}, {utcText(one.addedAtMs)}, <Said text={one.addedBy} />
              </span>
            </p>
            {one.note !== '' && (
              <p>
                <Said text={one.note} />
              </p>
            )}
            <p className="quiet">
              SHA-256 <span className="mono">{one.sha256}</span>
            </p>
            <div className="buttons">
              <button type="button" className="button small" onClick={() => void save(one.sha256)}>
                <Icon name="save" /> Save a copy of <Said text={one.file} />
              </button>
              {incident.content.hold === null && !isOver && (
                <button type="button" className="button quiet small" onClick={() => void detach(one.sha256)}>
                  Take out <Said text={one.file} />
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {!isOver && (
        <p className="buttons">
          <button type="button" className="button small" disabled={isBusy} onClick={() => input.current?.click()}>
            <Icon name="plus" /> {isBusy ? 'Attaching…' : 'Attach files…'}
          </button>
          <span className="quiet">or drop them anywhere in this window.</span>
          <input
            ref={input}
            type="file"
            multiple
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Files to attach"
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              void attachAll(id, [...(event.target.files ?? [])], setBusy, setFailure);
              event.target.value = '';
            }}
          />
        </p>
      )}
    </>
  );
}

async function attachAll(
  id: string,
  files: readonly File[],
  setBusy: (isBusy: boolean) => void,
  setFailure: (failure: Failure | null) => void,
): Promise<void> {
  setBusy(true);
  setFailure(null);
  for (const file of files) {
    const offered = await offerFile(file);
    const done: Result<unknown> = offered.ok ? await call('incidents.attach', { id, file: offered.value }) : offered;
    if (!done.ok) setFailure(done.failure);
  }
  setBusy(false);
  await refreshWorkspace();
}

export const Links = ({ incident }: Part) =>
  incident.content.links.length === 0 ? (
    <p className="quiet">None.</p>
  ) : (
    <ul className="reasons">
      {incident.content.links.map((link) => (
        <li key={`${link.kind} ${link.incidentId}`}>
          {linkWords[link.kind]}{' '}
          <button type="button" className="link" onClick={() => showIncident(link.incidentId)}>
            {link.number}
          </button>
          {link.note !== '' && (
            <>
              : <Said text={link.note} />
            </>
          )}
        </li>
      ))}
    </ul>
  );

export const Reviews = ({ incident }: Part) =>
  incident.reviews.length === 0 ? (
    <p className="quiet">No second named person has reviewed it: its pages are drafts.</p>
  ) : (
    <ul className="reasons">
      {incident.reviews.map((review) => (
        <li key={review.atMs}>
          <Said text={review.reviewer} /> <span className="quiet">(account {review.account})</span>,{' '}
          {utcText(review.atMs)}
          {review.current ? '' : ', of what stood then'}
          {review.note !== '' && (
            <>
              : <Said text={review.note} />
            </>
          )}
        </li>
      ))}
    </ul>
  );

/** Issued pages, and whether the newest would still be made as it is. */
export const Pages = ({ incident }: Part) =>
  incident.reports.length === 0 ? (
    <p className="quiet">No page was issued yet.</p>
  ) : (
    <>
      {incident.freshness !== null && incident.freshness.state !== 'current' && (
        <div className="changed-since">
          <p>
            <Icon name="warning" />{' '}
            {incident.freshness.state === 'out-of-date' ? 'The newest page is out of date:' : ''}
          </p>
          <ul className="reasons">
            {incident.freshness.changes.map((sentence) => (
              <li key={sentence}>
                <Said text={sentence} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {incident.freshness?.state === 'current' && <p>The newest page is current: the same data would give it again.</p>}
      <ul className="reasons">
        {incident.reports.map(({ reportId, version, madeAtMs, actor }) => (
          <li key={reportId}>
            Version {numberText(version)}, {utcText(madeAtMs)}, <Said text={actor} />
          </li>
        ))}
      </ul>
    </>
  );

/** Every edit with what was before and after it, the newest first. */
export const History = ({ incident }: Part) => (
  <ol className="versions incident-history">
    {incident.history.map((edit) => (
      <li key={edit.revision}>
        <p>
          <strong>Edit {numberText(edit.revision)}</strong>{' '}
          <span className="quiet">
            {utcText(edit.atMs)}, <Said text={edit.actor} />
          </span>
        </p>
        {edit.changes.map(({ field, before, after }) => (
          <details key={field}>
            <summary>{incidentFieldWords[field] ?? field}</summary>
            <dl>
              <dt>before</dt>
              <dd>
                <Said text={asText(field, before)} />
              </dd>
              <dt>after</dt>
              <dd>
                <Said text={asText(field, after)} />
              </dd>
            </dl>
          </details>
        ))}
      </li>
    ))}
    <li>
      <p>
        <strong>Opened</strong>{' '}
        <span className="quiet">
          {utcText(incident.openedAtMs)}, <Said text={incident.openedBy} />
        </span>
      </p>
    </li>
  </ol>
);

/** A value of the history as a person reads it: words as they are, records a line each. */
function asText(field: string, value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '(nothing)';
  if (field === 'status') return statusWords[value as keyof typeof statusWords]?.label ?? String(value);
  if (typeof value === 'string') return value;
  const lines = Array.isArray(value) ? value : [value];
  return lines.map((one) => (typeof one === 'string' ? one : recordText(one as Record<string, unknown>))).join(' · ');
}

const memberWords: Readonly<Record<string, string>> = {
  atMs: 'when',
  addedAtMs: 'added',
  addedBy: 'added by',
  setAtMs: 'set',
  setBy: 'set by',
  by: 'by',
  reportedBy: 'reported by',
  withWhom: 'with',
  custodyNumber: 'custody number',
  sha256: 'SHA-256',
  incidentId: 'incident',
};

const recordText = (record: Record<string, unknown>): string =>
  Object.entries(record)
    .filter(([, value]) => value !== null && value !== '')
    .map(
      ([name, value]) =>
        `${memberWords[name] ?? name}: ${name.endsWith('Ms') ? utcText(Number(value)) : String(value)}`,
    )
    .join(', ');
