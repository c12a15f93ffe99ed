import { type AltitudeDatum, altitudeDatums } from '../../shared/model/conclusion.ts';
import { heightRefs, type PersonalFields, positionOrigins } from '../../shared/model/detection.ts';
import type { DetectionColumns } from '../../shared/tracks/detections.ts';
import { type Block, measureIndex } from './fact-block.ts';

type Personal = 'homeLng' | 'homeLat' | 'operatorLng' | 'operatorLat';

/**
 * Rows that were just stored, still in memory as columns, in the order of their numbers from `firstNo`. What reading them back
 * would give, without the reading: on the first import of a file that is most of the work of concluding.
 */
export interface RecentRows {
  readonly firstNo: number;
  readonly count: number;
  /** 1 for rows that turned out to be stored already; null when none did. */
  readonly gone: Uint8Array | null;
  /** Personal columns are null where no row has any. */
  readonly columns: Omit<DetectionColumns, 'count' | 'detectionNo' | 'identity' | 'sensor' | Personal> & {
    readonly [Name in Personal]: Float64Array | null;
  };
}

/** Best datum first, as `altitudeSql` of `groups.ts` takes them. */
const altitudeChoices: readonly (readonly [index: number, datum: AltitudeDatum, heightRef?: number])[] = [
  [measureIndex('altHaeM'), 'HAE'],
  [measureIndex('altMslM'), 'MSL'],
  [measureIndex('heightM'), 'AGL', heightRefs.indexOf('ground')],
  [measureIndex('heightM'), 'above take-off', heightRefs.indexOf('takeoff')],
  [measureIndex('altBaroM'), 'barometric'],
  [measureIndex('altUnknownDatumM'), 'datum not stated'],
  [measureIndex('heightM'), 'datum not stated'],
];

/**
 * What concluding needs of rows that are being stored.
 * @param rows of the block, in the order of their numbers from `firstNo`
 */
export function recentRows(block: Block, rows: Uint32Array, firstNo: number): RecentRows {
  const measures = new Map(
    [
      ...block.varying,
      ...block.constant.map(({ index, value }) => ({ index, values: new Float64Array(block.rows).fill(value) })),
    ].map(({ index, values }) => [index, values]),
  );
  const count = rows.length;
  const gather = (values: Float64Array | undefined): Float64Array => {
    const gathered = new Float64Array(count).fill(Number.NaN);
    if (values !== undefined) for (let place = 0; place < count; place++) gathered[place] = values[rows[place]!]!;
    return gathered;
  };
  const altitudeM = new Float64Array(count).fill(Number.NaN);
  const altitudeDatum = new Uint8Array(count);
  const heightRef = measures.get(measureIndex('heightRef'));
  for (const [index, datum, wantedRef] of altitudeChoices) {
    const values = measures.get(index);
    if (values === undefined) continue;
    const code = altitudeDatums.indexOf(datum);
    for (let place = 0; place < count; place++) {
      const row = rows[place]!;
      const value = values[row]!;
      if (altitudeDatum[place] !== 0 || Number.isNaN(value)) continue;
      if (wantedRef !== undefined && heightRef?.[row] !== wantedRef) continue;
      altitudeM[place] = value;
      altitudeDatum[place] = code;
    }
  }
  const origin = measures.get(measureIndex('positionOrigin'));
  const positionOrigin = new Uint8Array(count).fill(positionOrigins.indexOf('unknown'));
  if (origin !== undefined) {
    for (let place = 0; place < count; place++) {
      const code = origin[rows[place]!]!;
      if (!Number.isNaN(code)) positionOrigin[place] = code;
    }
  }
  const personal = (read: (fields: PersonalFields) => number | undefined): Float64Array | null => {
    if (block.personal.size === 0) return null;
    const column = new Float64Array(count).fill(Number.NaN);
    for (let place = 0; place < count; place++) {
      const fields = block.personal.get(rows[place]!);
      if (fields !== undefined) column[place] = read(fields) ?? Number.NaN;
    }
    return column;
  };
  return {
    firstNo,
    count,
    gone: null,
    columns: {
      idHi: gather(block.idHi),
      idLo: gather(block.idLo),
      observedAtMs: gather(block.observedAt),
      lng: gather(block.lng),
      lat: gather(block.lat),
      sigmaM: gather(measures.get(measureIndex('sigmaM'))),
      altitudeM,
      altitudeDatum,
      positionOrigin,
      homeLng: personal(({ homeLng }) => homeLng),
      homeLat: personal(({ homeLat }) => homeLat),
      operatorLng: personal(({ operatorLng }) => operatorLng),
      operatorLat: personal(({ operatorLat }) => operatorLat),
    },
  };
}
