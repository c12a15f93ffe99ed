import type { Reply, Request } from '../../shared/contract/contract.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import { statWords } from '../../shared/model/stats-words.ts';
import { type LocalClock, tally } from '../../shared/stats/tally.ts';
import type { Db } from '../store/open.ts';
import { countedFlights } from '../store/queries/stats.ts';

const WHAT =
  'Flights of unmanned aircraft; incursions by computed grade, never summed; confirmed as a range where flights may be one aircraft; aircraft behind the confirmed, at least. Sensor-days: days (UTC) on which a sensor heard any of these flights, added up; a sensor that heard nothing leaves no trace, so that periods compare only with the sensors of both beside them.';

export function statistics(db: Db, { by, filters, limit }: Request<'stats.by'>): Reply<'stats.by'> {
  const flights = countedFlights(db, filters, by.includes('altitude'));
  const { rows, all } = tally(flights, by, localClock());
  const most = new Set([...rows].sort((one, other) => other.flights - one.flights).slice(0, limit));
  return {
    by,
    rows: rows.filter((row) => most.has(row)).map((row) => ({ ...row, keys: [...row.keys] })),
    total: rows.length,
    truncated: rows.length > limit,
    all,
    definition: [WHAT, ...by.map((dimension) => `${statWords[dimension].label}: ${statWords[dimension].meaning}`)].join(
      ' ',
    ),
  };
}

/** Hour and weekday (Monday 1) by the local time of a sector; of no sector, UTC. */
function localClock(): LocalClock {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return (timeMs, sector) => {
    const timeZone = localZone({ state: null, county: null, sector });
    let format = formats.get(timeZone);
    if (format === undefined) {
      format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', hour: '2-digit', weekday: 'short' });
      formats.set(timeZone, format);
    }
    const parts = format.formatToParts(timeMs);
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)!.value;
    return { hour: Number(part('hour')), weekday: names.indexOf(part('weekday')) + 1 };
  };
}
