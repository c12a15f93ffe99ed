import { reportHeaders } from '../content-policy.ts';

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem;color:#1b2733;background:#fff}' +
  'code{background:#eef2f5;padding:.1em .35em;border-radius:.2em}' +
  '@media(prefers-color-scheme:dark){body{color:#dfe7ee;background:#10181f}code{background:#1e2a34}}';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Fenceline</title><style>${style}</style></head>
<body>
<h1>This address no longer opens Fenceline</h1>
<p>Each start of Fenceline has an address of its own, and only the browser that opened it is let in.</p>
<p>Open it again with <code>npx fenceline app --browser</code>, or use the whole address that the running program printed,
with everything after the question mark.</p>
</body>
</html>
`;

/** What a browser without the running program's token sees: how to open it again, and nothing about what is inside. */
export const staleAddressNotice = { html: page, headers: reportHeaders(page) } as const;
