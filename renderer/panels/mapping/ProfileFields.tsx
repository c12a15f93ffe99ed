import { type SensorKind, sensorKinds } from '../../../shared/model/detection.ts';
import { SelectField, TextField } from '../form/FormField.tsx';
import { type Draft, type Faults, withObjectClass, withSensorKind } from './draft.ts';

const kindWords: Readonly<Record<SensorKind, string>> = {
  unknown: 'not stated',
  radar: 'radar: measures positions',
  rf: 'radio frequency',
  'remote-id': 'Remote ID receiver: the aircraft reports its position',
  droneid: 'DJI DroneID receiver: the aircraft reports its position',
  camera: 'camera: measures positions',
  acoustic: 'acoustic: measures positions',
  human: 'human observer',
  adsb: 'ADS-B receiver: cooperative traffic',
  fusion: 'fused from several sensors',
  'own-log': 'own aircraft’s log: cooperative traffic',
};

/** What is known of the sensor, beside its columns. */
export function ProfileFields({
  draft,
  faults,
  onChange,
}: {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (draft: Draft) => void;
}) {
  const text = (key: keyof Omit<Draft, 'mapping'>) => ({
    name: key,
    value: draft[key],
    fault: faults[key as keyof Faults] ?? null,
    onChange: (value: string) => onChange({ ...draft, [key]: value }),
  });
  const { mapping } = draft;
  const namesSensor = mapping.columns.some(({ field }) => field === 'sensorId');
  return (
    <div className="form mapping-sensor">
      <TextField {...text('name')} label="Name of the profile" hint="e.g. MAST-4 radar, weekly report" />
      <TextField
        {...text('sensorId')}
        label="Sensor"
        hint={
          namesSensor ? 'A column names it; leave this empty for all of them.' : 'As it will be named on every page.'
        }
      />
      <SelectField
        name="sensorKind"
        label="Kind of sensor"
        fault={null}
        value={mapping.sensorKind ?? ''}
        onChange={(value) => onChange({ ...draft, mapping: withSensorKind(mapping, value as SensorKind | '') })}
        choices={[
          { value: '', words: 'not stated' },
          ...sensorKinds.filter((kind) => kind !== 'unknown').map((kind) => ({ value: kind, words: kindWords[kind] })),
        ]}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={mapping.objectClass === 'uas'}
          onChange={(event) => onChange({ ...draft, mapping: withObjectClass(mapping, event.target.checked) })}
        />
        The sensor itself calls every object in this table an unmanned aircraft
      </label>
      <TextField
        {...text('source')}
        label="On whose word"
        hint="Kept with every statement: a manual, a test, a person."
      />
      <TextField {...text('clockOffset')} label="Clock: seconds to add" hint="Empty: not verified, and printed so." />
      <TextField
        {...text('clockError')}
        label="Clock: error that is left, seconds"
        hint="Widens the windows of crossings."
      />
      <TextField {...text('sigma')} label="Error of positions, σ in metres" hint="For records that state none." />
      <TextField {...text('gapLimit')} label="Longest silence in a track, seconds" hint="Empty: 60 s." />
      <TextField {...text('makeModel')} label="Make and model" />
      <TextField {...text('serial')} label="Serial number" />
      <TextField {...text('calibration')} label="Last calibration: day and by whom" />
    </div>
  );
}
