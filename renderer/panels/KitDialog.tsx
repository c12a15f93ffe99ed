import { useEffect, useState } from 'react';
import type { Reply } from '../../shared/contract/contract.ts';
import { countText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import type { Failure } from '../../shared/result.ts';
import { call, offerFile } from '../api.ts';
import { closeKit, offeredKit } from '../state/kit.ts';
import { useStore } from '../state/store.ts';
import { refreshWorkspace } from '../state/workspace.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { KitItems } from './KitItems.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';

type Shown = Reply<'kits.show'>;
type Imported = Reply<'kits.import'>;

/** A sector kit before it is applied: whose it is, how old, and what it would change. */
export function KitDialog() {
  const file = useStore(offeredKit, (state) => state.file);
  return file === null ? null : <OfferedKit key={`${file.name} ${file.size} ${file.lastModified}`} file={file} />;
}

function OfferedKit({ file }: { readonly file: File }) {
  const [handle, setHandle] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isCompared, setCompared] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [imported, setImported] = useState<Imported | null>(null);

  useEffect(() => {
    let isGone = false;
    let mine: string | null = null;
    const look = async () => {
      const offered = await offerFile(file);
      if (!offered.ok) return isGone ? undefined : setFailure(offered.failure);
      mine = offered.value;
      if (isGone) return void call('kits.close', { file: mine });
      const answer = await call('kits.show', { file: mine });
      if (isGone) return;
      if (!answer.ok) return setFailure(answer.failure);
      setHandle(mine);
      setShown(answer.value);
    };
    void look();
    return () => {
      isGone = true;
      if (mine !== null) void call('kits.close', { file: mine });
    };
  }, [file]);

  const bringIn = async (kit: Shown, kept: string) => {
    setBusy(true);
    setFailure(null);
    const answer = await call('kits.import', {
      file: kept,
      ...(kit.signer === 'unknown' ? { trust: kit.fingerprint } : {}),
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    await refreshWorkspace();
    setImported(answer.value);
  };

  const mayImport = shown !== null && !shown.mixes && (shown.signer === 'known' || isCompared);
  return (
    <Dialog
      title={imported === null ? 'Sector kit' : 'Sector kit imported'}
      className="wide"
      onClose={closeKit}
      footer={
        <>
          <button type="button" className="button" onClick={closeKit}>
            Close
          </button>
          {imported === null && shown !== null && handle !== null && (
            <button
              type="button"
              className="button primary"
              disabled={!mayImport || isBusy}
              onClick={() => void bringIn(shown, handle)}
            >
              <Icon name="import" /> {isBusy ? 'Judging every flight again…' : 'Import all of it'}
            </button>
          )}
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {shown === null && failure === null && <Loading what="the kit" />}
      {imported !== null && (
        <p className="lead" role="status">
          The kit is in use. {countText(imported.concluded, 'flight or track', 'flights and tracks')} concluded again.
        </p>
      )}
      {shown !== null && imported === null && <Contents kit={shown} isCompared={isCompared} onCompared={setCompared} />}
    </Dialog>
  );
}

const DAY_MS = 86_400_000;

function Contents({
  kit,
  isCompared,
  onCompared,
}: {
  readonly kit: Shown;
  readonly isCompared: boolean;
  readonly onCompared: (isCompared: boolean) => void;
}) {
  const ageDays = Math.max(0, Math.floor((Date.now() - kit.madeAtMs) / DAY_MS));
  return (
    <>
      <dl className="facts">
        <dt>Kit</dt>
        <dd>
          <Said text={kit.name} /> {kit.synthetic && <strong className="synthetic">SYNTHETIC</strong>}
          {kit.note !== '' && (
            <p>
              <Said text={kit.note} />
            </p>
          )}
        </dd>
        <dt>Made</dt>
        <dd>
          {utcText(kit.madeAtMs)} ({countText(ageDays, 'day')} ago) by <Said text={kit.madeBy} />, with{' '}
          <Said text={kit.program} />
        </dd>
        <dt>Signature</dt>
        <dd>
          <Icon name="check" /> Unchanged since it was signed with the key{' '}
          <span className="mono">{kit.fingerprint}</span>
        </dd>
        <dt>SHA-256</dt>
        <dd className="mono">{kit.digest}</dd>
      </dl>
      {kit.mixes && (
        <Warning>
          {kit.synthetic
            ? 'It is synthetic and this workspace holds real records, so it cannot be imported here.'
            : 'It is real and this workspace holds synthetic records, so it cannot be imported here.'}
        </Warning>
      )}
      {kit.newerImportedMs !== null && (
        <Warning>A newer kit of this name, made {utcText(kit.newerImportedMs)}, was imported here before.</Warning>
      )}
      {kit.alreadyImportedMs !== null && (
        <p className="quiet">This very kit was imported {utcText(kit.alreadyImportedMs)}.</p>
      )}
      {kit.sameNameOtherKey && (
        <Warning>
          A signer of this name is known here with another key. Ask them before you go on: anybody can write a name.
        </Warning>
      )}
      {kit.signer === 'unknown' && !kit.mixes && (
        <div className="signer-unknown">
          <p>
            No kit of this signer was imported here yet. Compare the key above with what <Said text={kit.madeBy} />{' '}
            reads to you.
          </p>
          <label className="check">
            <input type="checkbox" checked={isCompared} onChange={(event) => onCompared(event.target.checked)} />I have
            compared the key with its owner; take kits signed with it from now on
          </label>
        </div>
      )}
      <KitItems items={kit.items} />
    </>
  );
}

const Warning = ({ children }: { readonly children: React.ReactNode }) => (
  <div className="notice">
    <Icon name="warning" />
    <p>{children}</p>
  </div>
);
