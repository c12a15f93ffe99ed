import { useCallback, useEffect, useRef, useState } from 'react';
import { bytesToBase64 } from '../../shared/base64.ts';
import { utf8Bytes } from '../../shared/bytes.ts';
import type { Freshness, Reply } from '../../shared/contract/contract.ts';
import { numberText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import { type Withholding, withholdings, withholdingWords } from '../../shared/model/incident-words.ts';
import type { Failure } from '../../shared/result.ts';
import { call, saveFile } from '../api.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';
import { capital } from './words.tsx';

type PageSize = 'letter' | 'a4';
type Page = Reply<'reports.incident'>;

/** After the last key of the marking, so that no version is issued for half a word. */
const MARKING_AFTER_MS = 700;

/** The incident summary as it will be printed, made from what is stored now; to be printed or saved as a PDF. */
export function ReportDialog({
  subject,
  name,
  onClose,
}: {
  readonly subject: { readonly flightId: string } | { readonly incidentId: string };
  /** Of the incident, or of the flight's object. */
  readonly name: string;
  readonly onClose: () => void;
}) {
  const [annex, setAnnex] = useState(true);
  const [pageSize, setPageSize] = useState<PageSize>('letter');
  const [typed, setTyped] = useState('');
  const [marking, setMarking] = useState('');
  const [show, setShow] = useState<readonly Withholding[]>([]);
  const [page, setPage] = useState<Page | null>(null);
  const [freshness, setFreshness] = useState<Freshness | null>(null);
  const [busy, setBusy] = useState<'page' | 'pdf' | null>('page');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<Reply<'reports.pdf'> | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  /** Counts the pages asked for: only the answer to the last one is shown. */
  const asked = useRef(0);
  const asks = JSON.stringify({ ...subject, annex, pageSize, marking: marking === '' ? null : marking, show });

  useEffect(() => {
    const timer = window.setTimeout(() => setMarking(typed.trim()), MARKING_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);

  const make = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setBusy('page');
    setFailure(null);
    setSaved(null);
    const result = await call('reports.incident', JSON.parse(asks));
    const fresh = result.ok ? await call('reports.freshness', { reportId: result.value.reportId }) : null;
    if (mine !== asked.current) return;
    setBusy(null);
    setFreshness(fresh?.ok === true ? fresh.value : null);
    if (result.ok) setPage(result.value);
    else setFailure(result.failure);
  }, [asks]);
  useEffect(() => void make(), [make]);

  const savePdf = async (report: Page) => {
    setBusy('pdf');
    setFailure(null);
    setSaved(null);
    const pdf = await call('reports.pdf', { reportId: report.reportId });
    const kept = pdf.ok ? await saveFile(pdf.value.name, pdf.value.pdf) : pdf;
    setBusy(null);
    if (!kept.ok && kept.failure.code !== 'cancelled') setFailure(kept.failure);
    else if (kept.ok && pdf.ok) setSaved(pdf.value);
  };
  const saveStatement = async ({ name: file, sidecar }: Reply<'reports.pdf'>) => {
    const kept = await saveFile(`${file}.json`, bytesToBase64(utf8Bytes(sidecar)));
    if (!kept.ok && kept.failure.code !== 'cancelled') setFailure(kept.failure);
  };
  const print = (report: Page) => {
    frame.current?.contentWindow?.print();
    void call('reports.printed', { reportId: report.reportId });
  };

  return (
    <Dialog
      title={
        <>
          Incident summary: <Said text={name} />
        </>
      }
      className="report"
      onClose={onClose}
      footer={
        page !== null && (
          <>
            <p className="quiet report-line">
              Version {numberText(page.version)}, made {utcText(page.madeAtMs)} by <Said text={page.actor} />
              {freshness?.state === 'current' && ', current'}. Data SHA-256{' '}
              <span className="mono">{page.dataDigest.slice(0, 16)}…</span>
            </p>
            <button type="button" className="button" disabled={busy !== null} onClick={() => print(page)}>
              <Icon name="print" /> Print
            </button>
            <button
              type="button"
              className="button primary"
              disabled={busy !== null}
              onClick={() => void savePdf(page)}
            >
              <Icon name="save" /> {busy === 'pdf' ? 'Making the PDF…' : 'Save PDF'}
            </button>
          </>
        )
      }
    >
      <div className="report-options">
        <label className="check">
          <input type="checkbox" checked={annex} onChange={(event) => setAnnex(event.target.checked)} />
          With the determination annex
        </label>
        <label className="field inline">
          <span>Paper</span>
          <select value={pageSize} onChange={(event) => setPageSize(event.target.value as PageSize)}>
            <option value="letter">US Letter</option>
            <option value="a4">A4</option>
          </select>
        </label>
        <label className="field inline">
          <span>Marking, top and bottom</span>
          <input
            type="text"
            maxLength={120}
            value={typed}
            placeholder="none"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <fieldset className="report-shows">
          <legend>Withheld unless shown</legend>
          {withholdings.map((one) => (
            <label key={one} className="check" title={withholdingWords[one].meaning}>
              <input
                type="checkbox"
                checked={show.includes(one)}
                onChange={(event) =>
                  setShow(event.target.checked ? [...show, one].sort() : show.filter((other) => other !== one))
                }
              />
              Show {withholdingWords[one].label}
            </label>
          ))}
        </fieldset>
        {saved !== null && (
          <output className="saved">
            Saved. SHA-256 of the PDF: <span className="mono">{saved.pdfDigest}</span>{' '}
            <button type="button" className="button small" onClick={() => void saveStatement(saved)}>
              Save its signed statement
            </button>
          </output>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={() => void make()} />}
      {freshness !== null && freshness.state === 'out-of-date' && (
        <p className="notice">{capital(freshness.changes.join(' '))}</p>
      )}
      {busy === 'page' && <Loading what="the page" />}
      {page !== null && busy !== 'page' && (
        <iframe
          ref={frame}
          className="report-frame"
          title="Incident summary, as printed"
          sandbox="allow-same-origin allow-modals"
          src={page.path}
        />
      )}
    </Dialog>
  );
}
