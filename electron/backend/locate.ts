import { assertNever } from '../../shared/assert.ts';
import type { LocateReply } from '../../shared/contract/contract.ts';
import type { LineStanding } from '../../shared/geo/lines/loaded-line.ts';
import { type Location, locate as locatePlace } from '../../shared/geo/locate.ts';
import { coverageStates } from '../../shared/model/conclusion.ts';
import { NO_STATE } from '../../shared/model/coverage.ts';
import { sideWords } from '../../shared/model/words.ts';
import type { Workspace } from './workspace.ts';

export interface LocateQuestion {
  readonly lat: number;
  readonly lng: number;
  /** Per-axis standard deviation of the position, metres; 0 when it is exact. */
  readonly sigmaM: number;
  /** Null: the coverage state, which depends on the day, is null too. */
  readonly timeMs: number | null;
}

/** Everything the record says about a place: side, distance, sector, areas, coverage state. */
export function locate({ rules }: Pick<Workspace, 'rules'>, { lat, lng, sigmaM, timeMs }: LocateQuestion): LocateReply {
  const { geo, judge } = rules;
  const place = locatePlace(geo, lng, lat, { sigmaM });
  const code = place.pUs === null ? NO_STATE : judge.state(lng, lat, timeMs, place.pUs, sigmaM, place.sector);
  const { nearest } = place;
  return {
    lat,
    lng,
    side: place.side,
    because: whyUndetermined(place),
    pUs: place.pUs,
    distanceM: place.distanceM,
    lines: place.lines.map(({ name, distanceM, errorM, pUs, side }) => ({ name, distanceM, errorM, pUs, side })),
    borderKm: place.borderKm,
    segment: place.segmentName,
    borderErrorM: place.borderErrorM,
    sector: place.sector,
    sectorName: place.sectorName,
    sectorBy: place.sectorBy,
    sectorConfidence: place.sectorConfidence,
    sectorDisputed: place.sectorDisputed,
    sectorNote: place.sectorNote,
    county: place.county,
    state: place.state,
    judicialDistrict: place.judicialDistrict,
    nearest: nearest && { name: nearest.name, distanceM: nearest.distanceM, bearingDeg: nearest.bearingDeg },
    aors: timeMs === null ? null : [...judge.areasAt(lng, lat, timeMs, sigmaM)],
    coverageState: code === NO_STATE ? null : coverageStates[code]!,
    mgrs: place.mgrs,
  };
}

function whyUndetermined({ side, outside, lines }: Location): string | null {
  switch (outside) {
    case null:
      return side === 'undetermined'
        ? (disagreement(lines) ??
            'The position is closer to the reference line than its error and the line’s allow to decide.')
        : null;
    case 'too-far-from-the-line':
      return 'The position is outside the theatre: too far from the reference line.';
    case 'beyond-the-end-of-the-line':
      return 'The position is beyond an end of the reference line, where it decides no side.';
    case 'not-a-position':
      return 'The numbers are not a position.';
    default:
      return assertNever(outside);
  }
}

/** Null when every line that says anything says the same. */
function disagreement(lines: readonly LineStanding[]): string | null {
  const stated = lines.filter(({ pUs }) => pUs !== null);
  if (stated.every(({ side }) => side === stated[0]!.side)) return null;
  const each = stated.map(({ name, side }) => `${sideWords[side].label} by ${name}`);
  return `The reference lines disagree: ${each.join(', ')}.`;
}
