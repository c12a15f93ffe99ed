import type { FlightDraft } from '../model/flight-draft.ts';
import { type Settings, settingsFor } from '../model/settings.ts';
import { associate } from './associate.ts';
import { contentId, type DetectionColumns, type DetectionGroup } from './detections.ts';
import { draftOf, flightIdOf, type Gathered, rowsOf } from './draft.ts';
import { plausibleMotions } from './plausible-motions.ts';
import { rowSigmas } from './row-sigmas.ts';
import { positionUses, use } from './rows.ts';
import { type SensorSystems, sensorSystems } from './sensor-systems.ts';
import { splitTracks } from './split-tracks.ts';
import { stitch } from './stitch.ts';

/**
 * Builds the flights of one group of detections: tracks per sensor system, split at its gap limit, stitched and merged by
 * identity; or, where nothing but motion tells objects apart, one flight a chain of nearest neighbours. Detections of
 * cooperative traffic are kept apart, so that an own log never counts as a sighting. Pure: the same detections give the
 * same drafts, in order of (first time, id), whatever order they were imported in.
 */
export function buildFlights(group: DetectionGroup, settings: Settings): readonly FlightDraft[] {
  const { gathered, uses, systems, sigmas } = gatherFlights(group, settings);
  const drafts = gathered.map((flight) => draftOf(group, flight, uses, systems, sigmas));
  return drafts.sort((one, other) => one.firstMs - other.firstMs || (one.id < other.id ? -1 : 1));
}

/** One of the detections a flight was built of. */
export interface Member {
  /** Content id, 24 hexadecimal digits. */
  readonly id: string;
  /** UTC milliseconds. */
  readonly timeMs: number;
}

/** Every detection of a flight in order of time, those without a position included; null when the group makes no such flight. */
export function membersOfFlight(group: DetectionGroup, settings: Settings, flightId: string): readonly Member[] | null {
  const { columns } = group;
  for (const { tracks } of gatherFlights(group, settings).gathered) {
    const rows = rowsOf(tracks);
    if (flightIdOf(columns, rows) !== flightId) continue;
    return rows.map((row) => ({
      id: contentId(columns.idHi[row]!, columns.idLo[row]!),
      timeMs: columns.observedAtMs[row]!,
    }));
  }
  return null;
}

/** The settings that hold for the sensors of a group. */
export const settingsOfGroup = ({ sensors }: DetectionGroup, settings: Settings): Settings =>
  settingsFor(
    settings,
    sensors.map(({ sensorId }) => sensorId),
  );

function gatherFlights(group: DetectionGroup, all: Settings) {
  const settings = settingsOfGroup(group, all);
  const sigmas = rowSigmas(group, settings);
  const columns = { ...group.columns, sigmaM: sigmas.sigmaM };
  const systems = sensorSystems(group, settings);
  const uses = positionUses(columns);
  const nameless = group.key.startsWith('motion:');
  const gathered = byCooperation(group).flatMap((rows) => {
    if (group.edits?.together) return gatherTogether(columns, rows, uses, systems, settings);
    return (nameless ? gatherNameless : gatherNamed)(columns, rows, uses, systems, settings);
  });
  return { gathered, uses, systems, sigmas };
}

/** Rows of objects that announce themselves, and of all others. */
function byCooperation({ columns, identities, sensors }: DetectionGroup): readonly (readonly number[])[] {
  const cooperative: number[] = [];
  const others: number[] = [];
  const isCooperative = identities.map((identity) => identity.evidence === 'cooperative');
  const isAnnounced = sensors.map(({ kind }) => kind === 'adsb' || kind === 'own-log');
  for (let row = 0; row < columns.count; row++) {
    const apart = isCooperative[columns.identity[row]!]! || isAnnounced[columns.sensor[row]!]!;
    (apart ? cooperative : others).push(row);
  }
  return [others, cooperative].filter((rows) => rows.length > 0);
}

/** One flight, as an analyst decided: neither time nor speed divides it. Wild positions are still left out of its path. */
function gatherTogether(
  columns: DetectionColumns,
  rows: readonly number[],
  uses: Uint8Array,
  systems: SensorSystems,
  settings: Settings,
): readonly Gathered[] {
  const isContradicted = plausibleMotions(columns, rows, uses, settings).some(({ contradicted }) => contradicted);
  const notes = ['An analyst decided that these detections are one flight.'];
  if (isContradicted)
    notes.push(
      `Some of its positions could not have been reached from the others at ${settings.implausibleSpeedMps} m/s.`,
    );
  return [{ tracks: splitTracks(columns, rows, systems), notes }];
}

function gatherNamed(
  columns: DetectionColumns,
  rows: readonly number[],
  uses: Uint8Array,
  systems: SensorSystems,
  settings: Settings,
): readonly Gathered[] {
  return plausibleMotions(columns, rows, uses, settings).flatMap((motion) => {
    const notes = motion.contradicted
      ? [
          `The same identity was reported at places that one aircraft could not have reached at ${settings.implausibleSpeedMps} m/s; they are kept as separate flights.`,
        ]
      : [];
    return stitch(columns, splitTracks(columns, motion.rows, systems), uses, settings).map((tracks) => ({
      tracks,
      notes,
    }));
  });
}

function gatherNameless(
  columns: DetectionColumns,
  rows: readonly number[],
  uses: Uint8Array,
  systems: SensorSystems,
  settings: Settings,
): readonly Gathered[] {
  const associated = [
    'Nothing in the record names the object: its detections were gathered by motion alone and may mix objects that flew close together.',
  ];
  const unplaced = [
    'Nothing in the record names the object or gives its position: detections were gathered by time alone and may be of several objects.',
  ];
  return systems.systems.flatMap(({ gapLimitS }, system) => {
    const own = rows.filter((row) => systems.systemOf[columns.sensor[row]!] === system);
    const placed = own.filter((row) => uses[row] === use.used);
    const others = own.filter((row) => uses[row] !== use.used);
    return [
      ...associate(columns, placed, gapLimitS, settings).map((chain) => ({
        tracks: [{ system, rows: chain }],
        notes: chain.length > 1 ? associated : [],
      })),
      ...splitTracks(columns, others, systems).map((track) => ({ tracks: [track], notes: unplaced })),
    ];
  });
}
