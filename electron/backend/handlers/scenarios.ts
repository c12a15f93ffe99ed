import { ok } from '../../../shared/result.ts';
import { readAreasFile } from '../areas.ts';
import { compareScenarios, forgetScenario, saveScenario, scenarioDetail, scenariosOf } from '../scenarios.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const scenarioHandlers = (desk: Desk): HandlersOf<'scenarios'> => ({
  'scenarios.list': () => ok({ scenarios: scenariosOf(desk.workspace) }),
  'scenarios.detail': ({ id }) => scenarioDetail(desk.workspace, id),
  'scenarios.compare': (request) => compareScenarios(desk.workspace, request),
  'scenarios.save': async ({ file: handle, ...order }) => {
    const target = desk.workspace;
    if (handle === undefined) return saveScenario(target, { ...order, file: null }, desk.actor);
    const file = desk.files.find(handle);
    if (!file.ok) return file;
    const name = file.value.displayName;
    const text = await readAreasFile(file.value.path, name);
    desk.files.forget(handle);
    return text.ok
      ? saveScenario(target, { ...order, file: { features: text.value.features, name } }, desk.actor)
      : text;
  },
  'scenarios.remove': ({ id }) => forgetScenario(desk.workspace, id, desk.actor),
});
