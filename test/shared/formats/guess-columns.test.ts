import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessTable } from '../../../shared/formats/guess-columns.ts';
import { readerById } from '../../../shared/formats/index.ts';
import { previewTable, tableOf } from '../../../shared/formats/preview-table.ts';
import { openQuestions } from '../../../shared/formats/table-questions.ts';
import type { ColumnMapping } from '../../../shared/model/column-mapping.ts';
import { collect, headOf, readOptions } from '../../helpers/collect.ts';
import { simulatedText } from '../../helpers/workspace.ts';

const folder = join(import.meta.dirname, '../../../../shared/samples/airdata-csv');
const there = existsSync(folder);
if (!there) process.stderr.write('Guessing columns of real files is skipped: the samples are not here.\n');

const guess = (text: string) => guessTable(tableOf(headOf(text))!);

/** Column → field of a text's best guess. */
const fieldsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    guess(text).columns.flatMap(({ column, guess }) => (guess === null ? [] : [[column, guess.field]])),
  );

const kindsOf = (text: string, mapping: ColumnMapping = guess(text).mapping, zone: string | null = null): string[] => {
  const table = tableOf(headOf(text))!;
  const columns = guessTable(table).columns.map(({ column, header, index }) => ({
    column,
    header,
    values: table.rows.map(({ fields }) => fields[index] ?? ''),
  }));
  return openQuestions(columns, mapping, zone).map(({ kind, column }) =>
    column === null ? kind : `${kind} ${column}`,
  );
};

describe('columns of a table', () => {
  test('are known by their names, in Spanish too', () => {
    expect(
      fieldsOf(
        'fecha_hora;latitud;longitud;altura;velocidad (km/h);rumbo\n2026-04-03 22:14:05;26.07;-98.21;120;36;90\n',
      ),
    ).toEqual({
      fecha_hora: 'observedAtMs',
      latitud: 'lat',
      longitud: 'lng',
      altura: 'heightM',
      'velocidad (km/h)': 'speedMps',
      rumbo: 'courseDeg',
    });
  });

  test('whose names say nothing are guessed by their values, less surely', () => {
    const text =
      'A,B,C,D,E\n2026-04-03T22:14:05Z,26.0712,-98.2101,1581F5FH000100A1,aa:bb:cc:00:11:22\n2026-04-03T22:14:13Z,26.0718,-98.2094,1581F5FH000100A1,aa:bb:cc:00:11:22\n';
    expect(fieldsOf(text)).toEqual({ A: 'observedAtMs', B: 'lat', C: 'lng', D: 'uasSerial', E: 'transmitterMac' });
    for (const { guess: found } of guess(text).columns) {
      expect(found).toMatchObject({ by: 'values', confidence: expect.closeTo(0.6, 0) });
    }
    expect(kindsOf(text)).toEqual(['meaning A', 'meaning B', 'meaning C', 'meaning D', 'meaning E']);
  });

  test('of several places the aircraft’s is the one that moves', () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `26.100000,-98.300000,26.07${i}2,-98.21${i}1,2026-04-03T22:14:0${i}Z`,
    );
    expect(fieldsOf(['s1,s2,p1,p2,when it was', ...rows].join('\n'))).toMatchObject({ p1: 'lat', p2: 'lng' });
  });

  test('of a table without a header go by their places', () => {
    const text = '2026-04-03T22:14:05Z|26.0712|-98.2101\n2026-04-03T22:14:13Z|26.0718|-98.2094\n';
    expect(guess(text).mapping).toEqual({
      delimiter: '|',
      columns: [
        { column: 0, field: 'observedAtMs' },
        { column: 1, field: 'lat' },
        { column: 2, field: 'lng' },
      ],
    });
  });

  test('whose values are names of columns too still have their header', () => {
    const row = '2026-04-03 22:14:05;26.3901;-99.0201;x;y\n';
    expect(guess(`when;B;C;D;E\n${row}${row}`).columns.map(({ header }) => header)).toEqual([
      'when',
      'B',
      'C',
      'D',
      'E',
    ]);
  });

  test('in prose there are none', () => {
    expect(tableOf(headOf('Dear all,\nnothing to report.\nYours\n'))).toBeNull();
  });

  test.skipIf(!there)('of real flight logs whose names are taken away are found by their values', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      const [header, ...lines] = text.split('\n');
      const names = header!.split(',');
      const bare = [names.map((_, i) => `c${i}`).join(','), ...lines].join('\n');
      const { columns } = guess(bare);
      const at = (field: string) => columns.find((column) => column.guess?.field === field)?.index;
      expect(names[at('lat')!]?.trim()).toBe('latitude');
      expect(names[at('lng')!]?.trim()).toBe('longitude');
      expect(names[at('observedAtMs')!]?.trim()).toMatch(/time/);
    }
  });
});

