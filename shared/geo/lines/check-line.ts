import { metresText } from '../../format/distances.ts';
import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Border } from '../border.ts';
import { distanceM } from '../geodesic.ts';
import { meetingOf } from '../segment-meeting.ts';
import { SegmentTree } from '../segment-tree.ts';
import { type ChainedLine, chain } from './chain.ts';
import type { LineParts } from './line-file.ts';
import { isWhole, type Reach, reachAlong, splice } from './splice.ts';

/** A line that divides the theatre: by itself, or put in the place of a part of the built-in line. */
export interface UsableLine {
  /** From west to east. */
  readonly vertices: readonly Position[];
  readonly reach: Reach;
  /** Pieces in the file, and the widest gap between two of them that was closed, metres. */
  readonly parts: number;
  readonly widestGapM: number;
  /** It ran from east to west in the file. */
  readonly turnedRound: boolean;
}

/** A line farther than this from the built-in one anywhere is not the same border, metres. */
export const corridorM = 20_000;
/** Edges are held against the built-in line at least this often, metres. */
const stepM = 5_000;
/** A part shorter than this is no reach of the border but a slip. */
const shortestReachKm = 0.1;

/** West, south, east, north of where the border is, with room. */
const region = [-125, 20, -90, 40] as const;

class Refusal extends Error {}

/**
 * A line from a file, fit to judge sides by: one line, from west to east, that divides the theatre.
 *
 * It divides the theatre when it runs from the Pacific to the Gulf of Mexico without meeting itself: each end at the shore of
 * the built-in line (2 km inland at most) or out at sea, and all of it within 20 km of the built-in line. A line of a part of
 * the border takes the place of that part of the built-in line (`splice`), when each end inland lies as near to it as both
 * errors allow; otherwise it is refused, because beyond its ends it would give sides that nobody stated.
 *
 * Refused with 'bad-geometry', naming part and vertex as they stand in the file (counted from 1).
 * @param errorM 95 % bound on the line's own error, metres
 */
export function checkLine(parts: LineParts, errorM: number, builtIn: Border): Result<UsableLine> {
  try {
    refuseBadNumbers(parts);
    const found = chain(parts);
    if (typeof found === 'string') throw new Refusal(found);
    const chained = westToEast(found, builtIn);
    refuseOtherCourse(chained, builtIn);
    const reach = reachOf(chained, errorM, builtIn);
    refuseMeetings(spliced(chained, reach, builtIn));
    const { vertices, widestGapM, turnedRound } = chained;
    return ok({ vertices, reach, parts: parts.length, widestGapM, turnedRound });
  } catch (error) {
    if (error instanceof Refusal) return fail('bad-geometry', error.message);
    throw error;
  }
}

const at = ([lng, lat]: Position): string => `longitude ${lng}, latitude ${lat}`;
const isInRegion = (lng: number, lat: number): boolean =>
  lng >= region[0] && lat >= region[1] && lng <= region[2] && lat <= region[3];

function refuseBadNumbers(parts: LineParts): void {
  parts.forEach((part, p) => {
    if (part.length < 2) throw new Refusal(`Part ${p + 1} of the line has fewer than two vertices.`);
    part.forEach((position, v) => {
      const [lng, lat] = position;
      const where = `Part ${p + 1}, vertex ${v + 1}`;
      if (!Number.isFinite(lng) || !Number.isFinite(lat)) {
        throw new Refusal(`${where}: longitude and latitude must be numbers.`);
      }
      if (isInRegion(lng, lat)) return;
      if (isInRegion(lat, lng)) {
        throw new Refusal(
          `${where} is at ${at(position)}: latitude and longitude look swapped. In files the longitude comes first.`,
        );
      }
      if (Math.abs(lng) > 180 || Math.abs(lat) > 90) {
        throw new Refusal(
          `${where}: longitude ${lng}, latitude ${lat} are not degrees on the globe. A projected line must be saved in WGS 84 degrees first.`,
        );
      }
    });
  });
}

interface DirectedLine extends ChainedLine {
  readonly turnedRound: boolean;
}

/** Along the built-in line where it speaks of both ends: a reach may run from east to west for a while. */
function westToEast(chained: ChainedLine, builtIn: Border): DirectedLine {
  const { vertices, places } = chained;
  const [first, last] = [vertices[0]!, vertices.at(-1)!];
  const [fromKm, toKm] = [first, last].map(([lng, lat]) => builtIn.fix(lng, lat)?.km);
  const isForward = fromKm === undefined || toKm === undefined ? first[0] <= last[0] : fromKm <= toKm;
  if (isForward) return { ...chained, turnedRound: false };
  return { ...chained, vertices: vertices.toReversed(), places: places.toReversed(), turnedRound: true };
}

