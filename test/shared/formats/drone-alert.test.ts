import { expect, test } from 'vitest';
import { readers } from '../../../shared/formats/index.ts';
import { collect } from '../../helpers/collect.ts';

const SENSOR = { lat: 31.75, lng: -106.48 };
const remarks = 'MAC: , RSSI: -60dBm; ID Type: ; UA Type: Unknown (None); SeenBy: wardragon-SYNTH1';

/** The same alert of an encrypted link as each program writes it, drawn at the sensor. */
const alerts = [
  [
    'cot-xml',
    `<event uid="drone-alert" type="a-u-A-M-H-R" start="2025-02-03T05:10:11Z" how="m-g"><point lat="${SENSOR.lat}" lon="${SENSOR.lng}" hae="0"/><detail><remarks>${remarks}</remarks></detail></event>`,
  ],
  [
    'dragonsync-csv',
    `timestamp,drone_id,lat,lon,alt,speed,rssi,mac,description,pilot_lat,pilot_lon\n2025-02-03T05:10:11,drone-alert-9f3a,${SENSOR.lat},${SENSOR.lng},0.0,0.0,-60,,,0.0,0.0\n`,
  ],
  [
    'dragonsync-json',
    JSON.stringify({
      id: 'drone-alert',
      lat: SENSOR.lat,
      lon: SENSOR.lng,
      pilot_lat: SENSOR.lat,
      pilot_lon: SENSOR.lng,
      observed_at: 1_738_559_411,
    }),
  ],
] as const;

test.each(alerts)('%s: an encrypted link has no position, whatever its record says', (id, content) => {
  const { detections } = collect(readers.find((reader) => reader.id === id)!, content);
  expect(detections).toHaveLength(1);
  const { fields, issues } = detections[0]!;
  expect(fields.positionKind).toBe('none');
  expect([fields.lat, fields.lng, fields.operatorLat, fields.homeLat]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(issues.map(({ code }) => code)).toContain('sensor-position-suspected');
});

test('readers without a public file say so', () => {
  expect(
    readers
      .filter(({ unverified }) => unverified === true)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([
    'aeroscope-ndjson',
    'aircraft-json',
    'antsdr-text',
    'dragonsync-csv',
    'dragonsync-json',
    'droneid-json',
    'fr24-json',
    'mesh-mapper-csv',
    'opendroneid-android-csv',
    'opensky-csv',
  ]);
});
