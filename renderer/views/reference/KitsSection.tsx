import { useId, useRef, useState } from 'react';
import type { Reply } from '../../../shared/contract/contract.ts';
import { utcText } from '../../../shared/format/times.ts';
import { call, saveFile } from '../../api.ts';
import { Dialog } from '../../panels/Dialog.tsx';
import { TextArea, TextField } from '../../panels/form/FormField.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { KitItems } from '../../panels/KitItems.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { openKit } from '../../state/kit.ts';
import { orNotice } from '../../state/notice.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { refreshWorkspace, workspace } from '../../state/workspace.ts';
import { useEditForm } from './use-edit.ts';

/** Kits: made here for others, imported from others, and whose are taken. */
export function KitsSection() {
  const { value, failure, retry } = useAnswer('kits.list', {});
  const [isMaking, setMaking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>
        One signed file with the areas, designations, statements of completeness, sensor profiles and the authority
        table of this workspace. A laptop without a network takes it by drop; what it holds, whose it is and how old it
        is are shown first. A kit that was changed or is not signed is refused.
      </p>
      <div className="buttons">
        <button type="button" className="button" onClick={() => setMaking(true)}>
          <Icon name="save" /> Make a kit…
        </button>
        <button type="button" className="button" onClick={() => input.current?.click()}>
          <Icon name="import" /> Import a kit…
        </button>
        <input
          ref={input}
          type="file"
          accept=".fkit"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Sector kit to import"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) openKit(file);
            event.target.value = '';
          }}
        />
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what="the kits" />}
      {value !== null && <Records kits={value} />}
      {isMaking && <MakeKit onClose={() => setMaking(false)} />}
    </>
  );
}

function Records({ kits }: { readonly kits: Reply<'kits.list'> }) {
  return (
    <>
      <h4>Key of this machine</h4>
      <p>
        {kits.own === null ? (
          kits.ownFault === null ? (
            'None yet: the first kit made here makes one. It stays on this machine.'
          ) : (
            <Said text={kits.ownFault} />
          )
        ) : (
          <>
            Kits made here are signed with <span className="mono">{kits.own}</span>. Read it to whoever imports one.
          </>
        )}
      </p>
      <h4>Signers whose kits are taken</h4>
      {kits.signers.length === 0 && <p className="quiet">None yet. The first kit of each is asked about.</p>}
      <ul className="versions">
        {kits.signers.map((signer) => (
          <li key={signer.fingerprint}>
            <p>
              <strong>
                <Said text={signer.name} />
              </strong>{' '}
              <span className="mono">{signer.fingerprint}</span>
            </p>
            <p className="quiet">
              Since {utcText(signer.atMs)}, by <Said text={signer.actor} />
            </p>
            <button
              type="button"
              className="button small"
              aria-label={`Take no more kits of ${signer.name}`}
              onClick={async () => {
                const { fingerprint } = signer;
                if (orNotice(await call('kits.forgetSigner', { fingerprint })) !== null) await refreshWorkspace();
              }}
            >
              Take no more
            </button>
          </li>
        ))}
      </ul>
      <h4>Imported kits</h4>
      {kits.imports.length === 0 && <p className="quiet">None yet.</p>}
      <ol className="versions">
        {kits.imports.map((kit) => (
          <li key={`${kit.digest} ${kit.enteredAtMs}`}>
            <p>
              <strong>
                <Said text={kit.name} />
              </strong>
              , made {utcText(kit.madeAtMs)} by <Said text={kit.madeBy} />
            </p>
            <p className="quiet">
              Imported {utcText(kit.enteredAtMs)} by <Said text={kit.actor} /> from <Said text={kit.file} />:{' '}
              {Object.entries(kit.contents)
                .map(([what, count]) => `${what} ${count}`)
                .join(', ')}
              . SHA-256 <span className="mono">{kit.digest.slice(0, 16)}…</span>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

function MakeKit({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const actor = useStore(workspace, (state) => state.status?.actor ?? '');
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [madeBy, setMadeBy] = useState(actor);
  const [made, setMade] = useState<Reply<'kits.make'> | null>(null);
  const { form, failure, isBusy, faultOf, submit } = useEditForm(
    async () => {
      const result = await call('kits.make', { name, note, madeBy });
      if (result.ok) setMade(result.value);
      return result;
    },
    () => undefined,
  );
  return (
    <Dialog
      title={made === null ? 'Make a sector kit' : 'The kit is ready'}
      className="wide"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          {made === null ? (
            <button type="submit" form={id} className="button primary" disabled={isBusy}>
              {isBusy ? 'Signing…' : 'Sign the kit'}
            </button>
          ) : (
            <button
              type="button"
              className="button primary"
              onClick={async () => {
                const saved = await saveFile(made.suggestedName, made.kit);
                if (saved.ok) onClose();
                else if (saved.failure.code !== 'cancelled') orNotice(saved);
              }}
            >
              <Icon name="save" /> Save the kit
            </button>
          )}
        </>
      }
    >
      {made === null ? (
        <form ref={form} id={id} className="form" noValidate onSubmit={submit}>
          {failure !== null && failure.field !== 'name' && failure.field !== 'madeBy' && (
            <FailureNotice failure={failure} />
          )}
          <TextField
            name="name"
            label="Name"
            required
            hint="The sector or the purpose; a later kit of the same name follows this one."
            value={name}
            fault={faultOf('name')}
            onChange={setName}
          />
          <TextField
            name="madeBy"
            label="Made by"
            required
            value={madeBy}
            fault={faultOf('madeBy')}
            onChange={setMadeBy}
          />
          <TextArea name="note" label="Note" rows={3} value={note} fault={null} onChange={setNote} />
        </form>
      ) : (
        <>
          <p>
            Signed with the key of this machine, <span className="mono">{made.fingerprint}</span>. Whoever imports it
            the first time compares this key with you. SHA-256 of the kit <span className="mono">{made.digest}</span>
          </p>
          <KitItems items={made.items} />
        </>
      )}
    </Dialog>
  );
}
