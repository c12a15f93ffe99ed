import { useId, useState } from 'react';
import type { Reply } from '../../../shared/contract/contract.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { TextArea, TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { useEditForm } from './use-edit.ts';

/** The sources were looked at again and nothing changed: the day up to which the table is verified moves. */
export function AsOfForm({ table, onClose }: { readonly table: Reply<'authority.get'>; readonly onClose: () => void }) {
  const id = useId();
  const [asOf, setAsOf] = useState('');
  const [source, setSource] = useState('');
  const { form, failure, isBusy, faultOf, submit } = useEditForm(
    () => call('authority.edit', { base: table.digest, edit: { kind: 'as-of', asOf }, source }),
    onClose,
  );
  return (
    <Dialog
      title="Sources checked again"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging every flight again…' : 'Make a new version'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>
          The table was checked up to {table.asOf}. If you looked at the statute and its sources since and nothing
          changed, say up to which day; events up to then are judged by the table as it stands.
        </p>
        {failure !== null && failure.field !== 'asOf' && failure.field !== 'why' && <FailureNotice failure={failure} />}
        <TextField
          name="asOf"
          label="Checked up to"
          required
          placeholder="2026-12-01"
          hint="A US Eastern calendar day, not after today."
          value={asOf}
          fault={faultOf('asOf')}
          onChange={setAsOf}
        />
        <TextArea
          name="why"
          label="What was looked at, and by whom"
          required
          rows={3}
          value={source}
          fault={faultOf('why')}
          onChange={setSource}
        />
      </form>
    </Dialog>
  );
}
