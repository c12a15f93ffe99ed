import { useMemo } from 'react';
import { decodeFloat64 } from '../../shared/contract/columns.ts';
import { type OwnReference, toOwnReference } from '../map/layers/own-reference.ts';
import type { Line } from '../resources.ts';
import { useAnswer } from './queries.ts';

/** What sides and sectors are judged by, and who loaded or set what of it. */
export const useReferenceData = () => useAnswer('reference.list', {});

const lineOf = ({ lng, lat }: { readonly lng: string; readonly lat: string }): Line => ({
  lng: decodeFloat64(lng),
  lat: decodeFloat64(lat),
});

/** The lines and outlines that persons have loaded, for the map; null until they are known. */
export function useOwnReference(): OwnReference | null {
  const { value } = useAnswer('reference.shapes', {});
  return useMemo(
    () =>
      value &&
      toOwnReference(
        value.lines.map(({ name, errorM, ...line }) => ({ name, errorM, line: lineOf(line) })),
        value.outlines.map(({ code, rings }) => ({ code, rings: rings.map(lineOf) })),
      ),
    [value],
  );
}
