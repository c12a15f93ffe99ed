import { metresText } from '../../format/distances.ts';
import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Border } from '../border.ts';
import { distanceM } from '../geodesic.ts';
import { meetingOf } from '../segment-meeting.ts';
import { SegmentTree } from '../segment-tree.ts';
import { type ChainedLine, chain } from './chain.ts';
import type { LineParts } from './line-file.ts';

/** A line that divides the theatre, from the Pacific to the Gulf of Mexico. */
export interface UsableLine {
  readonly vertices: readonly Position[];
  /** Pieces in the file, and the widest gap between two of them that was closed, metres. */
  readonly parts: number;
  readonly widestGapM: number;
  /** It ran from east to west in the file. */
  readonly turnedRound: boolean;
}

/** A line farther than this from the built-in one anywhere is not the same border, metres. */
export const corridorM = 20_000;
/** How far inland of the built-in line's shore an end may lie, km: sources end at different tide marks and mouths. */
const shoreToleranceKm = 2;
/** Edges are held against the built-in line at least this often, metres. */
const stepM = 5_000;

/** West, south, east, north of where the border is, with room. */
const region = [-125, 20, -90, 40] as const;

class Refusal extends Error {}

/**
 * A line from a file, fit to judge sides by: one line, from west to east, that divides the theatre.
 *
 * It divides the theatre when it runs from the Pacific to the Gulf of Mexico without meeting itself: each end at the shore of
 * the built-in line (2 km inland at most) or out at sea, and all of it within 20 km of the built-in line. A line of a part
 * of the border is refused, because beyond its ends it would give sides that nobody stated.
 *
 * Refused with 'bad-geometry', naming part and vertex as they stand in the file (counted from 1).
 */
export function checkLine(parts: LineParts, builtIn: Border): Result<UsableLine> {
  try {
    refuseBadNumbers(parts);
    const found = chain(parts);
    if (typeof found === 'string') throw new Refusal(found);
    const chained = westToEast(found);
    refuseOtherCourse(chained, builtIn);
    refuseOtherEnds(chained, builtIn);
    refuseMeetings(chained);
    const { vertices, widestGapM, turnedRound } = chained;
    return ok({ vertices, parts: parts.length, widestGapM, turnedRound });
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

function westToEast(chained: ChainedLine): DirectedLine {
  const { vertices, places } = chained;
  if (vertices[0]![0] <= vertices.at(-1)![0]) return { ...chained, turnedRound: false };
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

function refuseOtherEnds({ vertices, places }: ChainedLine, builtIn: Border): void {
  const { landFromKm, landToKm } = builtIn;
  const middleLng = builtIn.positionOfKm(builtIn.lengthKm / 2)[0];
  const isAtSea = ([lng, lat]: Position, sea: 'Pacific' | 'Gulf'): boolean => {
    const fix = builtIn.fix(lng, lat);
    // Past an end of the built-in line; which one, the longitude says.
    if (fix === null) return sea === 'Pacific' ? lng < middleLng : lng > middleLng;
    return sea === 'Pacific' ? fix.km <= landFromKm + shoreToleranceKm : fix.km >= landToKm - shoreToleranceKm;
  };
  const whole = 'so it does not divide the theatre. A line must run from the Pacific to the Gulf of Mexico.';
  const refuse = (end: number, sea: string): never => {
    const vertex = vertices.at(end)!;
    const km = builtIn.fix(vertex[0], vertex[1])?.km;
    const near = km === undefined ? '' : `, at border km ${km.toFixed(1)}`;
    throw new Refusal(
      `The ${end === 0 ? 'western' : 'eastern'} end of the line, ${places.at(end)} (${at(vertex)}${near}), does not reach ${sea}, ${whole}`,
    );
  };
  if (!isAtSea(vertices[0]!, 'Pacific')) refuse(0, 'the Pacific');
  if (!isAtSea(vertices.at(-1)!, 'Gulf')) refuse(-1, 'the Gulf of Mexico');
}

function refuseMeetings({ vertices, places }: ChainedLine): void {
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
