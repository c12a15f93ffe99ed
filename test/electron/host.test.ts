import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pagePolicy, reportPolicy } from '../../electron/content-policy.ts';
import { type Host, startHost } from '../../electron/host/host.ts';
import { openCommand } from '../../electron/host/open-browser.ts';
import { displayNameOf, openUploads } from '../../electron/host/uploads.ts';
import { createGate } from '../../electron/ipc/gate.ts';
import { loadPages } from '../../electron/pages.ts';
import type { BackendConnection } from '../../electron/spawner.ts';
import { fail, ok } from '../../shared/result.ts';
import { buildPages, hostilePaths } from '../helpers/built-pages.ts';
import { emptyStatus, hostileReport } from '../helpers/fake-backend.ts';

const running: Host[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((host) => host.close()));
});

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Speaks raw HTTP, so that no client tidies an address or adds a header. An answer cut off by a reset counts as it came. */
function raw(port: number, head: readonly string[], body: string | Buffer = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `${[...head, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'].join('\r\n')}\r\n\r\n`,
      );
      socket.write(body);
    });
    const finish = () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1];
      if (status === undefined) return reject(new Error(`no answer: ${text.slice(0, 100)}`));
      const [top = '', ...rest] = text.split('\r\n\r\n');
      const headers = top
        .split('\r\n')
        .slice(1)
        .map((line): [string, string] => {
          const at = line.indexOf(':');
          return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
        });
      resolve({ status: Number(status), headers: new Map(headers), body: rest.join('\r\n\r\n') });
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', finish);
    socket.on('end', finish);
  });
}

const madeHandle = 'a'.repeat(32);

async function start() {
  const { folder, files } = await buildPages();
  const made = join(folder, 'made');
  await writeFile(made, '<script>alert(1)</script>');
  const calls: unknown[] = [];
  const offered: {
    path: string;
    name: string;
    removeAfter: boolean;
    bytes: Buffer;
    mode: number;
    folderMode: number;
  }[] = [];
  const connection: BackendConnection = {
    call: async (method, request) => {
      calls.push([method, request]);
      return ok(emptyStatus);
    },
    recordFile: async () => ok({ name: 'page.pdf', sidecar: '{}' }),
    offerFile: async (path, name, removeAfter) => {
      const mode = (await stat(path)).mode & 0o777;
      const folderMode = (await stat(dirname(path))).mode & 0o777;
      offered.push({ path, name, removeAfter, bytes: await readFile(path), mode, folderMode });
      return ok('handle-1');
    },
    madeFile: async (handle) =>
      handle === madeHandle ? ok({ path: made, fileName: 'RGV "flights".kml' }) : fail('not-found', 'None.'),
    reportHtml: async (id) => (id === 'r1' ? ok(hostileReport) : fail('not-found', 'There is no such report.')),
    onStopped: () => () => {},
    close: async () => {},
  };
  const log: string[] = [];
  const note = (line: string) => void log.push(line);
  const gate = createGate({ connection, pdfEngine: async () => fail('no-pdf-engine', 'None.'), log: note });
  const host = await startHost({ gate, connection, pages: await loadPages(folder), log: note });
  running.push(host);
  const { port, searchParams } = new URL(host.url);
  const ours = [`Host: 127.0.0.1:${port}`];
  const token = searchParams.get('token')!;
  const opened = await raw(Number(port), [`GET /?token=${token} HTTP/1.1`, ...ours]);
  const cookie = `Cookie: ${opened.headers.get('set-cookie')!.split(';')[0]}`;
  const send = (line: string, headers: readonly string[], body?: string | Buffer) =>
    raw(Number(port), [`${line} HTTP/1.1`, ...headers], body);
  const origin = `Origin: http://127.0.0.1:${port}`;
  const json = 'Content-Type: application/json';
  return {
    ...{ host, port: Number(port), token, opened, cookie, ours, origin, json, files, calls, offered, log },
    get: (path: string) => send(`GET ${path}`, [...ours, cookie]),
    call: (method: string, body: string) => send(`POST /api/${method}`, [...ours, cookie, origin, json], body),
    send,
  };
}

