import { countText, numberText } from '../../shared/format/numbers.ts';
import { type Theme, themes } from '../../shared/model/user-settings.ts';
import iconUrl from '../icon.svg?url';
import { closeExample, importJob, jobShare, openImportDialog } from '../state/import-job.ts';
import { useReferenceData } from '../state/own-reference.ts';
import { preferences, setTheme } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import { showReference } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { headlineDefinitions } from './definitions.ts';
import { Icon } from './Icon.tsx';
import { Said } from './Said.tsx';
import { ShortcutButton } from './ShortcutSheet.tsx';
import { Tip } from './Tip.tsx';

const themeWords: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
  field: 'Field: large and for sunlight',
};

const DAY_MS = 86_400_000;

/** Where the table may be trusted less: rules change several times a year. */
const OLD_AFTER_DAYS = 180;

export function Header() {
  const status = useStore(workspace, (state) => state.status);
  return (
    <header className="header">
      <div className="brand">
        <img src={iconUrl} alt="" width={26} height={26} />
        <h1>Fenceline</h1>
      </div>
      {status !== null && (
        <>
          <div className="workspace-name">
            <Said text={status.name} />
            {status.synthetic ? (
              <span className="workspace-kind">
                <strong className="synthetic">SYNTHETIC</strong>
                {status.example && (
                  <button type="button" className="header-link" onClick={() => void closeExample()}>
                    Close example
                  </button>
                )}
              </span>
            ) : (
              <span className="header-quiet">{countText(status.counts.detections, 'detection')}</span>
            )}
          </div>
          <Headline />
          <References />
        </>
      )}
      <div className="header-actions">
        <ImportButton />
        <ShortcutButton />
        <ThemeChoice />
      </div>
    </header>
  );
}

function Headline() {
  const counts = useStore(workspace, (state) => state.status?.counts);
  if (counts === undefined || counts.imports === 0) return null;
  const numbers = [
    [
      'confirmed',
      rangeText(counts.incursions.confirmedAtLeast, counts.incursions.confirmed),
      'confirmed (computed) incursions',
    ],
    ['aircraft', numberText(counts.aircraftAtLeast), 'aircraft at least'],
    ['originUnknown', numberText(counts.originUnknown), 'origin unknown'],
    ['undetermined', numberText(counts.undetermined), 'undetermined'],
    ['flights', numberText(counts.flights), 'flights'],
  ] as const;
  return (
    <section className="headline" aria-label="Headline counts, computed and not reviewed">
      {numbers.map(([name, number, words]) => (
        <Tip key={name} tip={headlineDefinitions[name]} className={name === 'confirmed' ? 'main' : ''}>
          <b>{number}</b> <span>{words}</span>
        </Tip>
      ))}
    </section>
  );
}

/** Flights that may be one are counted as a range. */
const rangeText = (least: number, most: number): string =>
  least === most ? numberText(most) : `${numberText(least)}–${numberText(most)}`;

/** The line and the table that everything is judged by, with their age. */
function References() {
  const status = useStore(workspace, (state) => state.status);
  const loaded = useReferenceData().value?.lines.length ?? 0;
  if (status === null) return null;
  const { referenceLine, authorityAsOf } = status;
  const ageDays = Math.floor((Date.now() - Date.parse(`${authorityAsOf}T00:00:00Z`)) / DAY_MS);
  const isOld = ageDays > OLD_AFTER_DAYS;
  return (
    <div className="references">
      <button
        type="button"
        className="header-reference"
        title={`${referenceLine.name}. ${referenceLine.notASurvey} ${referenceLine.vintage}. ${referenceLine.attribution} Click for lines, sector breaks and outlines.`}
        onClick={() => showReference('lines')}
      >
        <span className="quiet">Line</span> {loaded > 0 && `+ ${numberText(loaded)} loaded: `}
        {referenceLine.name}
      </button>
      <Tip
        tip={
          isOld
            ? 'The authority table is old. An event after its date is judged “not verified since” that date.'
            : 'The dated table of authority under 6 U.S.C. 124n. An event after its date is judged “not verified since” that date.'
        }
      >
        <span className="quiet">Authority table</span> {authorityAsOf}
        {ageDays > 0 && `, ${countText(ageDays, 'day')} old`} {isOld && <Icon name="warning" />}
      </Tip>
    </div>
  );
}

function ImportButton() {
  const phase = useStore(importJob, (state) => state.phase);
  const files = useStore(importJob, (state) => state.files);
  const isBusy = phase === 'starting' || phase === 'running';
  const share = jobShare(files);
  return (
    <button type="button" className="button primary" onClick={() => openImportDialog()}>
      <Icon name="import" />
      {isBusy ? `Importing${share === null ? '…' : ` ${Math.floor(share * 100)} %`}` : 'Import'}
    </button>
  );
}

function ThemeChoice() {
  const theme = useStore(preferences, (state) => state.theme);
  return (
    <label className="theme-choice" title={`Theme: ${themeWords[theme]}`}>
      <Icon name="theme" />
      <span className="visually-hidden">Theme</span>
      <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
        {themes.map((name) => (
          <option key={name} value={name}>
            {themeWords[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
