import type { Border } from '../geo/border.ts';
import type { StoredAcquisition } from '../model/acquisition.ts';
import type { Area, Designation } from '../model/area.ts';
import type { Eligibility, Flight, FlightPath, Side } from '../model/conclusion.ts';
import type { Deconfliction } from '../model/deconfliction.ts';
import type { IdentityFields } from '../model/detection.ts';
import type { IncidentContent, Withholding } from '../model/incident.ts';
import type { Position } from '../model/position.ts';
import type { QuestionKind } from '../model/reading.ts';
import type { Settings } from '../model/settings.ts';

/** Everything an incident summary is made of. The caller gathers it; `buildIncidentReport` decides what is said. */
export interface IncidentReportInput {
  readonly document: DocumentInput;
  /** What people wrote; null for the page of a flight for which no incident was opened. */
  readonly incident: IncidentInput | null;
  /** At least one, in order of time. */
  readonly flights: readonly FlightInput[];
  /** What is known of the sensors of the flights' tracks; a sensor that is missing here is printed "not recorded". */
  readonly sensors: readonly SensorInput[];
  /** The imports that detections refer to by index. */
  readonly sources: readonly SourceInput[];
  /** Areas that may show on the map or that a flight was in; those out of sight are left out by the builder. */
  readonly areas: readonly AreaInput[];
  /** The reference line in use, whole. */
  readonly border: Border;
  /** Lines loaded beside it, in order of name. */
  readonly loadedLines: readonly {
    readonly name: string;
    readonly source: string;
    /** 95 % bound on its error, metres. */
    readonly errorM: number;
    readonly vertices: readonly Position[];
  }[];
  /** Towns and ports that may show on the map; those out of sight are left out by the builder. */
  readonly places: readonly { readonly name: string; readonly position: Position }[];
  /** Sector code to name, "RGV" to "Rio Grande Valley Sector". A code without a name is printed as it is. */
  readonly sectorNames: Readonly<Record<string, string>>;
  /** As-of day of the authority table. */
  readonly authorityAsOf: string;
  /** Attribution of everything drawn or named besides the reference line (places, sectors, counties). */
  readonly attributions: readonly string[];
}

/** One flight of the page. */
export interface FlightInput {
  readonly flight: Flight;
  readonly path: FlightPath;
  /** The detections of the path: same number, same order. */
  readonly detections: readonly ReportDetection[];
  /** Detections of the flight that are not on the path (no position, or none of the aircraft's), in order of time. */
  readonly unplaced: readonly ReportDetection[];
  /** Every distinct identity that the flight's detections state, as recorded. */
  readonly identities: readonly IdentityFields[];
  /** Of the flight's incursions, any order. */
  readonly eligibilities: readonly Eligibility[];
  /** `locate` of `mainPosition(flight, path)`; null for a flight without positions. */
  readonly place: PlaceInput | null;
  /** `locate` of each crossing's position, in the order of `flight.crossings`. */
  readonly crossingPlaces: readonly PlaceInput[];
  /** How the result changes under other settings, where that was computed. */
  readonly sensitivity: readonly { readonly label: string; readonly sentence: string }[];
  /** What cooperative traffic on record says about the flight, with the record of the other's position; null when not asked. */
  readonly deconfliction: DeconflictionInput | null;
  /** The settings the flight was concluded with. */
  readonly settings: Settings;
  /** What the records say of the operator and the launch place. Printed only where it is not withheld. */
  readonly operator: OperatorInput;
  /** How the flight differs from what the incident was opened with, a sentence each; empty when it does not. */
  readonly changedSince: readonly string[];
  /** Edits of analysts that the flight rests on, a sentence each; what the result is without them stands in `sensitivity`. */
  readonly edits: readonly string[];
}

export interface OperatorInput {
  /** Distinct, in order of appearance. */
  readonly ids: readonly string[];
  /** Distinct stated places, in order of appearance. Self-reported. */
  readonly places: readonly { readonly kind: 'operator' | 'launch or home'; readonly position: Position }[];
}

/** What people wrote about it. */
export interface IncidentInput {
  readonly id: string;
  /** A number given away from the others, by a laptop's own prefix. */
  readonly provisional: boolean;
  readonly sector: string;
  readonly openedAtMs: number;
  readonly openedBy: string;
  readonly revision: number;
  readonly content: IncidentContent;
}

