import { useEffect, useRef, useState } from 'react';
import type { Look, RequestInput } from '../../../shared/contract/contract.ts';
import { countText } from '../../../shared/format/numbers.ts';
import type { ColumnMapping } from '../../../shared/model/column-mapping.ts';
import type { SensorProfile } from '../../../shared/model/sensor-profile.ts';
import type { Failure } from '../../../shared/result.ts';
import { call } from '../../api.ts';
import type { FileReading } from '../../state/import-job.ts';
import { useStore } from '../../state/store.ts';
import { refreshWorkspace, workspace } from '../../state/workspace.ts';
import { Dialog } from '../Dialog.tsx';
import { focusField } from '../form/FormField.tsx';
import { FailureNotice, Loading } from '../Notice.tsx';
import { Said } from '../Said.tsx';
import { zoneChoices } from '../zones.ts';
import { ColumnRows } from './ColumnRows.tsx';
import {
  allConfirmed,
  type Draft,
  draftOf,
  draftOfProfile,
  type Faults,
  profileOf,
  withDayFirst,
  withZone,
} from './draft.ts';
import { ProfileFields } from './ProfileFields.tsx';

export type LookSource = RequestInput<'imports.look'>['source'];

interface Props {
  readonly source: LookSource;
  readonly file: string;
  /** The profile to begin with, where one is to be changed. */
  readonly profile?: SensorProfile | undefined;
  /** What the last button does, in a word: "Import", "Map again". */
  readonly act: string;
  readonly onDecide: (reading: FileReading) => void;
  readonly onClose: () => void;
}

/** Changes of a mapping are tried at once, but not at every key. */
const TRY_AFTER_MS = 200;

/**
 * What the columns of a table mean: guesses with their confidence, what stands in the file beside what it becomes, questions asked
 * once. It ends in a mapping for this file, a profile for the sensor's files from now on, or a provisional reading.
 */
