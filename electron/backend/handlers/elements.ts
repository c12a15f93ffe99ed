import { elementsOnRecord, moveElement, recordElement } from '../elements.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const elementHandlers = (desk: Desk): HandlersOf<'elements'> => ({
  'elements.list': ({ flightId }) => elementsOnRecord(desk.workspace, flightId),
  'elements.record': (order) => recordElement(desk.workspace, order, desk.actor),
  'elements.withdraw': ({ id, reason }) => moveElement(desk.workspace, { id, kind: 'withdrawn', reason }, desk.actor),
  'elements.restore': ({ id, reason }) => moveElement(desk.workspace, { id, kind: 'restored', reason }, desk.actor),
});
