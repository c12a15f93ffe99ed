import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { visibleText } from '../../../shared/visible-text.ts';
import { HIGHEST_RATIO, LONGEST_MEMBER_NAME, MOST_MEMBERS, MOST_UNPACKED_BYTES } from './limits.ts';
import { type Budget, ContainerRefused, MemberDamaged } from './member.ts';

/** A member as the archive's own list names it. */
export interface ZipEntry {
  /** With `/` between its parts, never leaving the archive. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  /** Why its bytes cannot be had, as a sentence; null when they can. */
  readonly unreadable: string | null;
  readonly bytes: number;
  /** The unpacked bytes; throws `MemberDamaged` where they are not as long, or do not have the checksum, that the list says. */
  open(): AsyncIterable<Buffer>;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  close(): Promise<void>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Opens a ZIP archive and believes nothing it says: names that leave it, names given twice, members that overlap, a list that
 * differs from the members' own headers, passwords, more members or bytes than the limits, all refuse the archive as a whole.
 * What members unpack to is only known once they were read (`ZipEntry.open`).
 *
 * @param label the archive's name in sentences
 * @throws ContainerRefused
 */
export async function openZip(path: string, label: string, budget: Budget): Promise<ZipArchive> {
  const file = await open(path, 'r');
  try {
    const zip = await fromFdPromise(file.fd, { lazyEntries: true, decodeStrings: false, autoClose: false }).catch(
      (error: unknown) => {
        throw new ContainerRefused(
          'truncated-file',
          `${label} is cut short or damaged: its list of members cannot be found (${reasonOf(error)}).`,
        );
      },
    );
    // The handle is ours to close: the archive's own closing would close the descriptor under it.
    zip.on('error', () => undefined);
    const listed = await readList(zip, label, budget);
    await checkListEnd(file, zip, label);
    const placed = [];
    for (const [entry, name] of listed) placed.push(await checkMember(zip, entry, name, label));
    checkPlaces(placed, label);
    return {
      entries: placed.map(({ entry, name }) => zipEntry(zip, entry, name)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? visibleText(error.message) : 'unknown reason');

const quoted = (name: string): string => `“${visibleText(name.slice(0, 200))}”`;

async function readList(zip: ZipFile, label: string, budget: Budget): Promise<[Entry, string][]> {
  const tooMany = () =>
    new ContainerRefused('too-large', `${label} holds more than ${MOST_MEMBERS} members, the most that are unpacked.`);
  if (zip.entryCount + budget.members > MOST_MEMBERS) throw tooMany();
  budget.members += zip.entryCount;
  const listed: [Entry, string][] = [];
  const names = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      const name = checkedName(entry, label);
      if (names.has(name)) {
        throw new ContainerRefused(
          'refused',
          `${label} holds two members called ${quoted(name)}: which of them counts cannot be told.`,
        );
      }
      names.add(name);
      checkSize(entry, name, label, budget);
      listed.push([entry, name]);
    }
  } catch (error) {
    if (error instanceof ContainerRefused) throw error;
    throw new ContainerRefused('refused', `${label} has a damaged list of members (${reasonOf(error)}).`);
  }
  return listed;
}

/** Members' names are never used as paths; one that tries to leave the archive shows that it was made to harm. */
function checkedName(entry: Entry, label: string): string {
  // Written by `decodeStrings: false`.
  const raw = entry.fileNameRaw;
  const name = nameOf(entry, raw);
  const refuse = (why: string) =>
    new ContainerRefused('refused', `${label} is refused: its member ${quoted(name)} ${why}.`);
  if (raw.length > LONGEST_MEMBER_NAME) throw refuse(`has a name longer than ${LONGEST_MEMBER_NAME} bytes`);
  if (name === '' || name === '/') throw refuse('has no name');
  if (name.includes('\0')) throw refuse('has a NUL in its name');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) throw refuse('has a name that points outside the archive');
  if (name.split('/').includes('..')) throw refuse('has a name that points outside the archive');
  return name;
}

/** Archives made on many systems leave out the mark of UTF-8: names that are UTF-8 are taken so. */
function nameOf(entry: Entry, raw: Buffer): string {
  try {
    return utf8.decode(raw).replaceAll('\\', '/');
  } catch {
    return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  }
}

function checkSize({ compressedSize, uncompressedSize }: Entry, name: string, label: string, budget: Budget): void {
  if (uncompressedSize > HIGHEST_RATIO * Math.max(1, compressedSize)) {
    throw new ContainerRefused(
      'too-large',
      `${label} is refused: its member ${quoted(name)} unpacks to more than ${HIGHEST_RATIO} times its size, as archives do that are made to fill a drive.`,
    );
  }
  budget.bytes += uncompressedSize;
  if (budget.bytes > MOST_UNPACKED_BYTES) {
    throw new ContainerRefused(
      'too-large',
      `${label} unpacks to more than ${MOST_UNPACKED_BYTES / 1024 ** 2} MB. Unpack it yourself and import what is in it.`,
    );
  }
}

/** Behind the last listed member comes the end of the list: members beyond a false count would stay unseen. */
async function checkListEnd(
  file: { read(buffer: Buffer, offset: number, length: number, position: number): Promise<unknown> },
  zip: ZipFile,
  label: string,
): Promise<void> {
  const mark = Buffer.alloc(4);
  // The types call this place a boolean; it is the offset behind what was read of the list.
  await file.read(mark, 0, 4, zip.readEntryCursor as unknown as number);
  const endMarks = [0x06054b50, 0x06064b50, 0x05054b50];
  if (!endMarks.includes(mark.readUInt32LE(0))) {
    throw new ContainerRefused('refused', `${label} is refused: it holds more members than it says.`);
  }
}

interface Placed {
  readonly entry: Entry;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const ENCRYPTED = 0x1;
const SIZES_FOLLOW = 0x8;

/** Compares what the list says of a member with what stands before its bytes. */
async function checkMember(zip: ZipFile, entry: Entry, name: string, label: string): Promise<Placed> {
  if (entry.isEncrypted()) {
    throw new ContainerRefused(
      'refused',
      `${label} is protected by a password (its member ${quoted(name)}). Unpack it with the password and import what is in it.`,
    );
  }
  const local = await zip.readLocalFileHeaderPromise(entry).catch((error: unknown) => {
    throw new ContainerRefused(
      'refused',
      `${label} is damaged: its member ${quoted(name)} is not where the list says (${reasonOf(error)}).`,
    );
  });
  const sizesFollow = (local.generalPurposeBitFlag & SIZES_FOLLOW) !== 0;
  const same = (said: number, listed: number): boolean => said === listed || said === 0xffff_ffff;
  const agrees =
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    (local.generalPurposeBitFlag & ENCRYPTED) === 0 &&
    (sizesFollow ||
      (local.crc32 === entry.crc32 &&
        same(local.compressedSize, entry.compressedSize) &&
        same(local.uncompressedSize, entry.uncompressedSize)));
  if (!agrees) {
    throw new ContainerRefused(
      'refused',
      `${label} is refused: its list says something else of the member ${quoted(name)} than the member itself.`,
    );
  }
  return { entry, name, start: entry.relativeOffsetOfLocalHeader, end: local.fileDataStart + entry.compressedSize };
}

/** Members that share bytes are how a small archive becomes a huge one. */
function checkPlaces(placed: readonly Placed[], label: string): void {
  const ordered = [...placed].sort((a, b) => a.start - b.start);
  ordered.forEach(({ start, name }, at) => {
    const before = ordered[at - 1];
    if (before !== undefined && start < before.end) {
      throw new ContainerRefused(
        'refused',
        `${label} is refused: its members ${quoted(before.name)} and ${quoted(name)} share the same bytes.`,
      );
    }
  });
}

const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;
const LINK = 0o120000;
const FILE_TYPE = 0o170000;

function zipEntry(zip: ZipFile, entry: Entry, name: string): ZipEntry {
  const { compressionMethod: method, uncompressedSize: bytes, versionMadeBy, externalFileAttributes } = entry;
  const mode = versionMadeBy >> 8 === UNIX ? externalFileAttributes >>> 16 : 0;
  return {
    name,
    bytes,
    isFolder: name.endsWith('/'),
    isLink: (mode & FILE_TYPE) === LINK,
    unreadable:
      method === STORED || method === DEFLATED
        ? null
        : `is compressed in a way that is not read (method ${method}). Unpack it with another program and import it`,
    open: () => checkedBytes(zip, entry, name),
  };
}

async function* checkedBytes(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Buffer> {
  let sum = 0;
  let content: Readable;
  try {
    content = await zip.openReadStreamPromise(entry);
    for await (const chunk of content as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw new MemberDamaged(`the member ${quoted(name)} is damaged (${reasonOf(error)})`);
  }
  if (sum !== entry.crc32) throw new MemberDamaged(`the member ${quoted(name)} no longer has its checksum`);
}
