import { SaxesParser } from 'saxes';
import { latin1Text, utf8Text } from '../../bytes.ts';
import { ReadFailure } from '../reader.ts';
import { afterMark } from '../table/table-head.ts';

/** Nesting, attributes of one element and length of one text beyond which XML is not read. */
export const DEEPEST = 64;
export const MOST_ATTRIBUTES = 256;
const LONGEST_TEXT = 16_777_216;

/** What is found in a document, in order. Names are without prefix; offsets are bytes in the file. */
export interface XmlHandler {
  /** `start`: offset of the element's `<`. */
  open(name: string, attributes: Readonly<Record<string, string>>, start: number): void;
  /** `text`: what stands in the element, its children's text left out when it has any. `end`: offset behind its last byte. */
  close(name: string, text: string, end: number): void;
  /** The document is not well-formed at this offset; it is read on as well as it can be. */
  fault(message: string, at: number): void;
}

/** Bytes from 0x80, and bare ampersands, are handed to the parser as characters from U+E000, where no real text is, one for one. */
const RAW = 0xe000;
const AMPERSAND = 38;
const SEMICOLON = 59;
/** Longest reference, `&` and `;` included: of a named or a numbered character. */
const LONGEST_REFERENCE = 12;
/** So much is parsed at a time. */
const SLICE = 16_384;
/** Where the first element begins, or a document type: nothing else starts with `<` and one of these. */
const FIRST_ELEMENT = /<[A-Za-z_\u0080-\uffff]/;
const DOCUMENT_TYPE = /<!DOCTYPE/i;
const PROLOG_LIMIT = 65_536;

/**
 * Reads XML as a stream, without document types, entities of its own or namespaces. The parser sees one character for every
 * byte, so its positions are the file's.
 *
 * @throws ReadFailure for a document type, and beyond the limits above.
 */
export class XmlFeed {
  private readonly handler: XmlHandler;
  private readonly parser = new SaxesParser({
    xmlns: false,
    position: true,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  private readonly texts: string[] = [];
  /** What comes before the first element, until that is found; null from then on. */
  private prolog: Uint8Array | null = new Uint8Array(0);
  /** File offset of the parser's position 0. */
  private offset = 0;
  /** Parser position of the last event: a token may not be longer than a limit. */
  private lastEvent = 0;
  private elementStart = 0;
  private lastTagEnd = 0;
  private ended = false;
  /** Whether any text of the file so far has characters that stand for bytes. */
  private sawRaw = false;
  /** An ampersand at the end of what came, of which we cannot yet say what it begins. */
  private held: Uint8Array = new Uint8Array(0);

  constructor(handler: XmlHandler) {
    this.handler = handler;
    const { parser } = this;
    parser.on('opentagstart', ({ name }) => {
      this.elementStart = parser.position - name.length - 2;
    });
    parser.on('opentag', ({ name, attributes }) => this.openElement(name, attributes));
    parser.on('closetag', ({ name }) => {
      this.lastEvent = parser.position;
      this.lastTagEnd = parser.position;
      const text = this.texts.pop() ?? '';
      handler.close(localName(name), this.sawRaw ? bytesAsText(text) : text, this.offset + parser.position);
    });
    parser.on('text', (text) => this.addText(text));
    parser.on('cdata', (text) => this.addText(text));
    parser.on('doctype', refuseDocumentType);
    parser.on('error', ({ message }) => {
      if (!this.ended) handler.fault(plainMessage(message), this.offset + parser.position);
    });
  }

  push(chunk: Uint8Array): void {
    if (this.prolog === null) this.parse(chunk);
    else this.addProlog(chunk);
  }

  end(): void {
    if (this.prolog !== null) this.startParser();
    this.write(this.held);
    // What the parser now finds missing, the handler knows by what is still open.
    this.ended = true;
    this.parser.close();
  }

  private addProlog(chunk: Uint8Array): void {
    const prolog = joined(this.prolog!, chunk);
    this.prolog = prolog;
    if (
      FIRST_ELEMENT.test(latin1Text(prolog, 0, Math.min(prolog.length, PROLOG_LIMIT))) ||
      prolog.length > PROLOG_LIMIT
    ) {
      this.startParser();
    }
  }

  /** Before anything is parsed: no document type, and neither mark nor blanks before the XML declaration. */
  private startParser(): void {
    const bytes = this.prolog!;
    this.prolog = null;
    const text = latin1Text(bytes, 0, Math.min(bytes.length, PROLOG_LIMIT));
    const element = FIRST_ELEMENT.exec(text)?.index ?? text.length;
    const type = DOCUMENT_TYPE.exec(text)?.index ?? text.length;
    if (type < element) refuseDocumentType();
    let start = afterMark(bytes);
    while (start < bytes.length && bytes[start]! <= 32) start++;
    this.offset = start;
    this.parse(bytes.subarray(start));
  }

  private parse(chunk: Uint8Array): void {
    const bytes = this.held.length === 0 ? chunk : joined(this.held, chunk);
    const from = Math.max(0, bytes.length - LONGEST_REFERENCE + 1);
    const last = bytes.subarray(from).lastIndexOf(AMPERSAND);
    const end = last >= 0 && bytes.indexOf(SEMICOLON, from + last) < 0 ? from + last : bytes.length;
    this.held = bytes.slice(end);
    this.write(bytes.subarray(0, end));
  }

  private write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += SLICE) {
      const end = Math.min(bytes.length, at + SLICE);
      const isPlain = isAscii(bytes, at, end);
      this.sawRaw ||= !isPlain;
      this.parser.write(isPlain ? latin1Text(bytes, at, end) : textAsBytes(bytes, at, end));
      if (this.parser.position - this.lastEvent > LONGEST_TEXT) {
        throw new ReadFailure('too-large', 'A single text in the file is longer than 16 MB.');
      }
    }
  }

