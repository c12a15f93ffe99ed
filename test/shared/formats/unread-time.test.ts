import { expect, test } from 'vitest';
import { AEROSCOPE_HEADER, aeroscopeCsv } from '../../../shared/formats/aeroscope-csv.ts';
import { collect } from '../../helpers/collect.ts';

const row = (receivedAt: string): string =>
  `"S1",26.1,-98.1,50,0,26.2,-98.2,100,"163CGAPR0A41VZ","Mini","f1",26.2,-98.2,0,0,"${receivedAt}",3`;

test('a time that cannot be read is told by its field, a missing one as missing', () => {
  const header = AEROSCOPE_HEADER.map((name) => `"${name}"`).join(',');
  const { quarantined } = collect(aeroscopeCsv, [header, row('yesterday'), row('')].join('\n'));
  expect(quarantined.map(({ issue }) => issue)).toEqual([
    { code: 'bad-time', field: 'receive_date', found: 'yesterday' },
    { code: 'no-time' },
  ]);
});
