import { type FormEvent, useState } from 'react';
import type { Reply } from '../../../../shared/contract/contract.ts';
import { call } from '../../../api.ts';
import { TextField } from '../../../panels/form/FormField.tsx';
import { Said } from '../../../panels/Said.tsx';
import { changeReference, concludedText } from '../../../state/reference-change.ts';
import { ChangeStatus } from '../ChangeStatus.tsx';
import { ScrollTable } from '../ScrollTable.tsx';

type ReferenceList = Reply<'reference.list'>;
type Break = ReferenceList['breaks'][number];

/** Where on the border one sector ends and the next begins. */
export function SectorBreaks({ sectors, breaks }: Pick<ReferenceList, 'sectors' | 'breaks'>) {
  const [editing, setEditing] = useState<string | null>(null);
  const nameOf = (code: string): string =>
    (sectors.find((sector) => sector.code === code)?.name ?? code).replace(/ Sector$/, '');
  return (
    <>
      <h4>Breaks between sectors</h4>
      <p className="quiet">
        Border km along the built-in line from the Pacific. Built-in places follow county lines and published mileage.
      </p>
      <ChangeStatus of="breaks" />
      <ScrollTable label="Breaks between sectors">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Between</th>
              <th scope="col" className="number">
                Border km
              </th>
              <th scope="col">On whose word</th>
              <th scope="col">
                <span className="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {breaks.map((row) => {
              const name = row.between.join('/');
              const words = `${nameOf(row.between[0])} and ${nameOf(row.between[1])}`;
              return (
                <tr key={name}>
                  <th scope="row">{words}</th>
                  <td className="number">
                    {row.km.toFixed(1)}
                    {row.toleranceKm > 0 && <span className="quiet"> ± {row.toleranceKm}</span>}
                  </td>
                  <td>
                    {row.edited && <strong>Set here: </strong>}
                    <Said text={row.basis} />
                    {editing === name && <EditBreak row={row} words={words} onClose={() => setEditing(null)} />}
                  </td>
                  <td className="actions">
                    {editing !== name && (
                      <button type="button" className="button" onClick={() => setEditing(name)}>
                        Move…<span className="visually-hidden"> the break between {words}</span>
                      </button>
                    )}
                    {row.edited && editing !== name && (
                      <button
                        type="button"
                        className="button quiet"
                        onClick={() =>
                          void changeReference(
                            'breaks',
                            () => call('reference.resetBreak', { between: name }),
                            ({ concluded }) => [
                              `The break between ${words} lies where the built-in table has it. ${concludedText(concluded)}`,
                            ],
                          )
                        }
                      >
                        Reset<span className="visually-hidden"> the break between {words}</span>
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollTable>
    </>
  );
}

function EditBreak({
  row,
  words,
  onClose,
}: {
  readonly row: Break;
  readonly words: string;
  readonly onClose: () => void;
}) {
  const [km, setKm] = useState(String(row.km));
  const [source, setSource] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const value = km.trim() === '' ? Number.NaN : Number(km);
    const found = {
      ...(Number.isFinite(value) ? {} : { km: 'Give the border km as a number, with a point for decimals.' }),
      ...(source.trim() === '' ? { source: 'Say on whose word the break lies there.' } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const done = await changeReference(
      'breaks',
      () => call('reference.setBreak', { between: row.between.join('/'), km: value, source }),
      ({ alreadySo, concluded }) => [
        alreadySo
          ? 'It was so already; nothing was changed.'
          : `The break between ${words} lies at border km ${value}. ${concludedText(concluded)}`,
      ],
    );
    if (done.ok) onClose();
    else if (done.failure.field === 'km') setFaults({ km: done.failure.message });
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      <TextField name="km" label="Border km" required value={km} fault={faults.km ?? null} onChange={setKm} />
      <TextField
        name="source"
        label="On whose word"
        required
        value={source}
        fault={faults.source ?? null}
        onChange={setSource}
      />
      <div className="buttons">
        <button type="submit" className="button primary">
          Move and conclude again
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          Leave it
        </button>
      </div>
    </form>
  );
}
