import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the built pages, as served. */
export interface Page {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the shells may serve besides reports: the files listed when the pages were built, and nothing else. */
export interface Pages {
  /**
   * @param path as it stands in the request, still encoded: it is looked up, never decoded or joined to a folder
   * @returns null when the build did not list it, or it is no longer there as it was built
   */
  find(path: string): Promise<Page | null>;
}

interface Asset {
  readonly type: string;
  readonly sha256: string;
}

/**
 * @param folder the built pages with their list, `assets.json` (path -> type and digest)
 * @throws when the list is not there: the pages were not built
 */
export async function loadPages(folder: string): Promise<Pages> {
  const list: Record<string, Asset> = JSON.parse(await readFile(join(folder, 'assets.json'), 'utf8'));
  const assets = new Map(Object.entries(list));
  const read = new Map<string, Page>();
  return {
    find: async (path) => {
      const name = path === '/' ? '/index.html' : path;
      const known = read.get(name);
      if (known !== undefined) return known;
      const asset = assets.get(name);
      if (asset === undefined) return null;
      const bytes = await readFile(join(folder, ...name.split('/'))).catch(() => null);
      if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== asset.sha256) return null;
      const page = { type: asset.type, bytes: new Uint8Array(bytes) };
      read.set(name, page);
      return page;
    },
  };
}

const reportPath = /^\/report\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})$/;

/** The report a path names, or null when it names none. */
export const reportIdIn = (path: string): string | null => reportPath.exec(path)?.[1] ?? null;
