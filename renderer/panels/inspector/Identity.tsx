import { Fragment } from 'react';
import { metresText } from '../../../shared/format/distances.ts';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import { durationText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { sensorKinds } from '../../../shared/model/detection.ts';
import { evidenceWords, positionOriginWords, sensorKindWords } from '../../../shared/model/detection-words.ts';
import { selectFlight } from '../../state/view.ts';
import { Said } from '../Said.tsx';

const sigmaOriginWords: Readonly<Record<Flight['sigmaM']['origin'], string>> = {
  record: 'stated by the records',
  profile: 'from the sensor’s profile',
  default: 'assumed: the records state no accuracy, which keeps a grade at probable or below',
};

/** What the records say the object is, through which sensors, and how good its positions are. */
export function Identity({ flight }: { readonly flight: Flight }) {
  return (
    <>
      <p>{evidenceWords[flight.evidence].meaning}</p>
      <dl className="facts">
        <dt>Identity</dt>
        <dd>
          <Said text={flight.objectKey} />
          {/^serial:1581F[0-9A-Z]{15}$/.test(flight.objectKey) && (
            <p className="quiet">
              Records that give the serial without 1581 count as the same: AeroScope and DroneID leave out DJI’s code.
              An inference from the form of the serials.
            </p>
          )}
        </dd>
        <dt>Positions</dt>
        <dd>
          {countText(flight.positions, 'position')} in {countText(flight.detections, 'detection')},{' '}
          {positionOriginWords[flight.positionOrigin]}
        </dd>
        <dt>Position error</dt>
        <dd>
          σ {metresText(flight.sigmaM.median)} (median, per axis), {sigmaOriginWords[flight.sigmaM.origin]}
        </dd>
        <dt>Sensors</dt>
        <dd>
          <ul className="plain">
            {flight.tracks.map((track) => (
              <li key={track.id}>
                <Said text={track.sensorId} />, {kindWords(track.sensorKind)}:{' '}
                {countText(track.detections, 'detection')} in {durationText((track.lastMs - track.firstMs) / 1000)}; gap
                limit {numberText(track.gapLimitS)} s
              </li>
            ))}
          </ul>
        </dd>
        {flight.mayBeSameAs.length > 0 && (
          <>
            <dt>May be the same as</dt>
            <dd>
              {flight.mayBeSameAs.map((id, i) => (
                <Fragment key={id}>
                  {i > 0 && ', '}
                  <button type="button" className="link" onClick={() => selectFlight(id, 'elsewhere')}>
                    flight {id.slice(0, 8)}
                  </button>
                </Fragment>
              ))}
              . They overlap in time and place and share no identity, so they are counted as a range.
            </dd>
          </>
        )}
        <dt>Settings</dt>
        <dd>version {flight.settingsVersion}</dd>
      </dl>
    </>
  );
}

function kindWords(kind: string): string {
  const known = sensorKinds.find((name) => name === kind);
  return sensorKindWords[known ?? 'unknown'];
}
