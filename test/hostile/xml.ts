import { damaged, type HostileCase, joined, type Verdict } from './case.ts';

const xml = (name: string, content: string | Uint8Array, verdict: Verdict = 'read', ending = 'kml'): HostileCase => ({
  name: `xml-${name}.${ending}`,
  content,
  verdict,
});

const placemark = (minute: number, inside = ''): string =>
  `<Placemark><name>T-1</name>${inside}<TimeStamp><when>2026-01-05T03:${String(minute).padStart(2, '0')}:00Z</when></TimeStamp><Point><coordinates>-106.48,31.75,10</coordinates></Point></Placemark>`;
const kml = (inside: string, prolog = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${prolog}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>`;
const good = kml(Array.from({ length: 10 }, (_, index) => placemark(index)).join('\n'));

const trackPoint = (minute: number): string =>
  `<trkpt lat="31.75" lon="-106.48"><ele>10</ele><time>2026-01-05T03:${String(minute).padStart(2, '0')}:00Z</time></trkpt>`;
const gpx = (inside: string): string =>
  `<?xml version="1.0"?><gpx version="1.1" creator="x"><trk><trkseg>${inside}</trkseg></trk></gpx>`;
const goodGpx = gpx(Array.from({ length: 10 }, (_, index) => trackPoint(index)).join('\n'));

const event = (uid: string, more = '', point = 'lat="31.75" lon="-106.48" hae="10" ce="5" le="5"'): string =>
  `<event version="2.0" uid="${uid}" type="a-u-A-M-H-Q" time="2026-01-05T03:00:00Z" start="2026-01-05T03:00:00Z" stale="2026-01-05T03:05:00Z" how="m-g"><point ${point}/><detail>${more}</detail></event>\n`;
const goodCot = Array.from({ length: 6 }, (_, index) => `<?xml version="1.0"?>${event(`d-${index}`)}`).join('');

const deep = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
const attributes = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}="x"`).join(' ');
const laughs = `<!DOCTYPE kml [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, index) => `<!ENTITY a${index} "${`&a${index === 0 ? '' : index - 1};`.repeat(10)}">`).join('')}]>`;

const doctypes: Readonly<Record<string, string>> = {
  plain: '<!DOCTYPE kml>',
  'lower-case': '<!doctype kml>',
  external: '<!DOCTYPE kml SYSTEM "file:///etc/passwd">',
  public: '<!DOCTYPE kml PUBLIC "-//x" "http://example.invalid/x.dtd">',
  entity: '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
  parameter: '<!DOCTYPE kml [<!ENTITY % x SYSTEM "http://example.invalid/x.dtd"> %x;]>',
  laughs,
  'behind-a-comment': '<!-- nothing --><!DOCTYPE kml>',
  'behind-a-long-comment': `<!--${' '.repeat(70_000)}--><!DOCTYPE kml>`,
  'behind-an-instruction': '<?x y?><!DOCTYPE kml>',
  twice: '<!DOCTYPE kml><!DOCTYPE kml>',
};

