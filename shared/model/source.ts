/** Where in which file a record stands. */
export interface RecordRef {
  /** Record number in the file, from 1. */
  readonly record: number;
  /** First byte of the record in the original file. */
  readonly byteStart: number;
  readonly byteLength: number;
}
