import { z } from 'zod';
import { degreeDecimals } from '../../format/coordinates.ts';
import { roundTo } from '../../format/numbers.ts';
import { sides } from '../../model/conclusion.ts';
import type { PlaceInput } from '../input.ts';
import type { ReportContext } from './context.ts';
import { type Text, textSchema } from './text.ts';
import { namedPlaceNear, nearText } from './wording.ts';

/** Where the main place of the flight lies, for every jurisdiction that may ask. Null members are printed "not known". */
export const placeSchema = z.strictObject({
  /** What the place is of: "deepest point of the incursion". */
  of: z.string(),
  /** [lng, lat], degrees to five decimals. */
  position: z.tuple([z.number(), z.number()]),
  mgrs: z.string().nullable(),
  side: z.enum(sides),
  county: z.string().nullable(),
  state: z.string().nullable(),
  judicialDistrict: z.string().nullable(),
  sector: z.string().nullable(),
  sectorDisputed: z.boolean(),
  borderKm: z.number().nullable(),
  segment: z.string().nullable(),
  nearest: textSchema.nullable(),
});
export type PlaceData = z.infer<typeof placeSchema>;

export function placeData({ input, main, path }: ReportContext): PlaceData | null {
  const { place } = input;
  if (place === null) return null;
  const outermost = path.distanceM.some((distance) => !Number.isNaN(distance));
  const of =
    main !== null
      ? 'the deepest point of the incursion'
      : outermost
        ? 'the position farthest toward the US'
        : 'the first position';
  return {
    of,
    position: printedPosition([place.lng, place.lat]),
    mgrs: place.mgrs,
    side: place.side,
    county: place.county,
    state: place.state,
    judicialDistrict: place.judicialDistrict,
    sector: sectorName(input.sectorNames, place.sector),
    sectorDisputed: place.sectorDisputed,
    borderKm: place.borderKm === null ? null : roundTo(place.borderKm, 1),
    segment: place.segment,
    nearest: nearestText(place),
  };
}

function nearestText(place: PlaceInput): Text | null {
  const nearest = namedPlaceNear(place);
  return nearest === null ? null : nearText(nearest);
}

/** A position to the decimals it is printed with. */
export const printedPosition = ([lng, lat]: readonly [number, number]): [number, number] => [
  roundTo(lng, degreeDecimals),
  roundTo(lat, degreeDecimals),
];

/** "Rio Grande Valley Sector (RGV)"; a code without a name as it is. */
export function sectorName(names: Readonly<Record<string, string>>, code: string | null): string | null {
  if (code === null) return null;
  const name = Object.hasOwn(names, code) ? names[code] : undefined;
  return name === undefined ? code : `${name} (${code})`;
}
