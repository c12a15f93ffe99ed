// What `npm test` runs: types and lint, the build, then every test. One failing step fails the whole.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const run = (script, args) => {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

run('bin/check.mjs', []);
run('bin/build.mjs', ['--if-stale']);
run('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
