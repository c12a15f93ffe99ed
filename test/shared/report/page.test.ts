import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Flight } from '../../../shared/model/conclusion.ts';
import type { Position } from '../../../shared/model/position.ts';
import { buildIncidentReport, type IncidentReport, reportDigestInput } from '../../../shared/report/data/incident.ts';
import { renderIncidentPage } from '../../../shared/report/page/index.ts';
import { cssString, incidentPageStyle } from '../../../shared/report/page/style.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import {
  acquiredBy,
  areaAt,
  type InputChanges,
  reportInput,
  riverScene,
  roundTrip,
  type Waypoint,
  writtenBy,
} from '../../helpers/report-builders.ts';
import { allElements, elementsNamed, type HtmlElement, parseStrictly, textOf } from '../../helpers/static-html.ts';
import { builtInBorder } from '../geo/support.ts';

const digestOf = (report: IncidentReport) => createHash('sha256').update(reportDigestInput(report)).digest('hex');

function pageOf(changes: InputChanges = {}): { report: IncidentReport; html: string; root: HtmlElement; text: string } {
  const report = buildIncidentReport(reportInput(changes));
  const html = renderIncidentPage(report, digestOf(report));
  const root = parseStrictly(html);
  return { report, html, root, text: textOf(root) };
}

const designation = (areaId: string, status: 'designated' | 'pending' | 'rescinded') => ({
  id: `d-${areaId}`,
  areaId,
  status,
  basis: '6 U.S.C. 124n(l)(3)',
  sourceDocument: 'test',
  from: '2026-01-01',
  to: null,
});
const areas = [
  areaAt('a', 'Alpha', [-300, 100, 300, 900], designation('a', 'designated')),
  areaAt('b', 'Bravo', [-2000, 100, -400, 900], designation('b', 'pending')),
  areaAt('c', 'Charlie', [400, 100, 900, 900], designation('c', 'rescinded')),
  areaAt('d', 'Delta', [-900, -900, 900, -500], null),
];
const many: Waypoint[] = Array.from({ length: 120 }, (_, i) => ({
  s: i * 30,
  east: i,
  north: i % 2 === 0 ? -300 : 300,
  altitudeM: 50,
}));

/** Pages of every kind that the builders can make. */
const cases: Readonly<Record<string, InputChanges>> = {
  'an ordinary incursion': { scene: riverScene(roundTrip), input: { areas } },
  'with marking, synthetic, reviewed, superseding, A4, without annex': {
    document: {
      marking: 'LAW ENFORCEMENT SENSITIVE',
      synthetic: true,
      reviewedBy: { name: 'B. Second', account: 'b', atMs: 0 },
      version: 2,
      supersedes: { version: 1, dataDigest: 'ab'.repeat(32) },
      pageSize: 'a4',
      annex: false,
    },
  },
  'one position without altitude': { scene: { waypoints: [{ s: 0, east: 0, north: -300, altitudeM: null }] } },
  'no position': { scene: { waypoints: [] }, flight: { class: 'undetermined', grade: null, detections: 5 } },
  'many crossings and incursions': { scene: { waypoints: many } },
  'two altitude datums and a verified sensor': {
    input: {
      sensors: [
        {
          sensorId: 'AEROSCOPE-7',
          makeModel: 'DJI AeroScope',
          serial: 'S-1',
          clock: { offsetS: -1.5, errorS: 0.5 },
          calibration: '2026-05-01',
          positions: [],
        },
      ],
    },
    one: { sensitivity: [{ label: 'Gap limit 30 s', sentence: 'No change.' }] },
  },
};