describe('the loopback host', () => {
  it('gives a file that was made, to be kept and never shown', async () => {
    const { get, send, ours } = await start();
    const answer = await get(`/made/${madeHandle}`);
    expect(answer).toMatchObject({ status: 200, body: '<script>alert(1)</script>' });
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''RGV%20_flights_.kml");
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect((await get(`/made/${'b'.repeat(32)}`)).status).toBe(404);
    expect((await get('/made/../made')).status).toBe(404);
    expect((await send(`GET /made/${madeHandle}`, ours)).status).toBe(403);
  });

  it('listens on 127.0.0.1 with a token of 256 bits, another one each time', async () => {
    const [first, second] = [await start(), await start()];
    expect(first.host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/);
    expect(first.token).not.toBe(second.token);
  });

  it('turns the token into a cookie that scripts and other sites do not get, and leads to the page', async () => {
    const { opened, port, token } = await start();
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe('/');
    expect(opened.headers.get('set-cookie')).toMatch(
      new RegExp(`^fenceline-${port}=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(opened.headers.get('set-cookie')).not.toContain(token);
  });

  it('serves the pages and reports of the window under the same policies', async () => {
    const { get, files } = await start();
    const page = await get('/');
    expect([page.status, page.body]).toEqual([200, files['/index.html']![1]]);
    const common = {
      'content-security-policy': pagePolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    };
    for (const [name, value] of Object.entries(common)) expect([name, page.headers.get(name)]).toEqual([name, value]);
    const report = await get('/report/r1');
    expect(report.body).toContain('Incident summary');
    expect(report.headers.get('content-security-policy')).toBe(reportPolicy(hostileReport));
    expect((await get('/report/r2')).status).toBe(404);
  });

  it('answers over 300 hostile addresses with 404 and no content', async () => {
    const { get } = await start();
    for (const path of hostilePaths()) {
      const answer = await get(path);
      // Node itself turns down what is not ASCII.
      const isAscii = Buffer.byteLength(path) === path.length;
      expect([path, answer.status, answer.body]).toEqual([path, isAscii ? 404 : 400, '']);
    }
  });

  it('answers a whole address, a tunnel or another method with nothing', async () => {
    const { send, ours, cookie, origin } = await start();
    const lines = [
      'GET http://example.com/',
      'GET app://fenceline/',
      'HEAD /',
      'DELETE /',
      'OPTIONS /',
      'PUT /',
      'POST /',
    ];
    for (const line of lines) {
      const answer = await send(line, [...ours, cookie, origin]);
      expect([line, answer.status, answer.body]).toEqual([line, 404, '']);
    }
  });

  it('refuses every Host but its own: the shape of DNS rebinding', async () => {
    const { send, port, cookie, origin, json, token, calls } = await start();
    const hosts = ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`];
    const more = [`127.0.0.1.evil.example:${port}`, `[::1]:${port}`, `0.0.0.0:${port}`, `127.1:${port}`, ''];
    for (const host of [...hosts, ...more]) {
      for (const line of ['GET /', `GET /?token=${token}`, 'GET /report/r1', 'POST /api/workspace.status']) {
        const answer = await send(
          line,
          [`Host: ${host}`, cookie, ...(line.startsWith('P') ? [origin, json] : [])],
          '{}',
        );
        expect([host, line, answer.status]).toEqual([host, line, 403]);
        expect(answer.headers.get('set-cookie')).toBeUndefined();
      }
    }
    expect(calls).toEqual([]);
  });

  it('refuses every Origin but its own, and a change without one', async () => {
    const { send, ours, cookie, json, calls, offered, port } = await start();
    const origins = [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      'http://127.0.0.1',
    ];
    for (const origin of [...origins.map((value) => [`Origin: ${value}`]), []]) {
      const headers = [...ours, cookie, json, ...origin];
      expect((await send('POST /api/workspace.status', headers, '{}')).status).toBe(403);
      expect((await send('PUT /api/files?name=a.csv', headers, 'a')).status).toBe(403);
    }
    expect((await send('GET /', [...ours, cookie, 'Origin: http://evil.example'])).status).toBe(403);
    expect((await send('GET /report/r1', [...ours, cookie, 'Sec-Fetch-Site: cross-site'])).status).toBe(403);
    expect((await send('GET /assets/app.js', [...ours, cookie, 'Sec-Fetch-Site: same-site'])).status).toBe(403);
    expect([calls, offered]).toEqual([[], []]);
  });

  it('tells a browser with a wrong or stale token, or without the cookie, how to open it again', async () => {
    const { send, ours, port, token } = await start();
    const stale = randomBytes(32).toString('hex');
    const wrong = [`/?token=${stale}`, `/?token=${token.slice(0, 63)}`, '/?token=', '/?token', '/', '/report/r1'];
    for (const path of wrong) {
      const answer = await send(`GET ${path}`, ours);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.body).toContain('npx fenceline app --browser');
      expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe/);
      expect(answer.headers.get('set-cookie')).toBeUndefined();
    }
    const cookies = [`fenceline-${port}=${stale}`, `fenceline-${port}=${token}`, `fenceline=${stale}`, 'fenceline-1='];
    for (const cookie of cookies) {
      expect((await send('GET /', [...ours, `Cookie: ${cookie}`])).status).toBe(403);
      expect((await send('GET /assets/app.js', [...ours, `Cookie: ${cookie}`])).body).toBe('');
    }
  });

  it('passes a call on and gives its result, a refusal of the gate included', async () => {
    const { call, calls } = await start();
    const answer = await call('workspace.status', '{}');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: true, value: emptyStatus }]);
    expect(calls).toEqual([['workspace.status', {}]]);
    expect(JSON.parse((await call('workspace.status', '{"a":1}')).body)).toMatchObject({
      failure: { code: 'bad-request' },
    });
    expect((await call('no.such', '{}')).status).toBe(404);
  });

  it('refuses what is not JSON, what does not say that it is, and a call without the cookie', async () => {
    const { call, send, ours, cookie, origin, json, calls } = await start();
    for (const body of ['', '{', 'undefined', '{"a":}']) {
      expect(JSON.parse((await call('workspace.status', body)).body)).toMatchObject({
        failure: { code: 'bad-request' },
      });
    }
    const plain = [...ours, cookie, origin, 'Content-Type: text/plain'];
    expect((await send('POST /api/workspace.status', plain, '{}')).status).toBe(400);
    expect((await send('POST /api/workspace.status', [...ours, origin, json], '{}')).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('takes a request of one megabyte and refuses one byte more', async () => {
    const { call } = await start();
    const bodyOf = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;
    expect((await call('workspace.status', bodyOf(1024 * 1024))).status).toBe(200);
    const refused = await call('workspace.status', bodyOf(1024 * 1024 + 1));
    expect([refused.status, JSON.parse(refused.body).failure.code]).toEqual([413, 'too-large']);
  });

  it('writes an uploaded file where only this account reads it, whole, and offers it under its name', async () => {
    const { send, ours, cookie, origin, offered, host } = await start();
    const bytes = randomBytes(3_000_000);
    const answer = await send('PUT /api/files?name=r%C3%ADo%2F..%2Fa.csv', [...ours, cookie, origin], bytes);
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: 'handle-1' });
    const [file] = offered;
    expect(file).toMatchObject({ name: 'río_.._a.csv', removeAfter: true, mode: 0o600, folderMode: 0o700 });
    expect(file!.bytes.equals(bytes)).toBe(true);
    await running.splice(running.indexOf(host), 1)[0]!.close();
    await expect(stat(file!.path)).rejects.toThrow('ENOENT');
  });

  it('refuses an upload without the cookie, or with a name that is none', async () => {
    const { send, ours, cookie, origin, offered } = await start();
    expect((await send('PUT /api/files?name=a.csv', [...ours, origin], 'a')).status).toBe(403);
    for (const query of ['', '?name=', '?name=%zz', '?name=a&b', '?file=a']) {
      expect((await send(`PUT /api/files${query}`, [...ours, cookie, origin], 'a')).status).toBe(404);
    }
    expect(offered).toEqual([]);
  });
});

