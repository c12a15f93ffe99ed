import { damaged, type HostileCase, type Verdict } from './case.ts';

const record = (more = ''): string =>
  `{"time":"2026-01-05T03:00:00Z","lat":31.75,"lon":-106.48,"serial":"SN-1"${more === '' ? '' : `,${more}`}}`;

const json = (name: string, content: string, verdict: Verdict = 'read', ending = 'json'): HostileCase => ({
  name: `json-${name}.${ending}`,
  content,
  verdict,
});

const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
const lists = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const feature = (geometry: string, properties = '"timestamp":"2026-01-05T03:00:00Z"'): string =>
  `{"type":"Feature","geometry":${geometry},"properties":{${properties}}}`;
const collection = (...features: readonly string[]): string =>
  `{"type":"FeatureCollection","features":[${features.join(',')}]}`;
const point = '{"type":"Point","coordinates":[-106.48,31.75]}';

const lines = Array.from({ length: 12 }, (_, index) => record(`"n":${index}`)).join('\n');
const features = collection(
  ...Array.from({ length: 12 }, (_, index) => feature(point, `"timestamp":${1767582000 + index}`)),
);

/** JSON that is broken, too deep or too long, or that reaches for what objects inherit. */
export const hostileJson = (): HostileCase[] => [
  json('empty', '', 'refused'),
  json('blanks', '  \n ', 'refused'),
  json('empty-object', '{}', 'refused'),
  json('empty-list', '[]', 'refused'),
  json('null', 'null', 'refused'),
  json('number', '1e400', 'refused'),
  json('text', '"lat,lon"', 'refused'),
  json('list-of-nulls', '[null,null,null]', 'refused'),
  json('list-of-numbers', `[${'1,'.repeat(50_000)}1]`, 'refused'),
  json('depth-60', `[${record(`"deep":${nested(60)}`)}]`),
  json('depth-70', `[${record(`"deep":${nested(70)}`)},${record()}]`),
  json('depth-100000', `[${record()},${record(`"deep":${nested(100_000)}`)}]`),
  json('lists-100000', lists(100_000), 'either'),
  json('open-lists-100000', '['.repeat(100_000), 'either'),
  json('open-objects-100000', '{"a":'.repeat(100_000), 'either'),
  json('proto', `[{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"__proto__":{"polluted":1,"toString":2}}]`),
  json('proto-deep', `[${record('"a":{"__proto__":{"polluted":true}},"constructor":{"prototype":{"polluted":1}}')}]`),
  json('proto-only', '[{"__proto__":{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106}}]', 'either'),
  json('names-of-objects', `[${record('"hasOwnProperty":1,"valueOf":2,"length":-1,"then":"x"')}]`),
  json('doubled-names', '[{"time":"2026-01-05T03:00:00Z","lat":31,"lat":32,"lon":-106,"lon":-107}]'),
  json('100000-members', `[{${Array.from({ length: 100_000 }, (_, index) => `"m${index}":1`).join(',')}}]`, 'either'),
  json('long-name', `[${record()},${record(`"${'n'.repeat(500_000)}":1`)}]`),
  json('long-text', `[${record()},${record(`"note":"${'x'.repeat(900_000)}"`)}]`),
  json('too-long-record', `[${record()},${record(`"note":"${'x'.repeat(3_000_000)}"`)},${record('"n":2')}]`),
  // Nothing is recognised of a file whose first record is longer than what is looked at.
  json('too-long-first', `[${record(`"note":"${'x'.repeat(3_000_000)}"`)},${record()}]`, 'either'),
  json('too-long-line', `${record()}\n${record(`"note":"${'x'.repeat(3_000_000)}"`)}\n${record()}\n`, 'read', 'ndjson'),
  json('open-text-of-10-mb', `{"a":"${'x'.repeat(10_000_000)}`, 'either'),
  json('huge-numbers', `[{"time":1e400,"lat":1e400,"lon":-1e400},${record('"alt_hae":1e308')}]`),
  json('long-number', `[${record()},{"time":"2026-01-05T03:00:00Z","lat":31.${'1'.repeat(100_000)},"lon":-106}]`),
  json('big-identity', `[${record('"track_id":9007199254740993')}]`),
  json('lone-surrogate', '[{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"serial":"A\\ud800"}]', 'either'),
  json('other-lone-surrogate', '[{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"serial":"A\\udfff"}]', 'either'),
  json('nul', '[{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"serial":"A\\u0000B"}]'),
  json('bad-escape', '[{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"serial":"\\x41"}]', 'either'),
  json('single-quotes', "[{'time':'2026-01-05T03:00:00Z','lat':31,'lon':-106}]", 'either'),
  json('trailing-comma', `[${record()},]`),
  json('comments', `// export\n[${record()}]`, 'either'),
  json('nan', '[{"time":"2026-01-05T03:00:00Z","lat":NaN,"lon":-106}]', 'either'),
  json('mark', `\uFEFF[${record()}]`),
  json('joined', `${record()}${record('"n":2')}${record('"n":3')}`),
  json('rubbish-behind', `[${record()}]}}}]]garbage`),
  json('rubbish-before', `garbage [${record()}]`, 'either'),
  json('one-bad-line', `${lines}\n{"broken":\n${record('"n":99')}\n`, 'read', 'ndjson'),
  json('geo-nothing', collection(), 'refused'),
  json('geo-features-null', '{"type":"FeatureCollection","features":null}', 'refused'),
  json('geo-features-object', `{"type":"FeatureCollection","features":{"0":${feature(point)}}}`, 'refused'),
  json('geo-null-geometry', collection(feature('null'), feature(point))),
  json('geo-texts', collection(feature('{"type":"Point","coordinates":["-106.48","31.75"]}')), 'either'),
  json('geo-deep-coordinates', collection(feature(`{"type":"Point","coordinates":${lists(5000)}}`)), 'either'),
  json('geo-turned', collection(feature('{"type":"Point","coordinates":[31.75,-106.48]}'))),
  json('geo-web-mercator', collection(feature('{"type":"Point","coordinates":[-11853283,3727000]}'))),
  json(
    'geo-long-point',
    collection(feature(`{"type":"Point","coordinates":[-106.48,31.75${',1'.repeat(50_000)}]}`)),
    'either',
  ),
  json(
    'geo-many-points',
    collection(
      feature(
        `{"type":"MultiPoint","coordinates":[${'[-106,31],'.repeat(50_000)}[-106,31]]}`,
        '"coordTimes":["2026-01-05T03:00:00Z"]',
      ),
    ),
    'either',
  ),
  json(
    'geo-self',
    collection(feature('{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}')),
    'either',
  ),
  json(
    'remote-id-bad-base64',
    '{"protocol":1.0,"data":{"sensor ID":"x","RSSI":-1,"timestamp":1767582000000,"MAC address":"00:00","type":"WiFi beacon","UASdata":"!!!!"}}',
    'either',
  ),
  json(
    'remote-id-short',
    '{"protocol":1.0,"data":{"sensor ID":"x","RSSI":-1,"timestamp":1767582000000,"MAC address":"00:00","type":"WiFi beacon","UASdata":"AAAA"}}',
    'either',
  ),
  json('aircraft-not-a-list', '{"now":1767582000,"aircraft":{"hex":"abc"}}', 'either'),
  json('trace-of-numbers', '{"icao":"a00001","timestamp":1767582000,"trace":[1,2,null,"x",[]]}', 'either'),
  json('states-of-objects', '{"time":1767582000,"states":[{},null,[1,2,3]]}', 'either'),
  ...damaged('ndjson.ndjson', lines, 31),
  ...damaged('geo.geojson', features, 32),
];
