import { useCallback, useEffect, useRef, useState } from 'react';
import type { Reply } from '../../shared/contract/contract.ts';
import { numberText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import type { Failure } from '../../shared/result.ts';
import { call, saveFile } from '../api.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';

type PageSize = 'letter' | 'a4';

/** The incident summary as it will be printed, made from what is stored now; to be printed or saved as a PDF. */
export function ReportDialog({ flight, onClose }: { readonly flight: Flight; readonly onClose: () => void }) {
  const [annex, setAnnex] = useState(true);
  const [pageSize, setPageSize] = useState<PageSize>('letter');
  const [page, setPage] = useState<Reply<'reports.incident'> | null>(null);
  const [busy, setBusy] = useState<'page' | 'pdf' | null>('page');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  /** Counts the pages asked for: only the answer to the last one is shown. */
  const asked = useRef(0);

  const make = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setBusy('page');
    setFailure(null);
    setSaved(null);
    const result = await call('reports.incident', { flightId: flight.id, annex, pageSize });
    if (mine !== asked.current) return;
    setBusy(null);
    if (result.ok) setPage(result.value);
    else setFailure(result.failure);
  }, [flight.id, annex, pageSize]);
  useEffect(() => void make(), [make]);

  const savePdf = async (report: Reply<'reports.incident'>) => {
    setBusy('pdf');
    setFailure(null);
    setSaved(null);
    const pdf = await call('reports.pdf', { reportId: report.reportId });
    const kept = pdf.ok ? await saveFile(`${report.reportId}.pdf`, pdf.value.pdf) : pdf;
    setBusy(null);
    if (!kept.ok && kept.failure.code !== 'cancelled') setFailure(kept.failure);
    else if (kept.ok && pdf.ok) setSaved(`Saved. SHA-256 of the PDF: ${pdf.value.pdfDigest}`);
  };

  return (
    <Dialog
      title={
        <>
          Incident summary: <Said text={flight.objectName} />
        </>
      }
      className="report"
      onClose={onClose}
      footer={
        page !== null && (
          <>
            <p className="quiet report-line">
              Version {numberText(page.version)}, made {utcText(page.madeAtMs)} by <Said text={page.actor} />. Data
              SHA-256 <span className="mono">{page.dataDigest.slice(0, 16)}…</span>
            </p>
            <button
              type="button"
              className="button"
              disabled={busy !== null}
              onClick={() => frame.current?.contentWindow?.print()}
            >
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
        {saved !== null && <output className="saved">{saved}</output>}
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={() => void make()} />}
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
