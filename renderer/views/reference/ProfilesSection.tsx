import { type ChangeEvent, useRef, useState } from 'react';
import { bytesToBase64 } from '../../../shared/base64.ts';
import { utf8Bytes } from '../../../shared/bytes.ts';
import type { ProfileRow } from '../../../shared/contract/contract.ts';
import { countText, preciseText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import type { SensorProfile } from '../../../shared/model/sensor-profile.ts';
import { type Failure, fail } from '../../../shared/result.ts';
import { call, saveFile } from '../../api.ts';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { refreshWorkspace } from '../../state/workspace.ts';

/** A profile is a page of JSON; a file of another size is something else. */
const LARGEST_FILE = 4_000_000;

/** Profiles of sensors: what is known of each, on whose word, taken in and handed on as JSON. */
export function ProfilesSection() {
  const { value, failure, retry } = useAnswer('profiles.list', {});
  const [refused, setRefused] = useState<Failure | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File): Promise<void> => {
    const profile = await readProfile(file);
    if (profile === null) {
      setRefused(fail('wrong-format', `${file.name} is no sensor profile.`, { file: file.name }).failure);
      return;
    }
    // The contract checks every member; what is wrong is named in its failure.
    const saved = await call('profiles.save', { profile });
    setRefused(saved.ok ? null : saved.failure);
    if (saved.ok) await refreshWorkspace();
  };
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="profiles" />;
  return (
    <>
      <p>
        How the exports of a sensor are read, and how far its clock, its positions and its silences are to be trusted. A
        profile is made when a file is mapped; files with its header are read by it from then on. Changing one makes its
        next version, and imports keep the version they were read with until they are mapped again.
      </p>
      {refused !== null && <FailureNotice failure={refused} dismiss={() => setRefused(null)} />}
      {value.rows.length === 0 ? (
        <p className="quiet">No profile yet.</p>
      ) : (
        <ul className="records">
          {value.rows.map((row) => (
            <li key={row.id} className="record">
              <Profile row={row} onFailure={setRefused} />
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          Take in a profile…
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Profile to take in"
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void take(file);
          }}
        />
      </div>
    </>
  );
}

async function readProfile(file: File): Promise<SensorProfile | null> {
  if (file.size > LARGEST_FILE) return null;
  try {
    const value: unknown = JSON.parse(await file.text());
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as SensorProfile) : null;
  } catch {
    return null;
  }
}

function Profile({ row, onFailure }: { readonly row: ProfileRow; readonly onFailure: (failure: Failure) => void }) {
  const [isSure, setSure] = useState(false);
  const { profile, version, savedAtMs, actor, imports } = row;
  const { clock, positionError, gapLimit, mapping } = profile;
  const hand = async (): Promise<void> => {
    const json = `${JSON.stringify(profile, null, 2)}\n`;
    const saved = await saveFile(`${profile.name}.json`, bytesToBase64(utf8Bytes(json)));
    if (!saved.ok && saved.failure.code !== 'cancelled') onFailure(saved.failure);
  };
  const remove = async (): Promise<void> => {
    const removed = await call('profiles.remove', { id: row.id });
    if (!removed.ok) onFailure(removed.failure);
    else await refreshWorkspace();
  };
  return (
    <>
      <h4>
        <Said text={profile.name} /> <span className="quiet">version {version}</span>
      </h4>
      <p>
        {profile.sensorId === null ? 'Sensors as the file names them' : <Said text={profile.sensorId} />};{' '}
        {countText(mapping.columns.length, 'column')}; times in{' '}
        <Said text={mapping.zone ?? 'a zone that is not stated'} />; read {countText(imports, 'import')}. Saved{' '}
        {utcText(savedAtMs)} by <Said text={actor} />.
      </p>
      <p>
        Clock:{' '}
        {clock === null ? 'not verified' : `${preciseText(clock.offsetS)} s added, ± ${preciseText(clock.errorS)} s`}.
        Positions: {positionError === null ? 'as each record says' : `σ ${preciseText(positionError.sigmaM)} m`}. Gap
        limit: {gapLimit === null ? 'as for all' : `${preciseText(gapLimit.seconds)} s`}.
      </p>
      <div className="buttons">
        <button type="button" className="button small" onClick={() => void hand()}>
          Save as JSON<span className="visually-hidden">: {profile.name}</span>
        </button>
        <button type="button" className="button small" onClick={() => (isSure ? void remove() : setSure(true))}>
          {isSure ? 'Remove it' : 'Remove…'}
          <span className="visually-hidden">: {profile.name}</span>
        </button>
      </div>
    </>
  );
}
