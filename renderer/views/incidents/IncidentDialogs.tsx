import { type FormEvent, useId, useRef, useState } from 'react';
import type { Incident, IncidentRow } from '../../../shared/contract/contract.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { focusField, SelectField, TextArea, TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { useAnswer } from '../../state/queries.ts';
import { refreshWorkspace } from '../../state/workspace.ts';

export type Step = 'hold' | 'release' | 'review' | 'link' | 'merge';

interface StepField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'area' | 'incident';
  readonly needed: boolean;
  readonly hint?: string;
}

interface StepForm {
  readonly title: string;
  readonly action: string;
  readonly words: string;
  readonly fields: readonly StepField[];
  readonly act: (id: string, values: Readonly<Record<string, string>>) => Promise<Result<Incident>>;
}

const name = (label: string, hint?: string): StepField => ({
  name: 'by',
  label,
  kind: 'text',
  needed: true,
  ...(hint === undefined ? {} : { hint }),
});
const of = (values: Readonly<Record<string, string>>, field: string): string => (values[field] ?? '').trim();

const steps: Readonly<Record<Step, StepForm>> = {
  hold: {
    title: 'Put on hold',
    action: 'Put on hold',
    words: 'It is then not closed or merged, and nothing is taken out of it.',
    fields: [
      { name: 'ground', label: 'Ground of the hold', kind: 'area', needed: true },
      name('Who sets it', 'As entered; your account is recorded beside it.'),
    ],
    act: (id, values) => call('incidents.hold', { id, ground: of(values, 'ground'), setBy: of(values, 'by') }),
  },
  release: {
    title: 'Release the hold',
    action: 'Release',
    words: 'That it stood, on what ground and who set it, stays in the history.',
    fields: [name('Who releases it')],
    act: (id, values) => call('incidents.release', { id, releasedBy: of(values, 'by') }),
  },
  review: {
    title: 'Record a review',
    action: 'Record the review',
    words:
      'A second named person read what stands now. Pages are drafts until then, and again when anything they tell changes. Names are as entered: nothing here proves who it was.',
    fields: [
      name('Who reviewed it', 'Not who prepared it.'),
      { name: 'note', label: 'Note', kind: 'area', needed: false },
    ],
    act: (id, values) => call('incidents.review', { id, reviewer: of(values, 'by'), note: of(values, 'note') }),
  },
  link: {
    title: 'Link to another incident',
    action: 'Link',
    words: 'Each of the two then names the other.',
    fields: [
      { name: 'other', label: 'The other incident', kind: 'incident', needed: true },
      { name: 'note', label: 'Why', kind: 'area', needed: false },
    ],
    act: (id, values) => call('incidents.link', { id, to: of(values, 'other'), note: of(values, 'note') }),
  },
  merge: {
    title: 'Merge into another incident',
    action: 'Merge',
    words:
      'Its flights, records and attachments are continued there. Both keep their numbers; this one is not edited any more.',
    fields: [{ name: 'other', label: 'The incident that goes on', kind: 'incident', needed: true }],
    act: (id, values) => call('incidents.merge', { id, into: of(values, 'other') }),
  },
};

/** One step of an incident, with the names and reasons that are kept with it. */
export function StepDialog({
  step,
  incident,
  onClose,
}: {
  readonly step: Step;
  readonly incident: Incident;
  readonly onClose: (after: Incident | null) => void;
}) {
  const { title, action, words, fields, act } = steps[step];
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [wasTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const others =
    useAnswer('incidents.list', fields.some(({ kind }) => kind === 'incident') ? {} : null).value?.rows ?? [];
  const id = useId();
  const missing = fields.filter((field) => field.needed && of(values, field.name) === '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first !== undefined) {
      focusField(form.current, first.name);
      return;
    }
    setBusy(true);
    const done = await act(incident.id, values);
    setBusy(false);
    if (!done.ok) return setFailure(done.failure);
    await refreshWorkspace();
    onClose(done.value);
  };
  return (
    <Dialog
      title={`${title}: ${incident.number}`}
      onClose={() => onClose(null)}
      footer={
        <>
          <button type="button" className="button" onClick={() => onClose(null)}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {action}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={(event) => void submit(event)}>
        <p>{words}</p>
        {failure !== null && <FailureNotice failure={failure} />}
        {fields.map((field) => (
          <StepControl
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            fault={wasTried && missing.includes(field) ? `${field.label} is needed.` : null}
            others={others.filter((one) => one.id !== incident.id && one.status !== 'merged')}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
      </form>
    </Dialog>
  );
}

function StepControl({
  field,
  others,
  ...control
}: {
  readonly field: StepField;
  readonly others: readonly IncidentRow[];
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}) {
  const { name: fieldName, label, needed, hint, kind } = field;
  const props = { ...control, name: fieldName, label, required: needed, ...(hint === undefined ? {} : { hint }) };
  if (kind === 'area') return <TextArea {...props} rows={3} />;
  if (kind === 'text') return <TextField {...props} />;
  const choices = [
    { value: '', words: others.length === 0 ? 'There is no other incident' : 'Not chosen' },
    ...others.map((one) => ({ value: one.id, words: `${one.number} ${visibleText(one.title)}`.trim() })),
  ];
  return <SelectField {...props} choices={choices} />;
}
