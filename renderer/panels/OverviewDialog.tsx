import { useCallback, useEffect, useRef, useState } from 'react';
import { bytesToBase64 } from '../../shared/base64.ts';
import { utf8Bytes } from '../../shared/bytes.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, saveFile } from '../api.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { FailureNotice, Loading } from './Notice.tsx';

type Page = Reply<'reports.night'>;

/** A night's, a period's or a batch's page as it will be printed: to be printed, or saved as a PDF with its signed statement. */
export function OverviewDialog({
  title,
  make,
  onClose,
}: {
  readonly title: string;
  /** Issues the page on the paper chosen. */
  readonly make: (pageSize: 'letter' | 'a4') => Promise<Result<Page>>;
  readonly onClose: () => void;
}) {
  const [pageSize, setPageSize] = useState<'letter' | 'a4'>('letter');
  const [page, setPage] = useState<Page | null>(null);
  const [busy, setBusy] = useState<'page' | 'pdf' | null>('page');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<Reply<'reports.pdf'> | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const maker = useRef(make);
  const issue = useCallback(async () => {
    setBusy('page');
    setFailure(null);
    setSaved(null);
    const result = await maker.current(pageSize);
    setBusy(null);
    if (result.ok) setPage(result.value);
    else setFailure(result.failure);
  }, [pageSize]);
  useEffect(() => void issue(), [issue]);

  const savePdf = async ({ reportId }: Page) => {
    setBusy('pdf');
    setFailure(null);
    const pdf = await call('reports.pdf', { reportId });
    const kept = pdf.ok ? await saveFile(pdf.value.name, pdf.value.pdf) : pdf;
    setBusy(null);
    if (!kept.ok && kept.failure.code !== 'cancelled') setFailure(kept.failure);
    else if (kept.ok && pdf.ok) setSaved(pdf.value);
  };
  const saveStatement = async ({ name, sidecar }: Reply<'reports.pdf'>) => {
    const kept = await saveFile(`${name}.json`, bytesToBase64(utf8Bytes(sidecar)));
    if (!kept.ok && kept.failure.code !== 'cancelled') setFailure(kept.failure);
  };
  const print = ({ reportId }: Page) => {
    frame.current?.contentWindow?.print();
    void call('reports.printed', { reportId });
  };
  return (
    <Dialog
      title={title}
      className="report"
      onClose={onClose}
      footer={
        page !== null && (
          <>
            <p className="quiet report-line">
              Data SHA-256 <span className="mono">{page.dataDigest.slice(0, 16)}…</span>
            </p>
            {saved !== null && (
              <button type="button" className="button" onClick={() => void saveStatement(saved)}>
                <Icon name="save" /> Save its signed statement
              </button>
            )}
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
        <label className="field inline">
          <span>Paper</span>
          <select value={pageSize} onChange={(event) => setPageSize(event.target.value as 'letter' | 'a4')}>
            <option value="letter">US Letter</option>
            <option value="a4">A4</option>
          </select>
        </label>
        {saved !== null && <output className="saved">Saved. SHA-256 of the PDF: {saved.pdfDigest}</output>}
      </div>
      {failure !== null && <FailureNotice failure={failure} retry={() => void issue()} />}
      {busy === 'page' && <Loading what="the page" />}
      {page !== null && busy !== 'page' && (
        <iframe
          ref={frame}
          className="report-frame"
          title={`${title}, as printed`}
          sandbox="allow-same-origin allow-modals"
          src={page.path}
        />
      )}
    </Dialog>
  );
}
