import { useState } from 'react';
import { easternDay } from '../../../shared/eligibility/eastern-day.ts';
import { countText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import type { Area, Completeness, Designation } from '../../../shared/model/area.ts';
import type { Failure } from '../../../shared/result.ts';
import { call, offerFile } from '../../api.ts';
import { areaColor, areaEdges, areaStatusWords, statusOn } from '../../map/layers/areas.ts';
import { palettes } from '../../map/palette.ts';
import { ReasonDialog } from '../../panels/form/ReasonDialog.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { drawing, startDrawing } from '../../state/drawing.ts';
import { showOnMap } from '../../state/map-request.ts';
import { outlineOf } from '../../state/outline.ts';
import { useAnswer } from '../../state/queries.ts';
import { areasView, useAreasAsOf } from '../../state/shown-areas.ts';
import { useStore } from '../../state/store.ts';
import { useTheme } from '../../state/theme.ts';
import { refreshWorkspace } from '../../state/workspace.ts';
import { AreaForm } from './AreaForm.tsx';
import { OutlineEditor } from './OutlineEditor.tsx';
import { CompletenessForm, DesignationForm } from './RecordForms.tsx';

type Asking =
  | { readonly what: 'designate'; readonly area: Area; readonly record: Designation | null }
  | { readonly what: 'complete' }
  | { readonly what: 'withdraw'; readonly area: Area }
  | { readonly what: 'undesignate'; readonly record: Designation }
  | { readonly what: 'save'; readonly area: Area | null }
  | { readonly what: 'split'; readonly area: Area };

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Areas of responsibility and what is on record about them: drawn, edited, divided, joined, designated. */
export default function AreasPanel() {
  const asOf = useStore(areasView, (state) => state.asOf);
  const chosenId = useStore(areasView, (state) => state.areaId);
  const tool = useStore(drawing, (state) => state.tool);
  const answer = useAreasAsOf();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [edited, setEdited] = useState<Area | null>(null);
  const day = asOf ?? easternDay(Date.now());
  const close = () => setAsking(null);
  if (answer.value === null) {
    return answer.failure === null ? (
      <Loading what="the areas" />
    ) : (
      <FailureNotice failure={answer.failure} retry={answer.retry} />
    );
  }
  const { areas, designations, completeness } = answer.value;
  const chosen = areas.find(({ id }) => id === chosenId) ?? null;
  const drawOutline = (area: Area | null) => {
    setEdited(area);
    startDrawing('outline', area === null ? undefined : outlineOf(area.geometry));
  };
  const drawLine = (area: Area) => {
    setEdited(area);
    startDrawing('line');
  };
  return (
    <section className="areas-view" aria-label="Areas" aria-busy={answer.state === 'loading'}>
      <h2>Areas and designations</h2>
      {tool === null ? (
        <>
          <AsOf asOf={asOf} />
          <div className="buttons">
            <button type="button" className="button" disabled={asOf !== null} onClick={() => drawOutline(null)}>
              <Icon name="plus" /> Draw an area
            </button>
            <ImportAreas disabled={asOf !== null} />
          </div>
          {areas.length === 0 && (
            <p>
              No areas are on record{asOf === null ? '' : ` as of ${asOf}`}. Real designations are not public: draw or
              import those you know from their documents. Without them Fenceline says that designations are not known.
            </p>
          )}
          <AreaList areas={areas} designations={designations} day={day} chosenId={chosenId} />
          {chosen !== null && (
            <AreaDetail
              area={chosen}
              others={areas.filter(({ id }) => id !== chosen.id)}
              designations={designations.filter(({ areaId }) => areaId === chosen.id)}
              isNow={asOf === null}
              onAsk={setAsking}
              onEdit={() => drawOutline(chosen)}
              onSplit={() => drawLine(chosen)}
            />
          )}
          <Statements completeness={completeness} isNow={asOf === null} onAsk={() => setAsking({ what: 'complete' })} />
          <Conflicts />
        </>
      ) : (
        <OutlineEditor
          area={edited}
          onSave={() =>
            setAsking(
              tool === 'line' && edited !== null ? { what: 'split', area: edited } : { what: 'save', area: edited },
            )
          }
        />
      )}
      {asking?.what === 'designate' && <DesignationForm area={asking.area} record={asking.record} onClose={close} />}
      {asking?.what === 'complete' && <CompletenessForm onClose={close} />}
      {(asking?.what === 'save' || asking?.what === 'split') && (
        <AreaForm area={asking.area} isSplit={asking.what === 'split'} onClose={close} />
      )}
      {asking?.what === 'withdraw' && (
        <ReasonDialog
          title="Take the area off the record"
          action="Take off"
          label="Why"
          act={(reason) => call('areas.withdraw', { id: asking.area.id, reason })}
          onClose={() => {
            close();
            void refreshWorkspace();
          }}
        >
          <p>
            <Said text={asking.area.name} /> and its designations are no longer on record from now on. Its versions
            stay, and the flights it decided are judged again.
          </p>
        </ReasonDialog>
      )}
      {asking?.what === 'undesignate' && (
        <ReasonDialog
          title="Take the designation off the record"
          action="Take off"
          label="Why"
          act={(reason) => call('areas.undesignate', { id: asking.record.id, reason })}
          onClose={() => {
            close();
            void refreshWorkspace();
          }}
        >
          <p>For a record entered by mistake. A designation that has ended gets a last day instead.</p>
        </ReasonDialog>
      )}
    </section>
  );
}

function AsOf({ asOf }: { readonly asOf: string | null }) {
  const [text, setText] = useState(asOf ?? '');
  const fault = text !== '' && !isDay(text);
  return (
    <div className="field">
      <label className="day">
        As of (US Eastern day)
        <input
          type="text"
          placeholder="now"
          value={text}
          aria-invalid={fault}
          onChange={(event) => {
            setText(event.target.value);
            const written = event.target.value.trim();
            if (written === '' || isDay(written)) areasView.set({ asOf: written === '' ? null : written });
          }}
        />
      </label>
      {fault && <p className="invalid">A day like 2025-12-18.</p>}
      {asOf !== null && (
        <p className="quiet">
          Areas as entered by the end of that day, and what holds on it. Nothing can be edited there.
        </p>
      )}
    </div>
  );
}

function ImportAreas({ disabled }: { readonly disabled: boolean }) {
  const [said, setSaid] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (file: File) => {
    setSaid([]);
    setFailure(null);
    const offered = await offerFile(file);
    const done = offered.ok ? await call('areas.import', { file: offered.value }) : offered;
    if (!done.ok) return setFailure(done.failure);
    const { imported, designations, refused, assumed } = done.value;
    setSaid([
      `${countText(imported, 'area')} and ${countText(designations, 'designation')} stored.`,
      ...refused.map(({ index, reason }) => `Feature ${index} refused: ${reason}`),
      ...assumed.map(({ name, reason }) => `${name ?? ''}: ${reason}`),
    ]);
    await refreshWorkspace();
  };
  return (
    <>
      <label className="button">
        <Icon name="import" /> Import…
        <input
          className="visually-hidden"
          type="file"
          accept=".geojson,.json,.kml,.kmz,.shp,.zip"
          disabled={disabled}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void take(file);
          }}
        />
      </label>
      <div aria-live="polite">
        {failure !== null && <FailureNotice failure={failure} />}
        {said.map((line) => (
          <p key={line}>
            <Said text={line} />
          </p>
        ))}
      </div>
    </>
  );
}

