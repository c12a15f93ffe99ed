import { useId, useState } from 'react';
import { easternDay } from '../../../shared/eligibility/eastern-day.ts';
import type { Designation } from '../../../shared/model/area.ts';
import type { ScenarioChange } from '../../../shared/model/scenario.ts';
import { ok } from '../../../shared/result.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { TextField } from '../../panels/form/FormField.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { scenarios } from '../../state/scenarios.ts';
import { ScrollTable } from '../reference/ScrollTable.tsx';
import { useEditForm } from '../reference/use-edit.ts';

const statuses = ['designated', 'pending', 'none'] as const;
const statusWords: Readonly<Record<(typeof statuses)[number], string>> = {
  designated: 'designated',
  pending: 'pending',
  none: 'no designation',
};

/** A set edited from another scenario: what is supposed of each area, and since when. */
export function SaveSetForm({ base, onClose }: { readonly base: string; readonly onClose: () => void }) {
  const id = useId();
  const detail = useAnswer('scenarios.detail', { id: base });
  const [name, setName] = useState('');
  const [isComplete, setComplete] = useState(false);
  const [changes, setChanges] = useState<ReadonlyMap<string, ScenarioChange>>(new Map());
  const change = (areaId: string, patch: Partial<ScenarioChange>) => {
    const before = changes.get(areaId) ?? { areaId, status: 'designated' as const };
    setChanges(new Map(changes).set(areaId, { ...before, ...patch }));
  };
  const { form, failure, isBusy, faultOf, submit } = useEditForm(async () => {
    const list = [...changes.values()].map(({ from, to, ...rest }) => ({
      ...rest,
      ...(from === undefined || from === '' ? {} : { from }),
      ...(to === undefined || to === null || to === '' ? {} : { to }),
    }));
    const saved = await call('scenarios.save', {
      name,
      base,
      changes: list,
      ...(isComplete ? { completeness: 'supposed' as const } : {}),
    });
    if (!saved.ok) return saved;
    scenarios.set({ b: saved.value.scenario.id });
    return ok(null);
  }, onClose);
  const set = detail.value?.set ?? null;
  return (
    <Dialog
      title="A set of designations to suppose"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" form={id} className="button primary" disabled={isBusy || set === null}>
            Save the set
          </button>
        </>
      }
    >
      <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
        <p>
          Kept in the workspace beside the record and never mixed with it. A set of the same name is its next version.
        </p>
        {failure !== null && failure.field !== 'name' && <FailureNotice failure={failure} />}
        <TextField name="name" label="Name" required value={name} fault={faultOf('name')} onChange={setName} />
        {set === null && <Loading what="the areas" />}
        {set !== null && set.areas.length === 0 && <p>There are no areas on record to suppose anything of.</p>}
        {set !== null && set.areas.length > 0 && (
          <ScrollTable label="Areas of the set">
            <table>
              <thead>
                <tr>
                  <th scope="col">Area</th>
                  <th scope="col">Supposed</th>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                </tr>
              </thead>
              <tbody>
                {set.areas.map((area) => {
                  const now = standing(area.id, set.designations);
                  const changed = changes.get(area.id);
                  return (
                    <tr key={area.id}>
                      <th scope="row">
                        <Said text={area.name} />
                      </th>
                      <td>
                        <select
                          aria-label={`Supposed of ${area.name}`}
                          value={changed?.status ?? ''}
                          onChange={(event) => {
                            const status = statuses.find((one) => one === event.target.value);
                            if (status !== undefined) return change(area.id, { status });
                            const without = new Map(changes);
                            without.delete(area.id);
                            setChanges(without);
                          }}
                        >
                          <option value="">as it is: {now}</option>
                          {statuses.map((status) => (
                            <option key={status} value={status}>
                              {statusWords[status]}
                            </option>
                          ))}
                        </select>
                      </td>
                      {(['from', 'to'] as const).map((end) => (
                        <td key={end}>
                          <input
                            type="text"
                            size={10}
                            aria-label={`${end === 'from' ? 'First' : 'Last'} day supposed of ${area.name}, YYYY-MM-DD`}
                            placeholder={end === 'from' ? 'always' : 'open'}
                            disabled={changed === undefined || changed.status === 'none'}
                            value={changed?.[end] ?? ''}
                            onChange={(event) => change(area.id, { [end]: event.target.value })}
                          />
                        </td>
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </ScrollTable>
        )}
        <label className="check">
          <input type="checkbox" checked={isComplete} onChange={(event) => setComplete(event.target.checked)} />
          Suppose that this list is complete for every sector and day
        </label>
      </form>
    </Dialog>
  );
}

/** Status of an area in the set today, in words. */
function standing(areaId: string, designations: readonly Designation[]): string {
  const day = easternDay(Date.now());
  const holding = designations.filter(
    (one) => one.areaId === areaId && one.from <= day && (one.to === null || day <= one.to),
  );
  return holding.length === 0
    ? 'no designation'
    : holding.map(({ status, from }) => `${status} from ${from}`).join(', ');
}
