import { gzipSync } from 'node:zlib';
import { type Cell, workbook, type ZipMember, zipFile } from '../helpers/zip-file.ts';
import { damaged, type HostileCase, joined, type Verdict } from './case.ts';

const csv = 'time,lat,lon,serial\n2026-01-05T03:00:00Z,31.75,-106.48,SN-1\n2026-01-05T03:01:00Z,31.76,-106.48,SN-1\n';
const kml =
  '<kml><Placemark><TimeStamp><when>2026-01-05T03:00:00Z</when></TimeStamp><Point><coordinates>-106.48,31.75</coordinates></Point></Placemark></kml>';
const member: ZipMember = { name: 'a.csv', content: csv };

const archive = (name: string, content: Uint8Array, verdict: Verdict = 'refused', ending = 'zip'): HostileCase => ({
  name: `zip-${name}.${ending}`,
  content,
  verdict,
});
const zip = (name: string, members: readonly ZipMember[], verdict: Verdict = 'refused', ending = 'zip') =>
  archive(name, zipFile(members), verdict, ending);

const names: Readonly<Record<string, string>> = {
  climbs: '../../../tmp/evil.csv',
  'climbs-within': 'a/../../evil.csv',
  absolute: '/etc/cron.d/evil.csv',
  drive: 'C:\\evil.csv',
  'network-share': '\\\\host\\share\\evil.csv',
  backslashes: '..\\..\\evil.csv',
  nul: 'a.csv\0.png',
  'too-long': `${'x'.repeat(2000)}.csv`,
};

const odd: Readonly<Record<string, string>> = {
  bidi: '\u202Evsc.a.csv',
  newline: 'a\nb.csv',
  escape: '\u001b[2J.csv',
  proto: '__proto__',
  'percent-climbs': '%2e%2e%2fevil.csv',
  device: 'CON',
  dots: '...csv',
  spaces: '   .csv',
  emoji: '🛸.csv',
};

function nest(depth: number, content: Uint8Array): Uint8Array {
  let inner = content;
  for (let level = 0; level < depth; level++)
    inner = zipFile([{ name: `level-${level}.zip`, content: inner, stored: true }]);
  return inner;
}

const header: Cell[] = ['time', 'lat', 'lon', 'serial'];
const sheet = (xml: string): Uint8Array =>
  workbook({ A: [header, ['2026-01-05T03:00:00Z', 31.75, -106.48, 'SN-1'], [{ xml }]] });

const xlsx = (name: string, content: Uint8Array, verdict: Verdict = 'either') =>
  archive(name, content, verdict, 'xlsx');

