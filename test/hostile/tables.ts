import { damaged, type HostileCase, joined, randomNumbers, type Verdict } from './case.ts';

const HEADER = 'time,lat,lon,serial,speed_mps,remarks';
const row = (minute: number, serial = '1581F45TB21000000001', more = '7.5,seen'): string =>
  `2026-01-05T03:${String(minute % 60).padStart(2, '0')}:00Z,31.75,-106.48,${serial},${more}`;
const lines = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const good = lines(...Array.from({ length: 20 }, (_, index) => row(index)));

const utf16 = (text: string, littleEndian: boolean, mark = true): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};

const table = (name: string, content: string | Uint8Array, verdict: Verdict = 'read'): HostileCase => ({
  name: `csv-${name}.csv`,
  content,
  verdict,
});

const wide = (columns: number): string => {
  const extra = Array.from({ length: columns - 6 }, (_, index) => `c${index}`);
  return `${[HEADER, ...extra].join(',')}\n${row(1)}${',x'.repeat(columns - 6)}\n`;
};

/** One value in one field of an otherwise good row. */
const inField = (
  field: 'time' | 'lat' | 'lon' | 'serial' | 'speed' | 'remarks',
  name: string,
  value: string,
): HostileCase => {
  const cells = {
    time: '2026-01-05T03:30:00Z',
    lat: '31.75',
    lon: '-106.48',
    serial: 'SN-1',
    speed: '7.5',
    remarks: 'x',
  };
  const cell = `"${value.replaceAll('"', '""')}"`;
  const odd = Object.entries(cells).map(([key, text]) => (key === field ? cell : text));
  return table(`${field}-${name}`, lines(row(1), odd.join(','), row(2)));
};

const numbers: Readonly<Record<string, string>> = {
  huge: '1e308',
  overflow: '1e999',
  'minus-overflow': '-1e999',
  nan: 'NaN',
  infinity: 'Infinity',
  hex: '0x1F',
  tiny: '1e-320',
  'minus-zero': '-0',
  arabic: '٣١٫٧٥',
  'full-width': '３１．７５',
  thousands: '31,750.5',
  degrees: '31°45\'00"N',
  hemisphere: '31.75N',
  beyond: '90.0000001',
  opposite: '-106.48',
  'many-digits': `31.${'7'.repeat(5000)}`,
  'many-zeros': `${'0'.repeat(5000)}31.75`,
  exponent: '3.175e1',
  word: 'unknown',
  object: '[object Object]',
  blank: '   ',
};

const times: Readonly<Record<string, string>> = {
  'year-0': '0000-01-01T00:00:00Z',
  'year-9999': '9999-12-31T23:59:59Z',
  'year-10000': '10000-01-01T00:00:00Z',
  negative: '-62135596800',
  'two-to-53': '9007199254740993',
  '1e20': '100000000000000000000',
  'hour-24': '2026-01-05T24:00:00Z',
  'second-60': '2016-12-31T23:59:60Z',
  'february-30': '2026-02-30T00:00:00Z',
  'month-13': '2026-13-01T00:00:00Z',
  'two-digit-year': '05/01/26 03:00',
  ambiguous: '03/04/2026 03:00',
  'other-zone': '2026-01-05T03:00:00+99:99',
  'other-digits': '２０２６-01-05T03:00:00Z',
  'long-fraction': `2026-01-05T03:00:00.${'1'.repeat(5000)}Z`,
  week: '2026-W02-1T03:00:00Z',
  words: 'yesterday',
  formula: '=NOW()',
};

const texts: Readonly<Record<string, string>> = {
  formula: '=HYPERLINK("http://example.invalid","x")',
  'formula-plus': '+1+cmd|calc',
  'formula-at': '@SUM(1)',
  'formula-tab': '\t=1',
  apostrophes: "'''=1",
  proto: '__proto__',
  constructor: 'constructor',
  'to-string': 'toString',
  'own-property': 'hasOwnProperty',
  bidi: '\u202Egnp.exe\u2066',
  'zero-width': '1581\u200BF45TB\u200D21',
  combining: `a${'\u0301'.repeat(2000)}`,
  escape: '\u001b[2J\u001b]0;x\u0007',
  nul: '1581\u0000F45',
  'line-separators': 'a\u2028b\u2029c\u0085d',
  html: '<img src=x onerror=alert(1)><script>alert(1)</script>',
  sql: "'); DROP TABLE detection;--",
  path: '../../../../etc/passwd',
  template: '#{7*7}{{7*7}}<%= 7 %>%s%n',
  emoji: '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'not-a-character': '\uFFFE\uFFFF',
  long: 'x'.repeat(60_000),
  newline: 'a\r\nb\nc',
};

function encodings(): HostileCase[] {
  const text = lines(row(1, 'SN-é', '7,café'), row(2, 'SN-ñ', '7,niño'));
  const latin = Buffer.from(text, 'latin1');
  return [
    table('utf8-mark', `\uFEFF${text}`),
    table('utf8-two-marks', `\uFEFF\uFEFF${text}`),
    table('utf16-le', utf16(text, true)),
    table('utf16-be', utf16(text, false)),
    table('utf16-odd-byte', joined(utf16(text, true), 'x')),
    table('utf16-lone-surrogate', joined(utf16(text.slice(0, -4), true), Buffer.from([0, 0xd8, 10, 0]))),
    table('utf16-without-mark', utf16(text, true, false), 'either'),
    table('utf32', joined(Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(text, 'utf16le')), 'either'),
    table('windows-1252', latin),
    table('windows-1252-undefined', joined(lines(row(1)), row(2, 'SN-'), Buffer.from([0x81, 0x8d, 0x9d]), '\n')),
    table('mixed', joined(text, Buffer.from(`${row(3, 'SN-ü')}\n`, 'latin1'))),
    table('overlong', joined(lines(row(1)), row(2, 'SN-'), Buffer.from([0xc0, 0xaf]), ',7,x\n')),
    table('surrogate-in-utf8', joined(lines(row(1)), row(2, 'SN-'), Buffer.from([0xed, 0xa0, 0x80]), ',7,x\n')),
    table('continuation', joined(lines(row(1)), row(2, 'SN-'), Buffer.from([0x80, 0xbf]), ',7,x\n')),
    table('cut-character', joined(lines(row(1)), row(2, 'SN-'), Buffer.from([0xe2, 0x82]))),
    table('utf7', '+ADw-time+AD4-,lat,lon\nx,1,2\n', 'either'),
  ];
}

