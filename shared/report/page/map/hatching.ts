import type { AreaRow } from '../../data/areas.ts';
import { html, type Markup } from '../html.ts';

/** Each status its own hatching, so that black and white tells them apart; no status, no hatching. */
export const areaPatterns: Markup = html`<pattern id="hatch-designated" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" stroke="#777" stroke-width="0.8"/></pattern>
<pattern id="hatch-pending" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="1.5" cy="1.5" r="0.6" fill="#777"/></pattern>
<pattern id="hatch-rescinded" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0V7" stroke="#aaa" stroke-width="0.5"/></pattern>`;

export const statusClass = (status: AreaRow['status']): string => status ?? 'none';

export const areaFill = (status: AreaRow['status']): string => (status === null ? 'none' : `url(#hatch-${status})`);

export function statusWords(status: AreaRow['status']): string {
  switch (status) {
    case 'designated':
      return 'area, designated';
    case 'pending':
      return 'area, designation pending';
    case 'rescinded':
      return 'area, designation rescinded';
    case null:
      return 'area, no designation on record';
  }
}
