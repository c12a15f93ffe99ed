import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { methodNames } from '../../shared/contract/contract.ts';
import { fail, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import { commonHeaders, downloadHeaders, pageHeaders, reportHeaders } from '../content-policy.ts';
import type { Gate } from '../ipc/gate.ts';
import { type Pages, reportIdIn } from '../pages.ts';
import { safeFileName } from '../save-file.ts';
import type { BackendConnection } from '../spawner.ts';
import { equalSecrets, makeSecrets, refusalOfAddress, refusalOfSession, sessionCookie } from './guard.ts';
import { staleAddressNotice } from './notice.ts';
import { displayNameOf, openUploads } from './uploads.ts';

/** The loopback host: the same pages over the same contract, in a browser of this machine. */
export interface Host {
  /** The address to open, token included. */
  readonly url: string;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly gate: Gate;
  readonly connection: BackendConnection;
  readonly pages: Pages;
  /** 0, the usual: any free one. */
  readonly port?: number;
  readonly log: (line: string) => void;
}

const LARGEST_REQUEST_BYTES = 1024 * 1024;
/** Long enough for the largest file from a slow stick. */
const SLOWEST_UPLOAD_MS = 60 * 60_000;

/** Answers on 127.0.0.1 only, and there only to the browser that opened the address with the token. */
export async function startHost({ gate, connection, pages, port: wantedPort = 0, log }: HostOptions): Promise<Host> {
  const uploads = await openUploads();
  const secrets = makeSecrets();
  let port = wantedPort;

  const open = (response: ServerResponse, token: string) => {
    if (!equalSecrets(token, secrets.token)) return sendNotice(response);
    response
      .writeHead(303, { ...commonHeaders, Location: '/', 'Set-Cookie': sessionCookie(port, secrets.session) })
      .end();
  };

  const sendPage = async (response: ServerResponse, path: string) => {
    const page = await pages.find(path);
    if (page === null) return sendNothing(response, 404);
    sendWhole(response, 200, pageHeaders(page.type), page.bytes);
  };

  const sendReport = async (response: ServerResponse, reportId: string) => {
    const html = await connection.reportHtml(reportId);
    if (!html.ok) return sendNothing(response, 404);
    sendWhole(response, 200, reportHeaders(html.value), html.value);
  };

  const sendMade = async (response: ServerResponse, handle: string) => {
    const made = await connection.madeFile(handle);
    if (!made.ok) return sendNothing(response, 404);
    const { path, fileName } = made.value;
    const { size } = await stat(path);
    response.writeHead(200, { ...downloadHeaders(safeFileName(fileName)), 'Content-Length': size });
    await pipeline(createReadStream(path), response);
  };

  const answerCall = async (request: IncomingMessage, response: ServerResponse, method: string) => {
    if (request.headers['content-type'] !== 'application/json') return sendResult(response, 400, notJson);
    const body = await readBody(request);
    if (body === null) {
      response.setHeader('Connection', 'close');
      return sendResult(response, 413, fail('too-large', 'The request is larger than 1 MB.'));
    }
    const parsed = parseJson(body);
    if (parsed === undefined) return sendResult(response, 400, notJson);
    sendResult(response, 200, await gate.call(method, parsed));
  };

  const takeFile = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    const displayName = displayNameOf(name);
    const path = await uploads.receive(request, displayName);
    // What is left of a refused upload is not read.
    if (!path.ok) response.setHeader('Connection', 'close');
    sendResult(response, 200, path.ok ? await connection.offerFile(path.value, displayName, true) : path);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    const isApi = url.startsWith('/api/');
    const addressRefusal = refusalOfAddress(request, { port });
    if (addressRefusal !== null)
      return refuse(response, isApi, `the request's ${addressRefusal} is not this program's`);
    const token = /^\/\?token=([0-9a-f]{1,64})$/.exec(url)?.[1];
    if (token !== undefined && request.method === 'GET') return open(response, token);
    const sessionRefusal = refusalOfSession(request, { port, secrets });
    if (sessionRefusal === 'session' && request.method === 'GET' && isDocument(url)) return sendNotice(response);
    if (sessionRefusal !== null)
      return refuse(response, isApi, `the request's ${sessionRefusal} is not this program's`);

    if (request.method === 'GET') {
      const handle = madeHandle(url);
      if (handle !== null) return sendMade(response, handle);
      const reportId = reportIdIn(url);
      return reportId === null ? sendPage(response, url) : sendReport(response, reportId);
    }
    if (request.method === 'POST' && callNames.has(url)) return answerCall(request, response, callNames.get(url)!);
    const fileName = request.method === 'PUT' ? uploadName(url) : null;
    if (fileName !== null) return takeFile(request, response, fileName);
    return sendNothing(response, 404);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`host: ${describeBug(error)}`);
      if (response.headersSent) response.destroy();
      else sendNothing(response, 500);
    });
  });
  server.requestTimeout = SLOWEST_UPLOAD_MS;
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wantedPort, '127.0.0.1', () => resolve());
  });
  port = (server.address() as AddressInfo).port;

  return {
    url: `http://127.0.0.1:${port}/?token=${secrets.token}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await uploads.close();
    },
  };
}

/** `/api/<method>` of every method, looked up whole: nothing of an address is decoded. */
const callNames: ReadonlyMap<string, string> = new Map(methodNames.map((name) => [`/api/${name}`, name]));

/** The handle in `/made/<handle>`, or null when the address is another. */
const madeHandle = (url: string): string | null => /^\/made\/([0-9a-f]{32})$/.exec(url)?.[1] ?? null;

/** The name in `/api/files?name=…`, or null when the address is another. */
function uploadName(url: string): string | null {
  const encoded = /^\/api\/files\?name=([^&#]{1,2000})$/.exec(url)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** Addresses a person sees in the address bar. */
const isDocument = (url: string): boolean => url === '/' || url.startsWith('/?') || url.startsWith('/report/');

/** @returns null when it is over the cap */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Kept open when we stop reading: the refusal goes back over the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const notJson = fail('bad-request', 'The request is not JSON.');

function sendWhole(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  content: string | Uint8Array,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(content) }).end(content);
}

const sendNothing = (response: ServerResponse, status: number) => sendWhole(response, status, commonHeaders, '');

const sendNotice = (response: ServerResponse) =>
  sendWhole(response, 403, staleAddressNotice.headers, staleAddressNotice.html);

const sendResult = (response: ServerResponse, status: number, result: Result<unknown>) =>
  sendWhole(response, status, pageHeaders('application/json; charset=utf-8'), JSON.stringify(result));

/** The connection is closed: what else the sender has to say is not read. */
function refuse(response: ServerResponse, isApi: boolean, because: string): void {
  response.setHeader('Connection', 'close');
  if (isApi) sendResult(response, 403, fail('refused', `Not answered: ${because}.`));
  else sendNothing(response, 403);
}
