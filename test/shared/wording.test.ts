import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

// What Fenceline never says, on screen, on paper and at the command line: every text in the program's source is looked at, also
// those that no test happens to show. What a table of facts quotes from others (resources/) is not our word.

const root = join(import.meta.dirname, '../..');

interface Said {
  readonly where: string;
  readonly text: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, folder, name));
}

/** Every text a source file can say: literals, parts of templates, text between elements. */
function textsOf(path: string): Said[] {
  const source = readFileSync(path, 'utf8');
  const { program, errors } = parseSync(path, source);
  expect(errors, path).toEqual([]);
  const said: Said[] = [];
  const add = (start: number, text: string) => {
    const line = source.slice(0, start).split('\n').length;
    said.push({ where: `${relative(root, path)}:${line}`, text: text.replaceAll(/\s+/g, ' ') });
  };
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string') add(node.start, node.value);
    },
    TemplateElement(node) {
      add(node.start, node.value.cooked ?? node.value.raw);
    },
    JSXText(node) {
      add(node.start, node.value);
    },
  }).visit(program);
  return said;
}

const spoken = ['shared', 'electron', 'renderer'].flatMap(sources).flatMap(textsOf);
const documents: Said[] = ['README.md', 'docs/command-line.md', 'CHANGELOG.md'].flatMap((name) =>
  readFileSync(join(root, name), 'utf8')
    .split('\n')
    .map((text, i) => ({ where: `${name}:${i + 1}`, text })),
);

/** What is said by none of these texts. */
const never: readonly [what: string, RegExp][] = [
  ['that nobody could act', /\b(nobody|no one|no-one) (could|can|was able to) act\b/i],
  ['that something is illegal or unlawful', /\b(illegal|unlawful|criminal)/i],
  ['what it carried or for whom', /\b(smuggl|cartel|narco|traffick)/i],
  ['what somebody meant', /\b(intentional|deliberate|hostile intent|malicious)/i],
  [
    'an order or a permission',
    /\b(you|agents?|officers?) (may|must|shall|should) (act|engage|jam|seize|disable|shoot|mitigate)\b/i,
  ],
  ['that somebody is authorized to act', /\b(authori[sz]ed|cleared|permitted) to (act|engage|mitigate|disable)\b/i],
  ['that an element or result is proven', /\bproven\b/i],
];

const found = (texts: readonly Said[], pattern: RegExp): string[] =>
  texts.filter(({ text }) => pattern.test(text)).map(({ where, text }) => `${where}: ${text}`);

describe('Fenceline never says', () => {
  test.each(never)('%s', (_, pattern) => {
    expect(found([...spoken, ...documents], pattern)).toEqual([]);
  });

  test('“confirmed” without “computed”: a grade is no person’s decision', () => {
    const prose = spoken.filter(({ text }) => /\bconfirmed\b/i.test(text) && /\s/.test(text.trim()));
    expect(prose.length).toBeGreaterThan(3);
    expect(
      prose
        .filter(({ text }) => !/comput|SELECT|WHERE|by a person|nobody confirmed/.test(text))
        .map(({ where, text }) => `${where}: ${text}`),
    ).toEqual([]);
  });

  test('legal advice, but to say that it gives none', () => {
    const advice = spoken.filter(({ text }) => /legal advice/i.test(text));
    expect(advice.length).toBeGreaterThan(1);
    expect(
      advice.filter(({ text }) => !/\b(no|not|never|nor|no order and no) (\w+ )*legal advice/i.test(text)),
    ).toEqual([]);
  });
});

test('where there is no basis it says exactly what was looked at, and that other law was not', () => {
  const basis = spoken.filter(({ text }) => /no 124n covered-asset basis on record[.;]/i.test(text));
  expect(basis.length).toBeGreaterThan(1);
  expect(basis.filter(({ text }) => !/other law not assessed/.test(text))).toEqual([]);
});

test('the rule itself finds what it should', () => {
  const bad = { where: 'here', text: 'An illegal flight; nobody could act. You may engage.' };
  const hits = never.filter(([, pattern]) => found([bad], pattern).length > 0);
  expect(hits.map(([what]) => what)).toEqual([
    'that nobody could act',
    'that something is illegal or unlawful',
    'an order or a permission',
  ]);
});
