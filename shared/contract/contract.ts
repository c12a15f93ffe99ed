import type { z } from 'zod';
import { areaMethods } from './areas.ts';
import { authorityMethods } from './authority.ts';
import { baseMapMethods } from './base-maps.ts';
import { elementMethods } from './elements.ts';
import { exportMethods } from './exports.ts';
import { flightMethods } from './flights.ts';
import { importMethods } from './imports.ts';
import { incidentMethods } from './incidents.ts';
import { kitMethods } from './kits.ts';
import { locateMethods } from './locate.ts';
import { nightMethods } from './nights.ts';
import { profileMethods } from './profiles.ts';
import { referenceMethods } from './reference.ts';
import { reportMethods } from './reports.ts';
import { retentionMethods } from './retention.ts';
import { reviewMethods } from './review.ts';
import { scenarioMethods } from './scenarios.ts';
import { sensorMethods } from './sensors.ts';
import { settingsMethods } from './settings.ts';
import { statMethods } from './stats.ts';
import { watchMethods } from './watch.ts';
import { workspaceMethods } from './workspace.ts';

export * from './areas.ts';
export * from './authority.ts';
export * from './base-maps.ts';
export * from './elements.ts';
export * from './exports.ts';
export * from './filters.ts';
export * from './flights.ts';
export * from './imports.ts';
export * from './incidents.ts';
export * from './kits.ts';
export * from './locate.ts';
export * from './nights.ts';
export * from './profiles.ts';
export * from './reference.ts';
export * from './reports.ts';
export * from './retention.ts';
export * from './review.ts';
export * from './scenarios.ts';
export * from './sensors.ts';
export * from './settings.ts';
export * from './stats.ts';
export * from './watch.ts';
export * from './workspace.ts';

/**
 * The one typed contract between the pages and the backend: method name -> request and reply schema. Types, handlers, both
 * transports (Electron IPC, loopback HTTP) and the client follow from this object; both ends check at run time.
 * Everything is plain JSON. Typed columns travel as base64 of little-endian arrays (`shared/contract/columns.ts`).
 */
export const contract = {
  ...workspaceMethods,
  ...baseMapMethods,
  ...sensorMethods,
  ...settingsMethods,
  ...importMethods,
  ...retentionMethods,
  ...profileMethods,
  ...watchMethods,
  ...flightMethods,
  ...areaMethods,
  ...authorityMethods,
  ...elementMethods,
  ...kitMethods,
  ...locateMethods,
  ...referenceMethods,
  ...reportMethods,
  ...exportMethods,
  ...reviewMethods,
  ...nightMethods,
  ...statMethods,
  ...scenarioMethods,
  ...incidentMethods,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** As a caller writes it: defaults may be left out. */
export type RequestInput<M extends MethodName> = z.input<Contract[M]['request']>;
/** As a handler receives it: defaults filled in. */
export type Request<M extends MethodName> = z.output<Contract[M]['request']>;
export type Reply<M extends MethodName> = z.output<Contract[M]['reply']>;

export const methodNames = Object.keys(contract) as MethodName[];
export const isMethodName = (name: unknown): name is MethodName =>
  typeof name === 'string' && Object.hasOwn(contract, name);
