import { areasPart } from './areas-part.ts';
import { authorityPart } from './authority-part.ts';
import type { KitPart } from './part.ts';
import { profilesPart } from './profiles-part.ts';

/** Everything a kit can hold, in the order it is stored and shown. Each part knows its own data; here they are alike. */
export const kitParts = [areasPart, authorityPart, profilesPart] as unknown as readonly KitPart<unknown>[];
