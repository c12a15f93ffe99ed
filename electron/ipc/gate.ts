import { createHash } from 'node:crypto';
import { bytesToBase64 } from '../../shared/base64.ts';
import type { Reply, Request } from '../../shared/contract/contract.ts';
import { checkRequest } from '../../shared/contract/serve.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import type { PdfEngine } from '../print/engine.ts';
import type { BackendConnection } from '../spawner.ts';

/** Where every call of a page ends up, whichever shell it came through and once that shell has checked who is calling. */
export interface Gate {
  /** @param method and @param request anything at all: what is not in the contract gets a failure, never an exception */
  call(method: unknown, request: unknown): Promise<Result<unknown>>;
}

export interface GateOptions {
  readonly connection: BackendConnection;
  /** Asked for anew at each print: a browser may have been installed since. */
  readonly pdfEngine: () => Promise<Result<PdfEngine>>;
  readonly log: (line: string) => void;
}

export function createGate({ connection, pdfEngine, log }: GateOptions): Gate {
  const printPdf = async ({ reportId }: Request<'reports.pdf'>): Promise<Result<Reply<'reports.pdf'>>> => {
    const html = await connection.reportHtml(reportId);
    if (!html.ok) return html;
    const engine = await pdfEngine();
    if (!engine.ok) return engine;
    // The page says its own size; this is for one that does not.
    const pdf = await engine.value.print(html.value, 'letter');
    if (!pdf.ok) return pdf;
    const pdfDigest = createHash('sha256').update(pdf.value).digest('hex');
    const recorded = await connection.recordFile({
      reportId,
      kind: 'pdf',
      sha256: pdfDigest,
      bytes: pdf.value.length,
      engine: engine.value.name,
    });
    if (!recorded.ok) return recorded;
    return ok({ pdf: bytesToBase64(pdf.value), pdfDigest, engine: engine.value.name, ...recorded.value });
  };

  return {
    call: async (rawMethod, rawRequest) => {
      const checked = checkRequest(rawMethod, rawRequest);
      if (!checked.ok) return checked;
      const { method, request } = checked.value;
      try {
        return method === 'reports.pdf'
          ? await printPdf(request as Request<'reports.pdf'>)
          : await connection.call(method, request);
      } catch (error) {
        log(`${method}: ${describeBug(error)}`);
        return fail('internal', `Fenceline made a mistake while answering ${method}. The log says more.`);
      }
    },
  };
}
