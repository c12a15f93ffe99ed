import { useState } from 'react';
import type { Filters } from '../../shared/contract/contract.ts';
import { countText, numberText } from '../../shared/format/numbers.ts';
import { type ExportFormat, type ExportKind, exportFormats, exportKinds } from '../../shared/model/export-choices.ts';
import { call } from '../api.ts';
import { useStore } from '../state/store.ts';
import { view } from '../state/view.ts';
import { bytesText } from './bytes.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { useMadeFile } from './made-file.ts';
import { FailureNotice } from './Notice.tsx';
import { capital } from './words.tsx';

const formatWords: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV table',
  geojson: 'GeoJSON',
  ndjson: 'NDJSON, one object a line',
  kml: 'KML for map programs',
  kmz: 'KMZ, the same zipped',
  gpx: 'GPX',
  'cot-xml': 'Cursor on Target (XML)',
};

/** Detections are facts: only these of the filters narrow them. */
const factFilters = ['sinceMs', 'untilMs', 'evidence', 'object', 'bbox'] as const;

/** Writes what the lists show as a file, and says what the file does not carry. */
export function ExportDialog({ what: first, onClose }: { readonly what: ExportKind; readonly onClose: () => void }) {
  const filters = useStore(view, (state) => state.filters);
  const [what, setWhat] = useState<ExportKind>(first);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [personal, setPersonal] = useState(false);
  const { progress, failure, isBusy, isSaved, start, cancel, save, forget } = useMadeFile();
  const holdsDetections = what === 'detections' || (what === 'flights' && (format === 'gpx' || format === 'cot-xml'));
  const narrowed = what === 'detections' ? onlyFacts(filters) : filters;
  const ignored = Object.keys(filters).length - Object.keys(narrowed).length;

  const make = () => void start(() => call('exports.start', { what, format, filters: narrowed, personal }));
  const made = progress?.made ?? null;
  return (
    <Dialog
      title="Export what is shown"
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
              <Icon name="save" />{' '}
              {isBusy ? `Writing, ${countText(progress?.rows ?? 0, 'row')} so far…` : 'Make the file'}
            </button>
          ) : (
            <button type="button" className="button primary" onClick={() => void save(made.handle)}>
              <Icon name="save" /> Save {made.fileName}
            </button>
          )}
        </>
      }
    >
      <fieldset className="export-choices" disabled={isBusy}>
        <label className="field">
          <span>What</span>
          <select
            value={what}
            onChange={(event) => {
              setWhat(event.target.value as ExportKind);
              forget();
            }}
          >
            {exportKinds.map((kind) => (
              <option key={kind} value={kind}>
                {capital(kind)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>As</span>
          <select
            value={format}
            onChange={(event) => {
              setFormat(event.target.value as ExportFormat);
              forget();
            }}
          >
            {exportFormats.map((name) => (
              <option key={name} value={name}>
                {formatWords[name]}
              </option>
            ))}
          </select>
        </label>
        {holdsDetections && (
          <label className="check">
            <input
              type="checkbox"
              checked={personal}
              onChange={(event) => {
                setPersonal(event.target.checked);
                forget();
              }}
            />
            With operators’ and home positions, operator ids and remarks (personal data; the log says so)
          </label>
        )}
      </fieldset>
      <ul className="export-notes">
        <li>
          {Object.keys(narrowed).length === 0
            ? 'Nothing is narrowed: everything in the workspace is written.'
            : 'What the filters leave is written.'}
        </li>
        {ignored > 0 && (
          <li>
            Detections are facts: filters on what was concluded (sector, area, grade, class) do not narrow them. Export
            flights as GPX for the detections of the flights shown.
          </li>
        )}
        <li>Times are UTC, metres and metres per second, each altitude under its datum’s name.</li>
        <li>The log keeps what left and its SHA-256; an import whose detections left can no longer be undone.</li>
      </ul>
      <div role="status">
        {made !== null && (
          <section className="export-made" aria-label="The file">
            <p>
              <strong>
                {numberText(made.rows)} {holdsDetections ? 'detections' : what}, {bytesText(made.bytes)}.
              </strong>{' '}
              {isSaved && 'Saved. '}SHA-256 <span className="mono">{made.sha256}</span>
            </p>
            {made.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </section>
        )}
      </div>
      {failure !== null && (
        <FailureNotice failure={failure} {...(failure.code === 'cancelled' ? {} : { retry: make })} />
      )}
    </Dialog>
  );
}

const onlyFacts = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => (factFilters as readonly string[]).includes(name)));
