import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import { numberText } from '../../shared/format/numbers.ts';
import { type LayerName, layerNames } from '../../shared/model/user-settings.ts';
import { type AreaStatus, areaColor, areaEdges, areaStatusWords, statusOn } from '../map/layers/areas.ts';
import { loadedLineDash } from '../map/layers/own-reference.ts';
import { palettes } from '../map/palette.ts';
import { useAreas, useFilters } from '../state/data.ts';
import { useReferenceData } from '../state/own-reference.ts';
import { preferences, showLayer } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { useTheme } from '../state/theme.ts';
import { showReference } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { BaseMaps } from './BaseMaps.tsx';
import { Said } from './Said.tsx';

const words: Readonly<Record<LayerName, string>> = {
  flights: 'Flights',
  crossings: 'Crossings',
  referenceLine: 'Reference line and its error',
  loadedLines: 'Loaded lines and their error',
  sectors: 'Border Patrol sectors',
  sectorOutlines: 'Imported sector outlines',
  areas: 'Areas of responsibility',
  sensors: 'Sensors and their range',
  ports: 'Ports of entry',
  counties: 'US counties',
  grid: 'MGRS grid',
  places: 'Place names',
};

/** The day whose designations the map shows: the end of the time window, else of the data. US Eastern, as the law counts. */
export function useStatusDay(): string | null {
  const { untilMs } = useFilters();
  const lastMs = useStore(workspace, (state) => state.status?.lastMs ?? null);
  const atMs = untilMs === undefined ? lastMs : untilMs - 1;
  return atMs === null ? null : easternDay(atMs);
}

/** What the map shows, to be switched on and off. */
export function Layers() {
  const visible = useStore(preferences, (state) => state.layers);
  return (
    <div className="layers">
      <BaseMaps />
      {layerNames.map((name) => (
        <div key={name}>
          <label className="check">
            <input
              type="checkbox"
              checked={visible[name]}
              onChange={(event) => showLayer(name, event.target.checked)}
            />
            {words[name]}
          </label>
          {name === 'areas' && visible.areas && <AreaStatuses />}
          {name === 'loadedLines' && visible.loadedLines && <LoadedLines />}
        </div>
      ))}
      <button type="button" className="link" onClick={() => showReference('lines')}>
        Reference data…
      </button>
    </div>
  );
}

/** Each with its pattern on the map and its error. */
function LoadedLines() {
  const lines = useReferenceData().value?.lines ?? null;
  const palette = palettes[useTheme()];
  if (lines === null) return null;
  if (lines.length === 0) return <p className="quiet sub">None loaded.</p>;
  return (
    <ul className="sub" aria-label="Loaded lines">
      {lines.map(({ id, name, errorM }, place) => (
        <li key={id}>
          <svg viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
            <rect x={0} y={0} width={34} height={10} fill={palette.loadedLine} opacity={0.18} />
            <line
              x1={0}
              x2={34}
              y1={5}
              y2={5}
              stroke={palette.loadedLine}
              strokeWidth={2}
              strokeDasharray={loadedLineDash(place).join(' ')}
            />
          </svg>
          <Said text={name} />
          <span className="count">± {errorM} m</span>
        </li>
      ))}
    </ul>
  );
}

function AreaStatuses() {
  const areas = useAreas().value;
  const day = useStatusDay();
  const palette = palettes[useTheme()];
  if (areas === null || day === null) return null;
  if (areas.areas.length === 0) return <p className="quiet sub">None imported.</p>;
  const ids = [...new Set(areas.areas.map(({ id }) => id))];
  const counts = new Map<AreaStatus, number>();
  for (const id of ids) {
    const status = statusOn(day, id, areas.designations);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return (
    <ul className="sub" aria-label={`Areas of responsibility by status on ${day}`}>
      {[...counts].map(([status, count]) => (
        <li key={status}>
          <svg viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
            <line
              x1={0}
              x2={34}
              y1={5}
              y2={5}
              stroke={areaColor(status, palette)}
              strokeWidth={areaEdges[status].widthPx}
              strokeDasharray={areaEdges[status].dash.join(' ')}
            />
          </svg>
          <span>{areaStatusWords[status]}</span>
          <span className="count">{numberText(count)}</span>
        </li>
      ))}
      <li className="quiet">on {day}, US Eastern</li>
    </ul>
  );
}
