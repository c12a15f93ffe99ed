import type { Filters, Reply, Request } from '../../shared/contract/contract.ts';
import { worldUnits, worldX, worldY } from '../../shared/geo/web-mercator.ts';
import { flightClasses } from '../../shared/model/lists.ts';
import { mapCodeOfState } from '../../shared/model/map-code.ts';
import { CROSSING_WORDS } from '../store/flight-shape.ts';
import type { Db } from '../store/open.ts';
import { listMarks, readShapes, type StoredMark, type StoredShape } from '../store/queries/flight-map.ts';
import { packColumn } from './columns.ts';

/** Every flight under the filters as one set of typed columns. */
export function marksReply(db: Db, filters: Filters): Reply<'flights.marks'> {
  const { marks, total } = listMarks(db, filters);
  return packMarks(marks, total);
}

export function packMarks(marks: readonly StoredMark[], total: number): Reply<'flights.marks'> {
  const count = marks.length;
  const [firstMs, lastMs] = [new Float64Array(count), new Float64Array(count)];
  const [west, north, east, south] = [0, 0, 0, 0].map(() => new Uint32Array(count)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const [code, classes] = [new Uint8Array(count), new Uint8Array(count)];
  const ids: string[] = [];
  marks.forEach(([id, first, last, flightClass, state, w, s, e, n], i) => {
    ids.push(id);
    firstMs[i] = first;
    lastMs[i] = last;
    west[i] = worldUnits(worldX(w));
    east[i] = worldUnits(worldX(e));
    north[i] = worldUnits(worldY(n));
    south[i] = worldUnits(worldY(s));
    code[i] = mapCodeOfState(state, first);
    classes[i] = flightClasses.indexOf(flightClass);
  });
  return {
    total,
    ids: ids.join('\n'),
    firstMs: packColumn(firstMs),
    lastMs: packColumn(lastMs),
    west: packColumn(west),
    north: packColumn(north),
    east: packColumn(east),
    south: packColumn(south),
    code: packColumn(code),
    class: packColumn(classes),
  };
}

/** More points than this are not sent at once: a coarser level takes their place, never fewer flights. */
const MOST_POINTS = 2_000_000;

/** Paths and crossings in a box, thinned for a zoom, as one set of typed columns. */
export function shapesReply(
  db: Db,
  { filters, level, box, least }: Request<'flights.shapes'>,
): Reply<'flights.shapes'> {
  const middle = (box[1] + box[3]) / 2;
  const leastLng = least * 360;
  const found = [...readShapes(db, filters, box, leastLng, leastLng * Math.cos((middle * Math.PI) / 180))];
  let used = level;
  while (used > 0 && countPoints(found, used) > MOST_POINTS) used--;
  return packShapes(found, used);
}

function countPoints(found: readonly StoredShape[], level: number): number {
  let total = 0;
  for (const { shape } of found) for (let i = 0; i < shape.count; i++) if (shape.level[i]! <= level) total++;
  return total;
}

export function packShapes(found: readonly StoredShape[], level: number): Reply<'flights.shapes'> {
  const total = countPoints(found, level);
  const offsets = new Uint32Array(found.length + 1);
  const [x, y, afterMs] = [new Uint32Array(total), new Uint32Array(total), new Uint32Array(total)];
  const code = new Uint8Array(total);
  const crossings: number[] = [];
  let at = 0;
  found.forEach(({ shape, crossings: packed }, flight) => {
    for (let i = 0; i < shape.count; i++) {
      if (shape.level[i]! > level) continue;
      x[at] = shape.x[i]!;
      y[at] = shape.y[i]!;
      afterMs[at] = shape.afterMs[i]!;
      code[at] = shape.code[i]!;
      at++;
    }
    offsets[flight + 1] = at;
    for (let word = 0; word < packed.length; word += CROSSING_WORDS * 4) {
      crossings.push(packed.readUInt32LE(word), packed.readUInt32LE(word + 4), packed.readUInt32LE(word + 8), flight);
    }
  });
  return {
    ids: found.map(({ flightId }) => flightId).join('\n'),
    offsets: packColumn(offsets),
    x: packColumn(x),
    y: packColumn(y),
    afterMs: packColumn(afterMs),
    code: packColumn(code),
    crossings: packColumn(Uint32Array.from(crossings)),
  };
}
