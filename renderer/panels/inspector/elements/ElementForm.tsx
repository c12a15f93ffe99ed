import { type FormEvent, useId, useRef, useState } from 'react';
import type { ElementRow, RequestInput } from '../../../../shared/contract/contract.ts';
import { durationText, utcText } from '../../../../shared/format/times.ts';
import { type RecordableElementId, verdicts } from '../../../../shared/model/lists.ts';
import { verdictWords } from '../../../../shared/model/words.ts';
import type { Failure } from '../../../../shared/result.ts';
import { readInstant } from '../../../../shared/time/instant.ts';
import { call } from '../../../api.ts';
import { drafts, dropDraft, keepDraft } from '../../../state/drafts.ts';
import { useStore } from '../../../state/store.ts';
import { refreshWorkspace } from '../../../state/workspace.ts';
import { Dialog } from '../../Dialog.tsx';
import { focusField, SelectField, TextArea, TextField } from '../../form/FormField.tsx';
import { FailureNotice } from '../../Notice.tsx';
import { capital } from '../../words.tsx';

type Entry = RequestInput<'elements.record'>['entry'];
type Values = Readonly<Record<string, string>>;

export interface ElementFormProps {
  readonly element: RecordableElementId;
  readonly title: string;
  readonly incursionId: string;
  /** The moment that the determination is judged at, UTC milliseconds. */
  readonly momentMs: number;
  /** What a purpose may be on that day. */
  readonly purposes: readonly string[];
  /** The record that is corrected, or recorded again for the flight as it now is. */
  readonly old: ElementRow | null;
  readonly onClose: () => void;
}

const asks: Readonly<Record<RecordableElementId, string>> = {
  'acting-component': 'Which component or agency, with personnel that the statute covers, was there to act?',
  'covered-asset-basis': 'Which purpose of the statute besides a covered facility or asset was relied on?',
  'credible-threat':
    'Did someone who may do so determine a credible threat? Fenceline never computes it. Say by whom, when and on what facts.',
  'positive-identification': 'Was the object positively identified, and were friendly aircraft ruled out?',
  'faa-coordination': 'Was it coordinated with the Federal Aviation Administration? Give the reference and the time.',
};

const startOf = (old: ElementRow | null): Values => ({
  verdict: old?.verdict ?? '',
  by: old?.by ?? '',
  madeAt: old === null ? '' : utcText(old.madeAtMs),
  facts: old?.facts ?? '',
  purpose: old?.purpose ?? '',
  limb: old?.limb ?? '',
  component: old?.component ?? '',
  certified: old?.certified === undefined ? '' : old.certified ? 'yes' : 'no',
  reference: old?.reference ?? '',
  reason: old?.attached?.attachment === 'earlier-state' ? 'Recorded again for the flight as it now is.' : '',
});

