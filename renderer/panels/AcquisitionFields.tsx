import type { AcquisitionNote } from '../../shared/model/acquisition.ts';
import { TextField } from './form/FormField.tsx';

const fields: readonly { readonly name: keyof AcquisitionNote; readonly label: string; readonly hint?: string }[] = [
  { name: 'receivedFrom', label: 'Received from' },
  { name: 'receivedBy', label: 'Received by' },
  { name: 'receivedAt', label: 'When', hint: 'A day, or a time with its zone.' },
  { name: 'medium', label: 'On what', hint: 'USB stick, disc, mail, link…' },
  { name: 'mediumSerial', label: 'Its serial or evidence number' },
];

/** How a file came into our hands: all of it optional, none of it checked. */
export const AcquisitionFields = ({
  note,
  onChange,
}: {
  readonly note: AcquisitionNote;
  readonly onChange: (note: AcquisitionNote) => void;
}) => (
  <div className="form acquisition">
    {fields.map(({ name, label, hint }) => (
      <TextField
        key={name}
        name={name}
        label={label}
        hint={hint}
        fault={null}
        value={note[name] ?? ''}
        onChange={(value) => onChange({ ...note, [name]: value === '' ? null : value })}
      />
    ))}
  </div>
);
