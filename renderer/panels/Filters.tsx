import { useEffect, useState } from 'react';
import { evidences } from '../../shared/model/detection.ts';
import { evidenceWords } from '../../shared/model/detection-words.ts';
import { flightClasses, grades, reviewStates } from '../../shared/model/lists.ts';
import { classWords, coverageWords, gradeWords, reviewWords } from '../../shared/model/words.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { useAreas, useFilters } from '../state/data.ts';
import { useStore } from '../state/store.ts';
import { resetFilters, setFilters } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { Said } from './Said.tsx';
import { fromTimeInput, toTimeInput } from './time-input.ts';
import { capital } from './words.tsx';

/** Typing pauses this long before the list is asked for again. */
const PAUSE_MS = 250;

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChange((event.target.value || undefined) as T | undefined)}>
        <option value="">Any</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Narrows everything: map, lists, time bar. */
export function Filters() {
  const filters = useFilters();
  const sectors = useStore(workspace, (state) => state.status?.sectors) ?? [];
  const areas = useAreas().value?.areas ?? [];
  const areaNames = [...new Map(areas.map(({ id, name }) => [id, name]))];
  return (
    <div className="filters">
      <ObjectFilter />
      <TimeFilter label="From, UTC" name="sinceMs" />
      <TimeFilter label="To, UTC" name="untilMs" />
      <Choice
        label="Sector"
        value={filters.sector}
        options={sectors.map(({ code, name }) => [code, name.replace(' Sector', '')] as const)}
        onChange={(sector) => setFilters({ sector })}
      />
      <Choice
        label="Class"
        value={filters.class}
        options={flightClasses.map((name) => [name, capital(classWords[name].label)] as const)}
        onChange={(value) => setFilters({ class: value })}
      />
      <Choice
        label="Grade"
        value={filters.grade}
        options={grades.map((grade) => [grade, capital(gradeWords[grade].label)] as const)}
        onChange={(grade) => setFilters({ grade })}
      />
      <Choice
        label="Evidence"
        value={filters.evidence}
        options={evidences
          .filter((name) => name === 'uas-identified' || name === 'uas-by-class')
          .map((name) => [name, evidenceWords[name].label] as const)}
        onChange={(evidence) => setFilters({ evidence })}
      />
      <Choice
        label="Review"
        value={filters.review}
        options={reviewStates.map((state) => [state, capital(reviewWords[state].label)] as const)}
        onChange={(review) => setFilters({ review })}
      />
      {areaNames.length > 0 && (
        <Choice
          label="AOR"
          value={filters.areaId}
          options={areaNames.map(([id, name]) => [id, visibleText(name)] as const)}
          onChange={(areaId) => setFilters({ areaId })}
        />
      )}
    </div>
  );
}

function ObjectFilter() {
  const stored = useFilters().object ?? '';
  const [text, setText] = useState(stored);
  useEffect(() => setText(stored), [stored]);
  useEffect(() => {
    if (text === stored) return;
    const timer = setTimeout(() => setFilters({ object: text === '' ? undefined : text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, stored]);
  return (
    <label className="field">
      <span>Object</span>
      <input
        type="search"
        value={text}
        maxLength={100}
        placeholder="Part of a serial"
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}

function TimeFilter({ label, name }: { readonly label: string; readonly name: 'sinceMs' | 'untilMs' }) {
  const value = useFilters()[name];
  const stored = value === undefined ? '' : toTimeInput(value);
  const [text, setText] = useState(stored);
  useEffect(() => setText(stored), [stored]);
  const typed = fromTimeInput(text);
  const take = () => {
    if (typed !== null && text !== stored) setFilters({ [name]: typed });
  };
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="text"
        value={text}
        placeholder="2026-11-14 04:30"
        aria-invalid={typed === null}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
      {typed === null && <span className="invalid">Write it as 2026-11-14 04:30.</span>}
    </label>
  );
}

/** What narrows the view now, each to be taken away by itself; nothing when nothing does. */
export function FilterChips() {
  const filters = useFilters();
  const areas = useAreas().value?.areas ?? [];
  const sectors = useStore(workspace, (state) => state.status?.sectors) ?? [];
  const chips: [key: keyof typeof filters, words: string][] = [];
  if (filters.object !== undefined) chips.push(['object', `Object: ${filters.object}`]);
  if (filters.sinceMs !== undefined) chips.push(['sinceMs', `From ${toTimeInput(filters.sinceMs)}Z`]);
  if (filters.untilMs !== undefined) chips.push(['untilMs', `To ${toTimeInput(filters.untilMs)}Z`]);
  if (filters.review !== undefined) chips.push(['review', `Review: ${reviewWords[filters.review].label}`]);
  if (filters.sector !== undefined) {
    chips.push(['sector', sectors.find(({ code }) => code === filters.sector)?.name ?? filters.sector]);
  }
  if (filters.class !== undefined) chips.push(['class', capital(classWords[filters.class].label)]);
  if (filters.grade !== undefined) chips.push(['grade', capital(gradeWords[filters.grade].label)]);
  if (filters.coverage !== undefined) chips.push(['coverage', capital(coverageWords[filters.coverage].label)]);
  if (filters.evidence !== undefined) chips.push(['evidence', evidenceWords[filters.evidence].label]);
  if (filters.areaId !== undefined) {
    chips.push(['areaId', areas.find(({ id }) => id === filters.areaId)?.name ?? filters.areaId]);
  }
  if (chips.length === 0) return null;
  return (
    <section className="chips" aria-label="Filters in use">
      <span className="chips-word">Narrowed to</span>
      {chips.map(([key, words]) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-label={`Remove the filter ${visibleText(words)}`}
          onClick={() => setFilters({ [key]: undefined })}
        >
          <Said text={words} /> <span aria-hidden="true">×</span>
        </button>
      ))}
      <button type="button" className="button small" onClick={resetFilters}>
        Reset
      </button>
    </section>
  );
}
