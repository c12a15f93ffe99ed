import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { PdfEngine } from '../print/engine.ts';
import { findPdfEngine } from '../print/find.ts';
import { findFlight, flightOfIncursion } from '../store/queries/flights.ts';
import { type Command, required, text, UsageError } from './command.ts';
import { ask } from './lists.ts';

export const reportIncidentCommand: Command = {
  name: 'report incident',
  readsOnly: true,
  usage: 'report incident FLIGHT|INCURSION --out FILE.html|FILE.pdf [--page letter|a4] [--without-annex]',
  about: 'Issues the incident summary of a flight and writes it as HTML or PDF.',
  options: { out: { type: 'string' }, page: { type: 'string' }, 'without-annex': { type: 'boolean' } },
  async run({ positionals, values, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one flight or incursion');
    const out = required(values, 'out');
    const kind = extname(out).toLowerCase();
    if (kind !== '.html' && kind !== '.pdf') throw new UsageError('--out must end in .html or .pdf');
    const pageSize = text(values, 'page') ?? 'letter';
    if (pageSize !== 'letter' && pageSize !== 'a4') throw new UsageError('--page must be letter or a4');
    const opened = await open();
    if (!opened.ok) return opened;
    const service = opened.value;
    const db = service.workspace.store.read;
    const flightId = findFlight(db, id) !== null ? id : flightOfIncursion(db, id);
    if (flightId === null) return fail('not-found', `There is no flight or incursion ${id}.`);
    // What cannot be written or printed is not issued: an issued page takes a version number.
    const engine = kind === '.pdf' ? await findPdfEngine() : null;
    if (engine !== null && !engine.ok) return engine;
    const writable = checkWritable(out);
    if (!writable.ok) return writable;
    const annex = values['without-annex'] !== true;
    const issued = await ask(service, 'reports.incident', { flightId, annex, pageSize });
    if (!issued.ok) return issued;
    const html = service.reportHtml(issued.value.reportId);
    if (!html.ok) return html;
    const written =
      engine === null ? ok({ bytes: html.value, engine: null }) : await print(engine.value, html.value, pageSize);
    if (!written.ok) return written;
    writeFileSync(out, written.value.bytes, { mode: 0o600 });
    const fileDigest = createHash('sha256').update(written.value.bytes).digest('hex');
    return ok({
      json: { ...issued.value, out, fileDigest, engine: written.value.engine },
      text: `${out}: page version ${issued.value.version} of flight ${flightId}. SHA-256 of its data: ${issued.value.dataDigest}`,
      exitCode: 0,
    });
  },
};

function checkWritable(out: string): Result<null> {
  try {
    closeSync(openSync(out, 'w', 0o600));
    return ok(null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('refused', `${basename(out)} cannot be written: ${why}. Nothing was issued.`, { file: out });
  }
}

async function print(
  engine: PdfEngine,
  html: string,
  pageSize: 'letter' | 'a4',
): Promise<Result<{ bytes: Uint8Array; engine: string }>> {
  const pdf = await engine.print(html, pageSize);
  return pdf.ok ? ok({ bytes: pdf.value, engine: engine.name }) : pdf;
}
