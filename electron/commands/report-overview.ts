import { extname } from 'node:path';
import type { Reply } from '../../shared/contract/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { findPdfEngine } from '../print/find.ts';
import {
  type Command,
  type Invocation,
  type Outcome,
  required,
  text,
  timeOf,
  UsageError,
  type Values,
} from './command.ts';
import { ask } from './lists.ts';
import { checkWritable, shown, writePage } from './report.ts';

type Method = 'reports.night' | 'reports.period' | 'reports.batch' | 'reports.scenario';

export const paperOptions = { out: { type: 'string' }, page: { type: 'string' }, marking: { type: 'string' } } as const;
const PAPER = '--out FILE.html|FILE.pdf [--page letter|a4] [--marking WORDS]';

function paperOf(values: Values): { pageSize: 'letter' | 'a4'; marking: string | null } {
  const pageSize = text(values, 'page') ?? 'letter';
  if (pageSize !== 'letter' && pageSize !== 'a4') throw new UsageError('--page must be letter or a4');
  return { pageSize, marking: text(values, 'marking') ?? null };
}

/** Issues a page and writes it with its signed statement beside it. */
export async function issueAndWrite<M extends Method>(
  { values, open, say }: Invocation,
  method: M,
  request: object,
): Promise<Result<Outcome>> {
  const out = required(values, 'out');
  const kind = extname(out).toLowerCase();
  if (kind !== '.html' && kind !== '.pdf') throw new UsageError('--out must end in .html or .pdf');
  const paper = paperOf(values);
  const opened = await open();
  if (!opened.ok) return opened;
  const engine = kind === '.pdf' ? await findPdfEngine() : null;
  const printer = engine?.ok === true ? engine.value : null;
  const path = kind === '.pdf' && printer === null ? `${out.slice(0, -kind.length)}.html` : out;
  if (path !== out) say(`No program that can make a PDF is installed; the page is written as ${path} instead.`);
  const writable = checkWritable(path);
  if (!writable.ok) return writable;
  const issued = (await ask(opened.value, method, { ...request, ...paper })) as Result<Reply<'reports.night'>>;
  if (!issued.ok) return issued;
  const html = opened.value.reportHtml(issued.value.reportId);
  if (!html.ok) return html;
  const written = await writePage(opened.value, issued.value.reportId, html.value, printer, path, paper.pageSize);
  if (!written.ok) return written;
  return ok({
    json: { ...issued.value, out: path, ...written.value, engine: printer?.name ?? null, asked: out },
    text: `${path}: ${issued.value.title}. SHA-256 of its data: ${issued.value.dataDigest}\n${written.value.sidecar}: signed statement of the file.`,
    exitCode: path === out ? 0 : 4,
  });
}

export const overviewCommands: readonly Command[] = [
  {
    name: 'report night',
    readsOnly: true,
    usage: `report night [--around TIME] ${PAPER}`,
    about: 'One page of a night, sunset to sunrise: last night, or the latest of which anything is on record.',
    options: { ...paperOptions, around: { type: 'string' } },
    run(invocation) {
      const around = text(invocation.values, 'around');
      return issueAndWrite(
        invocation,
        'reports.night',
        around === undefined ? {} : { aroundMs: timeOf(around, '--around') },
      );
    },
  },
  {
    name: 'report period',
    readsOnly: true,
    usage: `report period --since TIME --until TIME [--sector CODE] [--compare-since TIME --compare-until TIME] ${PAPER}`,
    about:
      'The page of a period, for a sector or all; another period only beside it with the sensors and sensor-days of both.',
    options: {
      ...paperOptions,
      since: { type: 'string' },
      until: { type: 'string' },
      sector: { type: 'string' },
      'compare-since': { type: 'string' },
      'compare-until': { type: 'string' },
    },
    run(invocation) {
      const { values } = invocation;
      const sector = text(values, 'sector');
      const [since, until] = [text(values, 'compare-since'), text(values, 'compare-until')];
      if ((since === undefined) !== (until === undefined))
        throw new UsageError('a period beside it needs both --compare-since and --compare-until');
      return issueAndWrite(invocation, 'reports.period', {
        sinceMs: timeOf(required(values, 'since'), '--since'),
        untilMs: timeOf(required(values, 'until'), '--until'),
        ...(sector === undefined ? {} : { sector }),
        ...(since === undefined || until === undefined
          ? {}
          : { compareSinceMs: timeOf(since, '--compare-since'), compareUntilMs: timeOf(until, '--compare-until') }),
      });
    },
  },
  {
    name: 'report batch',
    readsOnly: true,
    usage: `report batch [NUMBER…] [--sector CODE] [--without-annex] [--show WHAT]… ${PAPER}`,
    about: 'Incident summaries behind a page of contents: of the incidents named, or of all of a sector, or of all.',
    options: {
      ...paperOptions,
      sector: { type: 'string' },
      'without-annex': { type: 'boolean' },
      show: { type: 'string', multiple: true },
    },
    async run(invocation) {
      const { values, open, positionals } = invocation;
      const sector = text(values, 'sector');
      const opened = await open();
      if (!opened.ok) return opened;
      const listed = await ask(opened.value, 'incidents.list', sector === undefined ? {} : { sector });
      if (!listed.ok) return listed;
      const wanted = positionals.map((number) => {
        const row = listed.value.rows.find((one) => one.number === number || one.id === number);
        if (row === undefined) throw new UsageError(`there is no incident ${number}`);
        return row;
      });
      const rows = wanted.length > 0 ? wanted : [...listed.value.rows].reverse();
      if (rows.length === 0) throw new UsageError('there is no incident to print');
      return issueAndWrite({ ...invocation, open: async () => opened }, 'reports.batch', {
        incidentIds: rows.map(({ id }) => id),
        annex: values['without-annex'] !== true,
        show: shown(values),
      });
    },
  },
];
