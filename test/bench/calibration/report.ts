import type { Grade } from '../../../shared/model/conclusion.ts';
import { alignedTable } from '../table.ts';
import type { Kind } from './strata.ts';
import {
  type Cell,
  type Count,
  clearanceBins,
  type DepthCell,
  depthBinsInErrors,
  depthBinsM,
  probabilityBins,
  quantiles,
  share,
  type Tally,
  wilson,
} from './tally.ts';

/** What *confirmed* promises. */
export const confirmedIsTrue = 0.95;
/** Of flights that stayed in Mexico, or came from the US, at most so many may have a confirmed incursion. */
export const inventedAtMost = 1 - confirmedIsTrue;
/** Kinds that never come over from Mexico. */
export const neverOver: readonly Kind[] = ['approach', 'follow in MX', 'follow in US'];
/** Fewer than this many incursions say little by themselves: their interval is printed all the same. */
const FEW = 60;

const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`);
const interval = (count: Count): string => {
  const [low, high] = wilson(count);
  return count.all === 0 ? '–' : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;
};

/** The tables of a run, as they are printed. */
export function reportText(tally: Tally): string {
  return [
    reliabilityTable(tally),
    strataTable(tally),
    kindsTable(tally),
    `Confirmed below ${percent(confirmedIsTrue)} where two levels meet:\n${pairsTable(tally)}`,
    staysTable('stays in the US by depth, in errors of a position', depthBinsInErrors, tally.byErrors, ''),
    staysTable('the same in metres', depthBinsM, tally.byMetres, ' m'),
    `${tally.unseenStays} more stays no sensor saw, or not what came before them: origin unknown, not missed.`,
    crossingsText(tally),
  ].join('\n\n');
}

function reliabilityTable({ reliability }: Tally): string {
  const rows = probabilityBins.map((from, i) => {
    const to = probabilityBins[i + 1];
    const bin = to === undefined ? `${from}` : `${from} to ${to}`;
    const cells = (count: Count) => [String(count.all), percent(share(count)), interval(count)];
    return [bin, ...cells(reliability.stated[i]!), ...cells(reliability['not stated'][i]!)];
  });
  return alignedTable([
    ['stated probability', 'accuracy stated', 'true', '95 % interval', 'not stated', 'true', '95 % interval'],
    ...rows,
  ]);
}

function strataTable({ all, levels }: Tally): string {
  const row = (name: string, { flights, byGrade, strict }: Cell): string[] => [
    name,
    String(flights),
    String(byGrade.confirmed.all),
    percent(share(byGrade.confirmed)),
    interval(byGrade.confirmed),
    percent(share(strict)),
    String(byGrade.probable.all),
    percent(share(byGrade.probable)),
    String(byGrade.possible.all),
    percent(share(byGrade.possible)),
    inventedText(byGrade),
  ];
  return alignedTable([
    [
      'stratum',
      'flights',
      'confirmed',
      'true',
      '95 % interval',
      'without slack',
      'probable',
      'true',
      'possible',
      'true',
      'invented c/p/p',
    ],
    row('all', all),
    ...[...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, cell]) => row(name, cell)),
  ]);
}

function kindsTable({ kinds }: Tally): string {
  return alignedTable([
    [
      'kind',
      'flights',
      'confirmed',
      'true',
      'probable',
      'true',
      'possible',
      'true',
      'confirmed a flight',
      '95 % interval',
    ],
    ...[...kinds].map(
      ([
        name,
        {
          flights,
          byGrade: { confirmed, probable, possible },
        },
      ]) => [
        name,
        String(flights),
        ...[confirmed, probable, possible].flatMap((count) => [String(count.all), percent(share(count))]),
        percent(confirmed.all / flights),
        interval({ all: flights, right: Math.min(flights, confirmed.all) }),
      ],
    ),
  ]);
}

const inventedText = (byGrade: Record<Grade, Count>): string =>
  [byGrade.confirmed, byGrade.probable, byGrade.possible].map(({ all, right }) => all - right).join('/');

/** Pairs of levels whose confirmed incursions are true less often than promised, the surest first. */
export function failingPairs({ pairs }: Tally): { name: string; confirmed: Count; surely: boolean }[] {
  return [...pairs]
    .filter(([, { byGrade }]) => share(byGrade.confirmed) < confirmedIsTrue)
    .map(([name, { byGrade }]) => ({
      name,
      confirmed: byGrade.confirmed,
      surely: wilson(byGrade.confirmed)[1] < confirmedIsTrue,
    }))
    .sort((a, b) => share(a.confirmed) - share(b.confirmed));
}

/**
 * Strata in which *confirmed* is true less often than promised, pairs of levels where that is no chance, and kinds that never
 * came over of which too many flights have a confirmed incursion.
 */
export function brokenPromises(tally: Tally): string[] {
  const strata = [...tally.levels].filter(([, { byGrade }]) => share(byGrade.confirmed) < confirmedIsTrue);
  const pairs = failingPairs(tally).filter(({ surely }) => surely);
  const kinds = neverOver.filter((kind) => {
    const cell = tally.kinds.get(kind);
    return cell !== undefined && cell.byGrade.confirmed.all / cell.flights > inventedAtMost;
  });
  return [...strata.map(([name]) => name), ...pairs.map(({ name }) => name), ...kinds];
}

function pairsTable(tally: Tally): string {
  const failing = failingPairs(tally);
  if (failing.length === 0) return 'none';
  return alignedTable([
    ['levels', 'confirmed', 'true', '95 % interval', 'note'],
    ...failing.map(({ name, confirmed, surely }) => [
      name,
      String(confirmed.all),
      percent(share(confirmed)),
      interval(confirmed),
      surely ? 'below' : confirmed.all < FEW ? 'few' : 'may be chance',
    ]),
  ]);
}

function staysTable(title: string, bins: readonly number[], cells: readonly DepthCell[], unit: string): string {
  return alignedTable([
    [title, 'stays', 'found', 'probable or better', 'confirmed', 'missed'],
    ...cells.map(({ stays, found: { confirmed, probable, possible } }, i) => {
      const to = bins[i + 1];
      const found = confirmed + probable + possible;
      return [
        to === undefined ? `from ${bins[i]}${unit}` : `${bins[i]} to ${to}${unit}`,
        String(stays),
        percent(found / stays),
        percent((confirmed + probable) / stays),
        percent(confirmed / stays),
        String(stays - found),
      ];
    }),
  ]);
}

function crossingsText({ crossings, inventedCrossings, timeErrorS, placeErrorM, placeErrorInErrors }: Tally): string {
  const row = (name: string, values: readonly number[], digits: number): string[] => {
    const { p50, p90, p95, p99, max } = quantiles(values);
    return [name, ...[p50, p90, p95, p99, max].map((value) => value.toFixed(digits))];
  };
  return [
    alignedTable([
      [
        'crossings, by how many errors from the line it was seen on both sides',
        'true',
        'found',
        'off its window',
        'missed',
      ],
      ...crossings.map(({ all, found, offWindow }, i) => {
        const to = clearanceBins[i + 1];
        return [
          to === undefined ? `from ${clearanceBins[i]}` : `${clearanceBins[i]} to ${to}`,
          String(all),
          percent(found / all),
          percent(offWindow / all),
          percent(1 - (found + offWindow) / all),
        ];
      }),
    ]),
    `\nCrossings stated where there was none: ${inventedCrossings.stated} where the accuracy is stated, ${inventedCrossings['not stated']} where it is not.\n`,
    alignedTable([
      ['errors of the crossings found', 'p50', 'p90', 'p95', 'p99', 'max'],
      row('time, s', timeErrorS, 1),
      row('place, m', placeErrorM, 1),
      row('place, in errors of a position', placeErrorInErrors, 2),
    ]),
  ].join('\n');
}

/** The same for machines. */
export function reportJson(tally: Tally) {
  const cells = (map: ReadonlyMap<string, Cell>) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    all: tally.all,
    kinds: cells(tally.kinds),
    strata: cells(tally.levels),
    pairs: cells(tally.pairs),
    reliability: Object.fromEntries(
      Object.entries(tally.reliability).map(([accuracy, counts]) => [
        accuracy,
        counts.map((count, i) => ({ from: probabilityBins[i], ...count })),
      ]),
    ),
    staysByErrors: tally.byErrors.map((cell, i) => ({ from: depthBinsInErrors[i], ...cell })),
    staysByMetres: tally.byMetres.map((cell, i) => ({ fromM: depthBinsM[i], ...cell })),
    unseenStays: tally.unseenStays,
    crossings: tally.crossings.map((cell, i) => ({ clearanceFrom: clearanceBins[i], ...cell })),
    inventedCrossings: tally.inventedCrossings,
    timeErrorS: quantiles(tally.timeErrorS),
    placeErrorM: quantiles(tally.placeErrorM),
    placeErrorInErrors: quantiles(tally.placeErrorInErrors),
  };
}
