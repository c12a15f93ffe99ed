import { useEffect, useState } from 'react';
import { decimalText } from '../../../shared/format/coordinates.ts';
import { parsePosition } from '../../../shared/geo/parse-position.ts';
import type { Area } from '../../../shared/model/area.ts';
import type { Position } from '../../../shared/model/position.ts';
import { Icon } from '../../panels/Icon.tsx';
import { Said } from '../../panels/Said.tsx';
import { draw, drawing, redoDrawing, stopDrawing, undoDrawing } from '../../state/drawing.ts';
import { showOnMap } from '../../state/map-request.ts';
import { addPlace, addRing, movePlace, removePlace, removeRing, setPlaces } from '../../state/outline.ts';
import { useStore } from '../../state/store.ts';

/** What is being drawn as a list of places: every step that the map takes by mouse can be taken here by keyboard. */
export function OutlineEditor({ area, onSave }: { readonly area: Area | null; readonly onSave: () => void }) {
  const { tool, history, ring, place } = useStore(drawing, (state) => state);
  const [isListing, setListing] = useState(false);
  const outline = history.now;
  const { places, isHole } = outline[ring]!;
  const least = tool === 'line' ? 2 : 3;
  useUndoKeys();
  return (
    <>
      <h3>
        {tool === 'line' ? 'The line that divides ' : area === null ? 'A new area' : 'The outline of '}
        {area !== null && <Said text={area.name} />}
      </h3>
      <p className="quiet">
        Click on the map to add a place after the chosen one; drag a place to move it. Or write places below, one a
        line.
      </p>
      <div className="buttons">
        <button type="button" className="button" disabled={history.past.length === 0} onClick={undoDrawing}>
          Undo
        </button>
        <button type="button" className="button" disabled={history.future.length === 0} onClick={redoDrawing}>
          Redo
        </button>
        <button
          type="button"
          className="button"
          disabled={places.length === 0}
          onClick={() => showOnMap(outline.flatMap((one) => one.places))}
        >
          <Icon name="locate" /> Show
        </button>
        {tool === 'outline' && (
          <>
            <button
              type="button"
              className="button"
              disabled={places.length < 3}
              onClick={() => draw(addRing(outline, true), { ring: outline.length, place: null })}
            >
              <Icon name="plus" /> Hole
            </button>
            <button
              type="button"
              className="button"
              disabled={places.length < 3}
              onClick={() => draw(addRing(outline, false), { ring: outline.length, place: null })}
            >
              <Icon name="plus" /> Part
            </button>
          </>
        )}
      </div>
      {outline.length > 1 && (
        <div className="buttons">
          <label>
            Ring{' '}
            <select value={ring} onChange={(event) => drawing.set({ ring: Number(event.target.value), place: null })}>
              {outline.map((one, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a ring is known by its place alone.
                <option key={i} value={i}>
                  {i + 1}: {one.isHole ? 'hole' : 'outer'}, {one.places.length} places
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            onClick={() => draw(removeRing(outline, ring), { ring: Math.max(0, ring - 1), place: null })}
          >
            Remove this {isHole ? 'hole' : 'part'}
          </button>
        </div>
      )}
      <ol className="outline-places" aria-label={`Places of ring ${ring + 1}`}>
        {places.map((at, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is known by its number alone, and moves when it is edited.
          <li key={i} aria-current={i === place}>
            <span>{i + 1}</span>
            <PlaceInput
              label={`Place ${i + 1}, latitude and longitude`}
              position={at}
              onFocus={() => drawing.set({ place: i })}
              onChange={(position) => draw(movePlace(outline, ring, i, position), { place: i })}
              onDelete={() => draw(removePlace(outline, ring, i), { place: i === 0 ? null : i - 1 })}
            />
            <button
              type="button"
              className="button quiet icon-only"
              aria-label={`Remove place ${i + 1}`}
              onClick={() => draw(removePlace(outline, ring, i), { place: null })}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      <AddPlace
        onAdd={(position) =>
          draw(addPlace(outline, ring, place, position), { place: place === null ? null : place + 1 })
        }
      />
      <button type="button" className="button quiet" aria-expanded={isListing} onClick={() => setListing(!isListing)}>
        Write all places at once
      </button>
      {isListing && (
        <PlaceList places={places} onChange={(next) => draw(setPlaces(outline, ring, next), { place: null })} />
      )}
      <div className="buttons">
        <button type="button" className="button" onClick={stopDrawing}>
          Cancel
        </button>
        <button type="button" className="button primary" disabled={places.length < least} onClick={onSave}>
          {tool === 'line' ? 'Divide…' : 'Save…'}
        </button>
      </div>
      {places.length < least && <p className="quiet">At least {least} places are needed.</p>}
    </>
  );
}

/** Ctrl Z and Ctrl Y, but in a text field, which has its own. */
function useUndoKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.target instanceof HTMLInputElement ||
        event.target instanceof HTMLTextAreaElement
      )
        return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redoDrawing();
      else undoDrawing();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** Moves by a step of the last shown digit's hundredth: about 10 m. */
const STEP_DEGREES = 0.0001;

function PlaceInput({
  label,
  position,
  onFocus,
  onChange,
  onDelete,
}: {
  readonly label: string;
  readonly position: Position;
  readonly onFocus: () => void;
  readonly onChange: (position: Position) => void;
  readonly onDelete: () => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? null : parsePosition(text);
  const take = () => {
    if (read?.ok) onChange(read.value.position);
    setText(null);
  };
  const nudge = (east: number, north: number) =>
    onChange([position[0] + east * STEP_DEGREES, position[1] + north * STEP_DEGREES]);
  return (
    <input
      type="text"
      aria-label={`${label}. Alt and an arrow key moves it by 10 metres, Alt and Delete removes it`}
      aria-invalid={read !== null && !read.ok}
      value={text ?? decimalText(position)}
      onFocus={onFocus}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (!event.altKey) return;
        if (event.key === 'Delete') onDelete();
        else if (event.key === 'ArrowLeft') nudge(-1, 0);
        else if (event.key === 'ArrowRight') nudge(1, 0);
        else if (event.key === 'ArrowUp') nudge(0, 1);
        else if (event.key === 'ArrowDown') nudge(0, -1);
        else return;
        event.preventDefault();
      }}
    />
  );
}

function AddPlace({ onAdd }: { readonly onAdd: (position: Position) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        const read = parsePosition(text);
        setFault(read.ok ? null : read.failure.message);
        if (!read.ok) return;
        onAdd(read.value.position);
        setText('');
      }}
    >
      <label>
        Add a place
        <input
          type="text"
          placeholder="31.4, -110.9 or MGRS"
          aria-invalid={fault !== null}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {fault !== null && <p className="invalid">{fault}</p>}
      <button type="submit" className="button">
        <Icon name="plus" /> Add
      </button>
    </form>
  );
}

function PlaceList({
  places,
  onChange,
}: {
  readonly places: readonly Position[];
  readonly onChange: (places: readonly Position[]) => void;
}) {
  const [text, setText] = useState(() => places.map((at) => decimalText(at)).join('\n'));
  const [fault, setFault] = useState<string | null>(null);
  const take = () => {
    const found: Position[] = [];
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const read = parsePosition(line);
      if (!read.ok) return setFault(`Line ${i + 1}: ${read.failure.message}`);
      found.push(read.value.position);
    }
    setFault(null);
    onChange(found);
  };
  return (
    <div className="field">
      <label>
        Places, one a line, latitude first
        <textarea
          rows={8}
          value={text}
          aria-invalid={fault !== null}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {fault !== null && <p className="invalid">{fault}</p>}
      <button type="button" className="button" onClick={take}>
        Take these places
      </button>
    </div>
  );
}
