/** Shapes of one layer of a Mapbox Vector Tile (specification 2.1), in tile units. */
export interface VectorFeature {
  readonly kind: 'point' | 'line' | 'polygon';
  /** x and y in turn, one list for each line, ring or point. */
  readonly parts: readonly Int32Array[];
  /** The few text values that decide how it is drawn: `kind`, `class`, `highway`… whatever the layer calls it. */
  readonly tags: ReadonlyMap<string, string>;
}

export interface VectorLayer {
  readonly name: string;
  readonly extent: number;
  readonly features: readonly VectorFeature[];
}

/** More than these are no map tile: the rest of the tile is left out. */
const MOST_LAYERS = 64;
const MOST_FEATURES = 50_000;
const MOST_NUMBERS = 2_000_000;
const LONGEST_TEXT = 200;

class Reader {
  at: number;
  readonly end: number;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 56; shift += 7) {
      if (this.at >= this.end) throw new RangeError('The tile ended early.');
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError('A number in the tile is too long.');
  }

  /** The next length-delimited field, as a reader of its own. */
  inner(): Reader {
    const length = this.varint();
    if (length > this.end - this.at) throw new RangeError('A length in the tile is impossible.');
    const inner = new Reader(this.bytes, this.at, this.at + length);
    this.at += length;
    return inner;
  }

  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 1) this.at += 8;
    else if (wire === 2) this.inner();
    else if (wire === 5) this.at += 4;
    else throw new RangeError('The tile holds a field of no known kind.');
    if (this.at > this.end) throw new RangeError('The tile ended early.');
  }

  text(): string {
    const inner = this.inner();
    return new TextDecoder().decode(this.bytes.subarray(inner.at, Math.min(inner.end, inner.at + LONGEST_TEXT)));
  }
}

const kinds = [null, 'point', 'line', 'polygon'] as const;

/**
 * Reads a tile. It comes from a file that a person brought: whatever is in it, reading ends, and what cannot be read is left out.
 * @throws RangeError when the bytes are no vector tile
 */
export function readVectorTile(bytes: Uint8Array): VectorLayer[] {
  const reader = new Reader(bytes);
  const layers: VectorLayer[] = [];
  const budget = { features: MOST_FEATURES, numbers: MOST_NUMBERS };
  while (reader.at < reader.end && layers.length < MOST_LAYERS) {
    const tag = reader.varint();
    if (tag === 26) layers.push(readLayer(reader.inner(), budget));
    else reader.skip(tag & 7);
  }
  return layers;
}

interface Budget {
  features: number;
  numbers: number;
}

function readLayer(reader: Reader, budget: Budget): VectorLayer {
  let name = '';
  let extent = 4096;
  const keys: string[] = [];
  const values: (string | null)[] = [];
  const raw: Reader[] = [];
  while (reader.at < reader.end) {
    const tag = reader.varint();
    if (tag === 10) name = reader.text();
    else if (tag === 18) raw.push(reader.inner());
    else if (tag === 26) keys.push(reader.text());
    else if (tag === 34) values.push(readValue(reader.inner()));
    else if (tag === 40) extent = Math.max(1, reader.varint());
    else reader.skip(tag & 7);
  }
  const features: VectorFeature[] = [];
  for (const each of raw) {
    if (budget.features-- <= 0) break;
    const feature = readFeature(each, keys, values, budget);
    if (feature !== null) features.push(feature);
  }
  return { name, extent, features };
}

/** Texts only: numbers and truths do not decide how a base map is drawn here. */
function readValue(reader: Reader): string | null {
  while (reader.at < reader.end) {
    const tag = reader.varint();
    if (tag === 10) return reader.text();
    reader.skip(tag & 7);
  }
  return null;
}

function readFeature(
  reader: Reader,
  keys: readonly string[],
  values: readonly (string | null)[],
  budget: Budget,
): VectorFeature | null {
  let kind: VectorFeature['kind'] | null = null;
  let parts: Int32Array[] = [];
  const tags = new Map<string, string>();
  while (reader.at < reader.end) {
    const tag = reader.varint();
    if (tag === 18) {
      const inner = reader.inner();
      while (inner.at < inner.end) {
        const [key, value] = [keys[inner.varint()], inner.at < inner.end ? values[inner.varint()] : undefined];
        if (key !== undefined && value !== undefined && value !== null) tags.set(key, value);
      }
    } else if (tag === 24) kind = kinds[reader.varint()] ?? null;
    else if (tag === 34) parts = readGeometry(reader.inner(), budget);
    else reader.skip(tag & 7);
  }
  return kind === null || parts.length === 0 ? null : { kind, parts, tags };
}

const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

function readGeometry(reader: Reader, budget: Budget): Int32Array[] {
  const parts: Int32Array[] = [];
  let current: number[] = [];
  let [x, y] = [0, 0];
  const finish = () => {
    if (current.length > 0) parts.push(Int32Array.from(current));
    current = [];
  };
  while (reader.at < reader.end) {
    const command = reader.varint();
    const [id, count] = [command & 7, Math.floor(command / 8)];
    if (id === 7) {
      // Close the ring: back to its first point.
      if (current.length > 0) current.push(current[0]!, current[1]!);
      continue;
    }
    if (id !== 1 && id !== 2) throw new RangeError('The tile holds a command of no known kind.');
    for (let i = 0; i < count; i++) {
      budget.numbers -= 2;
      if (budget.numbers < 0) throw new RangeError('The tile holds too many points.');
      if (id === 1) finish();
      x += unzigzag(reader.varint());
      y += unzigzag(reader.varint());
      current.push(x, y);
    }
  }
  finish();
  return parts;
}
