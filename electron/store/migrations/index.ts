import { fillShapes } from '../flight-shape.ts';
import { fillKeys } from '../list-keys.ts';
import type { Db } from '../open.ts';
import { factsAndConclusions } from './0010-facts-and-conclusions.ts';
import { referenceLines } from './0020-reference-lines.ts';
import { sectorEdits } from './0030-sector-edits.ts';
import { authorityAndElements } from './0040-authority-and-elements.ts';
import { containers } from './0045-containers.ts';
import { scenarios } from './0050-scenarios.ts';
import { incidents } from './0060-incidents.ts';
import { flightShapes } from './0070-flight-shapes.ts';
import { listKeys } from './0075-list-keys.ts';
import { profilesAndAcquisition } from './0080-profiles-and-acquisition.ts';
import { exportsMade } from './0100-exports.ts';
import { editsAndReviews } from './0110-edits-and-reviews.ts';
import { overviewPages } from './0120-overview-pages.ts';

export interface Migration {
  /** The `user_version` a database has after it. In steps of ten; one that has shipped is never edited. */
  readonly version: number;
  readonly sql: string;
  /** Derives from what is stored what the new tables hold. */
  readonly fill?: (db: Db) => void;
}

export const migrations: readonly Migration[] = [
  { version: 10, sql: factsAndConclusions },
  { version: 20, sql: referenceLines },
  { version: 30, sql: sectorEdits },
  { version: 40, sql: authorityAndElements },
  { version: 45, sql: containers },
  { version: 50, sql: scenarios },
  { version: 60, sql: incidents },
  { version: 70, sql: flightShapes, fill: fillShapes },
  { version: 75, sql: listKeys, fill: fillKeys },
  { version: 80, sql: profilesAndAcquisition },
  { version: 100, sql: exportsMade },
  { version: 110, sql: editsAndReviews },
  { version: 120, sql: overviewPages },
];

export const latestVersion = migrations.at(-1)!.version;
