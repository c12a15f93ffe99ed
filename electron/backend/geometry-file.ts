import { existsSync, openAsBlob, readFileSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { ContainerRefused, MemberDamaged } from '../import/containers/member.ts';
import { openZip, type ZipArchive, type ZipEntry } from '../import/containers/zip.ts';

/** Larger is no border and no area; the built-in line has 29,000 vertices. */
const MOST_BYTES = 100_000_000;

/** What a file of a line or of areas holds. */
export interface GeometryBytes {
  readonly bytes: Uint8Array;
  /** Text of the .prj beside a Shapefile; null when there is none. */
  readonly projection: string | null;
  /** The .dbf beside a Shapefile; null when there is none. */
  readonly attributes: Uint8Array | null;
}

/**
 * A GeoJSON, KML or .shp file, or a ZIP (or KMZ) with exactly one of them in it.
 * @param label how sentences name the file
 */
export async function readGeometryFile(path: string, label: string): Promise<Result<GeometryBytes>> {
  try {
    if (statSync(path).size > MOST_BYTES) {
      return fail('too-large', `${label} is larger than ${MOST_BYTES / 1e6} MB.`, { file: label });
    }
    const bytes = new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    if (isZip) return await fromZip(path, label);
    return ok({ bytes, projection: textOf(besideShp(path, '.prj')), attributes: besideShp(path, '.dbf') });
  } catch (error) {
    if (error instanceof ContainerRefused) return fail(error.code, error.message, { file: label });
    if (error instanceof MemberDamaged) return fail('truncated-file', error.message, { file: label });
    return fail('unreadable-file', `${label} cannot be read: ${error instanceof Error ? error.message : error}`, {
      file: label,
    });
  }
}

async function fromZip(path: string, label: string): Promise<Result<GeometryBytes>> {
  const archive = await openZip(path, label, { members: 0, bytes: 0 });
  try {
    return await theOne(archive, label);
  } finally {
    await archive.close();
  }
}

async function theOne({ entries }: ZipArchive, label: string): Promise<Result<GeometryBytes>> {
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
      `${label} holds several such files (${line.name}, ${another.name}${lines.length > 2 ? ', …' : ''}). Unpack it and load one of them.`,
      { file: label },
    );
  }
  const stem = line.name.replace(/\.[^.]*$/, '').toLowerCase();
  const beside = async (ending: string): Promise<Uint8Array | null> => {
    const entry = /\.shp$/i.test(line.name)
      ? files.find(({ name }) => name.toLowerCase() === `${stem}${ending}`)
      : undefined;
    return entry === undefined ? null : bytesOf(entry);
  };
  return ok({ bytes: await bytesOf(line), projection: textOf(await beside('.prj')), attributes: await beside('.dbf') });
}

const textOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('utf8');

/** A file of the same name beside a .shp, in either case of its ending. */
function besideShp(path: string, ending: string): Uint8Array | null {
  if (!/\.shp$/i.test(path)) return null;
  const found = [ending, ending.toUpperCase()]
    .map((end) => path.replace(/\.shp$/i, end))
    .find((file) => existsSync(file));
  return found === undefined ? null : readFileSync(found);
}

async function bytesOf(entry: ZipEntry): Promise<Uint8Array> {
  if (entry.unreadable !== null) throw new ContainerRefused('refused', entry.unreadable);
  const pieces: Buffer[] = [];
  for await (const piece of entry.open()) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
