import { type FormEvent, type RefObject, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/result.ts';
import { focusField } from '../../panels/form/FormField.tsx';
import { refreshWorkspace } from '../../state/workspace.ts';

interface EditForm {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  /** The fault of a field; null when the last answer named another or none. */
  readonly faultOf: (field: string) => string | null;
  readonly submit: (event: FormEvent) => void;
}

/** Hands a form in, shows what is refused at its field, and closes when it was taken. */
export function useEditForm(act: () => Promise<Result<unknown>>, onClose: () => void): EditForm {
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const handIn = async () => {
    setBusy(true);
    const done = await act();
    setBusy(false);
    if (done.ok) {
      await refreshWorkspace();
      onClose();
      return;
    }
    setFailure(done.failure);
    focusField(form.current, done.failure.field ?? '');
  };
  return {
    form,
    failure,
    isBusy,
    faultOf: (field) => (failure?.field === field ? failure.message : null),
    submit: (event) => {
      event.preventDefault();
      void handIn();
    },
  };
}
