import type { Look } from '../../../shared/contract/contract.ts';
import { utcText } from '../../../shared/format/times.ts';
import { endsIn, fieldWord } from '../../../shared/model/field-words.ts';
import { Said } from '../Said.tsx';

type Row = NonNullable<Look['table']>['rows'][number];

const DEGREES = 5;

/** What a cell becomes in the canonical record, in its own unit; why not, where it does not. */
export function Becomes({
  row,
  field,
  column,
}: {
  readonly row: Row;
  readonly field: string;
  readonly column: string;
}) {
  if (row.fields === null) {
    const [issue] = row.issues;
    const own = issue !== undefined && (issue.field === column || endsIn(field).includes(issue.field ?? ''));
    return own ? <span className="doubt">{issue.sentence}</span> : <span className="quiet">record not used</span>;
  }
  const values = endsIn(field).flatMap((name) => {
    const value = row.fields?.[name];
    return value === undefined ? [] : [{ name, value }];
  });
  if (values.length === 0) return <span className="quiet">nothing</span>;
  return (
    <>
      {values.map(({ name, value }, i) => (
        <span key={name}>
          {i > 0 && ', '}
          {typeof value === 'string' ? <Said text={value} /> : quantityText(name, field, value)}
        </span>
      ))}
    </>
  );
}

/** As the field has it, to a tenth: whole numbers would hide that feet became metres. */
const tenths = (value: number): string => String(Math.round(value * 10) / 10);

function quantityText(name: string, field: string, value: number): string {
  if (name.endsWith('AtMs')) return utcText(value);
  if (name.endsWith('Lat') || name.endsWith('Lng') || name === 'lat' || name === 'lng')
    return `${value.toFixed(DEGREES)}°`;
  switch (fieldWord(field)?.quantity) {
    case 'length':
      return `${tenths(value)} m`;
    case 'accuracy':
      return `σ ${tenths(value)} m`;
    case 'speed':
      return `${tenths(value)} m/s`;
    case 'angle':
      return `${tenths(value)}°`;
    case 'frequency':
      return `${tenths(value / 1e6)} MHz`;
    default:
      return String(value);
  }
}