describe('uploads', () => {
  it('refuse a file over the cap and keep nothing of it', async () => {
    const uploads = await openUploads(1000);
    expect(await uploads.receive(Readable.from([Buffer.alloc(1000)]), 'a')).toMatchObject({ ok: true });
    const over = await uploads.receive(Readable.from([Buffer.alloc(600), Buffer.alloc(401)]), 'big.csv');
    expect(over).toMatchObject({ ok: false, failure: { code: 'too-large', file: 'big.csv' } });
    await uploads.close();
  });

  it('keep nothing of a file that broke off', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'fenceline-test-'));
    vi.stubEnv('TMPDIR', temporary);
    const uploads = await openUploads().finally(() => vi.unstubAllEnvs());
    const [mine] = await readdir(temporary);
    const broken = new Readable({ read: () => {} });
    broken.push(Buffer.alloc(10));
    setTimeout(() => broken.destroy(new Error('gone')), 20);
    expect(await uploads.receive(broken, 'a.csv')).toMatchObject({ failure: { code: 'unreadable-file' } });
    expect(await readdir(join(temporary, mine!))).toEqual([]);
    await uploads.close();
  });

  it('show a name that is a name', () => {
    expect(displayNameOf('../../etc/passwd')).toBe('.._.._etc_passwd');
    expect(displayNameOf('a\r\nb\u0000')).toBe('a_b_');
    expect(displayNameOf('')).toBe('file');
    expect(displayNameOf('x'.repeat(300))).toHaveLength(255);
  });
});

describe('the default browser', () => {
  it('is opened by the system’s own way, and not where there is no screen', () => {
    const url = 'http://127.0.0.1:1/?token=a';
    expect(openCommand(url, { platform: 'win32', env: {} })).toEqual(['rundll32', 'url.dll,FileProtocolHandler', url]);
    expect(openCommand(url, { platform: 'darwin', env: {} })).toEqual(['open', url]);
    expect(openCommand(url, { platform: 'linux', env: { DISPLAY: ':0' } })).toEqual(['xdg-open', url]);
    expect(openCommand(url, { platform: 'linux', env: {} })).toBeNull();
  });
});
