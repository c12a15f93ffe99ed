import { ok } from '../../../shared/result.ts';
import { attach, detach, readAttachment } from '../attachments.ts';
import {
  addFlights,
  createIncident,
  type Doer,
  dropDraftOf,
  editIncident,
  holdIncident,
  linkIncidents,
  mergeIncidents,
  numberingOf,
  queueOf,
  releaseHold,
  reviewIncident,
  saveDraft,
  setNumbering,
  showIncident,
  takeFlightOut,
} from '../incidents.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const incidentHandlers = (desk: Desk): HandlersOf<'incidents'> => {
  const doer = (): Doer => ({ actor: desk.actor, atMs: Date.now() });
  return {
    'incidents.list': (wanted) => ok(queueOf(desk.workspace, wanted, desk.actor)),
    'incidents.get': ({ id }) => showIncident(desk.workspace, id, desk.actor),
    'incidents.create': (wanted) => createIncident(desk.workspace, wanted, doer()),
    'incidents.edit': (wanted) => editIncident(desk.workspace, wanted, doer()),
    'incidents.addFlights': ({ id, flightIds }) => addFlights(desk.workspace, id, flightIds, doer()),
    'incidents.removeFlight': ({ id, flightId }) => takeFlightOut(desk.workspace, id, flightId, doer()),
    'incidents.attach': async ({ id, file: handle, note }) => {
      const file = desk.files.find(handle);
      if (!file.ok) return file;
      const { path, displayName } = file.value;
      const attached = await attach(desk.workspace, { id, path, file: displayName, note }, doer());
      desk.files.forget(handle);
      return attached;
    },
    'incidents.removeAttachment': ({ id, sha256 }) => detach(desk.workspace, id, sha256, doer()),
    'incidents.attachment': ({ id, sha256 }) => readAttachment(desk.workspace, id, sha256),
    'incidents.hold': (wanted) => holdIncident(desk.workspace, wanted, doer()),
    'incidents.release': ({ id, releasedBy }) => releaseHold(desk.workspace, id, releasedBy, doer()),
    'incidents.link': (wanted) => linkIncidents(desk.workspace, wanted, doer()),
    'incidents.merge': (wanted) => mergeIncidents(desk.workspace, wanted, doer()),
    'incidents.review': (wanted) => reviewIncident(desk.workspace, wanted, doer()),
    'incidents.saveDraft': (wanted) => saveDraft(desk.workspace, wanted, doer()),
    'incidents.dropDraft': ({ id }) => dropDraftOf(desk.workspace, id, desk.actor),
    'incidents.numbering': () => ok(numberingOf(desk.workspace.store.read)),
    'incidents.setNumbering': ({ prefix }) => setNumbering(desk.workspace, prefix, doer()),
  };
};
