import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { ReadFailure } from '../../../shared/formats/reader.ts';
import { type ContainerKind, containerWords, nameWithMember } from '../../../shared/model/container.ts';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import { checkGzip, gunzip, gzipMemberName } from './gzip.ts';
import { DEEPEST_ARCHIVE } from './limits.ts';
import { type Budget, ContainerRefused, type Member, MemberDamaged, type Unwrapped } from './member.ts';
import { kindOfArchive, otherDocument, packingOf, passedOverFor } from './recognise.ts';
import { isWorkbook, openWorkbook } from './xlsx/workbook.ts';
import { openZip, type ZipArchive, type ZipEntry } from './zip.ts';

/** Where a container stands, and where an archive within it may be put while it is looked into. */
interface Place {
  readonly path: string;
  /** For sentences. */
  readonly label: string;
  /** Stands before the names of its members. */
  readonly prefix: string;
  /** 1 for the file itself. */
  readonly depth: number;
}

/**
 * Opens a file that holds other files: checks its structure, unpacks every member once to nothing to be sure of its size and
 * checksum, and lists what can be read as a file of its own. Nothing is written but archives within archives, to files named
 * `scratch` and a number. Runs in the reader process.
 *
 * @param scratch path that belongs to this import alone
 * @returns null when the file holds no others
 */
export async function unwrap(path: string, label: string, scratch: string): Promise<Result<Unwrapped | null>> {
  const unwrapping = new Unwrapping(scratch);
  try {
    const unwrapped = await unwrapping.open({ path, label, prefix: '', depth: 1 });
    if (unwrapped === null) return ok(null);
    if (unwrapped.members.length === 0 && unwrapped.refused.length === 0) {
      throw new ContainerRefused(
        'nothing-usable',
        `${label} is a ${containerWords[unwrapped.kind]} that holds no export. Nothing was stored.`,
      );
    }
    return ok(unwrapped);
  } catch (error) {
    await unwrapping.close();
    return { ok: false, failure: failureOf(error, label) };
  }
}

function failureOf(error: unknown, label: string): Failure {
  if (error instanceof ContainerRefused) return fail(error.code, error.message, { file: label }).failure;
  if (error instanceof MemberDamaged)
    return fail('wrong-format', `${label} is refused: ${error.message}.`, { file: label }).failure;
  if (error instanceof ReadFailure)
    return fail(error.code, `${label} is refused: ${error.message}`, { file: label }).failure;
  throw error;
}

class Unwrapping {
  readonly #scratch: string;
  readonly #budget: Budget = { members: 0, bytes: 0 };
  readonly #archives: ZipArchive[] = [];
  readonly #spooled: string[] = [];
  readonly #members: Member[] = [];
  readonly #passedOver: { member: string; reason: string }[] = [];
  readonly #refused: { member: string; failure: Failure }[] = [];

  constructor(scratch: string) {
    this.#scratch = scratch;
  }

