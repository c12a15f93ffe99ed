import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a browser must show to be answered: made anew each time the host starts. */
export interface Secrets {
  /** In the address that is opened: 256 bits, hex. */
  readonly token: string;
  /** In the cookie which that address sets: another 256 bits, so that a history holds nothing that opens a running host. */
  readonly session: string;
}

export const makeSecrets = (): Secrets => ({
  token: randomBytes(32).toString('hex'),
  session: randomBytes(32).toString('hex'),
});

/** Compares secrets in a time that does not depend on where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The cookie of the host on a port: cookies do not tell ports apart, names do. */
export const cookieName = (port: number): string => `fenceline-${port}`;

export const sessionCookie = (port: number, session: string): string =>
  `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`;

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return null;
}

/** Why a request is refused; null when it may be answered. */
export type Refusal = 'host' | 'origin' | 'session';

export interface GuardOptions {
  readonly port: number;
  readonly secrets: Secrets;
}

/**
 * A page elsewhere that had its name resolved to this machine (DNS rebinding) shows by its Host; a page elsewhere that posts
 * here shows by its Origin or Sec-Fetch-Site. Only the exact address counts, not `localhost`, which another may answer.
 */
export function refusalOfAddress(request: IncomingMessage, { port }: Pick<GuardOptions, 'port'>): Refusal | null {
  const authority = `127.0.0.1:${port}`;
  if (request.headers.host !== authority) return 'host';
  const { origin } = request.headers;
  const changes = request.method !== 'GET';
  if (origin === undefined ? changes : origin !== `http://${authority}`) return 'origin';
  return null;
}

/** For everything but the opening address: asked by our own page or typed by the person, with the session's cookie. */
export function refusalOfSession(request: IncomingMessage, { port, secrets }: GuardOptions): Refusal | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin';
  const cookie = cookieOf(request, cookieName(port));
  return cookie !== null && equalSecrets(cookie, secrets.session) ? null : 'session';
}
