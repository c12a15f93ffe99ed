import { type FormEvent, useState } from 'react';
import type { Reply } from '../../../../shared/contract/contract.ts';
import { call } from '../../../api.ts';
import { ChosenFiles } from '../../../panels/form/ChosenFiles.tsx';
import { TextField } from '../../../panels/form/FormField.tsx';
import { Said } from '../../../panels/Said.tsx';
import { changeReference, concludedText, offerAll } from '../../../state/reference-change.ts';
import { ChangeStatus } from '../ChangeStatus.tsx';

/** Official outlines of sectors: inside them they decide the sector, instead of border km and county. */
export const Outlines = ({ outlines }: Pick<Reply<'reference.list'>, 'outlines'>) => (
  <>
    <h4>Outlines of sectors</h4>
    <ChangeStatus of="outlines" />
    {outlines === null ? (
      <p>None imported: near the border the sector comes from the border km, farther in from the county.</p>
    ) : (
      <div className="record">
        <p>
          <strong>{outlines.sectors.join(', ')}</strong>, version {outlines.version}
        </p>
        <p>
          Source: <Said text={outlines.source} />
        </p>
        <p className="quiet">
          <Said text={outlines.file} />, SHA-256 <span className="mono">{outlines.fileSha256.slice(0, 16)}…</span>
        </p>
        <button
          type="button"
          className="button"
          onClick={() =>
            void changeReference(
              'outlines',
              () => call('reference.resetOutlines', {}),
              ({ concluded }) => [`The outlines are out of use. ${concludedText(concluded)}`],
            )
          }
        >
          Take out of use
        </button>
      </div>
    )}
    <ImportOutlines />
  </>
);

function ImportOutlines() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [source, setSource] = useState('');
  const [codeProperty, setCodeProperty] = useState('code');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const [chosen] = files;
    const found = {
      ...(chosen === undefined ? { file: 'Choose the file of the outlines.' } : {}),
      ...(source.trim() === '' ? { source: 'Say where the outlines are from.' } : {}),
      ...(codeProperty.trim() === ''
        ? { codeProperty: 'Name the property that holds the sector’s code or name.' }
        : {}),
    };
    setFaults(found);
    if (chosen === undefined || Object.keys(found).length > 0) return;
    const done = await changeReference(
      'outlines',
      async () => {
        const offered = await offerAll([chosen]);
        return offered.ok
          ? call('reference.importOutlines', { file: offered.value[0]!, source, codeProperty })
          : offered;
      },
      ({ alreadySo, sectors, ignored, concluded }) => [
        alreadySo
          ? 'These outlines are in use already; nothing was changed.'
          : `Outlines of ${sectors.join(', ')} are in use. ${concludedText(concluded)}`,
        ...ignored,
      ],
    );
    if (!done.ok) return;
    setFiles([]);
    setSource('');
  };
  return (
    <details className="reference-form">
      <summary>Import outlines…</summary>
      <form className="form" noValidate onSubmit={(event) => void submit(event)}>
        <ChosenFiles
          label="File of the outlines"
          hint="GeoJSON polygons, one feature or more a sector."
          accept=".geojson,.json,.zip"
          files={files}
          fault={faults.file ?? null}
          onChange={setFiles}
        />
        <div className="form-row">
          <TextField
            name="source"
            label="Source"
            required
            value={source}
            fault={faults.source ?? null}
            onChange={setSource}
          />
          <TextField
            name="codeProperty"
            label="Property with the sector’s code or name"
            required
            value={codeProperty}
            fault={faults.codeProperty ?? null}
            onChange={setCodeProperty}
          />
        </div>
        <div className="buttons end">
          <button type="submit" className="button primary">
            Import and conclude again
          </button>
        </div>
      </form>
    </details>
  );
}