  /** Offset behind the last tag that was told: every element still to come begins there or later. */
  get tagEnd(): number {
    return this.offset + this.lastTagEnd;
  }

  private openElement(name: string, attributes: Record<string, string>): void {
    this.lastTagEnd = this.parser.position;
    this.lastEvent = this.parser.position;
    let count = 0;
    // The parser's own object, made for this element and without a prototype: what reaches for one finds nothing.
    for (const key in attributes) {
      count++;
      if (this.sawRaw) attributes[key] = bytesAsText(attributes[key]!);
    }
    if (count > MOST_ATTRIBUTES) {
      throw new ReadFailure('wrong-format', `An element has more than ${MOST_ATTRIBUTES} attributes.`);
    }
    if (this.texts.length >= DEEPEST) {
      throw new ReadFailure('wrong-format', `The XML is nested more than ${DEEPEST} deep.`);
    }
    this.texts.push('');
    this.handler.open(localName(name), attributes, this.offset + this.elementStart);
  }

  private addText(text: string): void {
    this.lastEvent = this.parser.position;
    const last = this.texts.length - 1;
    if (last >= 0) this.texts[last] += text;
  }
}

function refuseDocumentType(): never {
  throw new ReadFailure(
    'wrong-format',
    'The file has a document type (<!DOCTYPE>), which is refused: it could pull in other files.',
  );
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The parser puts its position in front of what it says. */
const plainMessage = (message: string): string => message.replace(/^\d+:\d+: /, '');

/** Whether bytes are characters as they are: no others than ASCII, and no ampersand, which may be a bare one. */
function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80 || bytes[at] === AMPERSAND) return false;
  return true;
}

function textAsBytes(bytes: Uint8Array, start: number, end: number): string {
  const units = new Uint16Array(end - start);
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    const plain = byte < 0x80 && (byte !== AMPERSAND || isReference(bytes, at));
    units[at - start] = plain ? byte : RAW + byte;
  }
  let text = '';
  for (let at = 0; at < units.length; at += 8192) {
    text += String.fromCharCode.apply(null, units.subarray(at, at + 8192) as unknown as number[]);
  }
  return text;
}

/** Whether an ampersand begins a reference; a bare one, as people write it, would swallow all up to the next semicolon. */
function isReference(bytes: Uint8Array, ampersand: number): boolean {
  const limit = Math.min(bytes.length, ampersand + LONGEST_REFERENCE);
  let at = ampersand + 1;
  while (at < limit && isNameByte(bytes[at]!)) at++;
  return at > ampersand + 1 && at < limit && bytes[at] === SEMICOLON;
}

const isNameByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 35;

const RAW_RUN = /[\ue026\ue080-\ue0ff]+/g;

/** Text in which runs of raw bytes are made characters again: UTF-8, else one by one as in Latin-1. */
function bytesAsText(text: string): string {
  return text.replace(RAW_RUN, (run) => {
    const bytes = Uint8Array.from(run, (character) => character.charCodeAt(0) - RAW);
    return utf8Text(bytes) ?? latin1Text(bytes);
  });
}
