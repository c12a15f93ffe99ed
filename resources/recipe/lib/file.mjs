// Reading packages and writing the outputs one folder up.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const outputs = new URL('../../', import.meta.url);

/** Path of a file inside an installed package. */
export const packageFile = (name) => require.resolve(name);
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
export const readOutput = (name) => readJson(new URL(name, outputs));

/** Writes one output and says its size. `shape` is 'compact', 'pretty', or 'rows': one line per entry of each list or table. */
export function writeOutput(name, value, shape = 'compact') {
  const write = { compact: JSON.stringify, pretty: (v) => JSON.stringify(v, null, 2), rows }[shape];
  const text = `${write(value)}\n`;
  writeFileSync(new URL(name, outputs), text);
  const kB = (n) => `${(n / 1000).toFixed(0)} kB`;
  console.log(`${name}: ${kB(Buffer.byteLength(text))}, ${kB(gzipSync(text, { level: 9 }).length)} gzipped`);
}

function rows(value) {
  const isTable = (v) =>
    typeof v === 'object' && v !== null && Object.values(v).some((x) => typeof x === 'object' && x !== null);
  const members = Object.entries(value).map(([key, v]) => {
    const name = JSON.stringify(key);
    if (!isTable(v)) return `  ${name}: ${JSON.stringify(v)}`;
    const lines = Array.isArray(v)
      ? v.map((x) => `    ${JSON.stringify(x)}`)
      : Object.entries(v).map(([k, x]) => `    ${JSON.stringify(k)}: ${JSON.stringify(x)}`);
    const [open, close] = Array.isArray(v) ? ['[', ']'] : ['{', '}'];
    return `  ${name}: ${open}\n${lines.join(',\n')}\n  ${close}`;
  });
  return `{\n${members.join(',\n')}\n}`;
}

/** The reference folder beside the project, given as the first argument; null, with a line saying so, when there is none. */
export function referenceFolder(script) {
  const folder = process.argv[2];
  if (folder !== undefined && existsSync(folder)) return folder;
  console.log(`${script}: skipped, no reference folder (give its path as the first argument)`);
  return null;
}
