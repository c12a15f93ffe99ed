import { type ComponentType, lazy } from 'react';
import type { IconName } from '../panels/Icon.tsx';
import { MapSide } from '../panels/MapSide.tsx';

/**
 * What a person can turn to, in the order of the rail at the left edge.
 *
 * `side`: the panel stands where filters and layers do, and the map, the lists and the inspector stay. `page`: the panel takes
 * the whole window below the header. Give a panel that is not needed at the start as `lazy(() => import(…))`.
 */
export interface ViewEntry {
  readonly id: string;
  /** Short: it stands under the icon. */
  readonly label: string;
  readonly icon: IconName;
  readonly place: 'side' | 'page';
  readonly Panel: ComponentType;
}

const ReferencePage = lazy(() =>
  import('./reference/ReferencePage.tsx').then((module) => ({ default: module.ReferencePage })),
);

const AreasPanel = lazy(() => import('./areas/AreasPanel.tsx'));
const NightPanel = lazy(() => import('./night/NightPanel.tsx'));
const ScenarioPanel = lazy(() => import('./scenarios/ScenarioPanel.tsx'));
const StatisticsPage = lazy(() => import('./statistics/StatisticsPage.tsx'));
const IncidentsPage = lazy(() => import('./incidents/IncidentsPage.tsx'));
const TriagePanel = lazy(() => import('./triage/TriagePanel.tsx'));

export const views = [
  { id: 'map', label: 'Map', icon: 'layers', place: 'side', Panel: MapSide },
  { id: 'night', label: 'Last night', icon: 'night', place: 'side', Panel: NightPanel },
  { id: 'triage', label: 'Triage', icon: 'check', place: 'side', Panel: TriagePanel },
  { id: 'areas', label: 'Areas', icon: 'area', place: 'side', Panel: AreasPanel },
  { id: 'scenarios', label: 'Scenarios', icon: 'compare', place: 'side', Panel: ScenarioPanel },
  { id: 'statistics', label: 'Statistics', icon: 'chart', place: 'page', Panel: StatisticsPage },
  { id: 'incidents', label: 'Incidents', icon: 'page', place: 'page', Panel: IncidentsPage },
  { id: 'reference', label: 'Reference', icon: 'book', place: 'page', Panel: ReferencePage },
] as const satisfies readonly ViewEntry[];

export type ViewId = (typeof views)[number]['id'];
