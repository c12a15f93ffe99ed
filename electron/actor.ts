import { userInfo } from 'node:os';

/** The OS account, as named in every stored change. */
export function osAccount(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list, as in some containers, still has a number.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
