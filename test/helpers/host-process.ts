import { runHost } from '../../electron/app.ts';

/** `node host-process.ts ROOT`: the loopback host over a program folder made for a test. */
const [root = ''] = process.argv.slice(2);
process.exitCode = await runHost(
  { root, resources: root, renderer: `${root}/.build/renderer`, programs: `${root}/.build/node` },
  { workspace: 'any', browser: true, say: (line) => void process.stderr.write(`${line}\n`) },
);
