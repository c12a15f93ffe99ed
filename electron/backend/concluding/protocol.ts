import type { StoredElement } from '../../../shared/model/recorded-element.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { FlightRows } from '../../store/conclusions.ts';
import type { Pass } from '../../store/groups.ts';
import type { RuleRecords } from '../rule-records.ts';

/** What a concluding thread is started with. */
export interface ConcludingStart {
  /** Folder of the reference data. */
  readonly resources: string;
  /** `ReferenceFiles.digest`: the thread must have read the same files as the backend. */
  readonly referenceDigest: string;
}

/** What conclusions are drawn from besides the detections and the reference data: sent before the first task. */
export interface ConcludingRules {
  readonly records: RuleRecords;
  readonly elements: readonly StoredElement[];
  readonly settings: Settings;
}

/** The groups [from, to) of a pass; `pass` is sent with the first of its tasks, and meant until another one comes. */
export interface ConcludingTask {
  readonly task: number;
  readonly pass?: Pass;
  readonly from: number;
  readonly to: number;
}

/** Of one task: the flights of each of its groups. */
export interface ConcludedTask {
  readonly task: number;
  readonly flights: readonly (readonly FlightRows[])[];
}
