/** Why a record was not used, or was used with a doubt. Closed list; the sentence for each is in `issueSentences`. */
export const issueCodes = [
  'parse-error',
  'too-few-fields',
  'too-many-fields',
  'no-time',
  'bad-time',
  'ambiguous-time',
  'future-time',
  'no-position',
  'zero-position',
  'out-of-range',
  'bad-number',
  'sensor-position-suspected',
  'bad-crc',
  'frame-contradiction',
  'unknown-frame',
  'not-a-detection',
  'sentinel-only',
  'record-too-long',
  'id-collision',
  'assumed-zone',
  'encoding-assumed',
  'wrapped-altitude',
  'joined-identity',
  'half-character',
  'implausible-speed',
] as const;

export type IssueCode = (typeof issueCodes)[number];

/** Something wrong in the data: travels with the results, is stored, counted, shown and printed. */
export interface Issue {
  readonly code: IssueCode;
  readonly field?: string;
  /** What was found, in words short enough for a table cell. */
  readonly found?: string;
}

/** One sentence per code, for a person who has the file but not the code list. */
export const issueSentences: Readonly<Record<IssueCode, string>> = {
  'parse-error': 'The record is not well-formed.',
  'too-few-fields': 'The row has fewer fields than the header.',
  'too-many-fields': 'The row has more fields than the header.',
  'no-time': 'The record has no time.',
  'bad-time': 'The time cannot be read.',
  'ambiguous-time': 'The time could mean two different instants.',
  'future-time': 'The time lies in the future.',
  'no-position': 'The record has no position.',
  'zero-position': 'The position is 0/0, which means no fix.',
  'out-of-range': 'A value is outside the range it can have.',
  'bad-number': 'A field that must be a number is not one.',
  'sensor-position-suspected': "The position equals the sensor's own; it may not be the aircraft's.",
  'bad-crc': 'The checksum of the message does not match.',
  'frame-contradiction': 'The declared coordinate frame contradicts the numbers.',
  'unknown-frame': 'The coordinate frame is not known.',
  'not-a-detection': 'The record is not a detection.',
  'sentinel-only': 'Every value of the record means “unknown”.',
  'record-too-long': 'The record is longer than the limit.',
  'id-collision': 'Two different detections have the same content id.',
  'assumed-zone': 'The time has no zone; UTC was assumed.',
  'encoding-assumed': 'The text is not UTF-8; Windows-1252 was assumed.',
  'wrapped-altitude': 'The altitude wrapped around at 65,536 and was unwrapped.',
  'implausible-speed': 'The object could not have come there from its position before: over 100 m/s.',
  'half-character': 'A text holds half a character, which cannot be stored as it is.',
  'joined-identity': 'The identity comes from an earlier message of the same transmitter.',
};
