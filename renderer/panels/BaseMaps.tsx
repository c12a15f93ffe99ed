import { useEffect, useId, useState } from 'react';
import type { BaseMapInfo } from '../../shared/contract/contract.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { call } from '../api.ts';
import { addBaseMap, baseMapChanges, removeBaseMap } from '../state/base-maps.ts';
import { orNotice } from '../state/notice.ts';
import { preferences } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { Said } from './Said.tsx';

/** The base maps a person brought; empty until they are known. */
export function useBaseMaps(): readonly BaseMapInfo[] {
  const count = useStore(baseMapChanges, (state) => state.count);
  const [maps, setMaps] = useState<readonly BaseMapInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is the request itself; it is raised to ask again.
  useEffect(() => {
    let isCurrent = true;
    void call('baseMaps.list', {}).then((result) => {
      const value = orNotice(result);
      if (isCurrent && value !== null) setMaps(value.maps);
    });
    return () => {
      isCurrent = false;
    };
  }, [count]);
  return maps;
}

/** The base map in use; null for the built-in one. */
export function useBaseMap(): BaseMapInfo | null {
  const chosen = useStore(preferences, (state) => state.baseMap);
  return useBaseMaps().find(({ id }) => id === chosen) ?? null;
}

/** Asks for a file by a field that lives as long as the question. */
function chooseBaseMap(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.pmtiles,.mbtiles';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void addBaseMap(file);
  });
  input.click();
}

/** Which base map lies under everything; one of their own from a file. */
export function BaseMaps() {
  const maps = useBaseMaps();
  const chosen = useStore(preferences, (state) => state.baseMap);
  const busy = useStore(baseMapChanges, (state) => state.busy);
  const id = useId();
  const current = maps.find((map) => map.id === chosen) ?? null;
  return (
    <div className="base-maps">
      <label htmlFor={id}>Base map</label>
      <select
        id={id}
        value={current?.id ?? ''}
        onChange={(event) => preferences.set({ baseMap: event.target.value === '' ? null : event.target.value })}
      >
        <option value="">Built in</option>
        {maps.map((map) => (
          <option key={map.id} value={map.id}>
            {visibleText(map.name)}
          </option>
        ))}
      </select>
      <div className="buttons">
        <button type="button" className="button small" disabled={busy} onClick={chooseBaseMap}>
          {busy ? 'Adding…' : 'Add a file'}
        </button>
        {current !== null && (
          <button type="button" className="button small" onClick={() => void removeBaseMap(current.id)}>
            Remove
          </button>
        )}
      </div>
      {current !== null && current.attribution !== '' && (
        <p className="quiet">
          <Said text={current.attribution} />
        </p>
      )}
    </div>
  );
}
