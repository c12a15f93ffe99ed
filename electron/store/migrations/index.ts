import { factsAndConclusions } from './0010-facts-and-conclusions.ts';

export interface Migration {
  /** The `user_version` a database has after it. In steps of ten; one that has shipped is never edited. */
  readonly version: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [{ version: 10, sql: factsAndConclusions }];

export const latestVersion = migrations.at(-1)!.version;
