import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';

const shared = join(import.meta.dirname, '../../../shared');

/** Every regular expression written in the readers and writers, with the file it stands in. */
function expressions(): { file: string; source: string; flags: string }[] {
  const found: { file: string; source: string; flags: string }[] = [];
  for (const folder of ['formats', 'time']) {
    for (const name of readdirSync(join(shared, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const file = join(folder, name);
      const { program } = parseSync(name, readFileSync(join(shared, file), 'utf8'));
      new Visitor({
        Literal(node) {
          if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
        },
      }).visit(program);
    }
  }
  return found;
}

/** Of this process: what else the machine does must not count. */
const cpuMs = () => process.cpuUsage().user / 1000;

const LENGTH = 50_000;
const pieces = [
  'a',
  'A',
  '0',
  '9',
  ' ',
  '\t',
  '-',
  '+',
  '.',
  ',',
  ':',
  '/',
  "'",
  '"',
  '(',
  ')',
  '[',
  '<',
  '&',
  '_',
  '=',
  'é',
  '\ue080',
  '{',
  '\n',
];
const pairs = [
  '1.',
  '1,',
  '0 ',
  ' 0',
  'a ',
  'aA',
  'Aa',
  'a-',
  '1-',
  '(a',
  'a)',
  '"a',
  "'=",
  '<a',
  '1:',
  ': ',
  '- ',
  '00:00 ',
  '2024-01-01 ',
  '1/2/',
  'a_',
];
const starts = [
  '',
  '1',
  '-1',
  '2024-01-01T',
  '1/1/2024 ',
  'a-b',
  '"',
  "'",
  '<',
  '(',
  '[',
  ':',
  'Jan 1, 2024 ',
  'drone-',
  'RID.',
  '< ',
];
const ends = ['', 'x', '!', '\u0000', '=', '}'];

test('no regular expression of the readers can be made slow', () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(30);
  for (const { file, source, flags } of all) {
    for (const filler of [...pieces, ...pairs]) {
      for (const start of starts) {
        const text =
          start + filler.repeat(LENGTH / filler.length) + ends[(filler.length + start.length) % ends.length]!;
        const expression = new RegExp(source, flags);
        const began = cpuMs();
        text.replace(expression, '');
        // A quadratic expression takes seconds.
        expect(cpuMs() - began, `${file}: /${source}/ on ${JSON.stringify(start + filler)}…`).toBeLessThan(250);
      }
    }
  }
});
