import type { Backend } from '../../electron/backend/backend.ts';
import type { WorkspaceStatus } from '../../shared/contract/contract.ts';
import { fail, ok } from '../../shared/result.ts';

/** The status of a workspace with nothing in it. */
export const emptyStatus: WorkspaceStatus = {
  name: 'empty',
  synthetic: false,
  example: false,
  revision: 0,
  counts: {
    imports: 0,
    detections: 0,
    quarantined: 0,
    flights: 0,
    incursions: { confirmed: 0, probable: 0, possible: 0, confirmedAtLeast: 0 },
    aircraftAtLeast: 0,
    originUnknown: 0,
    undetermined: 0,
    crossings: 0,
    areas: 0,
  },
  firstMs: null,
  lastMs: null,
  bbox: null,
  referenceLine: { name: 'line', vintage: '2026', attribution: 'nobody', notASurvey: 'Not a survey.' },
  authorityAsOf: '2026-01-01',
  settingsVersion: '1',
  actor: 'tester',
  version: 'test',
  sectors: [],
};

/** A report page as the report writer makes them: static, one stylesheet, with what must not run or load added. */
export const hostileReport = `<!doctype html>
<html lang="en"><head><title>Incident</title><style>@page { size: A4 } h1 { color: rgb(1, 2, 3) }</style></head>
<body><h1>Incident summary</h1><p id="p" style="color: rgb(9, 9, 9)">Facts</p>
<img alt="remote" src="http://192.0.2.1/pixel.png"><script>document.title = 'ran'</script>
<table><tr><th>Element</th><td>met</td></tr></table></body></html>`;

/**
 * A backend without a workspace. Its `trace` does what its code says, so that a test can make a process fail: `throw`, `exit`,
 * `never`.
 */
export function fakeBackend(): Backend {
  const handlers: Partial<Backend['handlers']> = {
    'workspace.status': () => ok(emptyStatus),
    trace: ({ code }) => {
      if (code === 'throw') throw new Error('a mistake at 31.7, -106.4');
      if (code === 'exit') process.exit(7);
      if (code === 'never') return new Promise(() => {});
      return fail('not-found', `There is no figure ${code}.`);
    },
  };
  return {
    handlers: handlers as Backend['handlers'],
    offerFile: (path, displayName, removeAfter) => `handle of ${displayName} at ${path}${removeAfter ? ', ours' : ''}`,
    madeFile: () => fail('not-found', 'There is no such file.'),
    reportHtml: (reportId) =>
      reportId === 'r1' ? ok(hostileReport) : fail('not-found', `There is no report ${reportId}.`),
    recordFile: async ({ reportId, sha256 }) => ok({ name: `${reportId}.pdf`, sidecar: JSON.stringify({ sha256 }) }),
    close: async () => {},
  };
}
