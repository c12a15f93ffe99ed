import type { Reply } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { type StatDimension, statWords } from '../../../shared/model/stats-words.ts';
import { keyText } from '../../../shared/stats/key-text.ts';
import { Said } from '../../panels/Said.tsx';

/** Columns beyond which a grid says nothing that the table does not say better. */
const WIDEST = 40;
/** Shades of a cell, each with its number: colour is never alone. */
const SHADES = 5;

/** Flights by two keys, shaded by their number: hour by weekday, month by sector. */
export function StatGrid({
  by: [across, down],
  rows,
}: {
  readonly by: readonly [StatDimension, StatDimension];
  readonly rows: Reply<'stats.by'>['rows'];
}) {
  const columns = [...new Set(rows.map(({ keys }) => keys[0]!))].sort();
  const lines = [...new Set(rows.map(({ keys }) => keys[1]!))].sort();
  const flights = new Map(rows.map(({ keys, flights: count }) => [keys.join('\0'), count]));
  const most = Math.max(1, ...flights.values());
  if (columns.length > WIDEST || lines.length > WIDEST) return null;
  return (
    <figure className="statistics-chart statistics-grid">
      <figcaption>
        Flights by {statWords[across].label.toLowerCase()} and {statWords[down].label.toLowerCase()}
      </figcaption>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map((key) => (
              <th key={key} scope="col">
                <Said text={keyText(across, key)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line}>
              <th scope="row">
                <Said text={keyText(down, line)} />
              </th>
              {columns.map((column) => {
                const count = flights.get(`${column}\0${line}`) ?? 0;
                return (
                  <td key={column} className={`shade-${Math.ceil((count / most) * SHADES)}`}>
                    {count === 0 ? '' : numberText(count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
