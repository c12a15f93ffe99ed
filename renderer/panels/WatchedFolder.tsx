import { type FormEvent, useState } from 'react';
import { countText } from '../../shared/format/numbers.ts';
import type { Failure } from '../../shared/result.ts';
import { useStore } from '../state/store.ts';
import { importFound, putFoundAside, setWatchedFolder, watchedFolder } from '../state/watched-folder.ts';
import { TextField } from './form/FormField.tsx';
import { Icon } from './Icon.tsx';
import { Said } from './Said.tsx';

/** Names shown of what has come. */
const NAMED = 3;

/** What has come into the watched folder: offered, never imported unasked. */
export function FoundFiles() {
  const found = useStore(watchedFolder, (state) => state.found);
  if (found.length === 0) return null;
  const more = found.length - NAMED;
  return (
    <div className="notice" role="status">
      <Icon name="import" />
      <span>
        {countText(found.length, 'new file')} in the watched folder:{' '}
        {found.slice(0, NAMED).map(({ handle, name }, i) => (
          <span key={handle}>
            {i > 0 && ', '}
            <Said text={name} />
          </span>
        ))}
        {more > 0 && ` and ${more} more`}.
      </span>
      <button type="button" className="button small" onClick={() => void importFound()}>
        Import {found.length === 1 ? 'it' : 'them'}
      </button>
      <button type="button" className="button small quiet" onClick={() => void putFoundAside()}>
        Not now
      </button>
    </div>
  );
}

/** Which folder is watched. */
export function WatchedFolderSetting() {
  const { folder, failure } = useStore(watchedFolder, (state) => state);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<Failure | null>(null);
  const set = async (next: string | null): Promise<void> => setRefused(await setWatchedFolder(next));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') void set(typed.trim());
  };
  if (folder !== null) {
    return (
      <div className="watched">
        <p>
          New files in <Said text={folder} /> are offered once they have stopped changing.
          {failure !== null && (
            <>
              {' '}
              <Said text={failure.message} />
            </>
          )}
        </p>
        <button type="button" className="button small" onClick={() => void set(null)}>
          Watch it no more
        </button>
      </div>
    );
  }
  return (
    <form className="watched" onSubmit={submit}>
      <TextField
        name="folder"
        label="Folder on this computer, written out"
        fault={refused?.message ?? null}
        value={typed}
        onChange={setTyped}
      />
      <button type="submit" className="button small" disabled={typed.trim() === ''}>
        Watch it
      </button>
    </form>
  );
}
