import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure } from './child.ts';
import { type CsvFile, columns } from './csv-file.ts';

/** As `bin/fenceline.cjs` runs it. */
const { NODE_ARGUMENTS } = createRequire(import.meta.url)('../../bin/node-arguments.cjs') as {
  readonly NODE_ARGUMENTS: readonly string[];
};

/** One way to import a file into a new database, from the start of its process to the end. */
export interface Contender {
  readonly name: string;
  run(file: CsvFile): Promise<Measured>;
}

/** A folder that lasts as long as the work. */
async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The yardstick: the file into one typed table, with the journal and synchronous settings of a workspace. */
export const sqliteImport: Contender = {
  name: 'sqlite3 .import',
  run: (file) =>
    inScratch(async (folder) => {
      const table = columns.map(([name, type]) => `${quoted(name)} ${type}`).join(', ');
      const script = [
        '.bail on',
        'PRAGMA page_size = 8192;',
        'PRAGMA journal_mode = WAL;',
        'PRAGMA synchronous = FULL;',
        `CREATE TABLE detection (${table});`,
        `.import --csv --skip 1 ${quoted(file.path)} detection`,
        'SELECT count(*) FROM detection;',
        '',
      ].join('\n');
      const measured = await measure('sqlite3', [join(folder, 'yardstick.db')], script);
      if (!measured.stdout.includes(`\n${file.rows}\n`))
        throw new Error(`sqlite3 imported something else: ${measured.stdout}`);
      return measured;
    }),
};

/**
 * The product as a person runs it: hash, evidence copy, validation, provenance, rows, indexes, tracks, classification.
 * @param cli path of the built command line
 */
export const fencelineImport = (cli: string): Contender => ({
  name: 'fenceline import',
  run: (file) =>
    inScratch(async (folder) => {
      const measured = await measure(process.execPath, [
        ...NODE_ARGUMENTS,
        cli,
        '--workspace',
        folder,
        'import',
        file.path,
        '--json',
      ]);
      const [imported] = (JSON.parse(measured.stdout) as { files: { detections: number; quarantined: number }[] })
        .files;
      if (imported?.detections !== file.rows) throw new Error(`Fenceline imported something else: ${measured.stdout}`);
      return measured;
    }),
});
