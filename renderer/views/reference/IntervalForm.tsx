import { useId, useState } from 'react';
import type { AuthorityIntervalRow, Reply, RequestInput } from '../../../shared/contract/contract.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { SelectField, TextArea, TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { drafts, dropDraft, keepDraft } from '../../state/drafts.ts';
import { useStore } from '../../state/store.ts';
import { useEditForm } from './use-edit.ts';

type Values = Readonly<Record<string, string>>;
type Edit = Extract<RequestInput<'authority.edit'>['edit'], { kind: 'interval' }>;

const startOf = (row: AuthorityIntervalRow | null): Values => ({
  id: row?.id ?? '',
  limb: row?.limb ?? 'federal',
  publicLaw: row?.publicLaw ?? '',
  act: row?.act ?? '',
  enacted: row?.enacted ?? '',
  from: row?.from ?? '',
  to: row?.to ?? '',
  effectiveTo: row?.effectiveTo ?? '',
  lastUndisputedDay: row?.lastUndisputedDay ?? '',
  note: row?.note ?? '',
  source: row?.source.join(', ') ?? '',
  verified: row?.verified === true ? 'yes' : 'no',
  verifiedBy: '',
  verifiedSource: '',
  newId: '',
  newTitle: '',
  newUrl: '',
  newDate: '',
  why: '',
});

/** One interval of the table: changed in place, or added. Saving makes a new version of the table. */
export function IntervalForm({
  table,
  interval,
  onClose,
}: {
  readonly table: Reply<'authority.get'>;
  readonly interval: AuthorityIntervalRow | null;
  readonly onClose: () => void;
}) {
  const id = useId();
  const draftKey = `authority ${interval?.id ?? 'new'}`;
  const draft = useStore(drafts, ({ all }) => all[draftKey]);
  const values: Values = { ...startOf(interval), ...draft };
  const [isNewSource, setNewSource] = useState((draft?.newId ?? '') !== '');
  const { form, failure, isBusy, faultOf, submit } = useEditForm(
    () =>
      call('authority.edit', { base: table.digest, edit: editOf(values, isNewSource), source: values.why ?? '' }).then(
        (result) => {
          if (result.ok) dropDraft(draftKey);
          return result;
        },
      ),
    onClose,
  );
  const field = (name: string, answered = name) => ({
    name: answered,
    value: values[name] ?? '',
    fault: faultOf(answered),
    onChange: (value: string) => keepDraft(draftKey, { ...values, [name]: value }),
  });
  const isNamed = failure?.field !== undefined && (failure.field in values || failure.field === 'newSource');
  const sourceIds = listOf(values.source ?? '');
  const marksNow = values.verified === 'yes' && interval?.verified !== true;
  return (
    <Dialog
      title={interval === null ? 'Add an interval' : `Edit ${interval.id}`}
      className="wide"
      onClose={onClose}
      footer={
        <>
          {draft !== undefined && (
            <button type="button" className="button" onClick={() => dropDraft(draftKey)}>
              Discard draft
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Close{draft !== undefined && ', keep draft'}
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging every flight again…' : 'Make a new version'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form two-columns" noValidate onSubmit={submit}>
        {failure !== null && !isNamed && <FailureNotice failure={failure} />}
        {interval === null && <TextField {...field('id')} label="Id" required hint="Short and new, such as i18." />}
        <SelectField
          {...field('limb')}
          label="Whose authority"
          choices={[
            { value: 'federal', words: 'Federal: DHS and DOJ components' },
            { value: 'sltt', words: 'State, local, Tribal and territorial agencies, certified' },
          ]}
        />
        <TextField {...field('publicLaw')} label="Public law" required />
        <TextField {...field('act')} label="Act" required />
        <TextField {...field('enacted')} label="Enacted" required hint="US Eastern calendar day, as all days here." />
        <TextField {...field('from')} label="In force from" required />
        <TextField {...field('to')} label="Termination date named in the Act" required />
        <TextField
          {...field('effectiveTo')}
          label="Looked up until"
          required
          hint="The same, or the day before the next Act took over: intervals of one limb do not overlap."
        />
        <TextField
          {...field('lastUndisputedDay')}
          label="Last day covered on any reading"
          hint="Empty when no day is beyond dispute: then every day of it is judged unknown."
        />
        <TextArea {...field('note')} label="Note" rows={3} />
        <TextField
          {...field('source')}
          label="Sources, by id"
          required
          hint="Separated by commas; ids of the list of sources below the table."
        />
        <label className="check">
          <input type="checkbox" checked={isNewSource} onChange={(event) => setNewSource(event.target.checked)} />
          Add a source that is not listed yet
        </label>
        {isNewSource && (
          <fieldset className="choices">
            <legend>New source</legend>
            <TextField {...field('newId', 'newSource')} label="Its id" required />
            <TextField {...field('newTitle', 'newTitle')} label="Title" required />
            <TextField {...field('newDate', 'newDate')} label="Date" required />
            <TextField {...field('newUrl', 'newUrl')} label="Address, if it has one" />
          </fieldset>
        )}
        <SelectField
          {...field('verified')}
          label="Verified"
          choices={[
            { value: 'no', words: 'Not verified: days are “met, source unverified”' },
            { value: 'yes', words: 'Verified in one of the sources' },
          ]}
        />
        {marksNow && (
          <>
            <TextField {...field('verifiedBy')} label="Verified by" required />
            <SelectField
              {...field('verifiedSource')}
              label="In which source"
              required
              choices={[
                { value: '', words: 'Not chosen' },
                ...[...sourceIds, ...(isNewSource ? listOf(values.newId ?? '') : [])].map((one) => ({
                  value: one,
                  words: one,
                })),
              ]}
            />
          </>
        )}
        <TextArea {...field('why')} label="Why the table changes" required rows={2} />
      </form>
    </Dialog>
  );
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function editOf(values: Values, isNewSource: boolean): Edit {
  const of = (name: string): string => (values[name] ?? '').trim();
  const newSource = isNewSource
    ? { id: of('newId'), title: of('newTitle'), url: of('newUrl') === '' ? null : of('newUrl'), date: of('newDate') }
    : undefined;
  const source = listOf(of('source'));
  return {
    kind: 'interval',
    id: of('id'),
    limb: of('limb') === 'sltt' ? 'sltt' : 'federal',
    act: of('act'),
    publicLaw: of('publicLaw'),
    enacted: of('enacted'),
    from: of('from'),
    to: of('to'),
    effectiveTo: of('effectiveTo'),
    lastUndisputedDay: of('lastUndisputedDay') === '' ? null : of('lastUndisputedDay'),
    note: of('note'),
    source: newSource === undefined || source.includes(newSource.id) ? source : [...source, newSource.id],
    verified: of('verified') === 'yes',
    ...(of('verifiedBy') === '' ? {} : { verifiedBy: of('verifiedBy') }),
    ...(of('verifiedSource') === '' ? {} : { verifiedSource: of('verifiedSource') }),
    ...(newSource === undefined ? {} : { newSource }),
  };
}
