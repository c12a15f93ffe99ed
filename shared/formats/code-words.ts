import type { CodeTarget } from './targets.ts';

/** Words that other systems use for the members of our closed lists. */
const words: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'objectClass',
    new Map<string, string>([
      ['uav', 'uas'],
      ['drone', 'uas'],
      ['rpas', 'uas'],
      ['suas', 'uas'],
      ['unmanned', 'uas'],
      ['multirotor', 'uas'],
      ['quadcopter', 'uas'],
      ['controller', 'gcs'],
      ['remote controller', 'gcs'],
      ['ground control station', 'gcs'],
      ['aircraft', 'manned'],
      ['manned aircraft', 'manned'],
      ['airplane', 'manned'],
      ['birds', 'bird'],
      ['vehicle', 'other'],
      ['person', 'other'],
      ['clutter', 'other'],
      ['undeclared', 'unknown'],
    ]),
  ],
  [
    'sensorKind',
    new Map<string, string>([
      ['rid', 'remote-id'],
      ['remote id', 'remote-id'],
      ['remoteid', 'remote-id'],
      ['drone id', 'droneid'],
      ['dji droneid', 'droneid'],
      ['aeroscope', 'droneid'],
      ['ads-b', 'adsb'],
      ['eo', 'camera'],
      ['ir', 'camera'],
      ['eo/ir', 'camera'],
      ['optical', 'camera'],
      ['visual', 'human'],
      ['observer', 'human'],
      ['audio', 'acoustic'],
      ['rf df', 'rf'],
      ['own log', 'own-log'],
    ]),
  ],
  [
    'heightRef',
    new Map<string, string>([
      ['0', 'takeoff'],
      ['above takeoff', 'takeoff'],
      ['take-off', 'takeoff'],
      ['takeofflocation', 'takeoff'],
      ['1', 'ground'],
      ['agl', 'ground'],
      ['above ground', 'ground'],
      ['groundlevel', 'ground'],
    ]),
  ],
]);

/** EUROCONTROL CAT021 I020 emitter category → object class. */
const cat021: ReadonlyMap<string, string> = new Map([
  ...[1, 2, 3, 4, 5, 6, 10, 11, 12, 15, 16].map((code) => [String(code), 'manned'] as const),
  ['13', 'uas'] as const,
  ...[14, 20, 21, 22, 23, 24].map((code) => [String(code), 'other'] as const),
]);

/** Index in the target's list of what a source calls it; -1 when it says nothing we know. */
export function codeIndex(target: CodeTarget, text: string, codeList: string | null): number {
  if (codeList === 'cat021') return target.codes.indexOf(cat021.get(text) ?? '');
  const lower = text.toLowerCase();
  const own = target.codes.indexOf(lower);
  return own >= 0 ? own : target.codes.indexOf(words.get(target.name)?.get(lower) ?? '');
}

const uaTypes = [
  'none',
  'aeroplane',
  'helicopter or multirotor',
  'gyroplane',
  'hybrid lift',
  'ornithopter',
  'glider',
  'kite',
  'free balloon',
  'captive balloon',
  'airship',
  'free fall',
  'rocket',
  'tethered',
  'ground obstacle',
  'other',
];
const opStatuses = ['undeclared', 'ground', 'airborne', 'emergency', 'remote id system failure'];

/** F3411 number of a UA type or operational status given by its name; NaN when the name is none. */
export function namedCode(field: string, text: string): number {
  const lower = text.toLowerCase().replaceAll('_', ' ');
  const names = field === 'uaType' ? uaTypes : field === 'opStatus' ? opStatuses : [];
  const at = names.indexOf(lower);
  if (at >= 0) return at;
  return field === 'uaType' && (lower === 'helicopter (or multirotor)' || lower === 'helicopter') ? 2 : Number.NaN;
}
