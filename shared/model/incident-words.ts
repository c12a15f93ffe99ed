// The closed lists of an incident and their words, apart from the schemas: the window needs the words, not the checking.

interface Word {
  /** Fits a table cell. */
  readonly label: string;
  /** One sentence, fit to be printed beside the label. */
  readonly meaning: string;
}

export const incidentStatuses = ['open', 'for-review', 'closed', 'merged'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const statusWords: Readonly<Record<IncidentStatus, Word>> = {
  open: { label: 'open', meaning: 'Being worked on.' },
  'for-review': { label: 'for review', meaning: 'Ready for a second named person to review.' },
  closed: { label: 'closed', meaning: 'Work on it has ended. It can be opened again.' },
  merged: { label: 'merged', meaning: 'Continued under another number. It keeps its own and is not edited any more.' },
};

/** Of 6 U.S.C. 124n(b)(1); words of `resources/authority.json`, shortened. */
export const actionParagraphs = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type ActionParagraph = (typeof actionParagraphs)[number];

export const actionWords: Readonly<Record<ActionParagraph, Word>> = {
  A: {
    label: 'detect, identify, monitor and track',
    meaning: 'Detect, identify, monitor and track it, including by intercept of a communication used to control it.',
  },
  B: { label: 'warn', meaning: 'Warn the operator, by any of the means that the paragraph names.' },
  C: { label: 'disrupt control', meaning: 'Disrupt control, including by interfering with communications.' },
  D: { label: 'seize or exercise control', meaning: 'Seize or exercise control of the aircraft.' },
  E: { label: 'seize or confiscate', meaning: 'Seize or otherwise confiscate the aircraft.' },
  F: { label: 'reasonable force', meaning: 'Use reasonable force, if necessary, to disable, damage or destroy it.' },
};

/** Of a seizure. `count` is for what is counted, not weighed. */
export const weightUnits = ['kg', 'g', 'lb', 'oz', 'count'] as const;
export type WeightUnit = (typeof weightUnits)[number];

export const linkKinds = ['related', 'merged-into', 'merged-from'] as const;
export type LinkKind = (typeof linkKinds)[number];

export const linkWords: Readonly<Record<LinkKind, string>> = {
  related: 'related to',
  'merged-into': 'continued as',
  'merged-from': 'took over',
};

/** What a page can leave out, each by itself; left out unless a person chooses to show it. */
export const withholdings = ['sensor-positions', 'area-edges', 'operator', 'custody-numbers'] as const;
export type Withholding = (typeof withholdings)[number];

export const withholdingWords: Readonly<Record<Withholding, Word>> = {
  'sensor-positions': { label: 'sensor positions', meaning: 'Where the sensors stand.' },
  'area-edges': { label: 'area edges', meaning: 'The outlines of areas of responsibility.' },
  operator: { label: 'operator position and identity', meaning: 'Where the operator or launch place is, and its ID.' },
  'custody-numbers': { label: 'custody numbers', meaning: 'Numbers of custody receipts for seizures.' },
};

/** Fields of an incident, as its history names them. */
export const incidentFieldWords: Readonly<Record<string, string>> = {
  title: 'title',
  status: 'status',
  assignedTo: 'assigned to',
  preparedBy: 'prepared by',
  narrative: 'narrative',
  disposition: 'disposition',
  actions: 'actions as reported',
  effects: 'effects',
  coordination: 'FAA coordination',
  seizures: 'seizures',
  hold: 'hold',
  links: 'links',
  attachments: 'attachments',
  flights: 'flights',
};
