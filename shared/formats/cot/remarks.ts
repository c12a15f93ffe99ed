/** `key: value` pairs between semicolons or, before the first one, commas. */
const PAIR = /^\s{0,8}([A-Za-z_][A-Za-z_ ]{0,24}):\s{0,4}(.{0,200})$/s;

/**
 * What DragonSync packs into the remarks of a drone: `MAC: …, RSSI: …dBm; ID Type: …; UA Type: … (2); Operator ID: [type: id];
 * Speed: … m/s; …`. Null for any other remarks. A key that comes twice keeps its first value: the sender's own fields come before
 * free text.
 */
export function dragonSyncPairs(remarks: string): ReadonlyMap<string, string> | null {
  if (!remarks.includes('ID Type:') || !remarks.includes('UA Type:') || remarks.length > 4000) return null;
  const pairs = new Map<string, string>();
  const [first = '', ...rest] = remarks.split(';');
  for (const part of [...first.split(','), ...rest]) {
    const match = PAIR.exec(part);
    if (match !== null && !pairs.has(match[1]!)) pairs.set(match[1]!, match[2]!.trim());
  }
  return pairs;
}

/** `[type: id]` → id; null when there is none. */
export function operatorIdOf(text: string | undefined): string | null {
  const inside = /^\[([^\]]{0,120})\]$/.exec(text ?? '')?.[1];
  if (inside === undefined) return null;
  const id = inside.slice(inside.indexOf(':') + 1).trim();
  return id === '' ? null : id;
}

/** The number in `Helicopter or Multirotor (2)`; null when there is none. */
export const codeInBrackets = (text: string | undefined): string | null =>
  /\((\d{1,2})\)$/.exec(text ?? '')?.[1] ?? null;
