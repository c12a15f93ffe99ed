import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { LocateReply } from '../../shared/contract/contract.ts';
import { decimalText, dmsText, mgrsText } from '../../shared/format/coordinates.ts';
import { borderKmText, metresText, signedFeetOrMilesText, signedMetresText } from '../../shared/format/distances.ts';
import { probabilityText } from '../../shared/format/numbers.ts';
import { parsePosition } from '../../shared/geo/parse-position.ts';
import { coverageWord, sideWords } from '../../shared/model/words.ts';
import type { FlightMap } from '../map/map.ts';
import { type AskedPlace, located, sigmaOfSquareM } from '../state/located.ts';
import { stopMeasuring } from '../state/measure.ts';
import { useAnswer } from '../state/queries.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './Icon.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';
import { capital, NearestPlace } from './words.tsx';

interface LocatePanelProps {
  readonly map: FlightMap;
  /** What a pixel of the map covers, metres. */
  readonly metresPerPixel: number;
  /** The US Eastern day whose designations the map shows; null when there is none. */
  readonly day: string | null;
}

/** What is here? Point at the map or write a place; the answer is that of `fenceline locate`. */
export function LocatePanel({ map, metresPerPixel, day }: LocatePanelProps) {
  const open = useStore(located, (state) => state.open);
  const asked = useStore(located, (state) => state.asked);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => map.setMark(open ? (asked?.position ?? null) : null), [map, open, asked]);
  useEffect(() => () => located.set({ open: false, asked: null }), []);
  const close = () => {
    located.set({ open: false, asked: null });
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button locate-open"
        aria-expanded={open}
        onClick={() => {
          if (open) return close();
          stopMeasuring();
          located.set({ open: true });
        }}
      >
        <Icon name="question" /> What is here?
      </button>
      {open && (
        <section
          className="locate-panel"
          aria-label="What is here?"
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
          }}
        >
          <PlaceForm map={map} metresPerPixel={metresPerPixel} />
          {asked !== null && <Answer asked={asked} day={day} />}
        </section>
      )}
    </>
  );
}

function PlaceForm({ map, metresPerPixel }: Pick<LocatePanelProps, 'map' | 'metresPerPixel'>) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parsePosition(text);
    if (!parsed.ok) {
      setFault(parsed.failure.message);
      input.current?.focus();
      return;
    }
    setFault(null);
    const { position, squareM } = parsed.value;
    located.set({ asked: { position, sigmaM: squareM === null ? 0 : sigmaOfSquareM(squareM), pointed: false } });
    map.goTo(position, form.current?.parentElement?.offsetWidth ?? 0);
  };
  return (
    <form ref={form} onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>Place: decimal degrees, degrees and minutes, or MGRS</label>
        <div className="locate-line">
          <input
            ref={input}
            id={id}
            type="text"
            value={text}
            placeholder="31.4, -110.9"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={fault !== null}
            aria-describedby={`${id}-say`}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button">
            Go
          </button>
        </div>
      </div>
      <p id={`${id}-say`} className={fault === null ? 'quiet' : 'invalid'} role={fault === null ? undefined : 'alert'}>
        {fault === null ? 'Or click the map. ' : <Said text={fault} />}
      </p>
      <button
        type="button"
        className="button"
        onClick={() => located.set({ asked: { position: map.middle(), sigmaM: metresPerPixel, pointed: true } })}
      >
        Ask about the middle of the map
      </button>
    </form>
  );
}

/** Noon in Washington, in winter; the same day in summer. */
const noonOf = (day: string): number => Date.parse(`${day}T17:00:00Z`);

function Answer({ asked, day }: { readonly asked: AskedPlace; readonly day: string | null }) {
  const [lng, lat] = asked.position;
  const { value, failure, retry } = useAnswer(
    'locate',
    { lat, lng, sigmaM: asked.sigmaM, ...(day === null ? {} : { timeMs: noonOf(day) }) },
    'nothing',
  );
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="the place" />;
  return (
    <div role="status">
      <Facts place={value} asked={asked} day={day} />
    </div>
  );
}

