import type { ReportOptions } from '../../shared/contract/contract.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import { utcText } from '../../shared/format/times.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import { withholdings } from '../../shared/model/incident-words.ts';
import { settingsFor } from '../../shared/model/settings.ts';
import { mainPosition } from '../../shared/report/data/context.ts';
import type { FlightInput, IncidentInput, IncidentReportInput } from '../../shared/report/input.ts';
import { settingsInUse } from '../store/profiles.ts';
import { listAreas } from '../store/queries/areas.ts';
import { detectionNumbers } from '../store/queries/flight-members.ts';
import { findFlight, type StoredFlight } from '../store/queries/flights.ts';
import { findIncident, type StoredIncident } from '../store/queries/incidents.ts';
import { listLines } from '../store/queries/lines.ts';
import { readReportFacts, readReportSensors } from '../store/queries/report-facts.ts';
import type { ReportSubject } from '../store/queries/reports.ts';
import { listEdits } from '../store/queries/track-edits.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { deconflictionOf } from './deconfliction.ts';
import { type CurrentFlight, currentFlights, factsDigestOf, idsOf } from './incident-flights.ts';
import { locate } from './locate.ts';
import { resultOtherwise } from './otherwise.ts';
import type { Workspace } from './workspace.ts';

/** What a page is made of, but for its number, version, names and time. */
export interface Gathered {
  readonly input: Omit<IncidentReportInput, 'document'>;
  readonly document: Pick<IncidentReportInput['document'], 'number' | 'synthetic' | 'localZone'>;
  readonly subject: ReportSubject;
  /** As entered for the incident; null names the account. */
  readonly preparedBy: string | null;
  /** Of what a reviewer reviews; empty without an incident. */
  readonly factsDigest: string;
}

/** Attributions of what is named on a page besides the reference line. */
const ATTRIBUTIONS = ['Towns: GeoNames, CC BY 4.0', 'Counties: US Census Bureau', 'Ports of entry: US DOT BTS'];

/** Null when there is no such flight or incident, or nothing of an incident's flights is left. */
export function gather(
  workspace: Workspace,
  wanted: { readonly flightId?: string | undefined; readonly incidentId?: string | undefined },
): Gathered | null {
  const db = workspace.store.write;
  if (wanted.incidentId === undefined) {
    const stored = wanted.flightId === undefined ? null : findFlight(db, wanted.flightId);
    if (stored === null) return null;
    return gatherFlights(workspace, [{ stored, ids: idsOf(db, stored), changedSince: [] }], null);
  }
  const incident = findIncident(db, wanted.incidentId);
  if (incident === null) return null;
  const flights = currentFlights(db, incident.id);
  return flights.length === 0 ? null : gatherFlights(workspace, flights, incident);
}

function gatherFlights(
  workspace: Workspace,
  flights: readonly CurrentFlight[],
  incident: StoredIncident | null,
): Gathered {
  const db = workspace.store.write;
  const { reference } = workspace;
  const where = (lng: number, lat: number) => locate(workspace, { lat, lng, sigmaM: 0, timeMs: null });
  const first = flights[0]!.stored.flight;
  const designations = workspace.rules.designations.on(easternDay(first.firstMs));
  const facts = readReportFacts(
    db,
    flights.map(({ stored, ids }) => {
      const onPath = new Set(stored.path.detectionNo);
      return { path: stored.path.detectionNo, others: detectionNumbers(db, ids).filter((no) => !onPath.has(no)) };
    }),
  );
  const inputs = flights.map(({ stored, changedSince }, index): FlightInput => {
    const { flight, path, eligibilities, objectNo } = stored;
    const main = mainPosition(flight, path);
    return {
      flight,
      path,
      ...facts.flights[index]!,
      eligibilities,
      place: main === null ? null : where(main[0], main[1]),
      crossingPlaces: flight.crossings.map(({ position }) => where(position[0], position[1])),
      sensitivity: resultOtherwise(workspace, { flight, objectNo }),
      deconfliction: deconflictionInput(workspace, stored),
      settings: settingsFor(
        settingsInUse(db),
        flight.tracks.map(({ sensorId }) => sensorId),
      ),
      changedSince,
      edits: editsOf(workspace, flight),
    };
  });
  const sensorIds = [...new Set(flights.flatMap(({ stored }) => stored.flight.tracks.map(({ sensorId }) => sensorId)))];
  const place = inputs.find((one) => one.place !== null)?.place ?? null;
  return {
    subject: { flightId: first.id, incidentId: incident?.id ?? null },
    preparedBy: incident?.content.preparedBy ?? null,
    factsDigest:
      incident === null
        ? ''
        : factsDigestOf(
            db,
            incident,
            flights.map(({ stored }) => stored.flight.id),
          ),
    document: {
      // An incident number is given when an incident is opened; until then the flight's own id names the page.
      number: incident === null ? `FLIGHT-${first.id.slice(0, 8).toUpperCase()}` : incident.number,
      synthetic: flights.some(({ stored }) => stored.flight.synthetic) || workspaceKind(db) === 'synthetic',
      localZone: place === null ? 'UTC' : localZone(place),
    },
    input: {
      incident: incident === null ? null : incidentInput(incident),
      flights: inputs,
      sensors: readReportSensors(db, sensorIds, facts),
      sources: facts.sources,
      areas: listAreas(db).map((area) => ({ area, designation: designations.designationOf(area.id) })),
      border: reference.geo.border,
      loadedLines: listLines(db),
      places: reference.geo.places.all,
      sectorNames: Object.fromEntries(reference.sectors.map(({ code, name }) => [code, name])),
      authorityAsOf: workspace.rules.authority.asOf,
      attributions: ATTRIBUTIONS,
    },
  };
}

const incidentInput = ({
  id,
  provisional,
  sector,
  openedAtMs,
  openedBy,
  revision,
  content,
}: StoredIncident): IncidentInput => ({
  id,
  provisional,
  sector,
  openedAtMs,
  openedBy,
  revision,
  content,
});

/** What a copy leaves out: everything that can be, unless the person chose to show it. */
export const withheldBy = ({ show }: Pick<ReportOptions, 'show'>) => withholdings.filter((one) => !show.includes(one));

function deconflictionInput({ store }: Workspace, { flight, path }: StoredFlight): FlightInput['deconfliction'] {
  const { state, nearest, sentence, rows } = deconflictionOf(store.write, { flight, path });
  const other = rows === null ? null : { detectionId: rows.other.id, file: rows.other.file, record: rows.other.record };
  return { state, nearest, sentence, other };
}

/** The analysts' edits that the flight rests on, in the order in which they were made. */
function editsOf(workspace: Workspace, flight: Flight): string[] {
  return listEdits(workspace.store.write)
    .filter(({ id }) => flight.edits.includes(id))
    .map(
      ({ id, kind, actor, atMs, reason }) =>
        `${kind.replaceAll('-', ' ')} by ${actor} at ${utcText(atMs)} (edit ${id}): ${reason}`,
    );
}
