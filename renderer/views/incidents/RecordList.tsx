import { SelectField, TextArea, TextField } from '../../panels/form/FormField.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { emptyRow, type RecordField, type RecordKind, type Row } from './incident-form.ts';

/** Records of one kind, each a small form of its own; added and taken out one by one. */
export function RecordList({
  kind,
  title,
  one,
  fields,
  rows,
  faultOf,
  onChange,
}: {
  readonly kind: RecordKind;
  readonly title: string;
  /** What one of them is called. */
  readonly one: string;
  readonly fields: readonly RecordField[];
  readonly rows: readonly Row[];
  readonly faultOf: (name: string) => string | null;
  readonly onChange: (rows: readonly Row[]) => void;
}) {
  const set = (index: number, name: string, value: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)));
  return (
    <fieldset className="incident-records">
      <legend>{title}</legend>
      {rows.length === 0 && <p className="quiet">None recorded.</p>}
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a record has no name of its own; its place is what the form calls it by
        <fieldset key={index} className="record incident-record">
          <legend>
            {one} {index + 1}
          </legend>
          <div className="incident-record-fields">
            {fields.map((field) => (
              <RecordControl
                key={field.name}
                field={field}
                name={`${kind}.${index}.${field.name}`}
                value={row[field.name] ?? ''}
                fault={faultOf(`${kind}.${index}.${field.name}`)}
                onChange={(value) => set(index, field.name, value)}
              />
            ))}
          </div>
          <button
            type="button"
            className="button quiet small"
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <Icon name="close" /> Take out {one} {index + 1}
          </button>
        </fieldset>
      ))}
      <button type="button" className="button small" onClick={() => onChange([...rows, emptyRow(fields)])}>
        <Icon name="plus" /> Add {one}
      </button>
    </fieldset>
  );
}

function RecordControl({
  field: { label, kind, needed, choices = [] },
  ...control
}: {
  readonly field: RecordField;
  readonly name: string;
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}) {
  const props = { ...control, label, required: needed === true };
  switch (kind) {
    case 'area':
      return <TextArea {...props} rows={2} />;
    case 'choice':
      return <SelectField {...props} choices={choices} />;
    case 'time':
      return <TextField {...props} placeholder="2026-11-22 03:30" />;
    default:
      return <TextField {...props} />;
  }
}
