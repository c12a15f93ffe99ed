import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { type AuthorityTable, authorityTableSchema } from '../../shared/eligibility/authority-table.ts';
import { buildReferenceData, type ReferenceData } from '../../shared/geo/locate.ts';

/** What every judgement refers to, as it came with the program. */
export interface ReferenceFiles {
  readonly geo: ReferenceData;
  readonly authority: AuthorityTable;
  /** The same as it stands in the file, parts that no rule reads included, and the SHA-256 of its canonical JSON. */
  readonly authorityContent: unknown;
  readonly authorityDigest: string;
  /** SHA-256 over the files that decide: border, its error, sectors, authority. */
  readonly digest: string;
  readonly line: {
    readonly name: string;
    readonly source: string;
    readonly vintage: string;
    readonly attribution: string;
    readonly notASurvey: string;
  };
  readonly sectors: readonly { readonly code: string; readonly name: string }[];
}

/** @throws when a file is missing or not what it should be: the installation is broken. */
export function readReferenceFiles(resources: string): ReferenceFiles {
  const hash = createHash('sha256');
  const read = (name: string): unknown => {
    const text = readFileSync(join(resources, name), 'utf8');
    hash.update(`${name}\n${text}\n`);
    return JSON.parse(text);
  };
  const border = read('border.json') as ReferenceFiles['line'];
  const sectors = read('sectors.json') as { sectors: { code: string; name: string }[] };
  const authorityContent = read('authority.json');
  const geo = buildReferenceData({
    border,
    borderError: read('border-error.json'),
    sectors,
    counties: read('counties.json'),
    portsOfEntry: read('ports-of-entry.json'),
    basemap: read('basemap.json'),
  });
  return {
    geo,
    authority: authorityTableSchema.parse(authorityContent),
    authorityContent,
    authorityDigest: createHash('sha256').update(canonicalJson(authorityContent)).digest('hex'),
    digest: hash.digest('hex'),
    line: {
      name: border.name,
      source: border.source,
      vintage: border.vintage,
      attribution: border.attribution,
      notASurvey: border.notASurvey,
    },
    sectors: sectors.sectors.map(({ code, name }) => ({ code, name })),
  };
}
