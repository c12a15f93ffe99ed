import type { FlightRow } from '../../../shared/contract/contract.ts';
import { borderKmText, signedMetresText } from '../../../shared/format/distances.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import { evidenceWords } from '../../../shared/model/detection-words.ts';
import { classWords, gradeWords, reviewWords } from '../../../shared/model/words.ts';
import { styleOfState } from '../../map/coverage-style.ts';
import { useStore } from '../../state/store.ts';
import { selectFlight, view } from '../../state/view.ts';
import type { Column } from '../DataGrid.tsx';
import { CoverageMark } from '../Mark.tsx';
import { Said } from '../Said.tsx';
import { gradeRank } from './order.ts';
import { PagedTable } from './PagedTable.tsx';

const columns: readonly Column<FlightRow>[] = [
  {
    id: 'start',
    header: 'Start (UTC)',
    widthPx: 184,
    sortBy: (row) => row.firstMs,
    cell: (row) => utcText(row.firstMs),
  },
  {
    id: 'duration',
    header: 'Duration',
    widthPx: 112,
    align: 'right',
    sortBy: (row) => row.lastMs - row.firstMs,
    cell: (row) => durationText((row.lastMs - row.firstMs) / 1000),
  },
  {
    id: 'object',
    header: 'Object',
    widthPx: 176,
    sortBy: (row) => row.objectName,
    cell: (row) => <Said text={row.objectName} />,
  },
  {
    id: 'class',
    header: 'Class',
    widthPx: 184,
    sortBy: (row) => classWords[row.class].label,
    cell: (row) => classWords[row.class].label,
  },
  {
    id: 'grade',
    header: 'Grade',
    widthPx: 178,
    sortBy: (row) => gradeRank(row.grade),
    cell: (row) => (row.grade === null ? '–' : gradeWords[row.grade].label),
  },
  {
    id: 'coverage',
    header: 'Coverage',
    hint: 'The coverage state that matters most along the flight',
    widthPx: 276,
    sortBy: (row) => styleOfState(row.coverageState, row.firstMs).word.label,
    cell: (row) => {
      const style = styleOfState(row.coverageState, row.firstMs);
      return (
        <>
          <CoverageMark style={style} /> {style.word.label}
        </>
      );
    },
  },
  {
    id: 'review',
    header: 'Review',
    hint: 'What a person made of it, beside what was computed',
    widthPx: 156,
    sortBy: (row) => reviewWords[row.review?.state ?? 'new'].label,
    cell: (row) => reviewWords[row.review?.state ?? 'new'].label,
  },
  { id: 'sector', header: 'Sector', widthPx: 72, sortBy: (row) => row.sector, cell: (row) => row.sector ?? '–' },
  {
    id: 'km',
    header: 'Border km',
    hint: 'Distance along the built-in line from its Pacific end',
    widthPx: 104,
    align: 'right',
    sortBy: (row) => row.borderKm,
    cell: (row) => (row.borderKm === null ? '–' : borderKmText(row.borderKm)),
  },
  {
    id: 'farthest',
    header: 'Farthest into US',
    hint: 'Largest signed distance to the reference line, positive into the US',
    widthPx: 126,
    align: 'right',
    sortBy: (row) => row.maxDistanceM,
    cell: (row) => (row.maxDistanceM === null ? '–' : signedMetresText(row.maxDistanceM)),
  },
  {
    id: 'us',
    header: 'Time in the US',
    hint: 'Observed and inferred seconds on the US side',
    widthPx: 112,
    align: 'right',
    sortBy: (row) => row.usSeconds,
    cell: (row) => (row.usSeconds === 0 ? '–' : durationText(row.usSeconds)),
  },
  {
    id: 'crossings',
    header: 'Crossings',
    widthPx: 86,
    align: 'right',
    sortBy: (row) => row.crossings,
    cell: (row) => numberText(row.crossings),
  },
  {
    id: 'incursions',
    header: 'Incursions',
    hint: 'Presences on the US side, of any grade',
    widthPx: 90,
    align: 'right',
    sortBy: (row) => row.incursions,
    cell: (row) => numberText(row.incursions),
  },
  {
    id: 'model',
    header: 'Make and model',
    widthPx: 150,
    sortBy: (row) => row.makeModel,
    cell: (row) => (row.makeModel === null ? '–' : <Said text={row.makeModel} />),
  },
  {
    id: 'evidence',
    header: 'Evidence',
    widthPx: 148,
    sortBy: (row) => evidenceWords[row.evidence].label,
    cell: (row) => evidenceWords[row.evidence].label,
  },
  {
    id: 'sensors',
    header: 'Sensors',
    widthPx: 160,
    sortBy: (row) => row.sensors.join(', '),
    cell: (row) => <Said text={row.sensors.join(', ')} />,
  },
  {
    id: 'detections',
    header: 'Detections',
    widthPx: 96,
    align: 'right',
    sortBy: (row) => row.detections,
    cell: (row) => numberText(row.detections),
  },
];

export function FlightsTable() {
  const flightId = useStore(view, (state) => state.flightId);
  return (
    <PagedTable
      label="Flights"
      method="flights.list"
      what="flights"
      noun="flight"
      columns={columns}
      initialSort={{ column: 'start', descending: true }}
      selectedId={flightId}
      onSelect={(row) => selectFlight(row.id, 'elsewhere')}
    />
  );
}
