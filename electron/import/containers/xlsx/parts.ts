import { XmlFeed, type XmlHandler } from '../../../../shared/formats/xml/xml-feed.ts';
import { MOST_SHARED_TEXT_BYTES } from '../limits.ts';
import { ContainerRefused, MemberDamaged } from '../member.ts';
import { meaningOfFormat, type NumberMeaning } from './number-formats.ts';
import type { DateSystem } from './serial-date.ts';

// The parts of a workbook beside its sheets: ECMA-376 part 1, 18 (SpreadsheetML).

type Handler = Partial<Pick<XmlHandler, 'open' | 'close'>>;

/**
 * Reads one XML part to its end, yielding after every chunk, for what the handler has made by then.
 * @throws MemberDamaged when it is not well-formed; ReadFailure for a document type, and beyond the limits of XML.
 */
export async function* readPart(name: string, bytes: AsyncIterable<Buffer>, handler: Handler): AsyncGenerator<void> {
  let depth = 0;
  const feed = new XmlFeed({
    open(element, attributes, start) {
      depth++;
      handler.open?.(element, attributes, start);
    },
    close(element, text, end) {
      depth--;
      handler.close?.(element, text, end);
    },
    fault(message) {
      throw new MemberDamaged(`its part ${name} is not well-formed (${message})`);
    },
  });
  for await (const chunk of bytes) {
    feed.push(chunk);
    yield;
  }
  feed.end();
  if (depth > 0) throw new MemberDamaged(`its part ${name} is cut short`);
}

const readWhole = async (name: string, bytes: AsyncIterable<Buffer>, handler: Handler): Promise<void> => {
  for await (const _ of readPart(name, bytes, handler));
};

export interface Sheet {
  readonly name: string;
  /** Path of its part in the archive. */
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
  readonly dates: DateSystem;
}

export async function readWorkbook(bytes: AsyncIterable<Buffer>): Promise<Workbook> {
  const sheets: { name: string; relation: string }[] = [];
  let dates: DateSystem = 1900;
  await readWhole('workbook.xml', bytes, {
    open(element, attributes) {
      const at = new Map(Object.entries(attributes));
      if (element === 'workbookPr' && isTrue(at.get('date1904'))) dates = 1904;
      if (element !== 'sheet') return;
      // The prefix of the relation's name is the writer's choice.
      const relation = [...at].find(([name]) => name === 'id' || name.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: at.get('name') ?? '', relation });
    },
  });
  return { sheets, dates };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Targets of a part's relations by id, as paths in the archive; those that lead out of it are left out. */
export async function readRelations(bytes: AsyncIterable<Buffer>, folder: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readWhole('its relations', bytes, {
    open(element, attributes) {
      const { Id: id, Target: target, TargetMode: mode } = attributes;
      if (element !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `${folder}${target}`);
    },
  });
  return targets;
}

/** What each cell style makes of a number, by its index. */
export async function readStyles(bytes: AsyncIterable<Buffer>): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCellFormats = false;
  await readWhole('styles.xml', bytes, {
    open(element, attributes) {
      if (element === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (element === 'cellXfs') inCellFormats = true;
      if (element === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        meanings.push(meaningOfFormat(id, codes.get(id)));
      }
    },
    close(element) {
      if (element === 'cellXfs') inCellFormats = false;
    },
  });
  return meanings;
}

/** The texts that cells refer to by number. */
export async function readSharedTexts(bytes: AsyncIterable<Buffer>, size: number, label: string): Promise<string[]> {
  if (size > MOST_SHARED_TEXT_BYTES) {
    throw new ContainerRefused(
      'too-large',
      `${label} holds more than ${MOST_SHARED_TEXT_BYTES / 1024 ** 2} MB of different texts. Save its sheets as CSV and import them.`,
    );
  }
  const texts: string[] = [];
  const text = new TextRuns();
  await readWhole('sharedStrings.xml', bytes, {
    open: (element) => text.open(element),
    close(element, own) {
      text.close(element, own);
      if (element === 'si') texts.push(text.take());
    },
  });
  return texts;
}

/** The text of an item that may be in runs of several styles, without readings in another script. */
export class TextRuns {
  #text = '';
  #inReading = false;

  open(element: string): void {
    if (element === 'rPh') this.#inReading = true;
  }

  close(element: string, own: string): void {
    if (element === 'rPh') this.#inReading = false;
    else if (element === 't' && !this.#inReading) this.#text += plainText(own);
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

/** Characters that XML cannot hold stand as `_x000D_`. */
const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