/** A person's determination of one element: who, when, on what facts. What is typed is kept until it is recorded or discarded. */
export function ElementForm({ element, title, incursionId, momentMs, purposes, old, onClose }: ElementFormProps) {
  const draftKey = `element ${incursionId} ${element} ${old?.id ?? 'new'}`;
  const draft = useStore(drafts, ({ all }) => all[draftKey]);
  const values = { ...startOf(old), ...draft };
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const formId = useId();
  const set = (name: string) => (value: string) => {
    keepDraft(draftKey, { ...values, [name]: value });
    if (failure?.field === name) setFailure(null);
  };
  const faultOf = (name: string) => (failure?.field === name ? failure.message : null);
  const text = (name: string) => ({ name, value: values[name] ?? '', fault: faultOf(name), onChange: set(name) });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (values.verdict === '') {
      setFailure({ code: 'bad-request', message: 'Say what was determined.', field: 'verdict' });
      focusField(form.current, 'verdict');
      return;
    }
    setBusy(true);
    const reason = values.reason?.trim() ?? '';
    const recorded = await call('elements.record', {
      incursionId,
      entry: entryOf(element, values),
      ...(old === null ? {} : { supersedes: old.id, reason }),
    });
    setBusy(false);
    if (recorded.ok) {
      dropDraft(draftKey);
      await refreshWorkspace();
      onClose();
      return;
    }
    setFailure(recorded.failure);
    focusField(form.current, recorded.failure.field ?? '');
  };

  const hasField = failure?.field !== undefined && failure.field in values;
  return (
    <Dialog
      title={`${old === null ? 'Record' : 'Correct'}: ${title}`}
      onClose={onClose}
      footer={
        <>
          {draft !== undefined && (
            <button
              type="button"
              className="button"
              onClick={() => {
                dropDraft(draftKey);
                setFailure(null);
              }}
            >
              Discard draft
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Close{draft !== undefined && ', keep draft'}
          </button>
          <button type="submit" form={formId} className="button primary" disabled={isBusy}>
            {isBusy ? 'Recording…' : 'Put on record'}
          </button>
        </>
      }
    >
      <form ref={form} id={formId} className="form" noValidate onSubmit={(event) => void submit(event)}>
        <p>{asks[element]}</p>
        {failure !== null && !hasField && <FailureNotice failure={failure} />}
        <fieldset className="choices" aria-describedby={faultOf('verdict') === null ? undefined : `${formId}-verdict`}>
          <legend>Determined</legend>
          {verdicts.map((verdict) => (
            <label key={verdict} className="check">
              <input
                type="radio"
                name="verdict"
                data-field="verdict"
                value={verdict}
                checked={values.verdict === verdict}
                onChange={() => set('verdict')(verdict)}
              />
              {capital(verdictWords[verdict].label)}
            </label>
          ))}
          {faultOf('verdict') !== null && (
            <p id={`${formId}-verdict`} className="invalid">
              {faultOf('verdict')}
            </p>
          )}
        </fieldset>
        {element === 'acting-component' && <ComponentFields text={text} limb={values.limb ?? ''} />}
        {element === 'covered-asset-basis' && (
          <SelectField
            {...text('purpose')}
            label="Purpose relied on"
            choices={[{ value: '', words: 'None named' }, ...purposes.map((one) => ({ value: one, words: one }))]}
            hint="In the words of the statute on that day."
          />
        )}
        <TextField
          {...text('by')}
          label="Determined by"
          required
          hint="The person who made the determination; your account is kept beside it."
        />
        <TextField
          {...text('madeAt')}
          label="Made at, with its zone"
          required
          placeholder="2026-08-02 04:30Z"
          hint={<MadeAt text={values.madeAt ?? ''} momentMs={momentMs} />}
        />
        <TextArea {...text('facts')} label="On what facts" required />
        <TextField
          {...text('reference')}
          label="Reference"
          hint="A document, log entry or coordination number, where there is one."
        />
        {old !== null && <TextField {...text('reason')} label="Why the earlier record is corrected" required />}
      </form>
    </Dialog>
  );
}

function ComponentFields({
  text,
  limb,
}: {
  readonly text: (name: string) => {
    name: string;
    value: string;
    fault: string | null;
    onChange: (value: string) => void;
  };
  readonly limb: string;
}) {
  return (
    <>
      <TextField {...text('component')} label="Component or agency" required />
      <SelectField
        {...text('limb')}
        label="Whose authority"
        required
        choices={[
          { value: '', words: 'Not chosen' },
          { value: 'federal', words: 'Federal: DHS or DOJ component' },
          { value: 'sltt', words: 'State, local, Tribal or territorial agency' },
        ]}
      />
      {limb === 'sltt' && (
        <SelectField
          {...text('certified')}
          label="Officers trained and certified"
          choices={[
            { value: '', words: 'Not said' },
            { value: 'yes', words: 'Yes, on the record' },
            { value: 'no', words: 'No' },
          ]}
          hint="State and local agencies count only when certified, and only from 2025-12-18."
        />
      )}
    </>
  );
}

/** The instant as understood, and where it lies beside the moment judged. */
function MadeAt({ text, momentMs }: { readonly text: string; readonly momentMs: number }) {
  const moment = `The incursion is judged at ${utcText(momentMs)}.`;
  const read = readInstant(text);
  if (read.kind !== 'instant') return <>A day, a time and a zone: Z for UTC, or an offset such as -05:00. {moment}</>;
  const apartS = (momentMs - read.timeMs) / 1000;
  return (
    <>
      {utcText(read.timeMs)},{' '}
      {apartS === 0
        ? 'at the moment judged'
        : `${durationText(Math.abs(apartS))} ${apartS > 0 ? 'before' : 'after'} it`}
      . {moment}
      {apartS < 0 && ' One made after the moment is kept, and never makes the incursion eligible.'}
    </>
  );
}

function entryOf(element: RecordableElementId, values: Values): Entry {
  const given = (name: string): string | undefined => {
    const value = values[name]?.trim() ?? '';
    return value === '' ? undefined : value;
  };
  const base = {
    element,
    verdict: values.verdict as Entry['verdict'],
    by: values.by ?? '',
    madeAt: values.madeAt ?? '',
    facts: values.facts ?? '',
    ...named('reference', given('reference')),
  };
  if (element === 'covered-asset-basis') return { ...base, ...named('purpose', given('purpose')) };
  if (element !== 'acting-component') return base;
  const limb = given('limb') as Entry['limb'];
  const certified = limb === 'sltt' ? given('certified') : undefined;
  return {
    ...base,
    ...named('component', given('component')),
    ...named('limb', limb),
    ...named('certified', certified === undefined ? undefined : certified === 'yes'),
  };
}

const named = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);
