import { localText, utcText } from '../../format/times.ts';
import type { Instant } from '../data/instant.ts';
import { html, type Markup } from './html.ts';

/** Small pieces that several sections are made of. */

/** UTC, and the place's clocks on a line below. */
export const instantLines = (instant: Instant): Markup =>
  html`<span class="nowrap">${utcText(instant.utcMs)}</span><br><span class="sub nowrap">${instant.local.date} ${instant.local.clock} ${instant.local.zone}</span>`;

/** `2026-11-22 03:30:05Z, 2026-11-21 21:30:05 CST (UTC−06:00)` */
export const instantText = (instant: Instant): string => `${utcText(instant.utcMs)}, ${localText(instant.local)}`;

/** A name and its value in a definition list. */
export const entry = (name: string, value: Markup | string): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** The visible mark of what a copy leaves out by choice. */
export const withheld = (): Markup => html`<span class="withheld">WITHHELD</span>`;

/** A table this short is not broken between sheets, so that its head is never left behind. */
const longestWhole = 3;

/** Classes of a table with so many rows. */
export const tableClass = (rows: number, more = ''): string =>
  [rows <= longestWhole ? 'whole' : '', more].join(' ').trim();
