import { type Target, targetOf, targets } from './targets.ts';
import { isUnit } from './units.ts';

/**
 * What the names of columns, JSON keys and KML data mean. Written once for all readers: every name seen in a real file or a
 * public field list (formats.md section 4), our own names in both spellings, and what surrounds them (units, neutral prefixes).
 */
export interface NameMeaning {
  readonly target: Target;
  /** 1: the name says exactly this. 2: usual, but other things are called so too. 3: only if the values agree. */
  readonly rank: 1 | 2 | 3;
  /** Unit as a mapping writes it, when the name states or implies one. */
  readonly unit: string | null;
}

interface Entry {
  readonly target: string;
  readonly rank: 1 | 2 | 3;
  readonly unit: string | null;
}

const entries = new Map<string, Entry>();

function name(target: string, rank: 1 | 2 | 3, words: string, unit: string | null = null): void {
  for (const word of words.split(' ')) entries.set(word, { target, rank, unit });
}

name('observedAtMs', 1, 'observed_at observation_time observed_time detection_time detected_at time_of_detection');
name('observedAtMs', 1, 'event_time measured_at measurement_time time_observed', null);
name('observedAtMs', 1, 'utc_time utc time_utc timestamp_utc datetime_utc utc_timestamp utc_datetime gps_time', 'utc');
name('observedAtMs', 2, 'timestamp time datetime date_time time_stamp ts date_and_time position_time fix_time');
name('observedAtMs', 2, 'report_time rec_time epoch unix_time unixtime epoch_time last_update update_time');
name('observedAtMs', 3, 'date t last_seen seen_at created_at start when');
name('observedDate', 2, 'observed_date date_utc utc_date day local_date detection_date');
name('observedTime', 2, 'observed_time_of_day time_of_day local_time clock_time');
name('receivedAtMs', 1, 'received_at receive_time received_time receive_date received_date reception_time recv_time');

name('lat', 1, 'lat latitude lat_wgs84 latitude_wgs84 wgs84_lat latitude_decimal');
name('lng', 1, 'lng lon long longitude lon_wgs84 longitude_wgs84 wgs84_lon longitude_decimal');
name('lat', 3, 'y');
name('lng', 3, 'x');
// Spanish, as exports from across the line and of Spanish-speaking units write them.
name('lat', 1, 'latitud');
name('lng', 1, 'longitud');
name('observedAtMs', 2, 'fecha_hora fecha_y_hora marca_de_tiempo');
name('observedAtMs', 3, 'fecha');
name('observedTime', 2, 'hora hora_local');
name('altUnknownDatumM', 2, 'altitud');
name('heightM', 2, 'altura');
name('speedMps', 2, 'velocidad');
name('courseDeg', 1, 'rumbo');
name('uasSerial', 1, 'número_de_serie numero_de_serie número_serie numero_serie');
name('model', 1, 'modelo_dron modelo_de_dron');
name('make', 1, 'fabricante');

name('latLng', 1, 'lat_lng lat_lon lat_long latlng latlon latitude_longitude lat_and_lon');
name('lngLat', 1, 'lnglat lonlat lon_lat long_lat longitude_latitude');

const places = [
  ['sensor', 'sensor sensor_position sensor_location station receiver aeroscope aeroscope_position node radar system'],
  ['operator', 'operator operator_position operator_location pilot pilot_position pilot_location app person gcs op'],
  ['home', 'home home_position home_location home_point takeoff take_off launch takeoff_location'],
] as const;
for (const [place, words] of places) {
  for (const word of words.split(' ')) {
    name(`${place}Lat`, 1, `${word}_lat ${word}_latitude`);
    name(`${place}Lng`, 1, `${word}_lng ${word}_lon ${word}_long ${word}_longitude`);
  }
}
name('sensorId', 1, 'sensor_id sensor_name sensor_serial station_id station_name receiver_id aeroscope_id node_id');
name('sensorId', 2, 'sensor station receiver node seen_by');
name('sensorKind', 1, 'sensor_kind sensor_type');
name('sensorAltM', 1, 'sensor_alt sensor_altitude station_altitude');

name('altHaeM', 1, 'alt_hae hae altitude_hae geodetic_altitude altitude_geo altitude_geodetic geo_altitude alt_geo');
name('altHaeM', 1, 'alt_geom altitude_wgs84 ellipsoid_height alt_ellipsoid altitude_ellipsoid drone_alt_geo');
name('altMslM', 1, 'alt_msl msl altitude_msl amsl alt_amsl altitude_amsl height_amsl altitude_above_sea_level');
name('altMslM', 1, 'height_above_sea_level orthometric_height elevation_msl');
name(
  'altBaroM',
  1,
  'alt_baro baro_altitude altitude_baro pressure_altitude altitude_pressure barometric_altitude baro_alt',
);
name('heightAboveGroundM', 1, 'agl alt_agl altitude_agl height_agl height_above_ground height_above_ground_level');
name('heightAboveGroundM', 1, 'altitude_above_ground altitude_above_ground_level');
name('heightAboveTakeoffM', 1, 'height_above_takeoff rel_alt relative_altitude relative_alt ato height_ato');
name('heightAboveTakeoffM', 1, 'altitude_above_takeoff height_takeoff height_above_take_off');
name('heightM', 2, 'height');
name('heightRef', 1, 'height_ref height_reference height_type');
name('altUnknownDatumM', 2, 'alt altitude ele absolute_height gps_altitude gps_alt');