  async open(place: Place): Promise<Unwrapped | null> {
    const kind = await this.#open(place);
    if (kind === null) return null;
    return {
      kind,
      members: this.#members,
      passedOver: this.#passedOver,
      refused: this.#refused,
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    for (const archive of this.#archives.splice(0)) await archive.close();
    for (const path of this.#spooled.splice(0)) await rm(path, { force: true });
  }

  async #open(place: Place): Promise<ContainerKind | null> {
    switch (packingOf(await headOf(place.path))) {
      case 'zip':
        return this.#openArchive(place);
      case 'gzip':
        await this.#openGzip(place, () => createReadStream(place.path), (await stat(place.path)).size);
        return 'gzip';
      case null:
        return null;
    }
  }

  async #openArchive(place: Place): Promise<ContainerKind> {
    const { label, prefix } = place;
    const archive = await openZip(place.path, label, this.#budget);
    this.#archives.push(archive);
    const heads = new Map<ZipEntry, Buffer>();
    for (const entry of archive.entries) {
      if (entry.unreadable === null && !entry.isFolder) heads.set(entry, await checkedHead(entry));
    }
    const other = otherDocument(archive.entries);
    if (other !== null) throw new ContainerRefused('wrong-format', `${label} is ${other}.`);
    if (isWorkbook(archive.entries)) {
      const { members, refused } = await openWorkbook(archive, label, prefix);
      for (const member of members) {
        if (await holdsText(member)) this.#members.push(member);
        else this.#passedOver.push({ member: member.name, reason: 'an empty sheet' });
      }
      this.#refused.push(...refused);
      return 'xlsx';
    }
    const kind = kindOfArchive(archive.entries);
    for (const entry of archive.entries) {
      if (!entry.isFolder) await this.#addEntry(place, kind, entry, heads.get(entry) ?? Buffer.alloc(0));
    }
    return kind;
  }

  async #addEntry(place: Place, kind: ContainerKind, entry: ZipEntry, head: Buffer): Promise<void> {
    const name = `${place.prefix}${entry.name}`;
    const label = nameWithMember(place.label, entry.name);
    const passedOver = passedOverFor(entry.name) ?? (kind === 'kmz' && !isKml(entry.name) ? 'not a KML' : null);
    if (passedOver !== null) this.#passedOver.push({ member: name, reason: passedOver });
    else if (entry.isLink) this.#refuse(name, label, 'is a link to another file and is not followed');
    else if (entry.unreadable !== null) this.#refuse(name, label, entry.unreadable);
    else if (entry.bytes === 0) this.#passedOver.push({ member: name, reason: 'empty' });
    else await this.#addMember(place, { name, bytes: entry.bytes, open: () => entry.open() }, head, label);
  }

  /** A member that may hold others itself. */
  async #addMember(place: Place, member: Member, head: Buffer, label: string): Promise<void> {
    const packing = packingOf(head);
    if (packing === null) {
      this.#members.push(member);
      return;
    }
    const inner = { label, prefix: `${member.name}/`, depth: place.depth + 1 };
    if (inner.depth > DEEPEST_ARCHIVE) {
      throw new ContainerRefused(
        'too-large',
        `${label} is an archive within archives, more than ${DEEPEST_ARCHIVE} deep. Unpack it yourself and import what is in it.`,
      );
    }
    if (packing === 'gzip')
      await this.#openGzip({ ...inner, path: place.path }, () => member.open(), member.bytes ?? 0);
    else await this.#openArchive({ ...inner, path: await this.#spool(member) });
  }

  async #openGzip(place: Place, packed: () => AsyncIterable<Buffer>, packedBytes: number): Promise<void> {
    const { label } = place;
    const bytes = await checkGzip(packed(), packedBytes, label, this.#budget);
    const path = place.prefix === '' ? (label.split(/[/\\]/).at(-1) ?? label) : place.prefix.slice(0, -1);
    const member = { name: gzipMemberName(path), bytes, open: () => gunzip(packed(), label) };
    await this.#addMember(place, member, await firstBytes(member), label);
  }

  /** An archive can only be read from its end: one within another is put on the drive first. */
  async #spool(member: Member): Promise<string> {
    const path = `${this.#scratch}.${this.#spooled.length + 1}`;
    const file = await open(path, 'wx', 0o600);
    this.#spooled.push(path);
    try {
      for await (const chunk of member.open()) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    return path;
  }

  #refuse(member: string, label: string, why: string): void {
    this.#refused.push({ member, failure: fail('refused', `${label} ${why}.`, { file: label }).failure });
  }
}

const isKml = (name: string): boolean => name.toLowerCase().endsWith('.kml');

const HEAD_BYTES = 4;

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Unpacks a member to its end, so that its size and checksum are known to be true. @returns its first bytes */
async function checkedHead(entry: ZipEntry): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const chunk of entry.open()) {
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
  }
  return head.subarray(0, HEAD_BYTES);
}

async function firstBytes(member: Member): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const chunk of member.open()) {
    head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
    if (head.length >= HEAD_BYTES) break;
  }
  return head.subarray(0, HEAD_BYTES);
}

const NEWLINE = 10;

async function holdsText(member: Member): Promise<boolean> {
  for await (const chunk of member.open()) {
    if (chunk.some((byte) => byte !== NEWLINE)) return true;
  }
  return false;
}
