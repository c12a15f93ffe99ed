import { useState } from 'react';
import type { DetectionRow } from '../../../shared/contract/contract.ts';
import { decimalText } from '../../../shared/format/coordinates.ts';
import { metresText } from '../../../shared/format/distances.ts';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import { utcClockText } from '../../../shared/format/times.ts';
import { useAnswer } from '../../state/queries.ts';
import { type Column, DataGrid } from '../DataGrid.tsx';
import { FailureNotice, Loading } from '../Notice.tsx';
import { Said } from '../Said.tsx';
import { RawRecord } from './RawRecord.tsx';

/** More than this is not read by a person; the rest is in the export. */
const SHOWN = 5000;

const columns: readonly Column<DetectionRow>[] = [
  {
    id: 'time',
    header: 'Time',
    widthPx: 104,
    sortBy: (row) => row.observedAtMs,
    cell: (row) => utcClockText(row.observedAtMs),
  },
  {
    id: 'record',
    header: 'Record',
    widthPx: 84,
    align: 'right',
    sortBy: (row) => row.record,
    cell: (row) => numberText(row.record),
  },
  {
    id: 'position',
    header: 'Latitude, longitude',
    widthPx: 190,
    sortBy: (row) => row.lng,
    cell: (row) => (row.lat === null || row.lng === null ? 'no position' : decimalText([row.lng, row.lat])),
  },
  {
    id: 'sigma',
    header: 'σ',
    widthPx: 64,
    align: 'right',
    sortBy: (row) => row.sigmaM,
    cell: (row) => (row.sigmaM === null ? '–' : metresText(row.sigmaM)),
  },
  {
    id: 'altitude',
    header: 'Altitude',
    widthPx: 120,
    sortBy: (row) => row.altitudeM,
    cell: (row) => (row.altitudeM === null ? '–' : `${metresText(row.altitudeM)} ${row.altitudeDatum}`),
  },
  {
    id: 'sensor',
    header: 'Sensor',
    widthPx: 130,
    sortBy: (row) => row.sensorId,
    cell: (row) => <Said text={row.sensorId} />,
  },
  { id: 'file', header: 'File', widthPx: 180, sortBy: (row) => row.file, cell: (row) => <Said text={row.file} /> },
  {
    id: 'flags',
    header: 'Doubts',
    widthPx: 150,
    sortBy: (row) => row.flags.join(', '),
    cell: (row) => row.flags.join(', ') || '–',
  },
];

/** The detections a flight rests on; choosing one shows the row of the file it came from. */
export function Detections({ flightId, total }: { readonly flightId: string; readonly total: number }) {
  const { value, failure, retry } = useAnswer('detections.list', { flightId, limit: SHOWN }, 'nothing');
  const [open, setOpen] = useState<string | null>(null);
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="detections" />;
  return (
    <>
      <p className="quiet">
        {countText(total, 'detection')}. Choose one to see its row in the file.
        {value.truncated && ` The first ${numberText(value.rows.length)} are listed.`}
      </p>
      <div className="detections">
        <DataGrid
          label="Detections of the flight"
          rows={value.rows}
          rowId={(row) => row.id}
          columns={columns}
          selectedId={open}
          onSelect={(row) => setOpen(row.id)}
          initialSort={{ column: 'time', descending: false }}
        />
      </div>
      {open !== null && <RawRecord detectionId={open} onClose={() => setOpen(null)} />}
    </>
  );
}
