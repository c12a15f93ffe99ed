import type { CrossingRow } from '../../../shared/contract/contract.ts';
import { decimalText } from '../../../shared/format/coordinates.ts';
import { borderKmText } from '../../../shared/format/distances.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import { selectFlight } from '../../state/view.ts';
import type { Column } from '../DataGrid.tsx';
import { Said } from '../Said.tsx';
import { PagedTable } from './PagedTable.tsx';

const columns: readonly Column<CrossingRow>[] = [
  { id: 'time', header: 'Time (UTC)', widthPx: 184, sortBy: (row) => row.timeMs, cell: (row) => utcText(row.timeMs) },
  {
    id: 'direction',
    header: 'Direction',
    widthPx: 124,
    sortBy: (row) => row.direction,
    cell: (row) => (row.direction === 'northbound' ? '▲ northbound' : '▼ southbound'),
  },
  {
    id: 'window',
    header: 'Window',
    hint: 'From the last point surely on one side to the first surely on the other, clock error included',
    widthPx: 106,
    align: 'right',
    sortBy: (row) => row.toMs - row.fromMs,
    cell: (row) => durationText((row.toMs - row.fromMs) / 1000),
  },
  { id: 'how', header: 'How', widthPx: 96, sortBy: (row) => row.how, cell: (row) => row.how },
  {
    id: 'object',
    header: 'Object',
    widthPx: 176,
    sortBy: (row) => row.objectName,
    cell: (row) => <Said text={row.objectName} />,
  },
  { id: 'sector', header: 'Sector', widthPx: 72, sortBy: (row) => row.sector, cell: (row) => row.sector ?? '–' },
  {
    id: 'km',
    header: 'Border km',
    widthPx: 104,
    align: 'right',
    sortBy: (row) => row.borderKm,
    cell: (row) => borderKmText(row.borderKm),
  },
  {
    id: 'position',
    header: 'Latitude, longitude',
    widthPx: 190,
    sortBy: (row) => row.position[0],
    cell: (row) => decimalText(row.position),
  },
];

export function CrossingsTable() {
  return (
    <PagedTable
      label="Crossings"
      method="crossings.list"
      what="crossings"
      noun="crossing"
      columns={columns}
      initialSort={{ column: 'time', descending: true }}
      selectedId={null}
      onSelect={(row) => selectFlight(row.flightId, 'elsewhere')}
    />
  );
}
