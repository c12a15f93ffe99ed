import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWholePdf } from '../../electron/print/engine.ts';
import { base64ToBytes } from '../../shared/base64.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/result.ts';
import {
  probeUtilityProcesses,
  processesNaming,
  type RealElectron,
  startRealElectron,
  whyNoRealElectron,
} from '../helpers/real-electron.ts';

declare global {
  interface Window {
    violated?: string[];
    ran?: string[];
  }
}

/** One aircraft that flies north over the border west of El Paso for ten minutes. */
function crossingFlight(): string {
  const rows = Array.from({ length: 120 }, (_, index) => {
    const time = new Date(Date.UTC(2026, 5, 3, 4, 0, index * 5)).toISOString();
    return `${time},${(31.74 + index * 0.0006).toFixed(6)},-106.5083,120,1581F4XFC2250012345A,rf-1`;
  });
  return ['time,lat,lng,altitude_m,serial,sensor_id', ...rows, ''].join('\n');
}

const skipped = whyNoRealElectron === null ? '' : ` (not run: ${whyNoRealElectron})`;
if (skipped !== '') process.stderr.write(`The smoke of the Electron shell is skipped${skipped}.\n`);

describe.skipIf(whyNoRealElectron !== null)(`the shell in a real Electron${skipped}`, () => {
  let electron: RealElectron;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    electron = await startRealElectron();
    app = electron.app;
    page = await app.firstWindow();
    // Loaded again with a witness in place before the page's own scripts.
    await page.addInitScript(() => {
      const violated: string[] = [];
      window.violated = violated;
      window.ran = [];
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    });
    await page.reload();
  }, 300_000);

  afterAll(() => electron?.app.close());

  /** Runs in the page and gives what the policy stopped meanwhile. */
  async function violationsOf(act: () => unknown): Promise<string[]> {
    await page.evaluate(() => window.violated?.splice(0));
    await page.evaluate(act);
    await page.waitForTimeout(200);
    return page.evaluate(() => window.violated ?? []);
  }

  const call = (method: string, request: unknown): Promise<Result<unknown>> =>
    page.evaluate(
      ([name, argument]) => (window as unknown as { fenceline: Bridge }).fenceline.call(name as string, argument),
      [method, request],
    ) as Promise<Result<unknown>>;

  it('opens its window on its own scheme, with no violation of its own policy', async () => {
    expect(page.url()).toBe('app://fenceline/');
    expect(await page.title()).toContain('Fenceline');
    await expect.poll(() => page.evaluate(() => document.getElementById('root')!.childElementCount)).toBeGreaterThan(0);
    await page.waitForTimeout(1000);
    expect(await page.evaluate(() => window.violated)).toEqual([]);
  });

  it('gives the page the bridge and nothing of Node or Electron', async () => {
    const seen = await page.evaluate(() => {
      const globals = window as unknown as Record<string, unknown>;
      const { fenceline } = globals as { fenceline: Record<string, unknown> };
      let replaced = true;
      try {
        fenceline.call = () => 'replaced';
        replaced = String(fenceline.call).includes('replaced');
      } catch {
        replaced = false;
      }
      return {
        bridge: Object.keys(fenceline).sort(),
        shell: fenceline.shell,
        replaced,
        node: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron'].filter(
          (name) => name in globals,
        ),
      };
    });
    expect(seen).toEqual({
      bridge: ['call', 'offerFile', 'saveFile', 'saveMade', 'shell'],
      shell: 'electron',
      replaced: false,
      node: [],
    });
  });

  it('answers a call through the real backend, which runs on another Node', async () => {
    expect(await call('workspace.status', {})).toMatchObject({ ok: true, value: { counts: { detections: 0 } } });
    const [backend] = processesNaming(electron.workspace).filter(({ command }) => command.includes('backend.mjs'));
    expect(backend?.command).toContain(process.execPath);
  });

  it('refuses what is not in the contract, and what cannot be sent', async () => {
    expect(await call('workspace.status', { extra: 1 })).toMatchObject({ failure: { code: 'bad-request' } });
    expect(await call('no.such', {})).toMatchObject({ failure: { code: 'bad-request' } });
    const unsendable = await page.evaluate(() =>
      (window as unknown as { fenceline: Bridge }).fenceline
        .call('workspace.status', { go: () => 1 })
        .then((result) => (result.ok ? 'ok' : result.failure.code))
        .catch(() => 'threw in the page'),
    );
    expect(['bad-request', 'threw in the page']).toContain(unsendable);
  });

  it('takes a file the person chose, not one the page made up, and imports it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fenceline-export-'));
    const file = join(folder, 'night.csv');
    writeFileSync(file, crossingFlight());
    // The other account reads it.
    chmodSync(folder, 0o755);
    await page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'smoke-file';
      document.body.append(input);
    });
    await page.setInputFiles('#smoke-file', file);
    const [chosen, madeUp] = (await page.evaluate(async () => {
      const { fenceline } = window as unknown as { fenceline: Bridge };
      const [given] = document.querySelector<HTMLInputElement>('#smoke-file')!.files!;
      return [await fenceline.offerFile(given), await fenceline.offerFile(new File(['a'], 'made-up.csv'))];
    })) as [Result<string>, Result<string>];
    expect(madeUp).toMatchObject({ ok: false, failure: { code: 'refused' } });
    if (!chosen.ok) throw new Error(chosen.failure.message);
    const started = await call('imports.start', { files: [chosen.value] });
    if (!started.ok) throw new Error(started.failure.message);
    const progress = async () => {
      const answer = await call('imports.progress', started.value);
      return answer.ok ? (answer.value as Reply<'imports.progress'>) : null;
    };
    await expect.poll(async () => (await progress())?.finished, { timeout: 30_000 }).toBe(true);
    expect((await progress())?.files).toMatchObject([
      { file: 'night.csv', state: 'done', result: { detections: 120 } },
    ]);
  }, 60_000);

  it('shows a report in a frame under its own policy, without the bridge, and prints it', async () => {
    const flights = await call('flights.list', {});
    const [flight] = flights.ok ? (flights.value as Reply<'flights.list'>).rows : [];
    const report = await call('reports.incident', { flightId: flight?.id });
    if (!report.ok) throw new Error(report.failure.message);
    const { path, reportId } = report.value as Reply<'reports.incident'>;
    const preview = await page.evaluate(async (address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const { contentDocument: shown, contentWindow } = frame;
      const styled = [...(shown?.styleSheets ?? [])].some(({ cssRules }) => cssRules.length > 0);
      frame.remove();
      return { title: shown?.title, styled, hasBridge: contentWindow !== null && 'fenceline' in contentWindow };
    }, path);
    expect(preview).toEqual({ title: expect.stringContaining('Incident'), styled: true, hasBridge: false });
    const printed = await call('reports.pdf', { reportId });
    if (!printed.ok) throw new Error(printed.failure.message);
    const { pdf, pdfDigest, engine } = printed.value as Reply<'reports.pdf'>;
    const bytes = base64ToBytes(pdf);
    expect(isWholePdf(bytes)).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(pdfDigest);
    expect(engine).toMatch(/^Electron 25/);
  }, 60_000);

  it('runs no inline script and evaluates no text', async () => {
    const inline = () => {
      const script = document.createElement('script');
      try {
        script.text = "window.ran.push('inline')";
        document.body.append(script);
      } catch {
        // Trusted Types may stop it before the policy does.
      }
      const image = document.createElement('img');
      try {
        image.setAttribute('onerror', "window.ran.push('handler')");
      } catch {
        // likewise
      }
      image.src = 'data:image/png;base64,broken';
      document.body.append(image);
      // Not within this call: the inspector lets what it runs itself evaluate text.
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: that it does not work is what is tested
          window.eval("window.ran.push('eval')");
        } catch {
          window.ran?.push('eval refused');
        }
      });
    };
    expect((await violationsOf(inline)).length).toBeGreaterThan(0);
    expect(await page.evaluate(() => window.ran)).toEqual(['eval refused']);
  });

  it('lets no text become markup', async () => {
    const outcome = await page.evaluate(() => {
      const box = document.createElement('div');
      try {
        box.innerHTML = '<img src="x" onerror="window.ran.push(1)">';
      } catch (error) {
        return (error as Error).name;
      }
      return box.innerHTML;
    });
    expect(outcome).toBe('TypeError');
  });

  it('asks nothing of any network', async () => {
    const outward = async () => {
      const image = document.createElement('img');
      image.src = 'https://192.0.2.1/a.png';
      const frame = document.createElement('iframe');
      frame.src = 'https://192.0.2.1/';
      document.body.append(image, frame);
      await fetch('https://192.0.2.1/').catch(() => {});
    };
    const stopped = await violationsOf(outward);
    for (const directive of ['img-src', 'connect-src', 'frame-src']) expect(stopped).toContain(directive);
  });

  it('serves the files of the build and nothing else', async () => {
    const statuses = await page.evaluate(async () => {
      const paths = [
        '/index.html',
        '/assets.json',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/package.json',
        '/..%5cpackage.json',
      ];
      const answers = await Promise.all(paths.map((path) => fetch(path).then(({ status }) => status)));
      const other = await fetch('app://other/index.html').then(
        ({ status }) => status,
        () => 'refused',
      );
      const posted = await fetch('/index.html', { method: 'POST' }).then(({ status }) => status);
      return [...answers, posted, other];
    });
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 'refused']);
  });

  it('goes nowhere and opens nothing', async () => {
    const opened = await page.evaluate(() => {
      const window2 = window.open('https://example.com/');
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      window.location.href = 'https://example.com/';
      return window2 === null;
    });
    await page.waitForTimeout(500);
    expect([opened, page.url(), app.windows().length]).toEqual([true, 'app://fenceline/', 1]);
    expect(electron.log()).toMatch(/refused: will-(frame-)?navigate/);
    expect(electron.log()).toContain('refused: window.open');
  });

  it('has no permission, no device and no picture of the screen', async () => {
    const outcomes = await page.evaluate(async () => {
      const name = (error: unknown) => (error as Error).name ?? String(error);
      const media = navigator.mediaDevices;
      return {
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code),
          ),
        ),
        notification: await Notification.requestPermission(),
        camera: await media.getUserMedia({ video: true }).then(() => 'given', name),
        screen: await media.getDisplayMedia({ video: true }).then(() => 'given', name),
        clipboard: await navigator.clipboard.readText().then(() => 'given', name),
      };
    });
    expect(outcomes).toMatchObject({ place: 1, notification: 'denied', clipboard: 'NotAllowedError' });
    expect(outcomes.camera).not.toBe('given');
    expect(outcomes.screen).not.toBe('given');
  });

  it('downloads nothing', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/index.html';
      link.download = 'index.html';
      document.body.append(link);
      link.click();
    });
    await expect.poll(() => electron.log()).toContain('refused: will-download');
  });

  it('a second start on the same workspace ends at once and leaves the first alone', async () => {
    expect(electron.startAgain()).toBe(0);
    expect(await call('workspace.status', {})).toMatchObject({ ok: true });
  }, 60_000);

  it('a backend that is killed is there again for the next call', async () => {
    const find = () => processesNaming(electron.workspace).find(({ command }) => command.includes('backend.mjs'));
    const before = find()!;
    process.kill(before.pid, 'SIGKILL');
    await expect.poll(() => call('workspace.status', {}).then(({ ok }) => ok), { timeout: 10_000 }).toBe(true);
    expect(find()!.pid).not.toBe(before.pid);
  });

  it('a page that crashes is loaded again', async () => {
    // By its process: Playwright does not follow a page into its next one.
    const state = () =>
      app.evaluate(({ BrowserWindow }) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        return { pid: webContents.getOSProcessId(), crashed: webContents.isCrashed() };
      });
    const { pid } = await state();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
    await expect.poll(async () => (await state()).pid, { timeout: 5000 }).not.toBe(pid);
    expect((await state()).crashed).toBe(false);
    expect(electron.log()).toContain('the page stopped');
  });

  it('ends in order when asked to, and leaves no process of its own', async () => {
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: shell }) => setTimeout(() => shell.quit(), 100));
    expect(await ended).toBe(0);
    expect(processesNaming(electron.workspace)).toEqual([]);
  });
});

describe.skipIf(whyNoRealElectron !== null)(`utility processes in a real Electron${skipped}`, () => {
  it('a program has another one started by the shell, talks to it in typed columns, and kills it while it is busy', async () => {
    expect(await probeUtilityProcesses()).toEqual({
      heard: [
        { received: { kind: 'begin' }, args: ['--flag'] },
        { isColumn: true, sum: -1, args: ['one', 'two'] },
        'killed',
      ],
      end: { code: expect.any(Number) },
    });
  }, 300_000);
});
