// Apart from the contract: pages must not load its schemas.

/** What flights can be counted by. */
export const statDimensions = [
  'sector',
  'month',
  'hour',
  'weekday',
  'sun',
  'border-km',
  'altitude',
  'duration',
  'model',
  'coverage',
  'review',
  'aircraft',
] as const;
export type StatDimension = (typeof statDimensions)[number];

export const statWords: Readonly<Record<StatDimension, { readonly label: string; readonly meaning: string }>> = {
  sector: { label: 'Sector', meaning: 'The sector of the flight.' },
  month: { label: 'Month (UTC)', meaning: 'The month in which the flight began, UTC.' },
  hour: { label: 'Hour (local)', meaning: 'The hour in which the flight began, by the local time of its sector.' },
  weekday: {
    label: 'Weekday (local)',
    meaning: 'The day of the week on which the flight began, by the local time of its sector.',
  },
  sun: {
    label: 'Day or night',
    meaning: 'Whether the sun was below the horizon at the middle of the flight’s box when it began.',
  },
  'border-km': {
    label: 'Border km',
    meaning: 'Distance along the built-in line from its Pacific end, in stretches of 50 km.',
  },
  altitude: {
    label: 'Highest altitude',
    meaning:
      'The highest altitude on record of the flight, in steps of 100 m, by datum: different datums are never mixed.',
  },
  duration: { label: 'Duration', meaning: 'From the first to the last detection, in steps of 10 minutes.' },
  model: { label: 'Make and model', meaning: 'As the aircraft or the sensor says.' },
  coverage: { label: 'Coverage state', meaning: 'The coverage state that matters most along the flight.' },
  review: { label: 'Review', meaning: 'What a person made of the flight.' },
  aircraft: {
    label: 'Repeat aircraft',
    meaning: 'The aircraft, by the identity it states; flights that state none are together.',
  },
};
