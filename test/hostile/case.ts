/** What the import has to make of a file: nothing of it stored, with a sentence; or its records, each accounted for. */
export type Verdict = 'refused' | 'read' | 'either';

export interface HostileCase {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly verdict: Verdict;
}

/** Seeded, so that a failure can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content;

/** A file of several parts, some of them no text. */
export const joined = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => bytesOf(part)));

/** A good file cut, with bits turned, with bytes put in, doubled and run together: what happens to files on sticks. */
export function damaged(name: string, good: string | Uint8Array, seed: number): HostileCase[] {
  const bytes = bytesOf(good);
  const random = randomNumbers(seed);
  const at = () => Math.floor(random() * bytes.length);
  const [stem, ending] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
  const cases: HostileCase[] = [];
  const add = (what: string, content: Uint8Array) =>
    cases.push({ name: `${stem}-${what}${ending}`, content, verdict: 'either' });
  for (let index = 0; index < 6; index++) add(`cut-${index}`, bytes.slice(0, at()));
  for (let index = 0; index < 6; index++) {
    const flipped = Uint8Array.from(bytes);
    for (let flips = 0; flips < 2 ** index; flips++) flipped[at()]! ^= 1 << Math.floor(random() * 8);
    add(`flipped-${index}`, flipped);
  }
  for (let index = 0; index < 3; index++) {
    const place = at();
    const noise = Uint8Array.from({ length: 40 }, () => Math.floor(random() * 256));
    add(`noise-${index}`, joined(bytes.slice(0, place), noise, bytes.slice(place)));
  }
  add('nuls', joined(bytes.slice(0, bytes.length / 2), new Uint8Array(4096), bytes.slice(bytes.length / 2)));
  add('doubled', joined(bytes, bytes));
  add('beheaded', bytes.slice(37));
  add('reversed', Uint8Array.from(bytes).reverse());
  return cases;
}
