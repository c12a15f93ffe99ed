import { openAsBlob, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { ContainerRefused, MemberDamaged } from '../import/containers/member.ts';
import { openZip, type ZipArchive, type ZipEntry } from '../import/containers/zip.ts';

/** Larger is no border; the built-in line has 29,000 vertices. */
const MOST_BYTES = 100_000_000;

/** What a file of a line holds. */
export interface LineBytes {
  readonly bytes: Uint8Array;
  /** Text of the .prj beside a Shapefile; null when there is none. */
  readonly projection: string | null;
}

/**
 * A GeoJSON, KML or .shp file, or a ZIP (or KMZ) with exactly one of them in it.
 * @param label how sentences name the file
 */
export async function readLineBytes(path: string, label: string): Promise<Result<LineBytes>> {
  try {
    if (statSync(path).size > MOST_BYTES) {
      return fail('too-large', `${label} is larger than ${MOST_BYTES / 1e6} MB.`, { file: label });
    }
    const bytes = new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    return isZip ? await fromZip(path, label) : ok({ bytes, projection: null });
  } catch (error) {
    if (error instanceof ContainerRefused) return fail(error.code, error.message, { file: label });
    if (error instanceof MemberDamaged) return fail('truncated-file', error.message, { file: label });
    return fail('unreadable-file', `${label} cannot be read: ${error instanceof Error ? error.message : error}`, {
      file: label,
    });
  }
}

async function fromZip(path: string, label: string): Promise<Result<LineBytes>> {
  const archive = await openZip(path, label, { members: 0, bytes: 0 });
  try {
    return await theOneLine(archive, label);
  } finally {
    await archive.close();
  }
}

async function theOneLine({ entries }: ZipArchive, label: string): Promise<Result<LineBytes>> {
  // What a Macintosh adds to its archives.
  const files = entries.filter(({ isFolder, isLink, name }) => !isFolder && !isLink && !name.startsWith('__MACOSX/'));
  const lines = files.filter(({ name }) => /\.(shp|kml|geojson|json)$/i.test(name));
  const [line, another] = lines;
  if (line === undefined) {
    return fail('nothing-usable', `${label} holds no .shp, .kml or .geojson file.`, { file: label });
  }
  if (another !== undefined) {
    return fail(
      'refused',
      `${label} holds several files of lines (${line.name}, ${another.name}${lines.length > 2 ? ', …' : ''}). Unpack it and load one of them.`,
      { file: label },
    );
  }
  const stem = line.name.replace(/\.[^.]*$/, '').toLowerCase();
  const beside = files.find(({ name }) => name.toLowerCase() === `${stem}.prj`);
  const isShapefile = /\.shp$/i.test(line.name);
  const projection = isShapefile && beside !== undefined ? Buffer.from(await bytesOf(beside)).toString('utf8') : null;
  return ok({ bytes: await bytesOf(line), projection });
}

async function bytesOf(entry: ZipEntry): Promise<Uint8Array> {
  if (entry.unreadable !== null) throw new ContainerRefused('refused', entry.unreadable);
  const pieces: Buffer[] = [];
  for await (const piece of entry.open()) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
