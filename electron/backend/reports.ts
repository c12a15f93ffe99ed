import { createHash } from 'node:crypto';
import { sensitivityOf as concludedOtherwise } from '../../shared/conclude.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import { settingsFor } from '../../shared/model/settings.ts';
import { mainPosition } from '../../shared/report/data/context.ts';
import { buildIncidentReport, reportDigestInput, tracedDetectionIds } from '../../shared/report/data/incident.ts';
import type { IncidentReportInput } from '../../shared/report/input.ts';
import { renderIncidentPage } from '../../shared/report/page/index.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { membersOfFlight } from '../../shared/tracks/build-flights.ts';
import type { Db } from '../store/open.ts';
import { settingsInUse } from '../store/profiles.ts';
import { listAreas } from '../store/queries/areas.ts';
import { findFlight, type StoredFlight } from '../store/queries/flights.ts';
import { readReportFacts, readReportSensors } from '../store/queries/report-facts.ts';
import { type ReportRow, reportsOf, storeReport } from '../store/queries/reports.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { conclusionContext } from './conclude-objects.ts';
import { deconflictionOf } from './deconfliction.ts';
import { arrangedGroups } from './edited-groups.ts';
import { locate } from './locate.ts';
import type { Workspace } from './workspace.ts';

export interface ReportOrder {
  readonly flightId: string;
  readonly annex: boolean;
  readonly pageSize: 'letter' | 'a4';
  readonly actor: string;
  readonly nowMs: number;
  /** Program and version, as printed. */
  readonly program: string;
}

/** Attributions of what is named on a page besides the reference line. */
const ATTRIBUTIONS = ['Towns: GeoNames, CC BY 4.0', 'Counties: US Census Bureau', 'Ports of entry: US DOT BTS'];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Versions looked at for one that says the same. */
const COMPARED_VERSIONS = 10;

/**
 * The incident summary of a flight: page, digests and trace codes are stored as they were printed. A page that would say what an
 * issued one already says, but for its number and time, is that one: looking at a page again makes no new version.
 */
export async function issueIncidentReport(
  workspace: Workspace,
  order: ReportOrder,
): Promise<Result<Reply<'reports.incident'>>> {
  const issued = await workspace.changes.run(() => findSame(workspace, order));
  if (issued !== null) return ok(issued);
  const { actor, nowMs, flightId } = order;
  return workspace.change({ actor, kind: 'report-issued', atMs: nowMs }, async () => {
    const db = workspace.store.write;
    const found = findFlight(db, flightId);
    if (found === null) {
      return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
    }
    const [before] = reportsOf(db, flightId);
    const version = (before?.version ?? 0) + 1;
    const input = gather(workspace, found, order, version, before?.dataDigest ?? null);
    const report = buildIncidentReport(input);
    const data = reportDigestInput(report);
    const dataDigest = sha256(data);
    const html = renderIncidentPage(report, dataDigest);
    const htmlDigest = sha256(html);
    const reportId = dataDigest.slice(0, 24);
    const row = { reportId, flightId, version, dataDigest, htmlDigest, madeAtMs: nowMs, actor };
    storeReport(db, {
      ...row,
      data,
      html,
      importIds: input.sources.map(({ importId }) => importId),
      traces: report.traces.map((trace) => ({ ...trace, detectionIds: tracedDetectionIds(report, trace) })),
    });
    const details = { report: reportId, flight: flightId, version, dataDigest, htmlDigest };
    return ok({ value: { ...row, path: `/report/${reportId}` }, details });
  });
}

function findSame(workspace: Workspace, order: ReportOrder): ReportRow | null {
  const db = workspace.store.write;
  const issued = reportsOf(db, order.flightId);
  const found = issued.length === 0 ? null : findFlight(db, order.flightId);
  if (found === null) return null;
  const same = issued.slice(0, COMPARED_VERSIONS).find((row) => {
    const before = issued.find(({ version }) => version === row.version - 1);
    const then = { ...order, actor: row.actor, nowMs: row.madeAtMs };
    const input = gather(workspace, found, then, row.version, before?.dataDigest ?? null);
    return sha256(reportDigestInput(buildIncidentReport(input))) === row.dataDigest;
  });
  return same ?? null;
}

function gather(
  workspace: Workspace,
  { objectNo, flight, path, eligibilities }: StoredFlight,
  { actor, nowMs, annex, pageSize, program }: ReportOrder,
  version: number,
  supersededDigest: string | null,
): IncidentReportInput {
  const db = workspace.store.write;
  const { reference } = workspace;
  const designations = workspace.rules.designations.on(easternDay(flight.firstMs));
  const where = (lng: number, lat: number) => locate(workspace, { lat, lng, sigmaM: 0, timeMs: null });
  const main = mainPosition(flight, path);
  const facts = readReportFacts(db, path.detectionNo);
  const place = main === null ? null : where(main[0], main[1]);
  return {
    document: {
      // An incident number is given when an incident is opened; until then the flight's own id names the page.
      number: `FLIGHT-${flight.id.slice(0, 8).toUpperCase()}`,
      version,
      supersedes: supersededDigest === null ? null : { version: version - 1, dataDigest: supersededDigest },
      marking: null,
      synthetic: flight.synthetic || workspaceKind(db) === 'synthetic',
      preparedBy: { name: actor, account: actor },
      reviewedBy: null,
      madeAtMs: nowMs,
      program,
      localZone: place === null ? 'UTC' : localZone(place),
      pageSize,
      annex,
    },
    flight,
    path,
    ...facts,
    unplaced: [],
    sensors: readReportSensors(
      db,
      flight.tracks.map(({ sensorId }) => sensorId),
      facts.sources.map(({ importId }) => importId),
    ),
    eligibilities,
    areas: listAreas(db).map((area) => ({ area, designation: designations.designationOf(area.id) })),
    border: reference.geo.border,
    places: reference.geo.places.all,
    sectorNames: Object.fromEntries(reference.sectors.map(({ code, name }) => [code, name])),
    place,
    crossingPlaces: flight.crossings.map(({ position }) => where(position[0], position[1])),
    sensitivity: sensitivityOf(workspace, flight, objectNo),
    deconfliction: deconflictionInput(db, flight, path),
    authorityAsOf: workspace.rules.authority.asOf,
    settings: settingsFor(
      settingsInUse(db),
      flight.tracks.map(({ sensorId }) => sensorId),
    ),
    attributions: ATTRIBUTIONS,
  };
}

function deconflictionInput(db: Db, flight: Flight, path: StoredFlight['path']): IncidentReportInput['deconfliction'] {
  const { state, nearest, sentence, rows } = deconflictionOf(db, { flight, path });
  const other = rows === null ? null : { detectionId: rows.other.id, file: rows.other.file, record: rows.other.record };
  return { state, nearest, sentence, other };
}

/** The result at half and double the gap limit, and by each reference line alone when several are in use. */
function sensitivityOf(workspace: Workspace, flight: Flight, objectNo: number): IncidentReportInput['sensitivity'] {
  const db = workspace.store.write;
  const { groups, unedited } = arrangedGroups(db, objectNo);
  const group = groups.find((one) => membersOfFlight(one, settingsInUse(db), flight.id) !== null);
  if (group === undefined) return [];
  const { name } = workspace.reference.line;
  return concludedOtherwise(flight, group, conclusionContext(workspace), name, unedited).map(({ label, sentence }) => ({
    label,
    sentence,
  }));
}
