import { useState } from 'react';
import { bytesToBase64 } from '../../../shared/base64.ts';
import { utf8Bytes } from '../../../shared/bytes.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { call, saveFile } from '../../api.ts';
import { useQuarantine } from '../../state/data.ts';
import { mapAgain } from '../../state/import-job.ts';
import { orNotice } from '../../state/notice.ts';
import { useStore } from '../../state/store.ts';
import { showQuarantine, view } from '../../state/view.ts';
import { type Column, DataGrid } from '../DataGrid.tsx';
import { Dialog } from '../Dialog.tsx';
import { Icon } from '../Icon.tsx';
import { MappingDialog } from '../mapping/MappingDialog.tsx';
import { RawBlock } from '../RawText.tsx';
import { Said } from '../Said.tsx';
import { ListFrame } from './ListFrame.tsx';

type Quarantined = Reply<'quarantine.list'>['rows'][number];

const columns: readonly Column<Quarantined>[] = [
  { id: 'file', header: 'File', widthPx: 200, sortBy: (row) => row.file, cell: (row) => <Said text={row.file} /> },
  {
    id: 'record',
    header: 'Record',
    widthPx: 80,
    align: 'right',
    sortBy: (row) => row.record,
    cell: (row) => numberText(row.record),
  },
  { id: 'reason', header: 'Reason', widthPx: 280, sortBy: (row) => row.sentence, cell: (row) => row.sentence },
  {
    id: 'field',
    header: 'Field',
    widthPx: 120,
    sortBy: (row) => row.field,
    cell: (row) => (row.field === null ? '–' : <Said text={row.field} />),
  },
  {
    id: 'found',
    header: 'Found',
    widthPx: 150,
    sortBy: (row) => row.found,
    cell: (row) => (row.found === null ? '–' : <Said text={row.found} />),
  },
  {
    id: 'raw',
    header: 'Raw text',
    widthPx: 400,
    sortBy: (row) => row.raw,
    cell: (row) => (
      <span className="mono">
        <Said text={row.raw.slice(0, 400)} />
      </span>
    ),
  },
];

/** Saves all that are listed, or would be were the list longer. */
async function saveAll(importId: string | null): Promise<void> {
  const made = orNotice(await call('quarantine.export', importId === null ? {} : { importId }));
  if (made === null) return;
  const saved = await saveFile('quarantine.csv', bytesToBase64(utf8Bytes(made.csv)));
  if (!saved.ok && saved.failure.code !== 'cancelled') orNotice(saved);
}

const idOf = (row: Quarantined) => `${row.importId} ${row.record}`;

/** Records that could not be used, with the reason and their text; choosing one shows it whole. */
export function QuarantineTable() {
  const answer = useQuarantine();
  const importId = useStore(view, (state) => state.quarantineOf);
  const [open, setOpen] = useState<Quarantined | null>(null);
  const [mapped, setMapped] = useState<Quarantined | null>(null);
  const rows = answer.value?.rows ?? [];
  // Records of one import are repaired together: they stand in one table.
  const ofOne = rows.every((row) => row.importId === rows[0]?.importId) ? (rows[0] ?? null) : null;
  return (
    <>
      {(answer.value?.total ?? 0) > 0 && (
        <p className="list-scope">
          {importId !== null && (
            <>
              Records of one import only.
              <button type="button" className="button small" onClick={() => showQuarantine(null)}>
                Show those of all imports
              </button>
            </>
          )}
          {ofOne !== null && (
            <button type="button" className="button small" onClick={() => setMapped(ofOne)}>
              Map again…
            </button>
          )}
          <button type="button" className="button small" onClick={() => void saveAll(importId)}>
            Save as CSV
          </button>
        </p>
      )}
      <ListFrame answer={answer} what="quarantined records" noun="quarantined record" filtered={false}>
        {(rows) => (
          <DataGrid
            label="Quarantine"
            rows={rows}
            rowId={idOf}
            columns={columns}
            selectedId={open === null ? null : idOf(open)}
            onSelect={setOpen}
            initialSort={{ column: 'record', descending: false }}
          />
        )}
      </ListFrame>
      {open !== null && (
        <Dialog
          title={`Record ${numberText(open.record)}: not used`}
          className="wide"
          onClose={() => setOpen(null)}
          footer={
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setMapped(open);
                setOpen(null);
              }}
            >
              Map its file again…
            </button>
          }
        >
          <p className="lead">
            <Icon name="warning" /> {open.sentence}
          </p>
          <dl className="facts">
            <dt>File</dt>
            <dd>
              <Said text={open.file} />
            </dd>
            <dt>Record, bytes</dt>
            <dd>
              record {numberText(open.record)}, {numberText(open.byteLength)} bytes from byte{' '}
              {numberText(open.byteStart)}
            </dd>
            <dt>Reason code</dt>
            <dd className="mono">{open.code}</dd>
            {open.field !== null && (
              <>
                <dt>Field</dt>
                <dd>
                  <Said text={open.field} />
                </dd>
              </>
            )}
            {open.found !== null && (
              <>
                <dt>Found</dt>
                <dd>
                  <Said text={open.found} />
                </dd>
              </>
            )}
          </dl>
          <RawBlock text={open.raw} />
        </Dialog>
      )}
      {mapped !== null && (
        <MappingDialog
          source={{ kind: 'import', importId: mapped.importId }}
          file={mapped.file}
          act="Map again"
          onClose={() => setMapped(null)}
          onDecide={(reading) => {
            setMapped(null);
            void mapAgain(mapped.importId, reading);
          }}
        />
      )}
    </>
  );
}
