/** What a column may mean, as words on screen, in the order in which a person looks for it. */
export interface FieldWord {
  /** As a mapping writes it. */
  readonly field: string;
  readonly words: string;
  readonly group:
    | 'When and where'
    | 'Altitude and height'
    | 'Motion'
    | 'Accuracy'
    | 'Who'
    | 'Sensor'
    | 'Operator and home'
    | 'Other';
  readonly quantity: Quantity;
}

export type Quantity = 'none' | 'time' | 'angle' | 'length' | 'speed' | 'accuracy' | 'share' | 'frequency';

/** Units offered for a quantity; the first is the one taken when none is stated. */
export const unitsOf: Readonly<Record<Quantity, readonly { readonly unit: string; readonly words: string }[]>> = {
  none: [],
  time: [
    { unit: 'iso', words: 'as written' },
    { unit: 'utc', words: 'as written, in UTC' },
    { unit: 's', words: 'seconds since 1970' },
    { unit: 'ms', words: 'milliseconds since 1970' },
    { unit: 'us', words: 'microseconds since 1970' },
    { unit: 'ns', words: 'nanoseconds since 1970' },
  ],
  angle: [
    { unit: 'deg', words: 'degrees' },
    { unit: 'rad', words: 'radians' },
  ],
  length: [
    { unit: 'm', words: 'metres' },
    { unit: 'ft', words: 'feet' },
    { unit: 'km', words: 'kilometres' },
    { unit: 'mi', words: 'statute miles' },
    { unit: 'nm', words: 'nautical miles' },
  ],
  speed: [
    { unit: 'm/s', words: 'metres per second' },
    { unit: 'km/h', words: 'kilometres per hour' },
    { unit: 'mph', words: 'miles per hour' },
    { unit: 'kt', words: 'knots' },
    { unit: 'ft/s', words: 'feet per second' },
    { unit: 'ft/min', words: 'feet per minute' },
  ],
  accuracy: [
    { unit: 'm-95', words: 'radius for 95 %, metres' },
    { unit: 'm', words: 'standard deviation, metres' },
    { unit: 'm-ce90', words: 'radius for 90 % (CE90), metres' },
    { unit: 'm-cep50', words: 'radius for 50 % (CEP), metres' },
    { unit: 'code', words: 'Remote ID accuracy code' },
  ],
  share: [],
  frequency: [
    { unit: 'hz', words: 'hertz' },
    { unit: 'mhz', words: 'megahertz' },
  ],
};

const word = (group: FieldWord['group'], field: string, words: string, quantity: Quantity = 'none'): FieldWord => ({
  field,
  words,
  group,
  quantity,
});

export const fieldWords: readonly FieldWord[] = [
  word('When and where', 'observedAtMs', 'time of observation', 'time'),
  word('When and where', 'observedDate', 'date of observation'),
  word('When and where', 'observedTime', 'time of day of observation'),
  word('When and where', 'receivedAtMs', 'time of reception', 'time'),
  word('When and where', 'lat', 'latitude', 'angle'),
  word('When and where', 'lng', 'longitude', 'angle'),
  word('When and where', 'latLng', 'latitude, then longitude'),
  word('When and where', 'lngLat', 'longitude, then latitude'),
  word('When and where', 'bearingDeg', 'bearing from the sensor', 'angle'),
  word('When and where', 'elevationDeg', 'elevation angle from the sensor', 'angle'),
  word('When and where', 'rangeM', 'range from the sensor', 'length'),
  word('Altitude and height', 'altMslM', 'altitude above mean sea level (MSL)', 'length'),
  word('Altitude and height', 'altHaeM', 'altitude above the ellipsoid (HAE)', 'length'),
  word('Altitude and height', 'altBaroM', 'barometric altitude', 'length'),
  word('Altitude and height', 'altUnknownDatumM', 'altitude, datum not stated', 'length'),
  word('Altitude and height', 'heightAboveGroundM', 'height above ground (AGL)', 'length'),
  word('Altitude and height', 'heightAboveTakeoffM', 'height above take-off', 'length'),
  word('Altitude and height', 'heightM', 'height, from where is not stated', 'length'),
  word('Motion', 'speedMps', 'ground speed', 'speed'),
  word('Motion', 'vspeedMps', 'vertical speed, up positive', 'speed'),
  word('Motion', 'courseDeg', 'course over ground', 'angle'),
  word('Motion', 'headingDeg', 'heading of the nose', 'angle'),
  word('Accuracy', 'sigmaM', 'accuracy of the position', 'accuracy'),
  word('Accuracy', 'detectionConfidence', 'confidence of the detection', 'share'),
  word('Accuracy', 'classConfidence', 'confidence of the classification', 'share'),
  word('Who', 'uasSerial', 'serial number of the aircraft'),
  word('Who', 'objectId', 'id of the aircraft: serial or the sensor’s own'),
  word('Who', 'sourceTrackKey', 'track number of the sensor'),
  word('Who', 'uasRegId', 'civil registration'),
  word('Who', 'transmitterMac', 'transmitter’s network address'),
  word('Who', 'icao24', 'ICAO 24-bit address'),
  word('Who', 'callsign', 'call sign'),
  word('Who', 'make', 'make'),
  word('Who', 'model', 'model'),
  word('Who', 'objectClass', 'class of the object'),
  word('Sensor', 'sensorId', 'name of the sensor'),
  word('Sensor', 'sensorLat', 'latitude of the sensor', 'angle'),
  word('Sensor', 'sensorLng', 'longitude of the sensor', 'angle'),
  word('Sensor', 'rssiDbm', 'signal strength, dBm'),
  word('Sensor', 'freqHz', 'frequency', 'frequency'),
  word('Operator and home', 'operatorLat', 'latitude of the operator', 'angle'),
  word('Operator and home', 'operatorLng', 'longitude of the operator', 'angle'),
  word('Operator and home', 'operatorId', 'id of the operator'),
  word('Operator and home', 'homeLat', 'latitude of home or launch', 'angle'),
  word('Operator and home', 'homeLng', 'longitude of home or launch', 'angle'),
  word('Other', 'remarks', 'remarks'),
];

const byField: ReadonlyMap<string, FieldWord> = new Map(fieldWords.map((one) => [one.field, one]));

export const fieldWord = (field: string): FieldWord | null => byField.get(field) ?? null;

/** The fields of a detection that a column of this meaning ends in. */
export const endsIn = (field: string): readonly string[] => {
  switch (field) {
    case 'observedDate':
    case 'observedTime':
      return ['observedAtMs'];
    case 'latLng':
    case 'lngLat':
      return ['lat', 'lng'];
    case 'objectId':
      return ['uasSerial', 'sourceTrackKey'];
    case 'heightAboveGroundM':
    case 'heightAboveTakeoffM':
      return ['heightM'];
    default:
      return [field];
  }
};