const byWords = {
  polygon: 'by its official outline',
  'border-km': 'by the border kilometre',
  county: 'by the county',
} as const;
const confidenceWords = { A: '', B: ', named in published text', C: ', approximate' } as const;

function Facts({
  place,
  asked,
  day,
}: {
  readonly place: LocateReply;
  readonly asked: AskedPlace;
  readonly day: string | null;
}) {
  const { distanceM, borderErrorM, pUs, nearest } = place;
  return (
    <dl className="facts">
      <dt>Side</dt>
      <dd>
        <strong>{capital(sideWords[place.side].label)}</strong>
        {pUs !== null && `, P(US) ${probabilityText(pUs)}`}
        {place.because !== null && (
          <p>
            <Said text={place.because} />
          </p>
        )}
      </dd>
      {distanceM !== null && (
        <>
          <dt>Distance to the line</dt>
          <dd>
            {signedMetresText(distanceM)} ({signedFeetOrMilesText(distanceM)}), positive into the US
            {borderErrorM !== null && `; 95 % error of the line ${metresText(borderErrorM)}`}
          </dd>
        </>
      )}
      {place.lines.slice(1).map((line) => (
        <LineFact key={line.name} line={line} />
      ))}
      {place.borderKm !== null && (
        <>
          <dt>Border kilometre</dt>
          <dd>
            {borderKmText(place.borderKm)}
            {place.segment !== null && `, ${place.segment}`}
          </dd>
        </>
      )}
      {place.sector !== null && (
        <>
          <dt>Sector</dt>
          <dd>
            {place.sectorName ?? place.sector}
            {place.sectorBy !== null && `, ${byWords[place.sectorBy]}`}
            {place.sectorConfidence !== null && confidenceWords[place.sectorConfidence]}
            {place.sectorDisputed && ' (disputed reach)'}
            {place.sectorNote !== null && (
              <p>
                <Said text={place.sectorNote} />
              </p>
            )}
          </dd>
        </>
      )}
      {place.county !== null && (
        <>
          <dt>County</dt>
          <dd>
            {place.county}, {place.state}
            {place.judicialDistrict !== null && `; ${place.judicialDistrict}`}
          </dd>
        </>
      )}
      {nearest !== null && (
        <>
          <dt>Nearest place</dt>
          <dd>
            <NearestPlace place={nearest} />
          </dd>
        </>
      )}
      {day !== null && place.coverageState !== null && (
        <>
          <dt>On {day}</dt>
          <dd>
            {capital(coverageWord(place.coverageState, day).label)}
            {place.aors?.map((area) => (
              <p key={area}>
                Area <Said text={area} />
              </p>
            ))}
          </dd>
        </>
      )}
      <dt>WGS 84</dt>
      <dd>
        {decimalText(asked.position)}
        <br />
        {dmsText(asked.position)}
        {place.mgrs !== null && (
          <>
            <br />
            {mgrsText(place.mgrs)}
          </>
        )}
        {asked.sigmaM > 0 && (
          <p>
            {asked.pointed ? 'As pointed at on the map' : 'Middle of the square'}: σ{' '}
            {metresText(Math.max(1, asked.sigmaM))} is counted as its error.
          </p>
        )}
      </dd>
    </dl>
  );
}

const LineFact = ({ line }: { readonly line: LocateReply['lines'][number] }) => (
  <>
    <dt>
      By <Said text={line.name} />
    </dt>
    <dd>
      {line.distanceM === null || line.pUs === null
        ? 'It says nothing about this place.'
        : `${sideWords[line.side].label}, ${signedMetresText(line.distanceM)}, P(US) ${probabilityText(line.pUs)}`}
    </dd>
  </>
);
