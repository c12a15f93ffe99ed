import { useState } from 'react';
import { countText } from '../../../shared/format/numbers.ts';
import { type AskedFile, decide } from '../../state/import-job.ts';
import { Icon } from '../Icon.tsx';
import { Said } from '../Said.tsx';
import { MappingDialog } from './MappingDialog.tsx';

/** Files that leave something open: each is mapped, taken provisionally, read by one of several profiles, or left out. */
export function AskedFiles({ asked }: { readonly asked: readonly AskedFile[] }) {
  const [mapped, setMapped] = useState<AskedFile | null>(null);
  return (
    <>
      <p>
        {countText(asked.length, 'file')} leave{asked.length === 1 ? 's' : ''} something open. Say once what the columns
        mean, and files of that sensor are read by themselves from then on; or import provisionally, and what was
        assumed is kept and printed on every page.
      </p>
      <ul className="results">
        {asked.map((file) => (
          <li key={file.handle}>
            <Asked file={file} onMap={() => setMapped(file)} />
          </li>
        ))}
      </ul>
      {mapped !== null && (
        <MappingDialog
          source={{ kind: 'file', handle: mapped.handle }}
          file={mapped.look.file}
          act="Import"
          onDecide={(reading) => {
            setMapped(null);
            decide(mapped.handle, reading);
          }}
          onClose={() => setMapped(null)}
        />
      )}
    </>
  );
}

function Asked({ file, onMap }: { readonly file: AskedFile; readonly onMap: () => void }) {
  const { handle, look, decided } = file;
  const { table, profiles } = look;
  const known = table?.mapping.columns.length ?? 0;
  return (
    <article className="file-result">
      <h3>
        <Said text={look.file} />
      </h3>
      {profiles.length > 1 ? (
        <p>{countText(profiles.length, 'profile')} know this header. Which sensor is it from?</p>
      ) : (
        <p>
          {look.format === null ? 'A table of columns that we do not know by their names' : 'A table of detections'}:{' '}
          {known} of {countText(table?.columns.length ?? 0, 'column')} can be guessed.
        </p>
      )}
      {profiles.length <= 1 && (table?.questions.length ?? 0) > 0 && (
        <p className="quiet">Unless somebody says otherwise:</p>
      )}
      {profiles.length <= 1 && (
        <ul className="issues">
          {table?.questions.map(({ kind, column, assumption }) => (
            <li key={`${kind} ${column}`}>
              <Said text={assumption} />
            </li>
          ))}
        </ul>
      )}
      {look.candidates[0] !== undefined && (
        <p className="quiet">
          Taken for: {look.candidates[0].label}. {look.candidates[0].reason}
        </p>
      )}
      {decided === null ? (
        <div className="buttons">
          {profiles.map(({ id, version, name }) => (
            <button
              key={id}
              type="button"
              className="button"
              onClick={() => decide(handle, { profile: { id, version } })}
            >
              <Said text={name} />
            </button>
          ))}
          <button type="button" className={profiles.length > 1 ? 'button' : 'button primary'} onClick={onMap}>
            Say what the columns mean…
          </button>
          {profiles.length === 0 && (
            <button
              type="button"
              className="button"
              onClick={() =>
                decide(handle, { ...(table === null ? {} : { mapping: table.mapping }), provisional: true })
              }
            >
              Import provisionally
            </button>
          )}
          <button type="button" className="button quiet" onClick={() => decide(handle, 'left out')}>
            Leave out
          </button>
        </div>
      ) : (
        <p className="quiet">
          <Icon name="check" /> {decided === 'left out' ? 'Left out.' : 'Decided.'}
        </p>
      )}
    </article>
  );
}
