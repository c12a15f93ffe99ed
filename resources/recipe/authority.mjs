// authority.json: the dated table of statutory authority, carried over once; from then on it is edited in place.
import { join } from 'node:path';
import { readJson, referenceFolder, writeOutput } from './lib/file.mjs';

const folder = referenceFolder('authority.json');
if (folder !== null) {
  const table = readJson(join(folder, '..', 'domain', 'authority.json'));
  const { hsgac_2022, ...sources } = renamed(table.sources);
  writeOutput('authority.json', { ...recited(table), sources: { hsgac_2022, ...sources } }, 'pretty');
}

/** The staff report is cited by its title, not by a file name. */
function renamed({ seed, ...sources }) {
  return {
    hsgac_2022: {
      title: 'HSGAC minority staff report, Addressing the Supply Chain of Synthetic Drugs in the United States',
      url: null,
      date: seed.date,
      kind: 'Senate committee staff report',
    },
    ...sources,
  };
}

function recited(table) {
  const text = JSON.stringify({ ...table, sources: null })
    .replaceAll('"seed"', '"hsgac_2022"')
    .replaceAll('Seed also states', 'The HSGAC minority staff report (Dec 2022) also states');
  return JSON.parse(text);
}
