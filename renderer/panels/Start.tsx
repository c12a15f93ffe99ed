import { openExample, openImportDialog } from '../state/import-job.ts';
import { useStore } from '../state/store.ts';
import { workspace } from '../state/workspace.ts';
import { Icon } from './Icon.tsx';

/** An empty workspace: what to do first. Stands over the map, which already shows the border. */
export function Start() {
  const status = useStore(workspace, (state) => state.status);
  if (status === null || status.counts.imports > 0 || status.counts.detections > 0) return null;
  return (
    <section className="start" aria-label="Start">
      <h2>Nothing imported yet</h2>
      <p>
        Drop a sensor’s export file anywhere in this window, or choose it. In a minute you see what crossed, how surely,
        where and when.
      </p>
      <div className="buttons">
        <button type="button" className="button primary" onClick={() => openImportDialog()}>
          <Icon name="import" /> Import a file
        </button>
        <button type="button" className="button" onClick={() => void openExample()}>
          Open the synthetic example
        </button>
      </div>
      <p className="quiet">The example is made up, says so everywhere, and lives in a workspace of its own.</p>
    </section>
  );
}
