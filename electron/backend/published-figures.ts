import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedFiguresSchema, type Reply } from '../../shared/contract/contract.ts';

let known: Reply<'authority.published'> | undefined;

/**
 * Counts that others published. They decide nothing, so they are no part of the digest of the rules.
 * @throws when the file is missing or not what it should be: the installation is broken.
 */
export function readPublishedFigures(resources: string): Reply<'authority.published'> {
  known ??= publishedFiguresSchema.parse(JSON.parse(readFileSync(join(resources, 'published-figures.json'), 'utf8')));
  return known;
}
