import { useId, useState } from 'react';
import type { Area } from '../../../shared/model/area.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice } from '../../panels/Notice.tsx';
import { drawing, stopDrawing } from '../../state/drawing.ts';
import { geometryOf } from '../../state/outline.ts';
import { areasView } from '../../state/shown-areas.ts';
import { useEditForm } from '../reference/use-edit.ts';

const fields = ['name', 'source', 'edgeAccuracyM', 'secondName'];

/** What is drawn goes on record: an area's next version, a new area, or two of one. */
export function AreaForm({
  area,
  isSplit,
  onClose,
}: {
  readonly area: Area | null;
  readonly isSplit: boolean;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [name, setName] = useState(isSplit ? '' : (area?.name ?? ''));
  const [source, setSource] = useState(area?.source ?? '');
  const [accuracy, setAccuracy] = useState(String(area?.edgeAccuracyM ?? 100));
  const { form, failure, isBusy, faultOf, submit } = useEditForm(async () => {
    const { history, ring } = drawing.get();
    if (isSplit && area !== null) {
      const line = history.now[ring]!.places.map(([lng, lat]): [number, number] => [lng, lat]);
      return taken(await call('areas.split', { id: area.id, line, secondName: name }));
    }
    const edgeAccuracyM = accuracy.trim() === '' ? Number.NaN : Number(accuracy);
    if (!(edgeAccuracyM >= 0)) {
      return {
        ok: false,
        failure: { code: 'bad-request', message: 'A number of metres, zero or more.', field: 'edgeAccuracyM' },
      };
    }
    return taken(
      await call('areas.save', {
        ...(area === null ? {} : { id: area.id, basedOn: area.version }),
        name,
        source,
        edgeAccuracyM,
        geometry: geometryOf(history.now),
      }),
    );
  }, onClose);
  return (
    <Dialog
      title={isSplit ? 'Divide the area' : area === null ? 'Put the area on record' : 'Store the next version'}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Back to drawing
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy}>
            {isBusy ? 'Judging flights again…' : 'Store'}
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>
          Flights that this can touch are judged again. Earlier versions stay on record.
          {isSplit &&
            ' The part to the left of the line, in the direction it was drawn, stays the area; the other is designated alike.'}
        </p>
        {failure !== null && !fields.includes(failure.field ?? '') && <FailureNotice failure={failure} />}
        <TextField
          name={isSplit ? 'secondName' : 'name'}
          label={isSplit ? 'Name of the second part' : 'Name'}
          required
          value={name}
          fault={faultOf(isSplit ? 'secondName' : 'name')}
          onChange={setName}
        />
        {!isSplit && (
          <>
            <TextField
              name="source"
              label="Source"
              required
              hint="The document or person the outline comes from."
              value={source}
              fault={faultOf('source')}
              onChange={setSource}
            />
            <TextField
              name="edgeAccuracyM"
              label="Accuracy of the edge, metres"
              hint="95 % of the edge lies within this of where it is drawn."
              value={accuracy}
              fault={faultOf('edgeAccuracyM')}
              onChange={setAccuracy}
            />
          </>
        )}
      </form>
    </Dialog>
  );
}

function taken<T extends Awaited<ReturnType<typeof call<'areas.save'>>>>(done: T): T {
  if (done.ok) {
    stopDrawing();
    areasView.set({ areaId: done.value.areas[0]?.id ?? null });
  }
  return done;
}
