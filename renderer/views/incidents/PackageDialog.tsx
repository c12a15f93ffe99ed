import type { Incident } from '../../../shared/contract/contract.ts';
import { countText } from '../../../shared/format/numbers.ts';
import { call } from '../../api.ts';
import { bytesText } from '../../panels/bytes.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { useMadeFile } from '../../panels/made-file.ts';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';

/** The evidence package of an incident: one file that needs no Fenceline to be read and checked. */
export function PackageDialog({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const { progress, failure, isBusy, isSaved, start, cancel, save } = useMadeFile();
  const made = progress?.made ?? null;
  const make = () => void start(() => call('packages.start', { incidentId: incident.id }));
  return (
    <Dialog
      title={`Evidence package of ${incident.number}`}
      className="export"
      onClose={onClose}
      footer={
        <>
          {isBusy && (
            <button type="button" className="button" onClick={cancel}>
              Cancel
            </button>
          )}
          {made === null ? (
            <button type="button" className="button primary" disabled={isBusy} onClick={make}>
              <Icon name="save" /> {isBusy ? 'Making the package…' : 'Make the package'}
            </button>
          ) : (
            <button type="button" className="button primary" onClick={() => void save(made.handle)}>
              <Icon name="save" /> Save {made.fileName}
            </button>
          )}
        </>
      }
    >
      <ul className="export-notes">
        <li>The incident summary, issued now, with its signed statement.</li>
        <li>The imported files as they were received, byte for byte: they hold everything that the page withholds.</li>
        <li>A page without scripts that leads from each printed figure to its rows, and the rows as a table.</li>
        <li>Settings, areas, authority table, edits, an extract of the log, and a draft certification with blanks.</li>
        <li>Checked with sha256sum alone. The log keeps that it left; the imports in it can no longer be undone.</li>
      </ul>
      {isBusy && <Loading what="the package" />}
      <div role="status">
        {made !== null && (
          <section className="export-made" aria-label="The package">
            <p>
              <strong>
                {countText(made.rows, 'cited row')}, {bytesText(made.bytes)}.
              </strong>{' '}
              {isSaved && 'Saved. '}SHA-256 <span className="mono">{made.sha256}</span>
            </p>
            {made.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </section>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={make} />}
    </Dialog>
  );
}
