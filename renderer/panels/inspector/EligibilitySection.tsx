import { useState } from 'react';
import type { ElementRow } from '../../../shared/contract/contract.ts';
import { utcText } from '../../../shared/format/times.ts';
import type { Eligibility, EligibilityElement, Flight, Verdict } from '../../../shared/model/conclusion.ts';
import { type RecordableElementId, recordableElementIds } from '../../../shared/model/lists.ts';
import { resultWords, verdictWords } from '../../../shared/model/words.ts';
import { useElements } from '../../state/data.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { FailureNotice } from '../Notice.tsx';
import { Said } from '../Said.tsx';
import { capital } from '../words.tsx';
import { ElementForm } from './elements/ElementForm.tsx';
import { Records } from './elements/Records.tsx';

const verdictIcons: Readonly<Record<Verdict, IconName>> = { met: 'check', 'not-met': 'close', unknown: 'question' };

/** What the record says about each element, for each incursion at its first sure moment in the US. Not legal advice; never an order. */
export function EligibilitySection({
  flight,
  eligibilities,
}: {
  readonly flight: Flight;
  readonly eligibilities: readonly Eligibility[];
}) {
  const { value: recorded, failure, retry } = useElements(flight.id);
  const rows = recorded?.rows ?? [];
  const lost = rows.filter(({ attached, standing }) => attached === null && standing === 'on-record');
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {eligibilities.map((eligibility) => (
        <Determination
          key={eligibility.incursionId}
          flight={flight}
          eligibility={eligibility}
          rows={rows.filter(({ attached }) => attached?.incursionId === eligibility.incursionId)}
          purposes={recorded?.purposes[eligibility.incursionId] ?? []}
        />
      ))}
      {lost.length > 0 && (
        <section aria-label="Recorded for incursions that no longer stand">
          <h4>Recorded for an incursion of this aircraft that no longer stands</h4>
          <Records rows={lost} onCorrect={() => undefined} />
        </section>
      )}
    </>
  );
}

function Determination({
  flight,
  eligibility,
  rows,
  purposes,
}: {
  readonly flight: Flight;
  readonly eligibility: Eligibility;
  readonly rows: readonly ElementRow[];
  readonly purposes: readonly string[];
}) {
  const index = flight.incursions.findIndex(({ id }) => id === eligibility.incursionId);
  return (
    <article className="eligibility">
      <p className="result">
        <strong>{capital(resultWords[eligibility.result].label)}</strong>
        {flight.incursions.length > 1 && <span className="quiet"> · incursion {index + 1}</span>}
      </p>
      <p>
        <Said text={eligibility.sentence} />
      </p>
      <p className="quiet">
        Judged at {utcText(eligibility.atMs)}, legal day {eligibility.day} (US Eastern), {eligibility.statuteVersion},
        authority table <Said text={eligibility.authorityTable.label} />, as of {eligibility.authorityTableAsOf}. On the
        record only; not an order, not legal advice.
      </p>
      <ul className="verdicts">
        {eligibility.elements.map((element) => (
          <Element
            key={element.id}
            element={element}
            eligibility={eligibility}
            rows={rows.filter((row) => row.element === element.id)}
            purposes={purposes}
          />
        ))}
      </ul>
    </article>
  );
}

const isRecordable = (id: string): id is RecordableElementId =>
  (recordableElementIds as readonly string[]).includes(id);

function Element({
  element,
  eligibility,
  rows,
  purposes,
}: {
  readonly element: EligibilityElement;
  readonly eligibility: Eligibility;
  readonly rows: readonly ElementRow[];
  readonly purposes: readonly string[];
}) {
  const [form, setForm] = useState<{ readonly old: ElementRow | null } | null>(null);
  const { id } = element;
  // Before 2025-12-18 the statute had no purpose besides the covered asset, so there is none to record.
  const mayRecord = isRecordable(id) && (id !== 'covered-asset-basis' || purposes.length > 0);
  return (
    <li className={`verdict ${element.verdict}`}>
      <span className="verdict-sign">
        <Icon name={verdictIcons[element.verdict]} />
        {verdictWords[element.verdict].label}
      </span>
      <div>
        <h4>{element.title}</h4>
        <p>
          <Said text={element.sentence} />
          {element.qualifier !== null && (
            <em>
              {' '}
              <Said text={element.qualifier} />.
            </em>
          )}
        </p>
        {element.citations.length > 0 && (
          <p className="citations">
            <Said text={element.citations.join('; ')} />
          </p>
        )}
        <Records rows={rows} onCorrect={(old) => setForm({ old })} />
        {mayRecord && (
          <button
            type="button"
            className="button small"
            aria-label={`Record ${id === 'covered-asset-basis' ? 'another purpose' : element.title}`}
            onClick={() => setForm({ old: null })}
          >
            {id === 'covered-asset-basis' ? 'Record another purpose…' : 'Record…'}
          </button>
        )}
        {isRecordable(id) && form !== null && (
          <ElementForm
            element={id}
            title={element.title}
            incursionId={eligibility.incursionId}
            momentMs={eligibility.atMs}
            purposes={purposes}
            old={form.old}
            onClose={() => setForm(null)}
          />
        )}
      </div>
    </li>
  );
}
