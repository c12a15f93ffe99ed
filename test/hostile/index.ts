import { hostileArchives, wrongKinds } from './archives.ts';
import type { HostileCase } from './case.ts';
import { hostileJson } from './json.ts';
import { hostileTables } from './tables.ts';
import { hostileXml } from './xml.ts';

/** Every hostile file, by group; names are unique. */
export const hostileSet = (): Readonly<Record<string, readonly HostileCase[]>> => ({
  tables: hostileTables(),
  json: hostileJson(),
  xml: hostileXml(),
  archives: hostileArchives(),
  kinds: wrongKinds(),
});
