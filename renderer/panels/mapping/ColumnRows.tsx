import type { Look, LookedColumn } from '../../../shared/contract/contract.ts';
import type { ColumnMapping, ColumnMeaning } from '../../../shared/model/column-mapping.ts';
import { fieldWord, fieldWords, unitsOf } from '../../../shared/model/field-words.ts';
import { Icon } from '../Icon.tsx';
import { Said } from '../Said.tsx';
import { Becomes } from './Becomes.tsx';
import { confirmed, meaningOfColumn, withMeaning } from './draft.ts';

type Table = NonNullable<Look['table']>;

const groups = [...new Set(fieldWords.map(({ group }) => group))];
/** Rows shown beside each other: enough to see a pattern, few enough to fit. */
const SHOWN = 3;

/** Every column of the table: what it is called, what stands in it, what it is read as, and what becomes of it. */
export function ColumnRows({
  table,
  mapping,
  source,
  onChange,
}: {
  readonly table: Table;
  readonly mapping: ColumnMapping;
  readonly source: string;
  readonly onChange: (mapping: ColumnMapping) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="mapping-columns" aria-label="Columns" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">In the file</th>
            <th scope="col">Read as</th>
            <th scope="col">Unit</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              table={table}
              meaning={meaningOfColumn(mapping, column)}
              onChange={(meaning) => onChange(withMeaning(mapping, column, meaning))}
              source={source}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const nameOf = ({ header, index }: LookedColumn): string => (header === '' ? `column ${index + 1}` : header);

function ColumnRow({
  column,
  table,
  meaning,
  source,
  onChange,
}: {
  readonly column: LookedColumn;
  readonly table: Table;
  readonly meaning: ColumnMeaning | null;
  readonly source: string;
  readonly onChange: (meaning: Omit<ColumnMeaning, 'column'> | null) => void;
}) {
  const name = nameOf(column);
  const questions = table.questions.filter((question) => question.column === column.column);
  const word = meaning === null ? null : fieldWord(meaning.field);
  const isGuess = column.guess?.field === meaning?.field && meaning?.source === undefined;
  return (
    <tr className={questions.length > 0 ? 'is-open' : undefined}>
      <th scope="row">
        <Said text={name} />
        {meaning !== null && (
          <span className="sub">
            {meaning.source !== undefined ? (
              <>
                on the word of <Said text={meaning.source} />
              </>
            ) : isGuess && column.guess !== null ? (
              `guessed by its ${column.guess.by === 'name' ? 'name' : 'values'}, ${Math.round(column.guess.confidence * 100)} %`
            ) : (
              'chosen'
            )}
          </span>
        )}
      </th>
      <td className="mono">
        {column.samples.slice(0, SHOWN).map((value, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same value may stand in several rows; their order never changes.
          <div key={i}>{value === '' ? <span className="quiet">empty</span> : <Said text={value.slice(0, 60)} />}</div>
        ))}
      </td>
      <td>
        <select
          aria-label={`${name} is read as`}
          value={meaning?.field ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : { field: event.target.value, source })}
        >
          <option value="">not read</option>
          {meaning !== null && word === null && <option value={meaning.field}>{meaning.field}</option>}
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {fieldWords
                .filter((one) => one.group === group)
                .map(({ field, words }) => (
                  <option key={field} value={field}>
                    {words}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        {questions.map(({ kind, assumption }) => (
          <p key={kind} className="open-question">
            <Icon name="question" /> <Said text={assumption} />
          </p>
        ))}
        {questions.length > 0 && meaning !== null && (
          <button type="button" className="button small" onClick={() => onChange(confirmed(meaning, source))}>
            It is so<span className="visually-hidden">: {name}</span>
          </button>
        )}
      </td>
      <td>{meaning !== null && <UnitSelect name={name} meaning={meaning} source={source} onChange={onChange} />}</td>
      <td>
        {meaning !== null &&
          table.rows.slice(0, SHOWN).map((row) => (
            <div key={row.record}>
              <Becomes row={row} field={meaning.field} column={column.header} />
            </div>
          ))}
      </td>
    </tr>
  );
}

function UnitSelect({
  name,
  meaning,
  source,
  onChange,
}: {
  readonly name: string;
  readonly meaning: ColumnMeaning;
  readonly source: string;
  readonly onChange: (meaning: Omit<ColumnMeaning, 'column'>) => void;
}) {
  const quantity = fieldWord(meaning.field)?.quantity ?? 'none';
  // What is taken without a word needs no entry of its own.
  const units = unitsOf[quantity].filter(({ unit }) => unit !== 'deg' && unit !== 'iso');
  if (units.length === 0) return null;
  const isOther = meaning.unit !== undefined && !units.some(({ unit }) => unit === meaning.unit);
  return (
    <select
      aria-label={`Unit of ${name}`}
      value={meaning.unit ?? ''}
      onChange={({ target: { value } }) =>
        onChange({ field: meaning.field, ...(value === '' ? {} : { unit: value, source }) })
      }
    >
      <option value="">{quantity === 'angle' ? 'degrees' : quantity === 'time' ? 'as it looks' : 'not stated'}</option>
      {isOther && <option value={meaning.unit}>{meaning.unit}</option>}
      {units.map(({ unit, words }) => (
        <option key={unit} value={unit}>
          {words}
        </option>
      ))}
    </select>
  );
}
