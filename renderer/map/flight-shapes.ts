import type { Reply } from '../../shared/contract/contract.ts';
import { readLines, readUint8, readUint32 } from '../state/columns.ts';
import type { FlightMarks } from './flight-marks.ts';

/** Added to a point's code where a gap follows. */
export const GAP_FOLLOWS = 128;

/** Paths of flights in a box, thinned for a zoom, with their crossings. Uint32 world coordinates. */
export class FlightShapes {
  readonly ids: readonly string[];
  /** First point of each flight, and one past the last. */
  readonly offsets: Uint32Array;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  /** Milliseconds after the flight's first instant. */
  readonly afterMs: Uint32Array;
  /** Map code of what follows the point; `GAP_FOLLOWS` more where that is a gap. */
  readonly code: Uint8Array;
  /** Four words a crossing: x, y, 1 for northbound + 2 for observed, place of its flight. */
  readonly crossings: Uint32Array;

  constructor(reply: Reply<'flights.shapes'>) {
    this.ids = readLines(reply.ids);
    this.offsets = readUint32(reply.offsets);
    this.x = readUint32(reply.x);
    this.y = readUint32(reply.y);
    this.afterMs = readUint32(reply.afterMs);
    this.code = readUint8(reply.code);
    this.crossings = readUint32(reply.crossings);
  }

  /** For each mark the place of its shape; −1 where there is none. The flights may have been asked for under other filters. */
  placesFor(marks: FlightMarks): Int32Array {
    const places = new Int32Array(marks.count).fill(-1);
    this.ids.forEach((id, shape) => {
      const mark = marks.placeOf(id);
      if (mark >= 0) places[mark] = shape;
    });
    return places;
  }
}
