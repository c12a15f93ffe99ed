import { createHash } from 'node:crypto';
import type { Reply, Request } from '../../shared/contract/contract.ts';
import { buildScenarioReport, scenarioDigestInput } from '../../shared/report/scenario/data.ts';
import { scenarioMap } from '../../shared/report/scenario/map.ts';
import { renderScenarioPage, scenarioTitle } from '../../shared/report/scenario/page.ts';
import type { Result } from '../../shared/result.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { type Doer, keepOverview } from './overviews.ts';
import { comparedSets } from './scenarios.ts';
import type { Workspace } from './workspace.ts';

/** The page of two scenarios compared: a supposition, so that it takes no number. Failures as of `comparedSets`. */
export async function issueScenario(
  workspace: Workspace,
  { a, b, pageSize, marking }: Request<'reports.scenario'>,
  doer: Doer,
): Promise<Result<Reply<'reports.scenario'>>> {
  const compared = await comparedSets(workspace, { a, b });
  if (!compared.ok) return compared;
  const { comparison, ...sets } = compared.value;
  const report = buildScenarioReport({
    document: {
      synthetic: workspaceKind(workspace.store.read) === 'synthetic',
      workspace: workspace.name,
      marking,
      preparedBy: doer.actor,
      madeAtMs: doer.nowMs,
      program: doer.program,
      pageSize,
    },
    comparison,
    map: scenarioMap(comparison, sets, workspace.reference.geo.border),
  });
  const data = scenarioDigestInput(report);
  const html = renderScenarioPage(report, createHash('sha256').update(data).digest('hex'));
  return keepOverview(workspace, 'scenario', scenarioTitle(comparison), data, html, doer);
}