/** XML that is broken or too deep, and everything document types were ever used for. */
export const hostileXml = (): HostileCase[] => [
  ...Object.entries(doctypes).map(([name, type]) =>
    xml(`doctype-${name}`, kml(placemark(1), `<?xml version="1.0"?>${type}`), 'refused'),
  ),
  xml('doctype-utf16', Buffer.from(`\uFEFF${kml(placemark(1), '<!DOCTYPE kml>')}`, 'utf16le'), 'refused'),
  xml('doctype-gpx', goodGpx.replace('<gpx', '<!DOCTYPE gpx><gpx'), 'refused', 'gpx'),
  xml('doctype-cot', goodCot.replace('<event', '<!DOCTYPE event><event'), 'either', 'xml'),
  xml('doctype-within', kml(`${placemark(1)}<!DOCTYPE x>`), 'refused'),
  xml('empty', '', 'refused'),
  xml('declaration-only', '<?xml version="1.0"?>', 'refused'),
  xml('other-root', '<?xml version="1.0"?><html><body>lat lon</body></html>', 'refused'),
  xml('empty-kml', kml(''), 'refused'),
  xml('empty-placemarks', kml('<Placemark/>'.repeat(20_000)), 'refused'),
  xml('depth-60', kml(`${deep(58)}${placemark(1)}`)),
  xml('depth-70', kml(`${deep(70)}${placemark(1)}`), 'refused'),
  xml('depth-100000', kml(`${deep(100_000)}${placemark(1)}`), 'refused'),
  xml('open-100000', kml('<a>'.repeat(100_000)), 'refused'),
  xml('256-attributes', kml(`<a ${attributes(256)}/>${placemark(1)}`)),
  xml('257-attributes', kml(`<a ${attributes(257)}/>${placemark(1)}`), 'refused'),
  xml('100000-attributes', kml(`<a ${attributes(100_000)}/>${placemark(1)}`), 'refused'),
  xml('doubled-attribute', kml(`<a b="1" b="2"/>${placemark(1)}`)),
  xml('proto-attribute', kml(`<a __proto__="1" constructor="2"/>${placemark(1)}`)),
  xml('proto-data', kml(placemark(1, '<ExtendedData><Data name="__proto__"><value>x</value></Data></ExtendedData>'))),
  xml('unknown-entity', kml(placemark(1, '<description>&nothing; &amp; &lt;</description>'))),
  xml('impossible-characters', kml(placemark(1, '<description>&#0; &#xD800; &#x110000; &#8;</description>'))),
  xml('bare-ampersand', kml(placemark(1, '<description>Q & A && B</description>'))),
  xml('raw-nul', kml(placemark(1, '<description>a\0b</description>'))),
  xml('mismatched', kml(`<Folder>${placemark(1)}</Foldr>${placemark(2)}`), 'either'),
  xml('unclosed', good.slice(0, -30), 'either'),
  xml('second-root', `${good}${good}`, 'either'),
  xml('text-behind', `${good}garbage`, 'either'),
  xml('blanks-before', `\n\n  ${good}`),
  xml('two-marks', `\uFEFF\uFEFF${good}`, 'either'),
  xml('cdata', kml(placemark(1, '<description><![CDATA[<b>]]]]><![CDATA[>x</b>]]></description>'))),
  xml('open-cdata', kml(`${placemark(1)}<![CDATA[${'x'.repeat(10_000)}`), 'either'),
  xml('open-comment', kml(`${placemark(1)}<!--${'x'.repeat(10_000)}`), 'either'),
  xml('comment-of-5-mb', kml(`<!--${'x'.repeat(5_000_000)}-->${placemark(1)}`)),
  xml('comment-of-20-mb', kml(`<!--${'x'.repeat(20_000_000)}-->${placemark(1)}`), 'either'),
  xml('text-of-20-mb', kml(placemark(1, `<description>${'x'.repeat(20_000_000)}</description>`)), 'either'),
  xml('attribute-of-20-mb', kml(`<a b="${'x'.repeat(20_000_000)}"/>${placemark(1)}`), 'either'),
  xml('name-of-1-mb', kml(`<${'x'.repeat(1_000_000)}/>${placemark(1)}`), 'either'),
  xml('says-utf16', good.replace('UTF-8', 'UTF-16'), 'either'),
  xml('says-nonsense', good.replace('UTF-8', 'KLINGON'), 'either'),
  xml(
    'windows-1252',
    Buffer.from(
      kml(placemark(1, '<description>café</description>'), '<?xml version="1.0" encoding="windows-1252"?>'),
      'latin1',
    ),
  ),
  xml('version-1.1', good.replace('1.0', '1.1'), 'either'),
  xml('version-9', good.replace('1.0', '9.0'), 'either'),
  xml('stylesheet', good.replace('?>', '?><?xml-stylesheet href="http://example.invalid/x.xsl"?>')),
  xml(
    'xinclude',
    kml(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>${placemark(1)}`),
  ),
  xml('network-link', kml(`<NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink>${placemark(1)}`)),
  xml('undeclared-prefix', kml(`<x:y/>${placemark(1)}`)),
  xml(
    'many-namespaces',
    kml(`<a ${Array.from({ length: 200 }, (_, index) => `xmlns:n${index}="u"`).join(' ')}/>${placemark(1)}`),
  ),
  xml('coordinates-garbage', kml(placemark(1).replace('-106.48,31.75,10', 'NaN,1e999,,,,;'))),
  xml(
    'coordinates-many',
    kml(
      `<Placemark><LineString><coordinates>${'-106,31 '.repeat(200_000)}</coordinates></LineString></Placemark>${placemark(1)}`,
    ),
  ),
  xml(
    'track-without-coordinates',
    kml(`<Placemark><Track>${'<when>2026-01-05T03:00:00Z</when>'.repeat(20_000)}</Track></Placemark>`),
    'either',
  ),
  xml(
    'track-without-times',
    kml(`<Placemark><Track>${'<coord>-106 31 1</coord>'.repeat(20_000)}</Track></Placemark>`),
    'either',
  ),
  xml(
    'track-within-a-track',
    kml(
      `<Placemark><Track><Track><when>2026-01-05T03:00:00Z</when><coord>-106 31 1</coord></Track></Track></Placemark>`,
    ),
    'either',
  ),
  xml(
    'data-10000',
    kml(placemark(1, `<ExtendedData>${'<Data name="a"><value>1</value></Data>'.repeat(10_000)}</ExtendedData>`)),
    'either',
  ),
  xml(
    'gpx-no-numbers',
    gpx('<trkpt lat="undefined" lon="null"><time>2026-01-05T03:00:00Z</time></trkpt>'),
    'either',
    'gpx',
  ),
  xml('gpx-beyond', gpx('<trkpt lat="91" lon="181"><time>2026-01-05T03:00:00Z</time></trkpt>'), 'either', 'gpx'),
  xml('gpx-within', gpx('<trkpt lat="31" lon="-106"><trkpt lat="32" lon="-107"/></trkpt>'), 'either', 'gpx'),
  xml('cot-within', event('a', event('b')), 'either', 'cot'),
  xml('cot-login', event('a', '<__video url="rtsp://user:secret@10.0.0.1/x"/>'), 'read', 'cot'),
  xml('cot-nul', event('a\0b'), 'either', 'cot'),
  xml('cot-no-point', '<event version="2.0" uid="x" type="a-u-A-M-H-Q" time="x" start="y"></event>', 'either', 'cot'),
  xml('cot-garbage-between', goodCot.replaceAll('</event>', '</event>\u0000\u0001 garbage '), 'read', 'cot'),
  xml('cot-open', event('a').slice(0, 80).repeat(200), 'either', 'cot'),
  xml('cot-long', event('a', `<remarks>${'x'.repeat(2_000_000)}</remarks>`), 'either', 'cot'),
  xml('cot-deep', event('a', deep(5000)), 'either', 'cot'),
  ...damaged('kml.kml', good, 41),
  ...damaged('gpx.gpx', goodGpx, 42),
  ...damaged('cot.cot', goodCot, 43),
  xml('binary-behind', joined(good, new Uint8Array(10_000)), 'either'),
];