/** Archives and workbooks that lie about themselves, blow up, or try to write elsewhere. */
export const hostileArchives = (): HostileCase[] => [
  ...Object.entries(names).map(([name, path]) => zip(`name-${name}`, [member, { ...member, name: path }])),
  ...Object.entries(odd).map(([name, path]) => zip(`name-${name}`, [{ ...member, name: path }], 'read')),
  zip('twice', [member, member]),
  zip('shared-bytes', [member, { ...member, name: 'b.csv', sharesBytesOf: 0 }]),
  zip(
    'quine-like',
    Array.from({ length: 300 }, (_, index) => ({
      ...member,
      name: `${index}.csv`,
      ...(index > 0 ? { sharesBytesOf: 0 } : {}),
    })),
  ),
  zip('password', [{ ...member, flags: 1 }]),
  zip('strong-password', [{ ...member, flags: 0x41 }]),
  zip('other-method', [{ ...member, method: 14 }]),
  zip('link', [{ name: 'a.csv', content: '/etc/passwd', mode: 0o120777 }]),
  zip('link-and-more', [{ name: 'l.csv', content: '/etc', mode: 0o120777 }, member], 'read'),
  zip('other-name-before-bytes', [{ ...member, local: { name: 'b.csv' } }]),
  zip('other-size-before-bytes', [{ ...member, local: { bytes: 1 } }]),
  zip('wrong-checksum', [{ ...member, crc: 1 }]),
  zip('size-too-small', [{ ...member, bytes: 10 }]),
  zip('size-too-large', [{ ...member, bytes: 1000 }]),
  zip('size-of-4-gb', [{ ...member, bytes: 0xffff_fffe, packedBytes: 0x0400_0000 }]),
  zip('bomb-of-zeros', [{ name: 'a.csv', content: new Uint8Array(60_000_000) }]),
  zip('bomb-of-rows', [{ name: 'a.csv', content: csv + '2026-01-05T03:00:00Z,31.75,-106.48,SN-1\n'.repeat(900_000) }]),
  zip(
    '1001-members',
    Array.from({ length: 1001 }, (_, index) => ({ name: `${index}.csv`, content: csv })),
  ),
  archive('count-too-small', zipFile([member, { ...member, name: 'b.csv' }], { count: 1 })),
  archive('count-too-large', zipFile([member], { count: 9 })),
  archive('count-of-65535', zipFile([member], { count: 65_535 })),
  archive('behind-its-end', joined(zipFile([member]), 'x'.repeat(100))),
  archive('end-in-its-comment', zipFile([member], { comment: 'PK\u0005\u0006' }), 'either'),
  archive('head-only', zipFile([member]).subarray(0, 4)),
  archive('end-only', zipFile([]).subarray(-22)),
  zip('nothing', []),
  zip('folders-only', [{ name: 'a/' }, { name: 'a/b/' }]),
  zip('pictures-only', [{ name: 'a.png', content: 'x' }]),
  zip('empty-member', [{ name: 'a.csv' }]),
  zip('noise', [{ name: 'a.csv', content: 'lorem ipsum\n'.repeat(50) }]),
  archive('nested-2', nest(2, zipFile([member])), 'read'),
  archive('nested-3', nest(3, zipFile([member]))),
  archive('nested-40', nest(40, zipFile([member]))),
  zip(
    'nested-bombs',
    Array.from({ length: 20 }, (_, index) => ({
      name: `${index}.zip`,
      content: zipFile([{ name: 'a.csv', content: new Uint8Array(20_000_000) }]),
    })),
  ),
  zip(
    'kmz-with-doctype',
    [{ name: 'doc.kml', content: kml.replace('<kml>', '<!DOCTYPE kml><kml>') }],
    'refused',
    'kmz',
  ),
  zip(
    'kmz-climbs',
    [
      { name: 'doc.kml', content: kml },
      { name: '../x.png', content: 'x' },
    ],
    'refused',
    'kmz',
  ),
  zip(
    'kmz-two',
    [
      { name: 'doc.kml', content: kml },
      { name: 'b/more.kml', content: kml.replace('03:00', '04:00') },
    ],
    'read',
    'kmz',
  ),
  zip('kmz-named-zip', [{ name: 'doc.kml', content: kml }], 'read'),
  zip('csv-named-kmz', [member], 'read', 'kmz'),
  archive('gzip', gzipSync(csv), 'read', 'csv.gz'),
  archive('gzip-bomb', gzipSync(new Uint8Array(60_000_000)), 'refused', 'csv.gz'),
  archive('gzip-cut', gzipSync(csv).subarray(0, 40), 'refused', 'csv.gz'),
  archive('gzip-wrong-checksum', joined(gzipSync(csv).subarray(0, -8), new Uint8Array(8)), 'refused', 'csv.gz'),
  archive('gzip-behind', joined(gzipSync(csv), 'garbage'), 'either', 'csv.gz'),
  archive('gzip-of-gzip', gzipSync(gzipSync(csv)), 'read', 'csv.gz'),
  archive('gzip-head', gzipSync(csv).subarray(0, 2), 'refused', 'gz'),
  xlsx('sheet', sheet('<c><v>1</v></c>'), 'read'),
  xlsx('far-column', sheet('<c r="XFD3"><v>1</v></c>'.replace(' r="XFD3"', '')), 'read'),
  xlsx('doctype', zipFile([{ name: 'xl/workbook.xml', content: '<!DOCTYPE x><workbook/>' }]), 'refused'),
  xlsx('no-sheets', zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]), 'refused'),
  xlsx(
    'missing-sheet',
    zipFile([{ name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="A"/></sheets></workbook>' }]),
    'refused',
  ),
  xlsx('deep', sheet(`<c>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</c>`), 'refused'),
  xlsx('missing-text', sheet('<c t="s"><v>9999</v></c>'), 'refused'),
  xlsx('negative-text', sheet('<c t="s"><v>-1</v></c>'), 'refused'),
  xlsx('odd-type', sheet('<c t="zzz"><v>1</v></c>'), 'read'),
  xlsx('odd-style', sheet('<c s="99999999"><v>45000</v></c>'), 'read'),
  xlsx('names-of-objects', workbook({ __proto__x: [header, ['2026-01-05T03:00:00Z', 31, -106, '__proto__']] }), 'read'),
  xlsx('last-row-only', workbook({ A: { 1: header, 1048576: ['2026-01-05T03:00:00Z', 31, -106, 'SN'] } }), 'read'),
  xlsx('beyond-the-last-row', workbook({ A: { 1: header, 1048577: ['x'] } }), 'refused'),
  xlsx(
    'many-sheets',
    workbook(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`S${index}`, [header]]))),
    'refused',
  ),
  xlsx('word-document', zipFile([{ name: 'word/document.xml', content: '<x/>' }]), 'refused'),
  xlsx('not-a-workbook', Buffer.from(csv), 'read'),
  ...damaged(
    'archive.zip',
    zipFile([
      { name: 'a.csv', content: csv },
      { name: 'b.kml', content: kml },
    ]),
    51,
  ),
  ...damaged('book.xlsx', sheet('<c><v>1</v></c>'), 52),
];

const start = (...bytes: readonly number[]): Uint8Array =>
  joined(Uint8Array.from(bytes), new Uint8Array(2000).fill(0x41));

/** Files that are something else than their name says. */
export const wrongKinds = (): HostileCase[] => [
  { name: 'picture.csv', content: start(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), verdict: 'refused' },
  { name: 'program.kml', content: start(0x7f, 0x45, 0x4c, 0x46), verdict: 'refused' },
  { name: 'page.csv', content: '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', verdict: 'refused' },
  { name: 'old-book.xls', content: start(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), verdict: 'refused' },
  { name: 'database.csv', content: joined('SQLite format 3\0', new Uint8Array(4000)), verdict: 'refused' },
  { name: 'capture.pcap', content: start(0xd4, 0xc3, 0xb2, 0xa1), verdict: 'refused' },
  { name: 'radar.raw', content: start(48, 0, 20, 255), verdict: 'refused' },
  { name: 'tak.bin', content: start(0xbf, 1, 0xbf), verdict: 'refused' },
  { name: 'seven.7z', content: start(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), verdict: 'refused' },
  { name: 'rar.rar', content: start(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07), verdict: 'refused' },
  { name: 'table.kml', content: csv, verdict: 'read' },
  { name: 'placemarks.csv', content: kml, verdict: 'read' },
  { name: 'archive.csv', content: zipFile([member]), verdict: 'read' },
  { name: 'no-ending', content: csv, verdict: 'read' },
  { name: '.hidden.csv', content: csv, verdict: 'read' },
  { name: `${'long'.repeat(55)}.csv`, content: csv, verdict: 'read' },
  { name: 'odd \u202E\n\u0007 name.csv', content: csv, verdict: 'read' },
];
