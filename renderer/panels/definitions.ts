/** What each number of the headline counts, as it may be printed beside it. The meanings are those of the design's section 2. */
export const headlineDefinitions = {
  confirmed:
    'Incursions whose computed probability is at least 0.95: one presence of one flight on the US side, come from Mexico. A range where flights of different sensors may be one aircraft: the lower number counts those once. Computed, not reviewed by a person. Grades are never added together.',
  flights:
    'Flights: one sortie of one aircraft, with evidence that it is a UAS. Tracks of one identity up to 10 minutes apart are joined; several sensors are merged.',
  aircraft:
    'Distinct aircraft, by serial or registration, behind the incursions confirmed (computed). At least: an aircraft that states no identity is not counted.',
  originUnknown:
    'Flights seen on the US side with nothing on the record that shows where they came from. Counted by themselves, never as incursions.',
  undetermined: 'Flights whose positions cannot say on which side of the border they were.',
} as const;
