import { buildSectors } from '../../../shared/geo/sectors.ts';
import { readResource } from '../geo/support.ts';

export const builtInSectors = buildSectors(readResource('sectors.json'));
