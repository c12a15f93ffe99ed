import { expect, test } from 'vitest';
import { withoutCredentials } from '../../../shared/formats/cot/credentials.ts';
import { readerById } from '../../../shared/formats/index.ts';
import { collect } from '../../helpers/collect.ts';

const cot = readerById('cot-xml')!;

const event = (uid: string, detail = '', start = '2025-02-03T05:10:14Z') =>
  `<event uid="${uid}" type="a-u-A-M-F-Q" start="${start}"><point lat="31.7" lon="-106.4"/><detail>${detail}</detail></event>`;

test('the login of a camera is in no field and in no quarantined text', () => {
  const camera =
    '<__video url="rtsp://agent:synthetic-secret@10.0.0.9/live"><ConnectionEntry password="synthetic-secret"/></__video>';
  const used = collect(cot, event('a', camera));
  expect(used.detections).toHaveLength(1);
  expect(JSON.stringify(used)).not.toContain('synthetic-secret');

  const { quarantined } = collect(cot, event('a', camera, 'yesterday'));
  expect(quarantined).toHaveLength(1);
  expect(quarantined[0]!.raw).toContain('<__video (left out)>');
  expect(JSON.stringify(quarantined)).not.toContain('synthetic-secret');
});

test('a login in any address is left out, the rest of the text is kept', () => {
  expect(withoutCredentials('a <x url="http://me:pass@host/b"/> <__video url="c"/> d')).toBe(
    'a <x url="http://(left out)@host/b"/> <__video (left out)> d',
  );
  expect(withoutCredentials('<__video url="cut')).toBe('<__video (left out)>');
});

test('an event longer than a megabyte costs only itself', () => {
  const text = `${event('a')}${event('long', `<remarks>${'x'.repeat(1_100_000)}</remarks>`)}${event('b')}`;
  const { detections, quarantined } = collect(cot, text, {}, [65_536]);
  expect(detections.map(({ fields }) => fields.sourceTrackKey)).toEqual(['a', 'b']);
  expect(quarantined).toMatchObject([{ ref: { record: 2 }, issue: { code: 'record-too-long' } }]);
  expect(text.slice(quarantined[0]!.ref.byteStart)).toMatch(/^<event uid="long"/);
});

test('words without end between events are told once, at their place', () => {
  const text = `${event('a')}${'noise '.repeat(300_000)}${event('b')}`;
  const { detections, quarantined } = collect(cot, text, {}, [10_000]);
  expect(detections).toHaveLength(2);
  expect(quarantined).toMatchObject([
    { ref: { record: 2, byteLength: 1_800_000 }, issue: { code: 'record-too-long' } },
  ]);
});

test('an ampersand that begins nothing swallows nothing', () => {
  const { detections } = collect(
    cot,
    `${event('a', '<contact callsign="A & B"/><remarks>C & D</remarks>')}${event('b')}`,
  );
  expect(detections.map(({ fields }) => [fields.callsign, fields.remarks])).toEqual([
    ['A & B', 'C & D'],
    [undefined, undefined],
  ]);
});

test("DragonSync's ADS-B traffic is cooperative; its feet are no metres and its knots no metres a second", () => {
  const { detections } = collect(
    cot,
    '<event uid="aircraft-a1b2c3" type="a-f-A" start="2025-02-03T05:10:14Z" how="m-g"><point lat="31.7" lon="-106.4" hae="8500.0" ce="35.0" le="999999.0"/><detail><contact callsign="SYNTH1"/><track course="271.0" speed="100"/><remarks>ADS-B hex=a1b2c3 flight=SYNTH1 alt=8500ft gs=100kt track=271.0 src=adsb SeenBy: wardragon-SYNTH1</remarks></detail></event>',
  );
  expect(detections[0]!.fields).toMatchObject({ evidence: 'cooperative', icao24: 'a1b2c3', courseDeg: 271 });
  expect(detections[0]!.fields.altHaeM).toBeUndefined();
  expect(detections[0]!.fields.speedMps).toBeCloseTo(51.444, 3);
});
