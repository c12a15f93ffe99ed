import { BrowserWindow, type Session } from 'electron';
import { fail, ok } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import { reportHeaders } from '../content-policy.ts';
import { appScheme } from '../origin.ts';
import { securePreferences } from '../security.ts';
import { isWholePdf, type PageSize, type PdfEngine } from './engine.ts';

const TIME_LIMIT_MS = 60_000;
const paper: Readonly<Record<PageSize, 'Letter' | 'A4'>> = { letter: 'Letter', a4: 'A4' };

/**
 * Prints in a hidden window of its own: sandboxed, scripts off, in a session that knows only the page being printed.
 *
 * @param session used for nothing else, its denials already set
 */
export function electronEngine(
  session: Session,
  versions: { readonly electron?: string; readonly chrome?: string },
  log: (line: string) => void,
): PdfEngine {
  const waiting = new Map<string, string>();
  let last = 0;
  session.protocol.handle(appScheme, ({ url }) => {
    const html = waiting.get(url);
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers: reportHeaders(html) });
  });

  const printPage = async (address: string, pageSize: PageSize): Promise<Uint8Array> => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { ...securePreferences, session, javascript: false, devTools: false },
    });
    // Destroying the window makes whatever is being waited for fail.
    const limit = setTimeout(() => window.destroy(), TIME_LIMIT_MS);
    try {
      await window.loadURL(address);
      return await window.webContents.printToPDF({
        pageSize: paper[pageSize],
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    } finally {
      clearTimeout(limit);
      if (!window.isDestroyed()) window.destroy();
    }
  };

  return {
    name: `Electron ${versions.electron} (Chromium ${versions.chrome})`,
    print: async (html, pageSize) => {
      const address = `${appScheme}://print/${++last}`;
      waiting.set(address, html);
      try {
        const pdf = await printPage(address, pageSize);
        if (isWholePdf(pdf)) return ok(pdf);
      } catch (error) {
        log(`print: ${describeBug(error)}`);
      } finally {
        waiting.delete(address);
      }
      return fail('no-pdf-engine', 'The page could not be printed. It is stored and can be opened and printed again.');
    },
  };
}
