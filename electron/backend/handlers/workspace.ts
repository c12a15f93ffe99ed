import { defaultSettings } from '../../../shared/model/settings.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { newestAuthorityAsOf } from '../../store/queries/authority.ts';
import { readStatus } from '../../store/queries/status.ts';
import { fillExample } from '../example.ts';
import { version } from '../version.ts';
import type { Workspace } from '../workspace.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** Which workspace is in front. */
export interface Front {
  readonly isExample: boolean;
  /** Opens the example workspace, made when missing, and puts it in front. */
  openExample(): Result<Workspace>;
  closeExample(): void;
}

export const workspaceHandlers = (desk: Desk, front: Front): HandlersOf<'workspace'> => ({
  'workspace.status': () => {
    const { name, notASurvey, vintage, attribution } = desk.reference.line;
    return ok({
      name: desk.workspace.name,
      example: front.isExample,
      ...readStatus(desk.workspace.store.read),
      referenceLine: { name, vintage, attribution, notASurvey },
      authorityAsOf: newestAuthorityAsOf(desk.workspace.store.read) ?? desk.reference.authority.asOf,
      settingsVersion: defaultSettings.version,
      actor: desk.actor,
      version,
      sectors: [...desk.reference.sectors],
    });
  },

  'workspace.openExample': async () => {
    const opened = front.openExample();
    return opened.ok ? fillExample(opened.value, desk.jobs, desk.actor) : opened;
  },

  'workspace.closeExample': () => {
    front.closeExample();
    return ok({});
  },
});
