import { useState } from 'react';
import type { ImportRow } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import { nameWithMember } from '../../../shared/model/container.ts';
import { useImports } from '../../state/data.ts';
import { bytesText } from '../bytes.ts';
import { type Column, DataGrid } from '../DataGrid.tsx';
import { ImportDetails } from '../ImportDetails.tsx';
import { Said } from '../Said.tsx';
import { ListFrame } from './ListFrame.tsx';

const count = (
  id: 'records' | 'detections' | 'duplicates' | 'quarantined' | 'skipped' | 'flights' | 'incursions',
  header: string,
  hint: string,
): Column<ImportRow> => ({
  id,
  header,
  hint,
  widthPx: 112,
  align: 'right',
  sortBy: (row) => row[id],
  cell: (row) => numberText(row[id]),
});

/** A file that was imported, undone and imported again has one id twice. */
const idOf = ({ importId, importedAtMs }: ImportRow): string => `${importId} ${importedAtMs}`;

const columns: readonly Column<ImportRow>[] = [
  {
    id: 'file',
    header: 'File',
    widthPx: 220,
    sortBy: (row) => nameWithMember(row.file, row.member),
    cell: (row) => (
      <>
        <Said text={nameWithMember(row.file, row.member)} />
        {row.supersededBy !== null ? ' (superseded)' : row.undone && ' (undone)'}
        {!row.undone && row.assumptions.length > 0 && ' · provisional'}
        {row.synthetic && ' · SYNTHETIC'}
      </>
    ),
  },
  {
    id: 'imported',
    header: 'Imported (UTC)',
    widthPx: 184,
    sortBy: (row) => row.importedAtMs,
    cell: (row) => utcText(row.importedAtMs),
  },
  {
    id: 'format',
    header: 'Format',
    hint: 'Unverified: read after descriptions alone, never tried on a real file',
    widthPx: 200,
    sortBy: (row) => row.formatLabel,
    cell: (row) => (row.unverified ? `Unverified: ${row.formatLabel}` : row.formatLabel),
  },
  count('records', 'Records', 'Smallest pieces of the file that can become one detection'),
  count('detections', 'Detections', 'Newly stored by this import'),
  count('duplicates', 'Duplicates', 'Already stored from another record'),
  count('quarantined', 'Quarantined', 'Could not be used; press Enter on the row to map it again'),
  count('skipped', 'Skipped', 'Well-formed and rightly not a detection'),
  count('flights', 'Flights', 'Flights its detections are part of'),
  count('incursions', 'Incursions', 'Incursions its detections are part of, of any grade'),
  {
    id: 'size',
    header: 'Size',
    widthPx: 84,
    align: 'right',
    sortBy: (row) => row.bytes,
    cell: (row) => bytesText(row.bytes),
  },
  {
    id: 'zone',
    header: 'Assumed zone',
    hint: 'Used for times that state none',
    widthPx: 116,
    sortBy: (row) => row.assumedZone,
    cell: (row) => row.assumedZone ?? 'none',
  },
  { id: 'actor', header: 'By', widthPx: 110, sortBy: (row) => row.actor, cell: (row) => <Said text={row.actor} /> },
  {
    id: 'sha256',
    header: 'SHA-256',
    widthPx: 520,
    sortBy: (row) => row.sha256,
    cell: (row) => <span className="mono">{row.sha256}</span>,
  },
  {
    id: 'member-sha256',
    header: 'SHA-256 of what was read of it',
    hint: 'For a file in an archive, or a sheet of a workbook',
    widthPx: 520,
    sortBy: (row) => row.memberSha256,
    cell: (row) => <span className="mono">{row.memberSha256 ?? ''}</span>,
  },
];

/** What was imported; choosing a row shows how it was read, how its file came, and what can be done about it. */
export function ImportsTable() {
  const answer = useImports();
  const [chosen, setChosen] = useState<ImportRow | null>(null);
  return (
    <>
      <ListFrame answer={answer} what="imports" noun="import" filtered={false}>
        {(rows) => (
          <DataGrid
            label="Imports"
            rows={rows}
            rowId={idOf}
            columns={columns}
            selectedId={chosen === null ? null : idOf(chosen)}
            onSelect={setChosen}
            initialSort={{ column: 'imported', descending: true }}
          />
        )}
      </ListFrame>
      {chosen !== null && <ImportDetails row={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
