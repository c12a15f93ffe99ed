import { Suspense } from 'react';
import { notice } from '../state/notice.ts';
import { type Pane, type PaneName, preferences, setPane } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { view } from '../state/view.ts';
import { refreshWorkspace, workspace } from '../state/workspace.ts';
import { type ViewEntry, views } from '../views/registry.ts';
import { BottomPane } from './BottomPane.tsx';
import { DropTarget } from './DropTarget.tsx';
import { FilterChips } from './Filters.tsx';
import { Header } from './Header.tsx';
import { Icon } from './Icon.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { KitDialog } from './KitDialog.tsx';
import { MapPane } from './MapPane.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { Splitter } from './Splitter.tsx';
import { Start } from './Start.tsx';
import { TimeBar } from './TimeBar.tsx';
import { ViewRail } from './ViewRail.tsx';
import { FoundFiles } from './WatchedFolder.tsx';

/** As wide as it was made, but on a small screen never so wide that the map is lost. */
const sideWidth = ({ size, open }: Pane): string => (open ? `min(${size}px, 32vw)` : '0px');

export function App() {
  const panes = useStore(preferences, (state) => state.panes);
  const status = useStore(workspace, (state) => state.status);
  const failure = useStore(workspace, (state) => state.failure);
  const viewId = useStore(view, (state) => state.viewId);
  const chosen: ViewEntry = views.find(({ id }) => id === viewId) ?? views[0];
  const template = {
    gridTemplateColumns: `${sideWidth(panes.left)} auto minmax(280px, 1fr) auto ${sideWidth(panes.right)}`,
    gridTemplateRows: `auto minmax(160px, 1fr) auto auto ${panes.bottom.open ? panes.bottom.size : 34}px`,
  };
  return (
    <div className="app">
      <Header />
      <Notices />
      {status === null && (
        <main className="opening">
          {failure === null ? (
            <Loading what="the workspace" />
          ) : (
            <FailureNotice failure={failure} retry={() => void refreshWorkspace()} />
          )}
        </main>
      )}
      {status !== null && (
        <div className="app-body">
          <ViewRail />
          <main className="workspace" style={template} hidden={chosen.place === 'page'}>
            <aside className="side-left" aria-label={chosen.label} hidden={!panes.left.open}>
              <ViewPanel entry={chosen.place === 'side' ? chosen : views[0]} />
            </aside>
            <div className="edge-left">
              <Splitter pane="left" label="Width of the left pane" min={200} max={420} />
              <PaneToggle pane="left" words="the left pane" />
            </div>
            <div className="chips-row">
              <FilterChips />
            </div>
            <div className="center">
              <MapPane />
              <Start />
            </div>
            <div className="edge-right">
              <Splitter pane="right" label="Width of the inspector" min={280} max={640} />
              <PaneToggle pane="right" words="inspector" />
            </div>
            <div className="side-right" hidden={!panes.right.open}>
              <Inspector />
            </div>
            <div className="time-row">
              <TimeBar />
            </div>
            <div className="edge-bottom">
              <Splitter pane="bottom" label="Height of the lists" min={120} max={640} />
            </div>
            <div className="bottom-row">
              <BottomPane />
            </div>
          </main>
          {chosen.place === 'page' && (
            <main className="view-page" aria-label={chosen.label}>
              <ViewPanel entry={chosen} />
            </main>
          )}
        </div>
      )}
      <ImportDialog />
      <ShortcutSheet />
      <KitDialog />
      <DropTarget />
    </div>
  );
}

const ViewPanel = ({ entry: { Panel, label } }: { readonly entry: ViewEntry }) => (
  <Suspense fallback={<Loading what={label} />}>
    <Panel />
  </Suspense>
);

function PaneToggle({ pane, words }: { readonly pane: PaneName; readonly words: string }) {
  const { open } = useStore(preferences, (state) => state.panes[pane]);
  const pointsLeft = (pane === 'left') === open;
  return (
    <button
      type="button"
      className="pane-toggle"
      aria-expanded={open}
      aria-label={`${open ? 'Hide' : 'Show'} ${words}`}
      title={`${open ? 'Hide' : 'Show'} ${words}`}
      onClick={() => setPane(pane, { open: !open })}
    >
      <Icon name={pointsLeft ? 'left' : 'right'} />
    </button>
  );
}

/** What concerns the whole window: the backend is gone, the workspace is synthetic, something asked for did not work. */
function Notices() {
  const status = useStore(workspace, (state) => state.status);
  const lost = useStore(workspace, (state) => state.failure);
  const failure = useStore(notice, (state) => state.failure);
  return (
    <div className="notices">
      <FoundFiles />
      {status !== null && lost !== null && <FailureNotice failure={lost} retry={() => void refreshWorkspace()} />}
      {failure !== null && <FailureNotice failure={failure} dismiss={() => notice.set({ failure: null })} />}
    </div>
  );
}