name('sigmaM', 1, 'sigma position_sigma sigma_xy sigma_horizontal std_dev stddev standard_deviation ce', 'm');
name('sigmaM', 1, 'ce90 ce_90 cep90', 'm-ce90');
name('sigmaM', 1, 'cep cep50 ce50 r50', 'm-cep50');
name('sigmaM', 1, 'accuracy_95 accuracy95 radius_95 r95 accuracy_95_m', 'm-95');
name('sigmaM', 2, 'accuracy position_accuracy location_accuracy gps_accuracy accuracy_radius', 'm-95');
name('sigmaM', 1, 'horizontal_accuracy horiz_accuracy horizontal_acc h_accuracy hacc accuracy_h', 'm-95-or-code');
name('sigmaM', 1, 'horizontal_accuracy_code horiz_accuracy_code h_accuracy_code', 'code');
name('vertAccuracyM', 1, 'vert_accuracy vertical_accuracy v_accuracy vacc accuracy_v', 'm-or-code');
name('vertAccuracyM', 1, 'vertical_accuracy_code vert_accuracy_code', 'code');
name('vertAccuracyM', 1, 'le', 'm');
name('speedAccuracyMps', 1, 'speed_accuracy accuracy_speed', 'm/s-or-code');
name('speedAccuracyMps', 1, 'speed_accuracy_code', 'code');

name('speedMps', 1, 'ground_speed groundspeed horizontal_speed speed_horizontal h_speed speed_h hspeed speed_hori');
name('speedMps', 1, 'speed_over_ground sog velocity_horizontal');
name('speedMps', 2, 'speed velocity gs spd');
name('vspeedMps', 1, 'vspeed vert_speed vertical_speed speed_vertical v_speed climb_rate vertical_rate vert_rate');
name('vspeedMps', 1, 'rate_of_climb speed_vert');
name('courseDeg', 1, 'course track_angle course_over_ground cog track_direction direction_of_travel');
name('courseDeg', 2, 'direction');
name('headingDeg', 1, 'heading hdg yaw compass_heading true_heading');
name('bearingDeg', 1, 'bearing_from_sensor sensor_bearing line_of_bearing lob');
name('bearingDeg', 3, 'bearing azimuth az doa');
name('elevationDeg', 1, 'elevation_angle');
name('rangeM', 1, 'slant_range range target_range distance_to_sensor');
name('arcFromDeg', 1, 'arc_from');
name('arcToDeg', 1, 'arc_to');

name('uasSerial', 1, 'serial serial_number serialnumber serial_no sn serial_num');
name('objectId', 1, 'drone_id uas_id uav_id ua_id basic_id aircraft_id rid_id remote_id');
name('objectId', 3, 'id');
name('sourceTrackKey', 1, 'track_id track_number track_no trackid track_num track_key track_uid object_id target_id');
name('sourceTrackKey', 2, 'journey operation_id uid');
name('sourceTrackKey', 3, 'flight_id');
name('uasRegId', 1, 'registration reg_id registration_id caa_id caa_registration tail_number');
name('uasSessionId', 1, 'specific_session_id');
name('uasUtmId', 1, 'utm_id utm_uuid');
name('transmitterMac', 1, 'mac mac_address mac_addr bssid');
name('icao24', 1, 'icao icao_address icao_hex mode_s mode_s_code icao_24');
name('callsign', 1, 'call_sign');
name('make', 1, 'manufacturer brand rid_make');
name('model', 1, 'drone_model uas_model uav_model aircraft_model product_type drone_type rid_model');
name('uaType', 1, 'uas_type uav_type');
name('objectClass', 2, 'classification class object_type target_class target_type');
name('objectClass', 1, 'emitter_category', 'cat021');
name('opStatus', 1, 'operational_status');
name('classConfidence', 1, 'classification_confidence');
name('detectionConfidence', 2, 'confidence probability certainty detection_probability');
name('rssiDbm', 1, 'rssi signal_strength rx_power rf_power signal_dbm');
name('freqHz', 1, 'freq frequency center_frequency centre_frequency rf_frequency rf_freq carrier_frequency');
name('operatorAltHaeM', 1, 'operator_altitude_geo operator_altitude_hae');
name('operatorId', 1, 'operator_registration');
name('remarks', 2, 'remark comment comments notes self_id description');

