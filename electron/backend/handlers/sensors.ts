import { ok } from '../../../shared/result.ts';
import { listSensorPlaces } from '../../store/queries/sensor-places.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const sensorHandlers = (desk: Desk): HandlersOf<'sensors'> => ({
  'sensors.places': () => ok(listSensorPlaces(desk.workspace.store.read)),
});
