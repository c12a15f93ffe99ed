import type { CustomScheme } from 'electron';
import { commonHeaders, pageHeaders, reportHeaders } from './content-policy.ts';
import { appOrigin, appScheme } from './origin.ts';
import { type Pages, reportIdIn } from './pages.ts';
import type { BackendConnection } from './spawner.ts';

/** Registered before the app is ready. Nothing that weakens it: no CSP bypass, no service workers, no other origins. */
export const schemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * Answers a request of the window's own scheme: a built page, a stored report, or 404. An address is looked up whole; it is
 * never decoded, parsed or joined to a folder.
 */
export async function answerSchemeRequest(
  request: { readonly method: string; readonly url: string },
  pages: Pages,
  connection: Pick<BackendConnection, 'reportHtml'>,
): Promise<Response> {
  if (request.method !== 'GET' || !request.url.startsWith(`${appOrigin}/`)) return notFound();
  const path = request.url.slice(appOrigin.length);
  const reportId = reportIdIn(path);
  if (reportId !== null) {
    const html = await connection.reportHtml(reportId);
    return html.ok ? new Response(html.value, { headers: reportHeaders(html.value) }) : notFound();
  }
  const page = await pages.find(path);
  return page === null ? notFound() : new Response(page.bytes, { headers: pageHeaders(page.type) });
}

const notFound = () => new Response(null, { status: 404, headers: commonHeaders });
