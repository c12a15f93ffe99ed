import type { BasicId, RemoteIdSystem } from './message.ts';

/** An identity or an operator's place stays valid for so long: F3411 wants both sent at least every 3 s. */
export const JOIN_LIMIT_MS = 10_000;
/** Transmitters remembered at a time; addresses are changed at random, so old ones are forgotten. */
const MOST = 10_000;

export interface Remembered<T> {
  readonly value: T;
  /** Record that said so. */
  readonly record: number;
  readonly atMs: number;
}

interface Transmitter {
  ids: Remembered<readonly BasicId[]> | null;
  system: Remembered<RemoteIdSystem> | null;
  /** Until then two aircraft speak through this address, and nothing is joined. */
  disputedUntilMs: number;
}

/**
 * What each transmitter said last. Bluetooth legacy sends one message at a time, so who flies and where come apart; they belong
 * together when they come from one address within the limit, and only as long as that address names one aircraft.
 */
export class Transmitters {
  private readonly byAddress = new Map<string, Transmitter>();

  hearIds(address: string, ids: readonly BasicId[], record: number, atMs: number): void {
    const transmitter = this.of(address);
    const before = transmitter.ids;
    if (before !== null && isRecent(before, atMs) && namesOf(before.value) !== namesOf(ids)) {
      transmitter.disputedUntilMs = atMs + JOIN_LIMIT_MS;
      transmitter.system = null;
    }
    transmitter.ids = { value: ids, record, atMs };
  }

  hearSystem(address: string, system: RemoteIdSystem, record: number, atMs: number): void {
    this.of(address).system = { value: system, record, atMs };
  }

  /** Who the transmitter said it is, if that still holds at this time. */
  idsOf(address: string, atMs: number): Remembered<readonly BasicId[]> | null {
    const transmitter = this.byAddress.get(address);
    return transmitter?.ids != null && atMs >= transmitter.disputedUntilMs && isRecent(transmitter.ids, atMs)
      ? transmitter.ids
      : null;
  }

  systemOf(address: string, atMs: number): Remembered<RemoteIdSystem> | null {
    const transmitter = this.byAddress.get(address);
    return transmitter?.system != null && atMs >= transmitter.disputedUntilMs && isRecent(transmitter.system, atMs)
      ? transmitter.system
      : null;
  }

  private of(address: string): Transmitter {
    const known = this.byAddress.get(address);
    if (known !== undefined) return known;
    if (this.byAddress.size >= MOST) {
      for (const oldest of this.byAddress.keys()) {
        this.byAddress.delete(oldest);
        break;
      }
    }
    const transmitter: Transmitter = { ids: null, system: null, disputedUntilMs: Number.NEGATIVE_INFINITY };
    this.byAddress.set(address, transmitter);
    return transmitter;
  }
}

const isRecent = ({ atMs }: Remembered<unknown>, nowMs: number): boolean =>
  nowMs >= atMs && nowMs - atMs <= JOIN_LIMIT_MS;

const namesOf = (ids: readonly BasicId[]): string =>
  ids
    .map(({ idType, id }) => `${idType} ${id}`)
    .sort()
    .join('\n');
