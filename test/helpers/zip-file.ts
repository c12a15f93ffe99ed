import { crc32, deflateRawSync } from 'node:zlib';

/** A member as it should be, or as somebody who means harm would write it. */
export interface ZipMember {
  readonly name: string | Buffer;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  /** In place of what is true, in the list and, unless `local` says otherwise, before the bytes. */
  readonly method?: number;
  readonly flags?: number;
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly crc?: number;
  /** Unix mode: 0o120777 is a link. */
  readonly mode?: number;
  readonly local?: { readonly name?: string; readonly method?: number; readonly crc?: number; readonly bytes?: number };
  /** Stands on the bytes of this member, by its place. */
  readonly sharesBytesOf?: number;
}

export interface ZipOptions {
  /** Members the end of the list admits to. */
  readonly count?: number;
  readonly before?: Uint8Array;
  readonly comment?: string;
}

const utf8 = (text: string | Uint8Array): Buffer => (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text));

/** A ZIP archive, byte by byte, after APPNOTE 6.3.10: nothing is checked, so that it can be as wrong as a test needs it. */
export function zipFile(members: readonly ZipMember[], { count, before, comment = '' }: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(before ?? [])];
  let offset = parts[0]!.length;
  const offsets: number[] = [];
  const list: Buffer[] = [];
  for (const member of members) {
    const content = utf8(member.content ?? '');
    const stored = member.stored === true;
    const packed = stored ? content : deflateRawSync(content);
    const name = utf8(member.name);
    const fields = {
      method: member.method ?? (stored ? 0 : 8),
      crc: member.crc ?? crc32(content),
      packedBytes: member.packedBytes ?? packed.length,
      bytes: member.bytes ?? content.length,
    };
    const shares = member.sharesBytesOf;
    if (shares === undefined) {
      const localName = member.local?.name === undefined ? name : utf8(member.local.name);
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(member.flags ?? 0x800, 6);
      local.writeUInt16LE(member.local?.method ?? fields.method, 8);
      local.writeUInt32LE(member.local?.crc ?? fields.crc, 14);
      local.writeUInt32LE(fields.packedBytes, 18);
      local.writeUInt32LE(member.local?.bytes ?? fields.bytes, 22);
      local.writeUInt16LE(localName.length, 26);
      offsets.push(offset);
      parts.push(local, localName, packed);
      offset += local.length + localName.length + packed.length;
    } else {
      offsets.push(offsets[shares]!);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(member.flags ?? 0x800, 8);
    central.writeUInt16LE(fields.method, 10);
    central.writeUInt32LE(fields.crc, 16);
    central.writeUInt32LE(fields.packedBytes, 20);
    central.writeUInt32LE(fields.bytes, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offsets.at(-1)!, 42);
    list.push(central, name);
  }
  const listBytes = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count ?? members.length, 8);
  end.writeUInt16LE(count ?? members.length, 10);
  end.writeUInt32LE(listBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listBytes, end, Buffer.from(comment)]);
}

/** Cells as SpreadsheetML writes them; a string is a shared text. */
export type Cell =
  | string
  | number
  | null
  | { readonly xml: string }
  | { readonly serial: number; readonly style: number };

export interface WorkbookOptions {
  readonly date1904?: boolean;
  /** Number formats by cell style from 1: built-in ids, or codes of our own. */
  readonly formats?: readonly (number | string)[];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function reference(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** A workbook (XLSX) of these sheets; rows by their number in the sheet, or one after another from 1. */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[] | Readonly<Record<number, readonly Cell[]>>>>,
  { date1904 = false, formats = [] }: WorkbookOptions = {},
): Buffer {
  const texts: string[] = [];
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'string') {
      const found = texts.indexOf(cell);
      return `<c r="${at}" t="s"><v>${found >= 0 ? found : texts.push(cell) - 1}</v></c>`;
    }
    if ('xml' in cell) return cell.xml.replace('<c', `<c r="${at}"`);
    return `<c r="${at}" s="${cell.style}"><v>${cell.serial}</v></c>`;
  };
  const sheetXml = (rows: (typeof sheets)[string]): string => {
    const numbered = Array.isArray(rows)
      ? rows.map((cells, index) => [index + 1, cells] as const)
      : Object.entries(rows).map(([row, cells]) => [Number(row), cells] as const);
    const data = numbered.map(
      ([row, cells]) =>
        `<row r="${row}">${cells.map((cell: Cell, column: number) => cellXml(cell, reference(column, row))).join('')}</row>`,
    );
    return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data.join('')}</sheetData></worksheet>`;
  };
  const names = Object.keys(sheets);
  const sheetParts = names.map((name, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: sheetXml(sheets[name]!),
  }));
  const custom = formats.flatMap((format, index) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + index}" formatCode="${escaped(format)}"/>`] : [],
  );
  const xfs = formats.map((format, index) => `<xf numFmtId="${typeof format === 'string' ? 164 + index : format}"/>`);
  return zipFile([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns:r="urn:r"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${names.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`,
    },
    ...sheetParts,
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
  ]);
}
