import { type FormEvent, useState } from 'react';
import type { Reply } from '../../../../shared/contract/contract.ts';
import { numberText } from '../../../../shared/format/numbers.ts';
import { utcText } from '../../../../shared/format/times.ts';
import { call } from '../../../api.ts';
import { loadedLineDash } from '../../../map/layers/own-reference.ts';
import { palettes } from '../../../map/palette.ts';
import { ChosenFiles } from '../../../panels/form/ChosenFiles.tsx';
import { TextField } from '../../../panels/form/FormField.tsx';
import { FailureNotice, Loading } from '../../../panels/Notice.tsx';
import { Said } from '../../../panels/Said.tsx';
import { useReferenceData } from '../../../state/own-reference.ts';
import { changeReference, concludedText, offerAll, referenceChange } from '../../../state/reference-change.ts';
import { useStore } from '../../../state/store.ts';
import { useTheme } from '../../../state/theme.ts';
import { ChangeStatus } from '../ChangeStatus.tsx';

type ReferenceList = Reply<'reference.list'>;
type Line = ReferenceList['lines'][number];

/** The built-in line and those loaded beside it. */
export function LinesSection() {
  const { value, failure, retry } = useReferenceData();
  const busy = useStore(referenceChange, (state) => state.busy);
  return (
    <>
      <ChangeStatus of="lines" />
      {value === null && failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what="the lines" />}
      {value !== null && (
        <fieldset className="reference-parts" disabled={busy}>
          <legend className="visually-hidden">Reference lines in use</legend>
          <Lines builtIn={value.builtIn} lines={value.lines} />
        </fieldset>
      )}
    </>
  );
}

const Lines = ({ builtIn, lines }: Pick<ReferenceList, 'builtIn' | 'lines'>) => (
  <>
    <p>
      Sides, distances and crossings are judged by these lines. Every change is logged with your name and its source,
      and all flights are concluded again; detections are never touched.
    </p>
    <ul className="records">
      <li className="record">
        <p>
          <LineSample /> <strong>{builtIn.name}</strong>, built in, {numberText(Math.round(builtIn.lengthKm))} km. Its
          error is stated by kilometre.
        </p>
        <p className="quiet">
          {builtIn.notASurvey} {builtIn.vintage}.
        </p>
      </li>
      {lines.map((line, place) => (
        <LoadedLine key={line.id} line={line} place={place} />
      ))}
    </ul>
    <p className="quiet">
      With lines loaded, every distance is shown by each of them. Where they disagree about a side, the side is
      undetermined.
    </p>
    <LoadLine />
  </>
);

/** The line as the map draws it. */
function LineSample({ place }: { readonly place?: number }) {
  const palette = palettes[useTheme()];
  return (
    <svg className="line-sample" viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
      <line
        x1={0}
        x2={34}
        y1={5}
        y2={5}
        stroke={place === undefined ? palette.border : palette.loadedLine}
        strokeWidth={2.25}
        strokeDasharray={place === undefined ? undefined : loadedLineDash(place).join(' ')}
      />
    </svg>
  );
}

function LoadedLine({ line, place }: { readonly line: Line; readonly place: number }) {
  const [isSure, setSure] = useState(false);
  const remove = () =>
    changeReference(
      'lines',
      () => call('reference.removeLine', { id: line.id }),
      ({ concluded }) => [`“${line.name}” is out of use. ${concludedText(concluded)}`],
    );
  return (
    <li className="record">
      <p>
        <LineSample place={place} />{' '}
        <strong>
          <Said text={line.name} />
        </strong>
        , ± {line.errorM} m (95 %), {numberText(line.vertices)} vertices, version {line.version}
      </p>
      <p>
        Source: <Said text={line.source} />
      </p>
      <p className="quiet">
        <Said text={line.file} />, SHA-256 <span className="mono">{line.fileSha256.slice(0, 16)}…</span>, loaded{' '}
        {utcText(line.enteredAtMs)} by <Said text={line.actor} />
      </p>
      {isSure ? (
        <p className="buttons">
          Take it out of use and conclude all flights again?
          <button type="button" className="button" onClick={() => void remove()}>
            Remove <Said text={line.name} />
          </button>
          <button type="button" className="button quiet" onClick={() => setSure(false)}>
            Keep
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => setSure(true)}>
          Remove…<span className="visually-hidden"> {line.name}</span>
        </button>
      )}
    </li>
  );
}

const isProjection = ({ name }: File): boolean => /\.prj$/i.test(name);

function LoadLine() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const [error, setError] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const failed = useStore(referenceChange, (state) => state.failure);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const line = files.find((file) => !isProjection(file));
    const errorM = error.trim() === '' ? Number.NaN : Number(error);
    const found = {
      ...(line === undefined ? { file: 'Choose the file of the line.' } : {}),
      ...(files.filter((file) => !isProjection(file)).length > 1
        ? { file: 'Choose one file, and with a .shp its .prj.' }
        : {}),
      ...(name.trim() === '' ? { name: 'Name the line, as pages will name it.' } : {}),
      ...(source.trim() === '' ? { source: 'Say where the line is from.' } : {}),
      ...(Number.isFinite(errorM) && errorM > 0
        ? {}
        : { errorM: 'Give the error in metres: a number greater than 0. A line without an error decides nothing.' }),
    };
    setFaults(found);
    if (line === undefined || Object.keys(found).length > 0) return;
    const projection = files.find(isProjection);
    const loaded = await changeReference(
      'lines',
      async () => {
        const offered = await offerAll(projection === undefined ? [line] : [line, projection]);
        if (!offered.ok) return offered;
        const [file, beside] = offered.value;
        return call('reference.loadLine', {
          file: file!,
          ...(beside === undefined ? {} : { projection: beside }),
          name,
          source,
          errorM,
        });
      },
      ({ line: row, alreadyLoaded, notes, concluded }) => [
        alreadyLoaded
          ? `“${row.name}” is in use already; nothing was changed.`
          : `“${row.name}” is in use. ${concludedText(concluded)}`,
        ...notes,
      ],
    );
    if (!loaded.ok) return;
    setFiles([]);
    setName('');
    setSource('');
    setError('');
  };

  return (
    <details className="reference-form" open={failed !== null && files.length > 0 ? true : undefined}>
      <summary>Load a line…</summary>
      <form className="form" noValidate onSubmit={(event) => void submit(event)}>
        <ChosenFiles
          label="File of the line"
          hint="GeoJSON, KML or KMZ, Shapefile (.shp with its .prj, or all of it in a .zip), in WGS 84 or NAD 83 longitude and latitude. From the Pacific to the Gulf of Mexico, or a part of the border that begins and ends on the built-in line."
          accept=".geojson,.json,.kml,.kmz,.shp,.prj,.zip"
          multiple
          files={files}
          fault={faults.file ?? null}
          onChange={setFiles}
        />
        <div className="form-row">
          <TextField name="name" label="Name" required value={name} fault={faults.name ?? null} onChange={setName} />
          <TextField
            name="errorM"
            label="Error, metres (95 % bound)"
            required
            value={error}
            fault={faults.errorM ?? null}
            onChange={setError}
          />
        </div>
        <TextField
          name="source"
          label="Source"
          hint="Publisher, edition and date, as a page shall print it."
          required
          value={source}
          fault={faults.source ?? null}
          onChange={setSource}
        />
        <div className="buttons end">
          <button type="submit" className="button primary">
            Load and conclude again
          </button>
        </div>
      </form>
    </details>
  );
}
