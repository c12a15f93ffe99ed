import { type ReactNode, useId } from 'react';
import { Said } from '../Said.tsx';

interface FieldProps {
  readonly label: ReactNode;
  /** Said below the control, always. */
  readonly hint?: ReactNode;
  /** What is wrong with the value; null when nothing is known to be. */
  readonly fault: string | null;
  /** Found again by `focusField` when the answer names this field. */
  readonly name: string;
  readonly required?: boolean;
}

interface ControlProps {
  readonly id: string;
  readonly 'data-field': string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
  readonly 'aria-required': boolean;
}

/** A labelled control with its hint and, when there is one, its fault beside it. */
function FormField({
  label,
  hint,
  fault,
  name,
  required = false,
  children,
}: FieldProps & { readonly children: (props: ControlProps) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <span className="quiet"> (needed)</span>}
      </label>
      {children({
        id,
        'data-field': name,
        'aria-invalid': fault !== null,
        'aria-describedby': `${id}-say`,
        'aria-required': required,
      })}
      <div id={`${id}-say`}>
        {fault !== null && (
          <p className="invalid">
            <Said text={fault} />
          </p>
        )}
        {hint !== undefined && <p className="quiet">{hint}</p>}
      </div>
    </div>
  );
}

type Changed = { readonly value: string; readonly onChange: (value: string) => void };

export const TextField = ({
  value,
  onChange,
  placeholder,
  ...field
}: FieldProps & Changed & { readonly placeholder?: string }) => (
  <FormField {...field}>
    {(props) => (
      <input
        {...props}
        type="text"
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </FormField>
);

export const TextArea = ({
  value,
  onChange,
  rows = 4,
  ...field
}: FieldProps & Changed & { readonly rows?: number }) => (
  <FormField {...field}>
    {(props) => <textarea {...props} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />}
  </FormField>
);

export const SelectField = ({
  value,
  onChange,
  choices,
  ...field
}: FieldProps & Changed & { readonly choices: readonly { readonly value: string; readonly words: string }[] }) => (
  <FormField {...field}>
    {(props) => (
      <select {...props} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.words}
          </option>
        ))}
      </select>
    )}
  </FormField>
);

/** Brings the control that an answer names into view and focus; false when the form has none of that name. */
export function focusField(form: HTMLElement | null, name: string): boolean {
  const control = form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`) ?? null;
  control?.focus();
  return control !== null;
}
