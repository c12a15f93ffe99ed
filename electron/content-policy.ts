import { createHash } from 'node:crypto';

/**
 * What the two kinds of page may load, for both shells (Electron's own scheme and the loopback host). Sent as headers with
 * every reply, never as a meta tag that hostile content could precede. No `unsafe-*` anywhere.
 */

const policy = (directives: readonly string[]): string => directives.join('; ');

/** The window's own pages. The pages install the one Trusted Types policy, `default`, which lets through no data. */
export const pagePolicy = policy([
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
]);

const styleElement = /<style[^>]*>([\s\S]*?)<\/style>/g;

/** The stylesheet of a report page, allowed by its hash: anything else that styles, loads or runs is refused. */
const styleSource = (html: string): string => {
  const sheets = [...html.matchAll(styleElement)].map((match) => match[1] ?? '');
  const [sheet] = sheets;
  // A stored page has one stylesheet; were there two, neither would apply and the page would be seen to be wrong.
  if (sheet === undefined || sheets.length > 1) return "'none'";
  return `'sha256-${createHash('sha256').update(sheet, 'utf8').digest('base64')}'`;
};

/** A report page: static, shown only in a frame of our own window. */
export const reportPolicy = (html: string): string =>
  policy([
    "default-src 'none'",
    `style-src ${styleSource(html)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]);

/** Sent with every reply of both shells, whatever it is. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
};

export const pageHeaders = (type: string): Record<string, string> => ({
  ...commonHeaders,
  'Content-Type': type,
  'Content-Security-Policy': pagePolicy,
});

export const reportHeaders = (html: string): Record<string, string> => ({
  ...commonHeaders,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': reportPolicy(html),
});

/** A file that is kept, never shown: nothing in it is a page here. */
export const downloadHeaders = (fileName: string): Record<string, string> => ({
  ...commonHeaders,
  'Content-Type': 'application/octet-stream',
  'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  'Content-Security-Policy': "default-src 'none'; sandbox",
});