function AreaList({
  areas,
  designations,
  day,
  chosenId,
}: {
  readonly areas: readonly Area[];
  readonly designations: readonly Designation[];
  readonly day: string;
  readonly chosenId: string | null;
}) {
  const palette = palettes[useTheme()];
  return (
    <ul className="area-list" aria-label={`Areas with their status on ${day}`}>
      {areas.map((area) => {
        const status = statusOn(day, area.id, designations);
        return (
          <li key={area.id}>
            <button
              type="button"
              aria-pressed={area.id === chosenId}
              onClick={() => {
                areasView.set({ areaId: area.id === chosenId ? null : area.id });
                if (area.id !== chosenId) showOnMap(area.geometry.flat(2));
              }}
            >
              <strong>
                <Said text={area.name} />
              </strong>
              <span className="area-status">
                <svg viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
                  <line
                    x1={0}
                    x2={34}
                    y1={5}
                    y2={5}
                    stroke={areaColor(status, palette)}
                    strokeWidth={areaEdges[status].widthPx}
                    strokeDasharray={areaEdges[status].dash.join(' ')}
                  />
                </svg>
                {areaStatusWords[status]} on {day}
              </span>
              <span className="quiet">
                version {area.version}, edge within {area.edgeAccuracyM} m{area.synthetic && ', synthetic'}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function AreaDetail({
  area,
  others,
  designations,
  isNow,
  onAsk,
  onEdit,
  onSplit,
}: {
  readonly area: Area;
  readonly others: readonly Area[];
  readonly designations: readonly Designation[];
  readonly isNow: boolean;
  readonly onAsk: (asking: Asking) => void;
  readonly onEdit: () => void;
  readonly onSplit: () => void;
}) {
  const history = useAnswer('areas.history', { id: area.id }).value?.versions ?? [];
  const [other, setOther] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const merge = async () => {
    const done = await call('areas.merge', { ids: [area.id, other] });
    setFailure(done.ok ? null : done.failure);
    if (done.ok) await refreshWorkspace();
  };
  return (
    <section aria-label={area.name}>
      <h3>
        <Said text={area.name} />
      </h3>
      <p className="quiet">
        Source: <Said text={area.source} />
      </p>
      {isNow && (
        <div className="buttons">
          <button type="button" className="button" onClick={onEdit}>
            Edit the outline
          </button>
          <button type="button" className="button" onClick={onSplit}>
            Divide by a line
          </button>
          <button type="button" className="button" onClick={() => onAsk({ what: 'withdraw', area })}>
            Take off the record…
          </button>
        </div>
      )}
      {isNow && others.length > 0 && (
        <div className="buttons">
          <label>
            Join with{' '}
            <select value={other} onChange={(event) => setOther(event.target.value)}>
              <option value="">choose…</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="button" disabled={other === ''} onClick={() => void merge()}>
            Join
          </button>
        </div>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <h3>Designations</h3>
      {designations.length === 0 && <p className="quiet">None on record.</p>}
      <ul className="records">
        {designations.map((record) => (
          <li className="record" key={record.id}>
            <p>
              <strong>{record.status}</strong> from {record.from} to {record.to ?? 'open'}
            </p>
            <p className="quiet">
              <Said text={record.sourceDocument} />; <Said text={record.basis} />
            </p>
            {isNow && (
              <div className="buttons">
                <button
                  type="button"
                  className="button quiet"
                  onClick={() => onAsk({ what: 'designate', area, record })}
                >
                  Change…
                </button>
                <button type="button" className="button quiet" onClick={() => onAsk({ what: 'undesignate', record })}>
                  Take off…
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {isNow && (
        <button type="button" className="button" onClick={() => onAsk({ what: 'designate', area, record: null })}>
          <Icon name="plus" /> Put a designation on record
        </button>
      )}
      <details>
        <summary>History: {countText(history.length, 'version')}</summary>
        <ul className="reasons">
          {history.map((version) => (
            <li key={version.version}>
              Version {version.version}, {utcText(version.enteredAtMs)}, by <Said text={version.actor} />:{' '}
              {countText(version.geometry.flat(2).length, 'vertex', 'vertices')}, <Said text={version.source} />
              {version.withdrawn !== null && (
                <>
                  ; off the record since {utcText(version.withdrawn.atMs)}: <Said text={version.withdrawn.reason} />
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Statements({
  completeness,
  isNow,
  onAsk,
}: {
  readonly completeness: readonly Completeness[];
  readonly isNow: boolean;
  readonly onAsk: () => void;
}) {
  return (
    <section>
      <h3>Stated to be complete</h3>
      <p className="quiet">
        Only where a named person states that the list is complete does absence from it mean anything.
      </p>
      <ul className="reasons">
        {completeness.map((one) => (
          <li key={`${one.sector} ${one.from} ${one.to} ${one.enteredAtMs} ${one.statedBy}`}>
            <strong>{one.sector}</strong>, {one.from} to {one.to}, by <Said text={one.statedBy} />
          </li>
        ))}
      </ul>
      {isNow && (
        <button type="button" className="button" onClick={onAsk}>
          <Icon name="plus" /> State that a list is complete
        </button>
      )}
    </section>
  );
}

function Conflicts() {
  const conflicts = useAnswer('areas.conflicts', {}).value?.conflicts ?? [];
  if (conflicts.length === 0) return null;
  return (
    <section>
      <h3>
        <Icon name="warning" /> To be looked at
      </h3>
      <ul className="reasons">
        {conflicts.map(({ sentence }) => (
          <li key={sentence}>
            <Said text={sentence} />
          </li>
        ))}
      </ul>
    </section>
  );
}
