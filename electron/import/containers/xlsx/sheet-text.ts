import { ReadFailure } from '../../../../shared/formats/reader.ts';
import { MOST_COLUMNS } from '../../../../shared/model/column-mapping.ts';
import { MOST_UNPACKED_BYTES } from '../limits.ts';
import { MemberDamaged } from '../member.ts';
import type { NumberMeaning } from './number-formats.ts';
import { readPart, TextRuns } from './parts.ts';
import { type DateSystem, textOfSerial } from './serial-date.ts';

/** What cells refer to. */
export interface CellContext {
  readonly texts: readonly string[];
  readonly styles: readonly NumberMeaning[];
  readonly dates: DateSystem;
}

/** The most rows a sheet has (ECMA-376 leaves it open; every program's limit). */
const MOST_ROWS = 1_048_576;
const SENT_CHARACTERS = 65_536;
/** So many rows decide how wide the table is: titles and header are among them. */
const DECIDING_ROWS = 64;

/**
 * A sheet as a table: one line for each row from the sheet's first one on, empty rows as empty lines, cells between commas with
 * quotes after RFC 4180, cells left out at the end of a row as empty ones up to the table's width, dates as ISO 8601, numbers as they stand in the file, formulas as their last result. This text is what
 * byte ranges of a sheet's records refer to; it is kept beside the workbook, which stays untouched.
 */
export class SheetText {
  readonly #name: string;
  readonly #context: CellContext;
  /** Offset of each row's line. */
  #rowStarts = new Float64Array(4096);
  /** Rows read, and of them written. */
  #rows = 0;
  #lines = 0;
  #bytes = 0;
  #pending = '';
  /** The first rows, until they have decided the width. */
  #first: string[][] | null = [];
  #width = 0;

  constructor(name: string, context: CellContext) {
    this.#name = name;
    this.#context = context;
  }

  /** @throws ReadFailure, MemberDamaged */
  async *bytes(part: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    this.#rows = 0;
    this.#lines = 0;
    this.#bytes = 0;
    this.#pending = '';
    this.#first = [];
    this.#width = 0;
    const runs = new TextRuns();
    let cells: string[] = [];
    let column = 0;
    let type = '';
    let style: NumberMeaning = 'number';
    let value = '';
    const parts = readPart(`sheet “${this.#name}”`, part, {
      open: (element, attributes) => {
        runs.open(element);
        if (element === 'row') {
          this.#skipTo(attributes.r === undefined ? this.#rows + 1 : Number(attributes.r));
          cells = [];
          column = 0;
        } else if (element === 'c') {
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = this.#context.styles[Number(attributes.s ?? 0)] ?? 'number';
          value = '';
        }
      },
      close: (element, own) => {
        runs.close(element, own);
        if (element === 'v') value = own;
        else if (element === 'c') this.#put(cells, column, this.#cellText(type, style, value, runs.take()));
        else if (element === 'row') this.#add(cells);
      },
    });
    for await (const _ of parts) {
      if (this.#pending.length >= SENT_CHARACTERS) yield this.#take();
    }
    this.#decideWidth();
    yield this.#take();
  }

  /** Number, in the sheet, of the row whose line begins at this byte of the text. */
  rowAt(byteStart: number): number {
    let low = 0;
    let high = this.#lines - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#rowStarts[middle]! <= byteStart) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Empty lines for the rows that the file leaves out. */
  #skipTo(row: number): void {
    if (!Number.isInteger(row) || row <= this.#rows || row > MOST_ROWS) {
      throw new MemberDamaged(
        `the rows of its sheet “${this.#name}” are not in order (row ${row} after ${this.#rows})`,
      );
    }
    while (this.#rows < row - 1) this.#add([]);
  }

  #put(cells: string[], column: number, text: string): void {
    if (text === '') return;
    if (column > MOST_COLUMNS) {
      throw new ReadFailure(
        'wrong-format',
        `The sheet “${this.#name}” has more than ${MOST_COLUMNS} columns.`,
        this.#rows + 1,
      );
    }
    while (cells.length < column - 1) cells.push('');
    cells[column - 1] = text;
  }

  #add(cells: string[]): void {
    this.#rows++;
    if (this.#first === null) this.#line(cells);
    else if (this.#first.push(cells) === DECIDING_ROWS) this.#decideWidth();
  }

  #decideWidth(): void {
    const first = this.#first ?? [];
    this.#first = null;
    this.#width = Math.max(0, ...first.map(({ length }) => length));
    for (const cells of first) this.#line(cells);
  }

  #line(cells: string[]): void {
    if (cells.length > 0) while (cells.length < this.#width) cells.push('');
    if (this.#lines === this.#rowStarts.length) {
      const longer = new Float64Array(this.#rowStarts.length * 2);
      longer.set(this.#rowStarts);
      this.#rowStarts = longer;
    }
    this.#rowStarts[this.#lines++] = this.#bytes;
    const line = `${cells.map(quotedCell).join(',')}\n`;
    this.#bytes += Buffer.byteLength(line);
    if (this.#bytes > MOST_UNPACKED_BYTES) {
      throw new ReadFailure(
        'too-large',
        `The sheet “${this.#name}” holds more than ${MOST_UNPACKED_BYTES / 1024 ** 2} MB of text.`,
      );
    }
    this.#pending += line;
  }

  #take(): Buffer {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    return bytes;
  }

  #cellText(type: string, style: NumberMeaning, value: string, runs: string): string {
    switch (type) {
      case 's': {
        if (value === '') return '';
        const text = this.#context.texts[Number(value)];
        if (text === undefined) {
          throw new MemberDamaged(`a cell of its sheet “${this.#name}” refers to text ${value}, which is not there`);
        }
        return text;
      }
      case 'inlineStr':
        return runs;
      case 'b':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value;
      case 'n':
        return value === '' ? '' : (textOfSerial(Number(value), style, this.#context.dates) ?? plainNumber(value));
      default:
        // A formula's text, a date in ISO 8601, an error such as #N/A: as it stands.
        return value;
    }
  }
}

/** `AB12` → 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > MOST_ROWS) break;
  }
  return column === 0 ? 1 : column;
}

/** Times in milliseconds and ids may be written with an exponent; tables have them without. */
function plainNumber(value: string): string {
  if (!/e/i.test(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : value;
}

const quotedCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
