import { metresText } from '../../format/distances.ts';
import type { Position } from '../../model/position.ts';
import { distanceM } from '../geodesic.ts';
import type { LineParts } from './line-file.ts';

/** Ends of parts at most this far apart are taken as joined, metres. */
export const chainToleranceM = 10;
/** No two positions farther apart than this in degrees are within the tolerance. */
const toleranceDeg = 0.001;

export interface ChainedLine {
  readonly vertices: readonly Position[];
  /** `vertex 17 of part 2`, of each vertex, as it stands in the file. */
  readonly places: readonly string[];
  /** Widest gap that was closed, metres. */
  readonly widestGapM: number;
}

interface Piece {
  readonly vertices: readonly Position[];
  readonly places: readonly string[];
}

/**
 * All parts as one line, end to end, whichever way each runs and in whatever order they stand.
 * @returns why they are not one line, in a sentence that names where, when they are not
 */
export function chain(parts: LineParts): ChainedLine | string {
  const pieces = parts.map(pieceOf);
  let line = pieces.shift()!;
  let widestGapM = 0;
  for (const atEnd of [true, false]) {
    for (;;) {
      const end = atEnd ? line.vertices.at(-1)! : line.vertices[0]!;
      const joining = pieces.filter((piece) => gapTo(end, piece) <= chainToleranceM);
      if (joining.length > 1) {
        return `The line branches at ${(atEnd ? line.places.at(-1) : line.places[0])!} (longitude ${end[0]}, latitude ${end[1]}): more than two parts meet there.`;
      }
      const [next] = joining;
      if (next === undefined) break;
      pieces.splice(pieces.indexOf(next), 1);
      const longer = joined(line, next, atEnd);
      line = longer.line;
      widestGapM = Math.max(widestGapM, longer.gapM);
    }
  }
  if (pieces.length > 0) return gapSentence(line, pieces);
  return { ...line, widestGapM };
}

function pieceOf(part: readonly Position[], p: number): Piece {
  const vertices: Position[] = [];
  const places: string[] = [];
  part.forEach((vertex, v) => {
    const last = vertices.at(-1);
    if (last !== undefined && last[0] === vertex[0] && last[1] === vertex[1]) return;
    vertices.push(vertex);
    places.push(`vertex ${v + 1} of part ${p + 1}`);
  });
  return { vertices, places };
}

const isClose = (a: Position, b: Position): boolean =>
  Math.abs(a[0] - b[0]) < toleranceDeg && Math.abs(a[1] - b[1]) < toleranceDeg;

/** Metres from a position to the nearer end of a piece; infinite when that is plainly too far to join. */
const gapTo = (end: Position, { vertices }: Piece): number =>
  Math.min(
    ...[vertices[0]!, vertices.at(-1)!].map((other) =>
      isClose(end, other) ? distanceM(end, other) : Number.POSITIVE_INFINITY,
    ),
  );

/** The line with a piece put to one of its ends, turned as it must be, and the gap closed, metres. */
function joined(line: Piece, piece: Piece, atEnd: boolean): { readonly line: Piece; readonly gapM: number } {
  const end = atEnd ? line.vertices.at(-1)! : line.vertices[0]!;
  const [first, last] = [piece.vertices[0]!, piece.vertices.at(-1)!];
  const beginsHere = distanceM(end, first) <= distanceM(end, last);
  const near = beginsHere ? first : last;
  const shared = near[0] === end[0] && near[1] === end[1] ? 1 : 0;
  // From the end of the line outwards; a vertex that both have stands once.
  const outwards = <T>(list: readonly T[]): readonly T[] => (beginsHere ? list : list.toReversed()).slice(shared);
  const put = <T>(list: readonly T[], more: readonly T[]): readonly T[] =>
    atEnd ? [...list, ...outwards(more)] : [...outwards(more).toReversed(), ...list];
  return {
    line: { vertices: put(line.vertices, piece.vertices), places: put(line.places, piece.places) },
    gapM: distanceM(end, near),
  };
}

function gapSentence(line: Piece, pieces: readonly Piece[]): string {
  let least = Number.POSITIVE_INFINITY;
  let where = '';
  for (const i of [0, line.vertices.length - 1]) {
    for (const piece of pieces) {
      for (const k of [0, piece.vertices.length - 1]) {
        const gapM = distanceM(line.vertices[i]!, piece.vertices[k]!);
        if (gapM >= least) continue;
        least = gapM;
        const [lng, lat] = line.vertices[i]!;
        where = `${line.places[i]} (longitude ${lng}, latitude ${lat}), ${metresText(gapM)} short of ${piece.places[k]}`;
      }
    }
  }
  return `The line is not in one piece: it breaks off at ${where}. Parts are joined over at most ${metresText(chainToleranceM)}.`;
}
