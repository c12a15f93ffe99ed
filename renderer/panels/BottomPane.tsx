import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { numberText } from '../../shared/format/numbers.ts';
import { type ExportKind, exportKinds } from '../../shared/model/export-choices.ts';
import { useTotals } from '../state/paged.ts';
import { useStore } from '../state/store.ts';
import { setTab, type Tab, tabs, view } from '../state/view.ts';
import { Icon } from './Icon.tsx';
import { CrossingsTable } from './tables/CrossingsTable.tsx';
import { FlightsTable } from './tables/FlightsTable.tsx';
import { ImportsTable } from './tables/ImportsTable.tsx';
import { IncursionsTable } from './tables/IncursionsTable.tsx';
import { QuarantineTable } from './tables/QuarantineTable.tsx';
import { capital } from './words.tsx';

const panels: Readonly<Record<Tab, () => React.ReactNode>> = {
  flights: FlightsTable,
  incursions: IncursionsTable,
  crossings: CrossingsTable,
  imports: ImportsTable,
  quarantine: QuarantineTable,
};

const ExportDialog = lazy(() => import('./ExportDialog.tsx').then((module) => ({ default: module.ExportDialog })));

const exportKindOf = (tab: Tab): ExportKind => exportKinds.find((kind) => kind === tab) ?? 'detections';

/** The lists: one tab each, with how many rows it has under the filters in use. */
export function BottomPane() {
  const tab = useStore(view, (state) => state.tab);
  const totals = useTotals().value;
  const [isExporting, setExporting] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (tabs.indexOf(tab) + step + tabs.length) % tabs.length;
    setTab(tabs[next]!);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  const Panel = panels[tab];
  return (
    <section className="bottom" aria-label="Lists">
      <div className="tabs-row">
        <div ref={list} className="tabs" role="tablist" aria-label="Lists" onKeyDown={onKeyDown} tabIndex={-1}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={name === tab}
              aria-controls="tab-panel"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {capital(name)}
              {totals !== null && <span className="count">{numberText(totals[name])}</span>}
            </button>
          ))}
        </div>
        <button type="button" className="button quiet" onClick={() => setExporting(true)}>
          <Icon name="save" /> Export…
        </button>
      </div>
      {isExporting && (
        <Suspense>
          <ExportDialog what={exportKindOf(tab)} onClose={() => setExporting(false)} />
        </Suspense>
      )}
      <div className="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        <Panel key={tab} />
      </div>
    </section>
  );
}
