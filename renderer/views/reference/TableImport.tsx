import { useId, useRef, useState } from 'react';
import { fail } from '../../../shared/result.ts';
import { call, offerFile } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { TextArea } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useEditForm } from './use-edit.ts';

/** Brings a table from a JSON file into use, with where it comes from. */
export function TableImport({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { form, failure, isBusy, faultOf, submit } = useEditForm(async () => {
    if (file === null) return fail('bad-request', 'Choose a file first.', { field: 'file' });
    const offered = await offerFile(file);
    return offered.ok ? call('authority.import', { file: offered.value, source }) : offered;
  }, onClose);
  return (
    <Dialog
      title="Import an authority table"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging every flight again…' : 'Bring into use'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>
          A JSON table in the form of the built-in one. It is checked as a whole: overlapping or inverted intervals,
          days with a time, and sources that are not listed are refused, and nothing changes then.
        </p>
        {failure !== null && failure.field !== 'source' && <FailureNotice failure={failure} />}
        <div className="choose">
          <button type="button" className="button" data-field="file" onClick={() => input.current?.click()}>
            {file === null ? 'Choose a file…' : 'Choose another file…'}
          </button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Authority table to import"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
          {file !== null && <Said text={file.name} />}
        </div>
        <TextArea
          name="source"
          label="Where it comes from"
          required
          rows={3}
          hint="Kept with the version: who made it, from what."
          value={source}
          fault={faultOf('source')}
          onChange={setSource}
        />
      </form>
    </Dialog>
  );
}
