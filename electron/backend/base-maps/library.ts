import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseMapInfo } from '../../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { openMbtilesSource } from './mbtiles-source.ts';
import { openPmtiles } from './pmtiles-source.ts';
import type { TileSource } from './tile-source.ts';

type Format = BaseMapInfo['format'];
const formats: readonly Format[] = ['pmtiles', 'mbtiles'];
/** A name of ours: digest and format. Nothing of the person's file name reaches the disk. */
const ownName = /^([0-9a-f]{16})\.(pmtiles|mbtiles)$/;

interface Shelved {
  readonly info: BaseMapInfo;
  readonly source: TileSource;
}

const formatOf = (name: string): Format | null =>
  formats.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? null;

const open = (path: string, format: Format, shownName: string): Promise<Result<TileSource>> =>
  format === 'pmtiles' ? openPmtiles(path, shownName) : Promise.resolve(openMbtilesSource(path, shownName));

/** Base maps that a person brought: copies in one folder, whichever workspace is open. A damaged one is left out, never deleted. */
export class BaseMapLibrary {
  readonly #folder: string;
  #shelf: Promise<Map<string, Shelved>> | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(): Promise<readonly BaseMapInfo[]> {
    const maps = [...(await this.#opened()).values()].map(({ info }) => info);
    return maps.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  }

  /** Failures: `unknown-format`, those of the two formats, and of the disk. */
  async add(path: string, fileName: string): Promise<Result<BaseMapInfo>> {
    const format = formatOf(fileName);
    if (format === null) {
      return fail('unknown-format', `${fileName} is no base map: PMTiles and MBTiles are read.`, { file: fileName });
    }
    const tried = await open(path, format, fileName);
    if (!tried.ok) return tried;
    tried.value.close();
    try {
      const id = await digestOf(path);
      const target = join(this.#folder, `${id}.${format}`);
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      copyFileSync(path, `${target}.part`);
      renameSync(`${target}.part`, target);
      const shelf = await this.#opened();
      shelf.get(id)?.source.close();
      const shelved = await shelve(target, id, format, fileName.replace(/\.\w+$/, ''));
      if (!shelved.ok) return shelved;
      shelf.set(id, shelved.value);
      return ok(shelved.value.info);
    } catch (error) {
      return fail('unreadable-file', `${fileName} could not be copied: ${(error as Error).message}.`, {
        file: fileName,
      });
    }
  }

  async remove(id: string): Promise<Result<Record<string, never>>> {
    const shelf = await this.#opened();
    const shelved = shelf.get(id);
    if (shelved === undefined) return fail('not-found', 'There is no such base map any more.');
    shelved.source.close();
    shelf.delete(id);
    rmSync(join(this.#folder, `${id}.${shelved.info.format}`), { force: true });
    return ok({});
  }

  async tile(id: string, z: number, x: number, y: number): Promise<Result<Uint8Array | null>> {
    const shelved = (await this.#opened()).get(id);
    if (shelved === undefined) return fail('not-found', 'There is no such base map any more.');
    if (x >= 2 ** z || y >= 2 ** z) return fail('bad-request', 'There is no such tile.');
    return shelved.source.tile(z, x, y);
  }

  close(): void {
    void this.#shelf?.then((shelf) => {
      for (const { source } of shelf.values()) source.close();
    });
    this.#shelf = null;
  }

  #opened(): Promise<Map<string, Shelved>> {
    this.#shelf ??= this.#open();
    return this.#shelf;
  }

  async #open(): Promise<Map<string, Shelved>> {
    const shelf = new Map<string, Shelved>();
    for (const name of namesIn(this.#folder)) {
      const [, id, format] = ownName.exec(name) ?? [];
      if (id === undefined || format === undefined) continue;
      const shelved = await shelve(join(this.#folder, name), id, format as Format, `Base map ${id.slice(0, 6)}`);
      if (shelved.ok) shelf.set(id, shelved.value);
    }
    return shelf;
  }
}

async function shelve(path: string, id: string, format: Format, fallbackName: string): Promise<Result<Shelved>> {
  const source = await open(path, format, fallbackName);
  if (!source.ok) return source;
  const { info } = source.value;
  const name = info.name === '' ? fallbackName : info.name;
  return ok({ source: source.value, info: { ...info, name, id, format, bytes: statSync(path).size } });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nobody brought one yet.
    return [];
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 16);
}
