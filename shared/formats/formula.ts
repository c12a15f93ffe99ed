/**
 * Spreadsheets run a cell that begins with one of = + - @ TAB CR as a formula (OWASP ASVS 5.0, 1.2.10). Our tables put an
 * apostrophe before such a text, and before one that already has apostrophes there; readers of tables take one away again.
 * So every text comes back as it was.
 */
const DANGEROUS = /^'{0,1000}[=+\-@\t\r]/;
const GUARDED = /^'{1,1000}[=+\-@\t\r]/;

export const guardFormula = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

export const unguardFormula = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