/** Between vertices as well: an edge may cut through a country though its ends lie well. */
function refuseOtherCourse({ vertices, places }: ChainedLine, builtIn: Border): void {
  vertices.forEach((vertex, i) => {
    refuseFar(vertex, `The line’s ${places[i]} is`, builtIn);
  });
  vertices.forEach((vertex, i) => {
    const next = vertices[i + 1];
    if (next === undefined) return;
    const steps = Math.ceil(distanceM(vertex, next) / stepM);
    for (let step = 1; step < steps; step++) {
      const share = step / steps;
      const between: Position = [vertex[0] + share * (next[0] - vertex[0]), vertex[1] + share * (next[1] - vertex[1])];
      refuseFar(between, `The edge from ${places[i]} passes`, builtIn);
    }
  });
}

function refuseFar([lng, lat]: Position, what: string, builtIn: Border): void {
  const fix = builtIn.fix(lng, lat);
  if (fix !== null && Math.abs(fix.distanceM) <= corridorM) return;
  if (fix === null && builtIn.outsideReason(lng, lat) === 'beyond-the-end-of-the-line') return;
  const far = fix === null ? 'outside the theatre' : `${metresText(Math.abs(fix.distanceM))} from the built-in line`;
  throw new Refusal(
    `${what} ${far} (${at([lng, lat])}); a line of the same border stays within ${metresText(corridorM)} of it.`,
  );
}

/** The part of the built-in line that this one covers. @throws Refusal where an end neither reaches the sea nor the line */
function reachOf({ vertices, places }: ChainedLine, errorM: number, builtIn: Border): Reach {
  const reach = reachAlong(vertices, builtIn);
  refuseLooseEnd(0, reach.fromKm === null ? null : 'the Pacific');
  refuseLooseEnd(-1, reach.toKm === null ? null : 'the Gulf of Mexico');
  if (reach.fromKm !== null && reach.toKm !== null && reach.toKm - reach.fromKm < shortestReachKm) {
    throw new Refusal(
      `The line covers less than ${shortestReachKm} km of the border, at border km ${reach.fromKm.toFixed(1)}: that is no reach of it.`,
    );
  }
  return reach;

  /** @param sea not reached; null when it is */
  function refuseLooseEnd(end: 0 | -1, sea: string | null): void {
    if (sea === null) return;
    const vertex = vertices.at(end)!;
    const fix = builtIn.fix(vertex[0], vertex[1]);
    const allowedM = (fix?.errorBoundM ?? 0) + errorM;
    if (fix !== null && Math.abs(fix.distanceM) <= allowedM) return;
    const near =
      fix === null
        ? ''
        : ` It ends ${metresText(Math.abs(fix.distanceM))} from the built-in line at border km ${fix.km.toFixed(1)}; a line of a part is joined to that over at most ${metresText(allowedM)}, the error of both there.`;
    throw new Refusal(
      `The ${end === 0 ? 'western' : 'eastern'} end of the line, ${places.at(end)} (${at(vertex)}), does not reach ${sea}, so it does not divide the theatre by itself.${near}`,
    );
  }
}

/** The whole that is judged by, with the place of every vertex. */
function spliced(
  { vertices, places }: ChainedLine,
  reach: Reach,
  builtIn: Border,
): Pick<ChainedLine, 'vertices' | 'places'> {
  if (isWhole(reach)) return { vertices, places };
  const whole = splice(vertices, reach, builtIn);
  let next = 0;
  return {
    vertices: whole.vertices,
    places: whole.builtInKm.map((km) => (km === null ? places[next++]! : `the built-in line at km ${km.toFixed(1)}`)),
  };
}

function refuseMeetings({ vertices, places }: Pick<ChainedLine, 'vertices' | 'places'>): void {
  const edges = vertices.length - 1;
  const coordinates = new Float64Array(4 * edges);
  for (let i = 0; i < edges; i++) coordinates.set([...vertices[i]!, ...vertices[i + 1]!], 4 * i);
  const index = new SegmentTree(coordinates);
  for (let i = 0; i < edges; i++) {
    const [a, b] = [vertices[i]!, vertices[i + 1]!];
    const count = index.findInBox(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    );
    for (let k = 0; k < count; k++) {
      const j = index.found[k]!;
      if (j <= i) continue;
      const meeting = meetingOf(a, b, vertices[j]!, vertices[j + 1]!);
      if (meeting === 'none' || (meeting === 'point' && j === i + 1)) continue;
      const what = meeting === 'overlap' ? 'runs along' : meeting === 'crossing' ? 'crosses' : 'touches';
      throw new Refusal(
        `The edge from ${places[i]} ${what} the edge from ${places[j]} (${at(vertices[j]!)}); a line that meets itself has no two sides.`,
      );
    }
  }
}
