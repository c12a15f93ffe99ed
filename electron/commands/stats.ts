import { statDimensions, statWords } from '../../shared/model/stats-words.ts';
import { ok } from '../../shared/result.ts';
import { type Command, required, UsageError } from './command.ts';
import { ask, FILTER_USAGE, filterOptions, readFilters } from './lists.ts';
import { table } from './table.ts';

export const statsCommand: Command = {
  name: 'stats',
  readsOnly: true,
  usage: `stats --by ${statDimensions.join(',')} ${FILTER_USAGE}`,
  about: 'Counts flights, incursions by grade, aircraft and sensor-days by one to three of these.',
  options: { ...filterOptions, by: { type: 'string' } },
  async run({ positionals, values, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const by = required(values, 'by')
      .split(',')
      .map((word) => {
        const dimension = statDimensions.find((name) => name === word.trim());
        if (dimension === undefined) throw new UsageError(`--by knows ${statDimensions.join(', ')}, not “${word}”`);
        return dimension;
      });
    if (by.length > 3) throw new UsageError('--by takes at most three');
    const filters = readFilters(values);
    const opened = await open();
    if (!opened.ok) return opened;
    const counted = await ask(opened.value, 'stats.by', { by, filters, limit: 10_000 });
    if (!counted.ok) return counted;
    const { rows, all, definition } = counted.value;
    const cells = ({ incursions, ...row }: (typeof counted.value)['all']) => [
      row.flights,
      incursions.confirmed === row.confirmedAtLeast
        ? incursions.confirmed
        : `${row.confirmedAtLeast}–${incursions.confirmed}`,
      incursions.probable,
      incursions.possible,
      row.aircraftAtLeast,
      row.originUnknown,
      row.undetermined,
      row.reviewed,
      row.sensors,
      row.sensorDays,
    ];
    return ok({
      json: { ...counted.value },
      text: `${table(
        [
          ...by.map((dimension) => statWords[dimension].label),
          ...['flights', 'confirmed', 'probable', 'possible', 'aircraft ≥', 'origin unknown', 'undetermined'],
          ...['reviewed', 'sensors', 'sensor-days'],
        ],
        [
          ...rows.map((row) => [...row.keys, ...cells(row)]),
          [...by.map((_, place) => (place === 0 ? 'all' : '')), ...cells(all)],
        ],
      )}\n\n${definition}`,
      exitCode: 0,
    });
  },
};
