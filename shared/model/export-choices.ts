// Apart from the contract: pages must not load its schemas.

/** What can leave as a file. *flights* as GPX or Cursor on Target are the detections they were built of. */
export const exportKinds = ['detections', 'flights', 'incursions', 'crossings'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportFormats = ['csv', 'geojson', 'ndjson', 'kml', 'kmz', 'gpx', 'cot-xml'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Endings of file names, the usual one first. */
export const exportEndings: Readonly<Record<ExportFormat, readonly [string, ...string[]]>> = {
  csv: ['csv'],
  geojson: ['geojson', 'json'],
  ndjson: ['ndjson', 'jsonl'],
  kml: ['kml'],
  kmz: ['kmz'],
  gpx: ['gpx'],
  'cot-xml': ['xml', 'cot'],
};