// Our own names, both spellings, last: they win over every other meaning. Their units are part of them.
for (const { name: own, kind } of targets) {
  const words = wordsOf(own).join('_');
  entries.set(words, { target: own, rank: 1, unit: kind === 'time' ? 'ms' : kind === 'number' ? ownUnit(own) : null });
}

function ownUnit(own: string): string | null {
  if (own.endsWith('Mps')) return 'm/s';
  if (own.endsWith('Hz')) return 'hz';
  if (own.endsWith('Dbm')) return 'dbm';
  if (own.endsWith('M')) return 'm';
  if (own.endsWith('Deg')) return 'deg';
  if (own.endsWith('S')) return 's';
  return null;
}

/** Words in front of a name that say only whose it is: the object's, or the container's. */
const NEUTRAL = new Set(
  (
    'drone uas uav ua aircraft target object detection track position pos location coordinate coordinates gps point osd ' +
    'data geo properties payload fields record message attributes state telemetry velocity details detail custom rid contact ' +
    'kinematics motion movement gnss plot measurement geolocation observation estimate vehicle tgt'
  ).split(' '),
);

/** Time formats that names announce at their end. */
const TIME_WORDS: ReadonlyMap<string, string> = new Map([
  ['posix', 'auto'],
  ['epoch', 'auto'],
  ['unix', 'auto'],
  ['iso', 'auto'],
  ['iso8601', 'auto'],
  ['utc', 'utc'],
  ['gmt', 'utc'],
  ['z', 'utc'],
  ['zulu', 'utc'],
  ['local', 'auto'],
  ['s', 's'],
  ['sec', 's'],
  ['seconds', 's'],
  ['ms', 'ms'],
  ['millis', 'ms'],
  ['millisecond', 'ms'],
  ['milliseconds', 'ms'],
  ['us', 'us'],
  ['micros', 'us'],
  ['microseconds', 'us'],
  ['ns', 'ns'],
  ['nanos', 'ns'],
  ['nanoseconds', 'ns'],
]);

const LONGEST_NAME = 120;
const BRACKETS = /[([{]([^()[\]{}]{0,30})[)\]}]/g;

/** The words of a name, lower case: `OSD.hSpeed` → osd, h, speed. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9\u00b0-\uffff%]+/)
    .filter((word) => word !== '');
}

/** What a name means, with the unit it states; null when it means nothing to a detection. */
export function meaningOf(header: string): NameMeaning | null {
  if (header.length > LONGEST_NAME) return null;
  let stated: string | null = null;
  const bare = header.replace(BRACKETS, (_, inside: string) => {
    stated = inside.trim().toLowerCase();
    return ' ';
  });
  const words = wordsOf(bare);
  return withUnit(words, stated) ?? withUnitWord(words);
}

function withUnitWord(words: readonly string[]): NameMeaning | null {
  const last = words.at(-1);
  if (last === undefined || words.length < 2) return null;
  const two = `${words.at(-2)}/${last}`;
  if (words.length > 2 && isUnit(two)) return withUnit(words.slice(0, -2), two);
  if (isUnit(last) || TIME_WORDS.has(last)) return withUnit(words.slice(0, -1), last);
  return null;
}

function withUnit(words: readonly string[], stated: string | null): NameMeaning | null {
  const entry = lookUp(words);
  if (entry === null) return null;
  const target = targetOf(entry.target)!;
  if (target.kind === 'time') {
    const unit = stated === null ? entry.unit : (TIME_WORDS.get(stated) ?? entry.unit);
    return { target, rank: entry.rank, unit };
  }
  if (stated === null || target.kind !== 'number' || !isUnit(stated))
    return { target, rank: entry.rank, unit: entry.unit };
  return { target, rank: entry.rank, unit: withBasis(stated, entry.unit) };
}

/** The stated unit with what the name says about an accuracy. A stated unit also rules out that the number is a code. */
function withBasis(stated: string, implied: string | null): string {
  const basis = implied === null ? '' : implied.slice(implied.indexOf('-') + 1).replace(/-?or-code$/, '');
  return implied?.includes('-') && basis !== '' ? `${stated}-${basis}` : stated;
}

function lookUp(words: readonly string[]): Entry | null {
  for (let from = 0; from < words.length; from++) {
    const entry = entries.get(words.slice(from).join('_'));
    if (entry !== undefined) return entry;
    if (!NEUTRAL.has(words[from]!)) return null;
  }
  return null;
}

const CLAIMS_UAS = new Set(['drone', 'uas', 'uav']);

/** Whether a name calls its object a drone, as in `drone_lat`: the source's own classification of everything in the table. */
export const callsItDrone = (header: string): boolean => {
  const words = wordsOf(header.slice(0, LONGEST_NAME));
  return words.length > 1 && CLAIMS_UAS.has(words[0]!);
};
