import type { AreaRow } from '../../data/areas.ts';
import type { Hatch } from './hatching.ts';

/** How an area of a designation status looks on the map, and what the legend calls it. */
export interface AreaSign {
  readonly hatch: Hatch;
  /** Class of its edge. */
  readonly edge: string;
  readonly words: string;
}

export function areaSign(status: AreaRow['status']): AreaSign {
  switch (status) {
    case 'designated':
      return { hatch: 'rising', edge: 'area-edge', words: 'area, designated' };
    case 'pending':
      return { hatch: 'dots', edge: 'area-edge pending', words: 'area, designation pending' };
    case 'rescinded':
      return { hatch: 'falling', edge: 'area-edge rescinded', words: 'area, designation rescinded' };
    case null:
      return { hatch: 'blank', edge: 'area-edge undesignated', words: 'area, no designation on record' };
  }
}
