import { useId, useState } from 'react';
import type { Area, Designation } from '../../../shared/model/area.ts';
import { designationStatuses } from '../../../shared/model/lists.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { SelectField, TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useStore } from '../../state/store.ts';
import { workspace } from '../../state/workspace.ts';
import { useEditForm } from '../reference/use-edit.ts';

const designationFields = ['status', 'basis', 'sourceDocument', 'from', 'to'];

/** The record that an area is, or is proposed as, a covered asset. A last day given later ends the same record. */
export function DesignationForm({
  area,
  record,
  onClose,
}: {
  readonly area: Area;
  /** One on record that is changed; its status, basis and first day name it. */
  readonly record: Designation | null;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [status, setStatus] = useState<string>(record?.status ?? 'designated');
  const [basis, setBasis] = useState(record?.basis ?? '');
  const [sourceDocument, setSource] = useState(record?.sourceDocument ?? '');
  const [from, setFrom] = useState(record?.from ?? '');
  const [to, setTo] = useState(record?.to ?? '');
  const { form, failure, isBusy, faultOf, submit } = useEditForm(
    () =>
      call('areas.designate', {
        areaId: area.id,
        status: designationStatuses.find((one) => one === status) ?? 'designated',
        basis,
        sourceDocument,
        from: from.trim(),
        to: to.trim() === '' ? null : to.trim(),
      }),
    onClose,
  );
  return (
    <Dialog
      title={record === null ? 'Put a designation on record' : 'Change a designation'}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging flights again…' : 'Put on record'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>
          Of <Said text={area.name} />.{' '}
          {record !== null &&
            'Source and last day can be changed; another status, basis or first day is another record.'}
        </p>
        {failure !== null && !designationFields.includes(failure.field ?? '') && <FailureNotice failure={failure} />}
        <SelectField
          name="status"
          label="Status"
          required
          value={status}
          fault={faultOf('status')}
          onChange={setStatus}
          choices={designationStatuses.map((value) => ({ value, words: value }))}
        />
        <TextField
          name="basis"
          label="Limb of the statute relied on"
          hint="For example 6 U.S.C. 124n(k)(3)(C)(i)(I)."
          value={basis}
          fault={faultOf('basis')}
          onChange={setBasis}
        />
        <TextField
          name="sourceDocument"
          label="Source document"
          required
          value={sourceDocument}
          fault={faultOf('sourceDocument')}
          onChange={setSource}
        />
        <TextField
          name="from"
          label="First day"
          required
          placeholder="2025-12-18"
          hint="US Eastern calendar days, as the law counts; no times."
          value={from}
          fault={faultOf('from')}
          onChange={setFrom}
        />
        <TextField name="to" label="Last day" placeholder="open" value={to} fault={faultOf('to')} onChange={setTo} />
      </form>
    </Dialog>
  );
}

const statementFields = ['sector', 'from', 'to', 'statedBy'];

/** A named person’s statement that the list of designations is complete for a sector and period. */
export function CompletenessForm({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const sectors = useStore(workspace, (state) => state.status?.sectors ?? null);
  const [sector, setSector] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [statedBy, setStatedBy] = useState('');
  const { form, failure, isBusy, faultOf, submit } = useEditForm(
    () => call('areas.complete', { sector, from: from.trim(), to: to.trim(), statedBy }),
    onClose,
  );
  return (
    <Dialog
      title="State that a list is complete"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging flights again…' : 'Put on record'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>From then on, a place in no area on the list reads “outside” instead of “designations not known”.</p>
        {failure !== null && !statementFields.includes(failure.field ?? '') && <FailureNotice failure={failure} />}
        <SelectField
          name="sector"
          label="Sector"
          required
          value={sector}
          fault={faultOf('sector')}
          onChange={setSector}
          choices={[
            { value: '', words: 'choose…' },
            ...(sectors ?? []).map(({ code, name }) => ({ value: code, words: `${name} (${code})` })),
          ]}
        />
        <TextField
          name="from"
          label="First day"
          required
          placeholder="2025-10-01"
          hint="US Eastern calendar days; no times."
          value={from}
          fault={faultOf('from')}
          onChange={setFrom}
        />
        <TextField
          name="to"
          label="Last day"
          required
          placeholder="2026-09-30"
          value={to}
          fault={faultOf('to')}
          onChange={setTo}
        />
        <TextField
          name="statedBy"
          label="Stated by"
          required
          hint="The person who answers for the list, by name."
          value={statedBy}
          fault={faultOf('statedBy')}
          onChange={setStatedBy}
        />
      </form>
    </Dialog>
  );
}