describe('what a table leaves open', () => {
  const table = (time: string, header = 'time,lat,lon,altitude,speed') =>
    `${header}\n${time},26.0712,-98.2101,400,12\n${time},26.0718,-98.2094,410,13\n`;

  test('is asked: zone, order of day and month, units, the datum', () => {
    expect(kindsOf(table('03/04/2026 22:14:05'))).toEqual([
      'unit altitude',
      'unit speed',
      'datum altitude',
      'day-order',
      'zone',
    ]);
  });

  test('is not asked where the file says it', () => {
    expect(kindsOf(table('2026-04-03T22:14:05Z', 'time,lat,lon,altitude_msl (ft),speed (kt)'))).toEqual([]);
    expect(kindsOf(table('13/04/2026 22:14:05', 'time,lat,lon,altitude_msl (ft),speed (kt)'))).toEqual(['zone']);
    expect(kindsOf(table('2026-04-03 22:14:05', 'time_utc,lat,lon,altitude_msl (ft),speed (kt)'))).toEqual([]);
  });

  test('is not asked again once it was answered', () => {
    const text = table('03/04/2026 22:14:05');
    const { mapping } = guess(text);
    const answered: ColumnMapping = {
      ...mapping,
      dayFirst: false,
      columns: mapping.columns.map((column) => ({ ...column, source: 'the operator' })),
    };
    expect(kindsOf(text, answered)).toEqual(['zone']);
    expect(kindsOf(text, answered, 'America/Chicago')).toEqual([]);
    expect(kindsOf(text, { ...answered, zone: 'UTC' })).toEqual([]);
  });

  test('is nothing in what this program writes itself', () => {
    expect(kindsOf(simulatedText('generic-csv'))).toEqual([]);
  });

  test('is told when latitudes cannot be latitudes', () => {
    expect(kindsOf('time,lat,lon\n2026-04-03T22:14:05Z,-98.21,26.07\n')).toEqual(['coordinate-order lat']);
  });
});

describe('what the first records would become', () => {
  const text =
    'time,alt,lat,lon,id\n2026-04-03T22:14:05Z,100,26.0712,-98.2101,x\n2026-04-03T22:14:13Z,100,95,-98.2101,x\n';
  const mapping: ColumnMapping = {
    columns: [
      { column: 'time', field: 'observedAtMs' },
      { column: 'alt', field: 'altMslM', unit: 'ft' },
      { column: 'lat', field: 'lat' },
      { column: 'lon', field: 'lng' },
      { column: 'id', field: 'sourceTrackKey' },
    ],
  };
  const look = (given: ColumnMapping) =>
    previewTable(headOf(text), tableOf(headOf(text))!, readOptions({ mapping: given }), 5);

  test('stands beside their cells, the doubtful ones with the reason', () => {
    const { rows, problem } = look(mapping);
    expect(problem).toBeNull();
    expect(rows[0]).toMatchObject({ record: 1, cells: ['2026-04-03T22:14:05Z', '100', '26.0712', '-98.2101', 'x'] });
    expect(rows[0]?.fields).toMatchObject({ altMslM: 30.48, observedAtMs: Date.UTC(2026, 3, 3, 22, 14, 5) });
    expect(rows[1]).toMatchObject({ record: 2, fields: null, issues: [{ code: 'out-of-range' }] });
  });

  test('is what the reader reads from the whole file', () => {
    const { detections } = collect(readerById('generic-csv')!, text, { mapping });
    expect(look(mapping).rows[0]?.fields).toEqual(detections[0]?.fields);
  });

  test('a wrong mapping is told in words', () => {
    expect(look({ columns: [{ column: 'Uhrzeit', field: 'observedAtMs' }] }).problem).toContain('does not have');
    expect(look({ columns: [{ column: 'alt', field: 'altMslM', unit: 'kt' }] }).problem).toContain('cannot have');
  });

  test('a clock that is slow by 1.5 s is put right, and a longitude may come first', () => {
    const pair = 'time,where\n2026-04-03T22:14:05Z,"-98.2101, 26.0712"\n2026-04-03T22:14:06Z,"-98.2101, 26.0712"\n';
    const head = headOf(pair);
    const columns = [
      { column: 'time', field: 'observedAtMs' },
      { column: 'where', field: 'lngLat' },
    ];
    const given = readOptions({ mapping: { columns, clockOffsetS: 1.5 } });
    expect(previewTable(head, tableOf(head)!, given, 1).rows[0]?.fields).toMatchObject({
      observedAtMs: Date.UTC(2026, 3, 3, 22, 14, 6, 500),
      lat: 26.0712,
      lng: -98.2101,
    });
  });
});

test('any bytes are looked at without an exception, and a preview has no more rows than asked for', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('26.0712', '-98.2101', '03/04/2026 10:00', '', '"', '412 ft'),
  );
  const line = fc.array(cell, { maxLength: 6 }).map((cells) => cells.join(','));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const head = headOf(lines.join('\n'));
      const table = tableOf(head);
      if (table === null) return;
      const { mapping, columns } = guessTable(table);
      expect(new Set(mapping.columns.map(({ field }) => field)).size).toBe(mapping.columns.length);
      expect(columns.length).toBe(table.columnCount);
      expect(previewTable(head, table, readOptions({ mapping }), 3).rows.length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 500 },
  );
});
