import { otherPurposesSince } from '../../model/words.ts';

/** What exactly a comparison of scenarios counts: sentences printed beside its figures. */
export const scenarioDefinitions: readonly string[] = [
  'A scenario is a supposition about designations. Nothing in it is on the record, and nothing is concluded under it.',
  'Incursions are presences of one flight on the US side, come from Mexico, by computed grade; grades are never summed. Presences without an origin on the record are counted by themselves (origin unknown), as are those of flights that are outbound, from the US or undetermined (other presence).',
  'An incursion changes when the coverage state it was in for longest differs between the two scenarios; a flight, when the one it was in for longest over all its presences does.',
  'Seconds are those on the US side, observed and across gaps, by the coverage state of every position; a position changes when its state does. They stand under sector and month of the incursion they belong to.',
  'Sector is where the incursion crossed or began; month and day are US Eastern, of its first moment on the US side (of the flight’s first detection where there is no incursion).',
  `Events before and from ${otherPurposesSince} are kept apart: since that day the statute names other purposes, and outside reads “outside; another purpose may apply”.`,
  'Where flights of different sensors may be one aircraft, “at least” counts them once.',
  'Authority, reference lines, positions and grades are the same in both scenarios. Not an order and not legal advice; other law not assessed.',
];