export function MappingDialog({ source, file, profile, act, onDecide, onClose }: Props) {
  const actor = useStore(workspace, (state) => state.status?.actor ?? '');
  const [look, setLook] = useState<Look | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const asked = useRef(0);
  const mapping = draft?.mapping ?? null;
  const firstMapping = profile?.mapping;
  const sourceKey = JSON.stringify(source);

  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    const request = { source: JSON.parse(sourceKey) as LookSource, ...tried(mapping ?? firstMapping ?? null) };
    const ask = async () => {
      const answer = await call('imports.look', request);
      if (mine !== asked.current) return;
      if (!answer.ok) return setFailure(answer.failure);
      setFailure(null);
      setLook(answer.value);
      setDraft((known) => {
        if (known !== null || answer.value.table === null) return known;
        return profile === undefined ? draftOf(answer.value.table.mapping, actor) : draftOfProfile(profile, actor);
      });
    };
    const timer = setTimeout(() => void ask(), mapping === null ? 0 : TRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [sourceKey, mapping, firstMapping, profile, actor]);

  const table = look?.table ?? null;
  const change = (next: Draft) => {
    setDraft(next);
    setFaults({});
  };
  const once = (): void => {
    if (draft === null) return;
    if (draft.source.trim() === '') {
      refuse({ source: 'On whose word this is.' });
      return;
    }
    const own = draft.sensorId.trim();
    const stated = allConfirmed(draft.mapping, draft.source.trim());
    onDecide({ mapping: own === '' ? stated : { ...stated, sensorId: own } });
  };
  const provisionally = (): void => {
    if (draft !== null) onDecide({ mapping: draft.mapping, provisional: true });
  };
  const refuse = (found: Faults): void => {
    setFaults(found);
    const [first] = Object.keys(found);
    // The fault is drawn first, then its field is brought into view.
    requestAnimationFrame(() => focusField(form.current, first ?? ''));
  };
  const save = async (): Promise<void> => {
    if (draft === null || table === null) return;
    const said = profileOf(draft, table);
    if ('faults' in said) return refuse(said.faults);
    setBusy(true);
    const saved = await call('profiles.save', said);
    setBusy(false);
    if (!saved.ok) return setFailure(saved.failure);
    await refreshWorkspace();
    onDecide({ profile: saved.value });
  };
  const ready = table !== null && table.problem === null && draft !== null && !isBusy;

  return (
    <Dialog
      title={
        <>
          Columns of <Said text={file} />
        </>
      }
      className="mapping"
      onClose={onClose}
      footer={
        <>
          <p className="quiet mapping-line" role="status">
            {table === null ? '' : summaryOf(table)}
          </p>
          <button type="button" className="button" disabled={!ready} onClick={provisionally}>
            {act} provisionally
          </button>
          <button type="button" className="button" disabled={!ready} onClick={once}>
            {act} this file so
          </button>
          <button type="button" className="button primary" disabled={!ready} onClick={() => void save()}>
            {isBusy ? 'Saving…' : `Save profile and ${act.toLowerCase()}`}
          </button>
        </>
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {look === null && failure === null && <Loading what="the beginning of the file" />}
      {look !== null && table === null && <p>This file is no table whose columns could be named.</p>}
      {table !== null && draft !== null && (
        <div ref={form}>
          <AskedOnce table={table} draft={draft} onChange={change} />
          {table.problem !== null && (
            <p className="invalid" role="alert">
              {table.problem}
            </p>
          )}
          <ColumnRows
            table={table}
            mapping={draft.mapping}
            source={draft.source}
            onChange={(next) => change({ ...draft, mapping: next })}
          />
          <details className="group" open>
            <summary>
              <h3>The sensor</h3>
            </summary>
            <ProfileFields draft={draft} faults={faults} onChange={change} />
          </details>
        </div>
      )}
    </Dialog>
  );
}

const tried = (mapping: ColumnMapping | null) => (mapping === null ? {} : { mapping });

function summaryOf({ questions, rows, columns, mapping }: NonNullable<Look['table']>): string {
  const used = rows.filter(({ fields }) => fields !== null).length;
  const open = questions.length === 0 ? 'nothing is open' : `${countText(questions.length, 'question')} open`;
  return `${mapping.columns.length} of ${countText(columns.length, 'column')} read; ${used} of the first ${countText(rows.length, 'record')} would be used; ${open}.`;
}

/** What holds for the whole table. */
function AskedOnce({
  table,
  draft,
  onChange,
}: {
  readonly table: NonNullable<Look['table']>;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}) {
  const { mapping } = draft;
  const zone = mapping.zone ?? '';
  const open = (kind: string) => table.questions.find((question) => question.kind === kind);
  const [dayOrder, zoneOpen] = [open('day-order'), open('zone')];
  const isListed = zone === '' || zoneChoices.some((choice) => choice.zone === zone);
  const set = (next: ColumnMapping) => onChange({ ...draft, mapping: next });
  return (
    <div className="mapping-asked">
      <label className="field inline">
        <span>Times without a zone are in</span>
        <select value={zone} onChange={(event) => set(withZone(mapping, event.target.value))}>
          <option value="">a zone that is not known: UTC is assumed</option>
          {!isListed && <option value={zone}>{zone}</option>}
          {zoneChoices.map(({ zone: name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label className="field inline">
        <span>Dates such as 03/04 mean</span>
        <select
          value={mapping.dayFirst === undefined ? '' : String(mapping.dayFirst)}
          onChange={({ target: { value } }) => set(withDayFirst(mapping, value === '' ? null : value === 'true'))}
        >
          <option value="">not known: such records are not used</option>
          <option value="true">3 April: day first</option>
          <option value="false">March 4: month first</option>
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={mapping.decimalComma === true}
          onChange={(event) => set({ ...mapping, decimalComma: event.target.checked })}
        />
        Numbers are written with a decimal comma
      </label>
      {[dayOrder, zoneOpen].map(
        (question) =>
          question !== undefined && (
            <p key={question.kind} className="open-question">
              <Said text={question.assumption} />
            </p>
          ),
      )}
    </div>
  );
}
