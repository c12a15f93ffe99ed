import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Incident } from '../../../shared/contract/contract.ts';
import { utcText } from '../../../shared/format/times.ts';
import { actionParagraphs, actionWords, incidentStatuses, statusWords } from '../../../shared/model/incident-words.ts';
import type { Failure } from '../../../shared/result.ts';
import { call } from '../../api.ts';
import { focusField, SelectField, TextArea, TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { capital } from '../../panels/words.tsx';
import { refreshWorkspace } from '../../state/workspace.ts';
import { changesOf, type FormText, faultsOf, recordFields, toForm } from './incident-form.ts';
import { RecordList } from './RecordList.tsx';

const fields = recordFields([
  { value: '', words: 'None named' },
  ...actionParagraphs.map((paragraph) => ({
    value: paragraph,
    words: `(${paragraph}) ${actionWords[paragraph].label}`,
  })),
]);
const statusChoices = incidentStatuses
  .filter((status) => status !== 'merged')
  .map((status) => ({ value: status, words: `${capital(statusWords[status].label)}: ${statusWords[status].meaning}` }));

/** After the last key: long enough not to write at every letter, short enough that a crash costs a word. */
const DRAFT_AFTER_MS = 400;

/** What was typed before, over what is stored. */
const restored = ({ content, draft }: Incident): FormText =>
  draft === null ? toForm(content) : { ...toForm(content), ...(draft.form as Partial<FormText>) };

/** The words of an incident. What is typed is kept as a draft at once; saving makes it part of the record. */
export function IncidentEditor({ incident }: { readonly incident: Incident }) {
  const [form, setForm] = useState<FormText>(() => restored(incident));
  const [revision, setRevision] = useState(incident.draft?.revision ?? incident.revision);
  const [restoredAtMs, setRestoredAtMs] = useState(incident.draft?.savedAtMs ?? null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const element = useRef<HTMLFormElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const id = useId();
  const isOver = incident.content.status === 'merged';
  const faults = faultsOf(form);
  const faultOf = (name: string): string | null => (wasTried ? (faults.get(name) ?? null) : null);
  const changed = faults.size > 0 || Object.keys(changesOf(form, incident.content)).length > 0;
  const isBehind = changed && revision !== incident.revision;

  // Nothing typed here: what is shown follows what is stored.
  useEffect(() => {
    if (changed || revision === incident.revision) return;
    setForm(toForm(incident.content));
    setRevision(incident.revision);
  }, [changed, revision, incident]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const change = (part: Partial<FormText>) => {
    const next = { ...form, ...part };
    setForm(next);
    setSaid('');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => void call('incidents.saveDraft', { id: incident.id, revision, form: { ...next } as never }),
      DRAFT_AFTER_MS,
    );
  };
  const discard = async () => {
    window.clearTimeout(timer.current);
    await call('incidents.dropDraft', { id: incident.id });
    setForm(toForm(incident.content));
    setRevision(incident.revision);
    setRestoredAtMs(null);
    setTried(false);
    setFailure(null);
    await refreshWorkspace();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = faults.keys();
    if (first !== undefined) {
      focusField(element.current, first);
      return;
    }
    window.clearTimeout(timer.current);
    setBusy(true);
    const saved = await call('incidents.edit', { id: incident.id, revision, text: changesOf(form, incident.content) });
    setBusy(false);
    if (!saved.ok) return setFailure(saved.failure);
    setFailure(null);
    setTried(false);
    setRestoredAtMs(null);
    setForm(toForm(saved.value.content));
    setRevision(saved.value.revision);
    setSaid('Saved.');
    await refreshWorkspace();
  };
  const field = (name: 'title' | 'assignedTo' | 'preparedBy' | 'narrative' | 'disposition' | 'status') => ({
    name,
    value: form[name],
    fault: null,
    onChange: (value: string) => change({ [name]: value }),
  });
  const records = (kind: 'actions' | 'effects' | 'coordination' | 'seizures') => ({
    kind,
    fields: fields[kind],
    rows: form[kind],
    faultOf,
    onChange: (rows: FormText[typeof kind]) => change({ [kind]: rows }),
  });
  return (
    <form ref={element} id={id} className="form incident-form" noValidate onSubmit={(event) => void save(event)}>
      {restoredAtMs !== null && (
        <p className="notice" role="status">
          Words typed at {utcText(restoredAtMs)} and not saved are back.
        </p>
      )}
      {isBehind && (
        <div className="notice" role="status">
          <p>The incident was changed since you began; its history below says how. Your words are kept.</p>
          <button type="button" className="button" onClick={() => setRevision(incident.revision)}>
            I have seen it: save mine over it
          </button>
        </div>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <fieldset className="incident-fields" disabled={isOver}>
        <legend className="visually-hidden">What people say about it</legend>
        <div className="incident-columns">
          <TextField {...field('title')} label="Title" />
          <SelectField
            {...field('status')}
            label="Status"
            choices={isOver ? [{ value: 'merged', words: 'Merged' }] : statusChoices}
          />
          <TextField {...field('assignedTo')} label="Assigned to" hint="Empty: whoever opened it." />
          <TextField
            {...field('preparedBy')}
            label="Prepared by, as printed"
            hint="Empty: the account that issues the page."
          />
        </div>
        <TextArea
          {...field('narrative')}
          label="Narrative"
          rows={8}
          hint="A blank line parts paragraphs. A long one is printed after the facts."
        />
        <TextArea {...field('disposition')} label="Disposition" rows={2} />
        <RecordList {...records('actions')} title="Actions taken, as reported by others" one="action" />
        <RecordList {...records('effects')} title="Effects" one="effect" />
        <RecordList {...records('coordination')} title="FAA coordination" one="coordination" />
        <RecordList {...records('seizures')} title="Seizures" one="seizure" />
      </fieldset>
      {!isOver && (
        <div className="buttons incident-save">
          <button type="submit" className="button primary" disabled={isBusy || !changed}>
            {isBusy ? 'Saving…' : 'Save'}
          </button>
          <button type="button" className="button" disabled={isBusy || !changed} onClick={() => void discard()}>
            Discard what I typed
          </button>
          <output className="quiet">
            {wasTried && faults.size > 0
              ? `${faults.size === 1 ? 'One field is' : `${faults.size} fields are`} not right yet.`
              : changed
                ? 'Not saved; kept as a draft.'
                : said}
          </output>
        </div>
      )}
    </form>
  );
}
