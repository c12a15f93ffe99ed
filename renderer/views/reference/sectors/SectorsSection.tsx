import { FailureNotice, Loading } from '../../../panels/Notice.tsx';
import { useReferenceData } from '../../../state/own-reference.ts';
import { referenceChange } from '../../../state/reference-change.ts';
import { useStore } from '../../../state/store.ts';
import { Outlines } from './Outlines.tsx';
import { SectorBreaks } from './SectorBreaks.tsx';

/** Where sectors lie: breaks along the border, and official outlines. */
export function SectorsSection() {
  const { value, failure, retry } = useReferenceData();
  const busy = useStore(referenceChange, (state) => state.busy);
  if (value === null)
    return failure === null ? <Loading what="the sectors" /> : <FailureNotice failure={failure} retry={retry} />;
  return (
    <fieldset className="reference-parts" disabled={busy}>
      <legend className="visually-hidden">Sectors in use</legend>
      <SectorBreaks sectors={value.sectors} breaks={value.breaks} />
      <Outlines outlines={value.outlines} />
    </fieldset>
  );
}
