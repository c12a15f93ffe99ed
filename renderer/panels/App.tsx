import { notice } from '../state/notice.ts';
import { type Pane, type PaneName, preferences, setPane } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { refreshWorkspace, workspace } from '../state/workspace.ts';
import { BottomPane } from './BottomPane.tsx';
import { DropTarget } from './DropTarget.tsx';
import { FilterChips, Filters } from './Filters.tsx';
import { Header } from './Header.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Layers } from './Layers.tsx';
import { Legend } from './Legend.tsx';
import { MapPane } from './MapPane.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Splitter } from './Splitter.tsx';
import { Start } from './Start.tsx';
import { TimeBar } from './TimeBar.tsx';

/** As wide as it was made, but on a small screen never so wide that the map is lost. */
const sideWidth = ({ size, open }: Pane): string => (open ? `min(${size}px, 32vw)` : '0px');

export function App() {
  const panes = useStore(preferences, (state) => state.panes);
  const status = useStore(workspace, (state) => state.status);
  const failure = useStore(workspace, (state) => state.failure);
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
        <main className="workspace" style={template}>
          <aside className="side-left" aria-label="Filters and layers" hidden={!panes.left.open}>
            <Group title="Filters" icon="filter">
              <Filters />
            </Group>
            <Group title="Flights by coverage" icon="all">
              <Legend />
            </Group>
            <Group title="Map layers" icon="layers">
              <Layers />
            </Group>
          </aside>
          <div className="edge-left">
            <Splitter pane="left" label="Width of filters and layers" min={200} max={420} />
            <PaneToggle pane="left" words="filters and layers" />
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
      )}
      <ImportDialog />
      <DropTarget />
    </div>
  );
}

const Group = ({ title, icon, children }: { title: string; icon: IconName; children: React.ReactNode }) => (
  <details className="group" open>
    <summary>
      <Icon name={icon} />
      <h2>{title}</h2>
    </summary>
    {children}
  </details>
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
      {status !== null && lost !== null && <FailureNotice failure={lost} retry={() => void refreshWorkspace()} />}
      {failure !== null && <FailureNotice failure={failure} dismiss={() => notice.set({ failure: null })} />}
    </div>
  );
}