describe('the page', () => {
  for (const [name, changes] of Object.entries(cases)) {
    describe(name, () => {
      const { report, html, root, text } = pageOf(changes);

      test('is well-formed, static and self-contained', () => {
        const tags = new Set([...allElements(root)].map(({ tag }) => tag));
        for (const forbidden of [
          'script',
          'link',
          'iframe',
          'object',
          'embed',
          'img',
          'image',
          'use',
          'a',
          'form',
          'base',
          'foreignObject',
          'animate',
          'set',
        ]) {
          expect(tags, forbidden).not.toContain(forbidden);
        }
        expect(elementsNamed(root, 'style')).toHaveLength(1);
        for (const { attributes, tag } of allElements(root)) {
          for (const [attribute, value] of attributes) {
            expect(attribute, tag).not.toMatch(/^on|^style$|^src|href$|^srcdoc$|^action$|^ping$/);
            // A digest in base64 may hold two slashes.
            expect(value.replace(/'sha256-[^']*'/g, '')).not.toMatch(/javascript:|data:|https?:|\/\//);
            if (value.includes('url(')) expect(value).toMatch(/^url\(#[a-z0-9-]+\)$/);
          }
        }
        expect(html).not.toMatch(/https?:\/\/|@import|url\((?!#)/);
      });

      test('every id is one of its kind, and every reference finds its own', () => {
        const ids = [...allElements(root)].flatMap(({ attributes }) => attributes.get('id') ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { attributes } of allElements(root)) {
          const referred = [
            ...(attributes.get('aria-labelledby')?.split(' ') ?? []),
            ...[...(attributes.get('clip-path') ?? '').matchAll(/#([^)]+)/g)].map(([, id]) => id!),
          ];
          for (const id of referred) expect(ids).toContain(id);
        }
      });

      test('can be read aloud: language, headings in order, tables with captions and scopes, drawings with words', () => {
        expect(root.attributes.get('lang')).toBe('en');
        expect(elementsNamed(root, 'h1')).toHaveLength(1);
        let level = 0;
        for (const { tag } of allElements(root)) {
          if (!/^h[1-6]$/.test(tag)) continue;
          expect(Number(tag[1])).toBeLessThanOrEqual(level + 1);
          level = Number(tag[1]);
        }
        for (const table of elementsNamed(root, 'table')) {
          expect(textOf(elementsNamed(table, 'caption')[0]!)).not.toBe('');
          const columns = elementsNamed(elementsNamed(table, 'thead')[0]!, 'th').length;
          for (const row of elementsNamed(elementsNamed(table, 'tbody')[0]!, 'tr'))
            expect(row.children.filter((cell) => typeof cell !== 'string')).toHaveLength(columns);
          for (const head of elementsNamed(table, 'th')) expect(head.attributes.get('scope')).toMatch(/^(col|row)$/);
        }
        for (const figure of elementsNamed(root, 'figure')) expect(elementsNamed(figure, 'figcaption')).toHaveLength(1);
        for (const svg of elementsNamed(root, 'svg')) {
          expect(svg.attributes.get('role')).toBe('img');
          expect(elementsNamed(svg, 'desc')).toHaveLength(1);
        }
      });

      test('prints every traced figure with its code beside it', () => {
        for (const trace of report.traces) {
          const printed = trace.printed.split(' · ');
          for (const part of [trace.code, ...printed]) {
            expect(text.includes(part), `${trace.path}: ${part}`).toBe(true);
          }
        }
        const codes = elementsNamed(root, 'span')
          .filter(({ attributes }) => attributes.get('class') === 'code')
          .map(textOf);
        expect(new Set(codes)).toEqual(new Set(report.traces.map(({ code }) => code)));
      });

      test('allows itself nothing but its one stylesheet', () => {
        const style = elementsNamed(root, 'style')[0]!.children.join('');
        expect(style).toBe(incidentPageStyle(report, digestOf(report)));
        const hash = createHash('sha256').update(style, 'utf8').digest('base64');
        const policy = elementsNamed(root, 'meta').find(
          ({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy',
        );
        expect(policy!.attributes.get('content')).toBe(
          `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
        );
      });

      test('prints the digest of its data, number, version, and whether there is an annex', () => {
        expect(text).toContain(digestOf(report));
        expect(text).toContain(report.document.number);
        expect(text).toContain(
          report.flights[0]!.annex === null
            ? 'A determination annex exists and is not part of this copy.'
            : 'Determination annex to',
        );
      });

      test('claims nothing it must not', () => {
        expect(text).not.toMatch(/\b(illegal|smuggl|cartel|intentional|nobody could act)/i);
        expect(text.replaceAll(/confirmed \(computed\)/g, '')).not.toMatch(/\bconfirmed\b/i);
      });

      test('names a datum with every altitude and an error or a reason with every distance', () => {
        for (const { altitude, distanceM, errorM } of report.flights[0]!.timeline.moments) {
          if (altitude !== null) expect(altitude.datum).not.toBe('');
          expect(distanceM === null).toBe(errorM === null);
        }
        if (report.flights[0]!.keyFigures.some(({ label }) => label === 'Altitude'))
          expect(text).toMatch(/above take-off|above mean sea level/);
      });
    });
  }

  test('is a pure function of its data: the same bytes from a copy, in another time zone', () => {
    const { report, html } = pageOf(cases['an ordinary incursion']);
    const own = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      const copy = JSON.parse(JSON.stringify(report)) as IncidentReport;
      expect(renderIncidentPage(copy, digestOf(copy))).toBe(html);
    } finally {
      if (own === undefined) delete process.env.TZ;
      else process.env.TZ = own;
    }
  });

  test('paper size, marking and draft stand in the sheet of every page', () => {
    const letter = pageOf({ document: { marking: 'LES "A"' } }).html;
    expect(letter).toContain('size: 8.5in 11in;');
    expect(letter).toContain('@top-center { content: "LES \\22 A\\22 ";');
    expect(letter).toContain('@top-right { content: "DRAFT";');
    expect(letter).toContain('"Page " counter(page) " of " counter(pages)');
    const a4 = pageOf({ document: { pageSize: 'a4', synthetic: true } }).html;
    expect(a4).toContain('size: 210mm 297mm;');
    expect(a4).toContain('@top-right { content: "SYNTHETIC DATA  \\b7   DRAFT";');
  });

  test('nothing is stamped that was not chosen', () => {
    expect(pageOf().html).toContain('@top-center { content: "";');
    expect(pageOf().text).not.toMatch(/SENSITIVE|CUI|FOUO/);
  });

  test('a synthetic page says so before anything else', () => {
    const { text } = pageOf({ flight: { synthetic: true } });
    expect(text.indexOf('SYNTHETIC')).toBeLessThan(text.indexOf('Finding'));
    expect(pageOf().text).not.toContain('SYNTHETIC');
  });

  test('what is not recorded is said not to be', () => {
    const { text } = pageOf({ flight: { makeModel: null } });
    for (const said of ['make and model not recorded', 'not recorded', 'not verified', 'by no person yet; a draft'])
      expect(text).toContain(said);
  });

  test('a loaded line in view is drawn, with its name, source and error; one out of sight is not', () => {
    const border = builtInBorder();
    const line = (name: string, north: number, least: number, most: number) => ({
      name,
      source: 'a survey',
      errorM: 15,
      vertices: Array.from(border.vertexLng, (lng, i): Position => [lng, border.vertexLat[i]! + north]).slice(
        least,
        most,
      ),
    });
    const loadedLines = [line('Survey of 2020', 0.001, 0, border.vertexLng.length), line('Far away', 0.001, 0, 50)];
    const { report, root, text } = pageOf({ scene: riverScene(roundTrip), input: { loadedLines } });
    expect(report.map!.loadedLines.map(({ name }) => name)).toEqual(['Survey of 2020']);
    expect(text).toContain('Survey of 2020, ± 15 m (95 %)');
    expect(text).toContain('Dashed black: loaded line Survey of 2020 (a survey).');
    expect(text).not.toContain('Far away');
    const drawn = [...allElements(root)].filter(({ attributes }) => attributes.get('class') === 'line-loaded');
    // Once on the map at least, once in the legend.
    expect(drawn.length).toBeGreaterThanOrEqual(2);
  });

  test('five hundred crossings are all in the table', () => {
    const waypoints: Waypoint[] = Array.from({ length: 501 }, (_, i) => ({
      s: i * 30,
      east: i,
      north: i % 2 === 0 ? -300 : 300,
      altitudeM: 50,
    }));
    const { report, root } = pageOf({ scene: { waypoints } });
    expect(report.flights[0]!.crossings).toHaveLength(500);
    const table = elementsNamed(root, 'table').find((one) => textOf(one).startsWith('Numbered as on the map'))!;
    expect(elementsNamed(elementsNamed(table, 'tbody')[0]!, 'tr')).toHaveLength(500);
  });
});

describe('hostile text on the page', () => {
  const evil =
    '</style></script><script>alert(1)</script><img src=x onerror=alert(1)>"\'`&amp;\u202Egpj.exe\u0000\u2028מבחן';
  const input = reportInput({
    document: { number: evil, marking: evil, preparedBy: { name: evil, account: evil }, localZone: 'America/Denver' },
  });
  const one = input.flights[0]!;
  const place = { ...one.place!, county: evil, nearest: { name: evil, distanceM: 10, bearingDeg: 0 }, mgrs: evil };
  const flight: Flight = {
    ...one.flight,
    makeModel: evil,
    reasons: [evil],
    tracks: one.flight.tracks.map((track) => ({ ...track, sensorId: evil, sensorKind: evil })),
    incursions: one.flight.incursions.map((each) => ({ ...each, presence: { ...each.presence, reasons: [evil] } })),
  };
  const report = buildIncidentReport({
    ...input,
    incident: writtenBy(evil),
    flights: [
      {
        ...one,
        flight,
        place,
        crossingPlaces: one.flight.crossings.map(() => place),
        identities: [{ uasSerial: evil }],
        operator: { ids: [evil], places: [] },
        sensitivity: [{ label: evil, sentence: evil }],
        changedSince: [evil],
        edits: [evil],
        eligibilities: one.eligibilities.map((each) => ({
          ...each,
          sentence: evil,
          elements: each.elements.map((element) => ({ ...element, sentence: evil, citations: [evil] })),
        })),
      },
    ],
    places: [{ name: evil, position: [one.path.lng[10]!, one.path.lat[10]!] }],
    sources: input.sources.map((source) => ({
      ...source,
      file: evil,
      actor: evil,
      formatLabel: evil,
      assumedZone: evil,
      acquisition: acquiredBy(evil),
    })),
    areas: [areaAt('e', evil, [-500, 100, 500, 700], null)],
    attributions: [evil],
  });
  const html = renderIncidentPage(report, digestOf(report));
  const root = parseStrictly(html);

  test('stays text: the page has the same elements as one with harmless names', () => {
    const tags = new Set([...allElements(root)].map(({ tag }) => tag));
    expect(tags.has('script') || tags.has('img')).toBe(false);
    expect(elementsNamed(root, 'style')).toHaveLength(1);
  });

  test('shows what it hides', () => {
    expect(html).not.toMatch(/[\u202E\u2028]/);
    expect(html.includes('\u0000')).toBe(false);
    const shown = visibleText(evil);
    expect(shown).toContain('\\u{202E}gpj.exe\\u{0}\\u{2028}');
    expect(textOf(root).split(shown).length).toBeGreaterThan(10);
  });

  test('is isolated, so that its direction cannot reorder our words', () => {
    const finding = elementsNamed(root, 'p').find(({ attributes }) => attributes.get('class') === 'said')!;
    expect(elementsNamed(finding, 'bdi').map(textOf)).toEqual([
      visibleText(evil),
      visibleText(evil),
      visibleText(evil),
    ]);
  });

  test('cannot leave a CSS string', () => {
    expect(cssString('a"\\\n</style>{}')).toBe('"a\\22 \\5c \\5c u\\7b A\\7d \\3c \\2f style\\3e \\7b \\7d "');
    expect(incidentPageStyle(report, '')).not.toMatch(/<\/style|alert\(1\)/);
  });

  test('data that looks like markup of ours is not taken for it', () => {
    const forged = { ...report, document: { ...report.document, number: { source: '<script>' } as unknown as string } };
    expect(() => renderIncidentPage(forged, '')).toThrow();
  });
});