/** The page as a document. */
export interface DocumentInput {
  /** As printed, e.g. "RGV-2026-0007". */
  readonly number: string;
  /** From 1. */
  readonly version: number;
  readonly supersedes: { readonly version: number; readonly dataDigest: string } | null;
  /** Top and bottom of every page, in the user's words; null prints none. */
  readonly marking: string | null;
  /** Whether the workspace is synthetic; a flight that is makes the page so too. */
  readonly synthetic: boolean;
  readonly preparedBy: PersonInput;
  /** A second named person; null makes the page a draft. */
  readonly reviewedBy: (PersonInput & { readonly atMs: number }) | null;
  readonly madeAtMs: number;
  /** Program and version that makes the page, e.g. "Fenceline 0.1.0". */
  readonly program: string;
  /** IANA zone of the place, e.g. "America/Chicago". */
  readonly localZone: string;
  readonly pageSize: 'letter' | 'a4';
  /** Whether the determination annex is printed; that it exists is always said. */
  readonly annex: boolean;
  /** What is left out of this copy. The data holds nothing of it either. */
  readonly withheld: readonly Withholding[];
}

/** Names are as entered; the account is the operating system's. No claim of authentication is made from either. */
export interface PersonInput {
  readonly name: string;
  readonly account: string;
}

/** A detection and every record it was read from. */
export interface ReportDetection {
  readonly id: string;
  /** `source` is an index into `sources`; `record` the record number in that file, from 1. At least one. */
  readonly records: readonly { readonly source: number; readonly record: number }[];
}

export interface SensorInput {
  readonly sensorId: string;
  readonly makeModel: string | null;
  readonly serial: string | null;
  /** Seconds to add to the sensor's clock, and the error left, when someone verified it; else null. */
  readonly clock: { readonly offsetS: number; readonly errorS: number } | null;
  /** Date and authority of the last calibration, in the profile's words. */
  readonly calibration: string | null;
  /** Where its records say that it stood, distinct, in order of appearance. Printed only where it is not withheld. */
  readonly positions: readonly Position[];
}

export interface SourceInput {
  readonly importId: string;
  /** File name without folders. */
  readonly file: string;
  readonly sha256: string;
  /** Of the member of a container that was read, `sha256` and `bytes` being the container's; null for a file. */
  readonly memberSha256: string | null;
  readonly bytes: number;
  readonly formatLabel: string;
  readonly readerId: string;
  readonly readerVersion: number;
  readonly importedAtMs: number;
  readonly actor: string;
  /** Of the whole file, all objects. */
  readonly records: number;
  readonly quarantined: number;
  readonly skipped: number;
  /** Zone taken for times that state none; null when every time stated its zone. */
  readonly assumedZone: string | null;
  /** The sensor profile it was read by, and its version; null: none. */
  readonly profile: { readonly name: string; readonly version: number } | null;
  /** What was taken without anybody saying so, a sentence each: such a reading is provisional. */
  readonly assumptions: readonly { readonly kind: QuestionKind; readonly sentence: string }[];
  /** How the file came into our hands, as it was last noted; null: nothing was noted. */
  readonly acquisition: StoredAcquisition | null;
}

export interface AreaInput {
  readonly area: Area;
  /** The designation in force or pending at the time of the flight; null when none is on record. */
  readonly designation: Designation | null;
}

/** A place as `locate` describes it; the contract's reply fits. */
export interface PlaceInput {
  readonly lat: number;
  readonly lng: number;
  readonly side: Side;
  readonly borderKm: number | null;
  readonly segment: string | null;
  readonly borderErrorM: number | null;
  readonly sector: string | null;
  readonly sectorDisputed: boolean;
  readonly county: string | null;
  readonly state: string | null;
  readonly judicialDistrict: string | null;
  /** `bearingDeg` is from the named place to the position, clockwise from true north. */
  readonly nearest: { readonly name: string; readonly distanceM: number; readonly bearingDeg: number } | null;
  readonly mgrs: string | null;
}

/** Evidence for friendly deconfliction. It decides nothing. */
export interface DeconflictionInput extends Pick<Deconfliction, 'state' | 'nearest' | 'sentence'> {
  /** The other's position as its file states it; null without one. */
  readonly other: { readonly detectionId: string; readonly file: string; readonly record: number } | null;
}
