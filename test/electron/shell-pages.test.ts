import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pagePolicy, reportPolicy } from '../../electron/content-policy.ts';
import { loadPages, reportIdIn } from '../../electron/pages.ts';
import { answerSchemeRequest, schemePrivileges } from '../../electron/scheme.ts';
import { fail, ok } from '../../shared/result.ts';
import { buildPages, hostilePaths } from '../helpers/built-pages.ts';
import { hostileReport } from '../helpers/fake-backend.ts';

const reports = {
  reportHtml: async (id: string) => (id === 'r1' ? ok(hostileReport) : fail('not-found', 'There is no such report.')),
};

async function scheme() {
  const { folder, files } = await buildPages();
  const pages = await loadPages(folder);
  const get = (url: string, method = 'GET') => answerSchemeRequest({ method, url }, pages, reports);
  return { folder, files, get };
}

describe('the content policy', () => {
  it('allows nothing unsafe and no other origin', () => {
    for (const policy of [pagePolicy, reportPolicy(hostileReport)]) {
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(policy).toMatch(/^default-src 'none';/);
      for (const directive of ['base-uri', 'form-action']) expect(policy).toContain(`${directive} 'none'`);
    }
    expect(pagePolicy).toContain("require-trusted-types-for 'script'; trusted-types default");
    expect(pagePolicy).toContain("frame-ancestors 'none'");
  });

  it('allows a report its one stylesheet, by hash, and no script', () => {
    const sheet = /<style>(.*)<\/style>/.exec(hostileReport)![1]!;
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(reportPolicy(hostileReport)).toContain(`style-src 'sha256-${hash}'`);
    expect(reportPolicy(hostileReport)).not.toContain('script-src');
  });

  it('allows a report without a stylesheet, or with two, none', () => {
    expect(reportPolicy('<p>plain</p>')).toContain("style-src 'none'");
    expect(reportPolicy('<style>a{}</style><style>b{}</style>')).toContain("style-src 'none'");
  });
});

describe('the window scheme', () => {
  it('has no privilege that weakens it', () => {
    expect(schemePrivileges).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    });
  });

  it('serves the files of the build, each with its type, the policy and nosniff', async () => {
    const { files, get } = await scheme();
    for (const [path, [type, text]] of Object.entries(files)) {
      const response = await get(`app://fenceline${path}`);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(text);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-security-policy')).toBe(pagePolicy);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await (await get('app://fenceline/')).text()).toBe(files['/index.html']![1]);
  });

  it('serves a stored report under its own policy', async () => {
    const { get } = await scheme();
    const response = await get('app://fenceline/report/r1');
    expect(await response.text()).toBe(hostileReport);
    expect(response.headers.get('content-security-policy')).toBe(reportPolicy(hostileReport));
    expect((await get('app://fenceline/report/r2')).status).toBe(404);
  });

  it('answers over 300 hostile addresses with 404', async () => {
    const { get } = await scheme();
    const paths = hostilePaths();
    expect(paths.length).toBeGreaterThan(300);
    for (const path of paths) {
      const response = await get(`app://fenceline${path}`);
      expect([path, response.status, await response.text()]).toEqual([path, 404, '']);
    }
  });

  it('answers other hosts, schemes and methods with 404', async () => {
    const { get } = await scheme();
    const urls = [
      'app://fenceline',
      'app://fenceline.evil/index.html',
      'app://other/index.html',
      'APP://fenceline/index.html',
    ];
    const more = [
      'app://fenceline:80/index.html',
      'app://a@fenceline/index.html',
      'file:///index.html',
      '',
      '/index.html',
    ];
    for (const url of [...urls, ...more]) expect([url, (await get(url)).status]).toEqual([url, 404]);
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS', 'get']) {
      expect((await get('app://fenceline/index.html', method)).status).toBe(404);
    }
  });

  it('does not serve a file that was changed since it was built', async () => {
    const { folder, get } = await scheme();
    await writeFile(join(folder, 'index.html'), '<script>changed</script>');
    expect((await get('app://fenceline/')).status).toBe(404);
  });
});

it('a report address is a plain word after /report/', () => {
  expect(reportIdIn('/report/INC-2026_01')).toBe('INC-2026_01');
  for (const path of ['/report/', '/report/a/b', '/report/a.b', '/report/a%20b', '/reports/a', 'report/a']) {
    expect(reportIdIn(path)).toBeNull();
  }
});
