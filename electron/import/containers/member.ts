import type { ContainerKind } from '../../../shared/model/container.ts';
import type { Failure } from '../../../shared/result.ts';

/** One thing within a container that is read as if it were a file of its own. */
export interface Member {
  /** Path within the container; for a sheet, its name. Archives within archives count as folders. Never used as a path on a disk. */
  readonly name: string;
  /** Unpacked bytes; null while only reading it tells. */
  readonly bytes: number | null;
  /**
   * Its bytes, in order, in chunks that are the receiver's. Throws `MemberDamaged` when they are not those that were checked.
   */
  open(): AsyncIterable<Buffer>;
  /** Record number of the record that begins at this byte, for members whose rows have numbers of their own. */
  readonly recordAt?: (byteStart: number) => number;
}

/** A container whose structure and every member was checked. */
export interface Unwrapped {
  readonly kind: ContainerKind;
  readonly members: readonly Member[];
  /** Members that hold no records by their kind: pictures, an archive's own list. */
  readonly passedOver: readonly { readonly member: string; readonly reason: string }[];
  /** Members that might hold records and cannot be read. */
  readonly refused: readonly { readonly member: string; readonly failure: Failure }[];
  close(): Promise<void>;
}

/** A container that is refused as a whole, with the sentence for it. Caught once, where containers are unwrapped. */
export class ContainerRefused extends Error {
  override readonly name = 'ContainerRefused';
  readonly code: 'refused' | 'too-large' | 'truncated-file' | 'wrong-format' | 'nothing-usable';

  constructor(code: ContainerRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** A member that cannot be read, or is no longer what was checked. */
export class MemberDamaged extends Error {
  override readonly name = 'MemberDamaged';
}

/** Counts what the archives of one file hold together. */
export interface Budget {
  members: number;
  bytes: number;
}
