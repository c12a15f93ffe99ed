import { distanceText } from '../../shared/format/distances.ts';
import { compassPoint } from '../../shared/geo/compass.ts';
import type { Incursion } from '../../shared/model/conclusion.ts';
import { gradeWords } from '../../shared/model/words.ts';
import { Said } from './Said.tsx';

/** `2,140 m (1.33 mi) NNE of Del Rio`. */
export const NearestPlace = ({ place }: { readonly place: NonNullable<Incursion['nearestPlace']> }) => (
  <>
    {distanceText(place.distanceM)} {compassPoint(place.bearingDeg)} of <Said text={place.name} />
  </>
);

/** `Confirmed (computed)`. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A computed grade: shape, label and colour. Null: no grade, because there is no incursion. */
export const GradeBadge = ({ grade }: { readonly grade: Incursion['grade'] | null }) =>
  grade === null ? (
    <span className="badge">no grade</span>
  ) : (
    <span className={`badge grade-${grade}`}>{capital(gradeWords[grade].label)}</span>
  );
