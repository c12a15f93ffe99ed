import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/result.ts';
import { Dialog } from '../Dialog.tsx';
import { FailureNotice } from '../Notice.tsx';
import { focusField, TextArea } from './FormField.tsx';

/** Asks why before something on record is changed; the reason is kept with it. */
export function ReasonDialog({
  title,
  action,
  label,
  children,
  act,
  onClose,
}: {
  readonly title: string;
  /** On the button. */
  readonly action: string;
  readonly label: string;
  readonly children?: ReactNode;
  readonly act: (reason: string) => Promise<Result<unknown>>;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const done = await act(reason);
    setBusy(false);
    if (done.ok) return onClose();
    setFailure(done.failure);
    focusField(form.current, 'reason');
  };
  const isOfField = failure?.field === 'reason' || failure?.field === 'source';
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {action}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
        {failure !== null && !isOfField && <FailureNotice failure={failure} />}
        <TextArea
          name="reason"
          label={label}
          required
          rows={3}
          value={reason}
          fault={isOfField ? (failure?.message ?? null) : null}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
