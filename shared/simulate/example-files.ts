import type { Border } from '../geo/border.ts';
import type { DetectionFields } from '../model/detection.ts';
import { writeIn } from './export.ts';
import type { SimulatedSensorKind } from './post.ts';
import { simulateDetections } from './simulate-detections.ts';
import type { SimulationRequest } from './simulate-flights.ts';

/** A file of the example, made while it is read. */
export interface ExampleFile {
  readonly name: string;
  /** Id of the reader that reads it back. */
  readonly format: string;
  /** Its text, piece by piece; the same at every call. */
  readonly text: () => Iterable<string>;
}

type Period = Omit<SimulationRequest, 'border'>;

/** In the lapse of the authority; after it and before the statute changed on 2025-12-18; and the two weeks of the example. */
const lapse: Period = { flights: 10, seed: 2510, sinceMs: Date.UTC(2025, 9, 6), untilMs: Date.UTC(2025, 9, 13) };
const oldText: Period = { flights: 14, seed: 2511, sinceMs: Date.UTC(2025, 10, 24), untilMs: Date.UTC(2025, 11, 1) };
const fortnight: Period = { flights: 84, seed: 2610, sinceMs: Date.UTC(2026, 7, 18), untilMs: Date.UTC(2026, 8, 1) };

const files: readonly {
  readonly name: string;
  readonly format: string;
  readonly periods: readonly Period[];
  readonly sensorKinds: readonly SimulatedSensorKind[];
}[] = [
  {
    name: 'SYNTHETIC-autumn-2025.kml',
    format: 'kml',
    periods: [lapse, oldText],
    sensorKinds: ['remote-id', 'rf', 'radar', 'adsb'],
  },
  {
    name: 'SYNTHETIC-aeroscope-autumn-2025.csv',
    format: 'aeroscope-csv',
    periods: [lapse, oldText],
    sensorKinds: ['droneid'],
  },
  {
    name: 'SYNTHETIC-aeroscope-august-2026.csv',
    format: 'aeroscope-csv',
    periods: [fortnight],
    sensorKinds: ['droneid'],
  },
  {
    name: 'SYNTHETIC-remote-id-august-2026.csv',
    format: 'generic-csv',
    periods: [fortnight],
    sensorKinds: ['remote-id', 'adsb'],
  },
  { name: 'SYNTHETIC-radar-august-2026.geojson', format: 'geojson', periods: [fortnight], sensorKinds: ['radar'] },
  { name: 'SYNTHETIC-rf-august-2026.ndjson', format: 'ndjson', periods: [fortnight], sensorKinds: ['rf'] },
];

/** The exports of the example workspace: what four systems of sensors saw of the same flights, each in a format of its own. */
export function exampleFiles(border: Border): readonly ExampleFile[] {
  return files.map(({ name, format, periods, sensorKinds }) => ({
    name,
    format,
    text: () => writeIn(format, reported(border, periods, new Set(sensorKinds))),
  }));
}

/** Reports of these sensors alone; the others take part in the simulation, so that every file tells of the same flights. */
function* reported(border: Border, periods: readonly Period[], kinds: ReadonlySet<string>): Generator<DetectionFields> {
  for (const period of periods) {
    for (const detection of simulateDetections({ ...period, border })) {
      if (kinds.has(detection.sensorKind!)) yield detection;
    }
  }
}
