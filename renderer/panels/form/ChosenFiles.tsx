import { type ChangeEvent, useId, useRef } from 'react';
import { bytesText } from '../bytes.ts';
import { Said } from '../Said.tsx';

/** A button that chooses files, what was chosen, and what is wrong with it. */
export function ChosenFiles({
  label,
  hint,
  accept,
  multiple = false,
  files,
  fault,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly accept: string;
  readonly multiple?: boolean;
  readonly files: readonly File[];
  readonly fault: string | null;
  readonly onChange: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div className="field">
      <span>{label}</span>
      <div className="buttons">
        <button type="button" className="button" aria-describedby={id} onClick={() => input.current?.click()}>
          {files.length === 0 ? 'Choose…' : 'Choose another…'}
          <span className="visually-hidden"> {label}</span>
        </button>
        <input
          ref={input}
          type="file"
          accept={accept}
          multiple={multiple}
          className="visually-hidden"
          tabIndex={-1}
          aria-label={label}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            onChange([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <ul className="chosen">
          {files.map((file) => (
            <li key={`${file.name} ${file.size}`}>
              <Said text={file.name} /> <span className="quiet">{bytesText(file.size)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div id={id}>
        {fault !== null && <p className="invalid">{fault}</p>}
        <p className="quiet">{hint}</p>
      </div>
    </div>
  );
}