function shapes(): HostileCase[] {
  return [
    table('empty', '', 'refused'),
    table('mark-only', '\uFEFF', 'refused'),
    table('blanks', ' \t \r\n  \n', 'refused'),
    table('nuls-only', new Uint8Array(5000), 'refused'),
    table('header-only', `${HEADER}\n`, 'refused'),
    table('header-without-end', HEADER, 'refused'),
    table('one-row-without-end', `${HEADER}\n${row(1)}`),
    table('carriage-returns', good.replaceAll('\n', '\r')),
    table(
      'mixed-ends',
      good.replace(/\n/g, (_, at: number) => (at % 3 === 0 ? '\r\n' : '\n')),
    ),
    table('newline-and-return', good.replaceAll('\n', '\n\r')),
    table('repeated-header', `${good}${good}${good}`),
    table('doubled-names', `time,lat,lat,lon,lon\n2026-01-05T03:00:00Z,31,32,-106,-107\n`, 'either'),
    table('every-name-the-same', `lat,lat,lat,lat\n1,2,3,4\n`, 'either'),
    table('names-of-objects', `time,lat,lon,__proto__,constructor,toString\n2026-01-05T03:00:00Z,31,-106,a,b,c\n`),
    table('open-quote-first', `${HEADER}\n"2026-01-05T03:00:00Z,31,-106,SN,7,x\n${row(2)}\n${row(3)}\n`),
    table('open-quote-last', `${good}"2026-01-05T03:00:00Z,31`),
    table('open-quote-header', `"time,lat,lon\n${row(1)}\n`, 'either'),
    table('quotes-within', lines('2026-01-05T03:00:00Z,31,-106,S"N"1,7,"a"b"c"')),
    table('only-quotes', '"'.repeat(300_000), 'refused'),
    table('only-commas', `${','.repeat(1_000_000)}\n`, 'refused'),
    table('only-newlines', '\n'.repeat(1_000_000), 'refused'),
    table('quotes-and-commas', `${HEADER}\n${'"",'.repeat(400_000)}\n`),
    table('quoted-newlines', `${HEADER}\n"${'\n'.repeat(900_000)}"\n${row(1)}\n`),
    table('too-few', lines('2026-01-05T03:00:00Z,31', row(2))),
    table('too-many', lines(`${row(1)},a,b,c`, row(2))),
    table('500-columns', wide(500)),
    table('501-columns', wide(501), 'refused'),
    table('100000-columns', wide(100_000), 'refused'),
    table('line-of-1-mb', lines(row(1, 'SN', `7,${'x'.repeat(1_000_000)}`), row(2))),
    table('line-of-3-mb', lines(row(1, 'SN', `7,${'x'.repeat(3_000_000)}`), row(2))),
    table('one-line-of-20-mb', 'x'.repeat(20_000_000), 'refused'),
    table('header-of-5-mb', `${'x'.repeat(5_000_000)},${good}`, 'refused'),
    table('many-rows', lines(...Array.from({ length: 50_000 }, (_, index) => row(index, `SN-${index % 40}`)))),
    table('many-objects', lines(...Array.from({ length: 5000 }, (_, index) => row(index, `SN-${index}`)))),
    table('same-row', lines(...Array.from({ length: 20_000 }, () => row(1)))),
    table('semicolons', good.replaceAll(',', ';')),
    table('zero-zero', lines('2026-01-05T03:00:00Z,0,0,SN-1,7,x', '2026-01-05T03:00:00Z,0,0,,7,x')),
    table('no-positions', 'time,serial\n2026-01-05T03:00:00Z,SN-1\n'),
    table('no-times', 'lat,lon,serial\n31,-106,SN-1\n'),
    table('title-rows', `Report\n\n"Sector, west"\nmade by nobody\n${good}`),
    table('comments', `# made by x\n#${HEADER}\n${good}`),
  ];
}

function noise(): HostileCase[] {
  const random = randomNumbers(11);
  return Array.from({ length: 6 }, (_, index) => {
    const bytes = Uint8Array.from({ length: 20_000 }, () => Math.floor(random() * 256));
    return index % 2 === 0
      ? { name: `noise-${index}.bin`, content: bytes, verdict: 'either' as const }
      : table(`noise-after-header-${index}`, joined(`${HEADER}\n`, bytes), 'either');
  });
}

/** Tables that are broken, lie, or carry what would harm a program that trusted them. */
export const hostileTables = (): HostileCase[] => [
  ...shapes(),
  ...encodings(),
  ...noise(),
  ...(['lat', 'lon', 'speed'] as const).flatMap((field) =>
    Object.entries(numbers).map(([name, value]) => inField(field, name, value)),
  ),
  ...Object.entries(times).map(([name, value]) => inField('time', name, value)),
  ...(['serial', 'remarks'] as const).flatMap((field) =>
    Object.entries(texts).map(([name, value]) => inField(field, name, value)),
  ),
  ...damaged('csv.csv', good, 21),
];
