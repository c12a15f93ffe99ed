import type { IncursionRow } from '../../../shared/contract/contract.ts';
import { borderKmText, metresText } from '../../../shared/format/distances.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import { gradeWords, resultWords } from '../../../shared/model/words.ts';
import { styleOfState } from '../../map/coverage-style.ts';
import { error95M } from '../../sigmas.ts';
import { useStore } from '../../state/store.ts';
import { selectFlight, view } from '../../state/view.ts';
import type { Column } from '../DataGrid.tsx';
import { CoverageMark } from '../Mark.tsx';
import { Said } from '../Said.tsx';
import { NearestPlace } from '../words.tsx';
import { gradeRank } from './order.ts';
import { PagedTable } from './PagedTable.tsx';

const columns: readonly Column<IncursionRow>[] = [
  {
    id: 'start',
    header: 'Start (UTC)',
    widthPx: 184,
    sortBy: (row) => row.firstMs,
    cell: (row) => utcText(row.firstMs),
  },
  {
    id: 'grade',
    header: 'Grade',
    widthPx: 178,
    sortBy: (row) => gradeRank(row.grade),
    cell: (row) => gradeWords[row.grade].label,
  },
  {
    id: 'object',
    header: 'Object',
    widthPx: 176,
    sortBy: (row) => row.objectName,
    cell: (row) => <Said text={row.objectName} />,
  },
  {
    id: 'place',
    header: 'Nearest place',
    hint: 'From the place to where the incursion was deepest',
    widthPx: 280,
    sortBy: (row) => row.nearestPlace?.name ?? null,
    cell: (row) => (row.nearestPlace === null ? '–' : <NearestPlace place={row.nearestPlace} />),
  },
  {
    id: 'depth',
    header: 'Depth',
    hint: 'Farthest distance into the US held by two successive points, with its 95 % error',
    widthPx: 132,
    align: 'right',
    sortBy: (row) => row.depthM,
    cell: (row) =>
      row.depthM === null
        ? '–'
        : `${metresText(row.depthM)}${row.depthSigmaM === null ? '' : ` ± ${metresText(error95M(row.depthSigmaM))}`}`,
  },
  {
    id: 'observed',
    header: 'Observed',
    hint: 'Time on the US side between detections',
    widthPx: 112,
    align: 'right',
    sortBy: (row) => row.observedS,
    cell: (row) => durationText(row.observedS),
  },
  {
    id: 'inferred',
    header: 'Inferred',
    hint: 'Time on the US side across gaps between detections',
    widthPx: 112,
    align: 'right',
    sortBy: (row) => row.inferredS,
    cell: (row) => (row.inferredS === 0 ? '–' : durationText(row.inferredS)),
  },
  { id: 'sector', header: 'Sector', widthPx: 72, sortBy: (row) => row.sector, cell: (row) => row.sector ?? '–' },
  {
    id: 'km',
    header: 'Border km',
    widthPx: 104,
    align: 'right',
    sortBy: (row) => row.borderKm,
    cell: (row) => (row.borderKm === null ? '–' : borderKmText(row.borderKm)),
  },
  {
    id: 'coverage',
    header: 'Coverage',
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
    id: 'result',
    header: '124n eligibility',
    widthPx: 190,
    sortBy: (row) => resultWords[row.result].label,
    cell: (row) => resultWords[row.result].label,
  },
];

export function IncursionsTable() {
  const incursionId = useStore(view, (state) => state.incursionId);
  return (
    <PagedTable
      label="Incursions"
      method="incursions.list"
      what="incursions"
      noun="incursion"
      columns={columns}
      initialSort={{ column: 'start', descending: true }}
      selectedId={incursionId}
      onSelect={(row) => selectFlight(row.flightId, 'elsewhere', row.id)}
    />
  );
}
