import assert from 'node:assert/strict';
import { serveMetrics } from '../../src/metrics/serve-metrics.ts';
import type { Timeline } from '../../src/model/timeline.ts';
import { renderTimeline } from '../../src/output/render-timeline.ts';
import { complaints, noComplaints, useBrowser } from '../support/browser-pages.ts';
import type { BrowserPage } from '../support/chromium.ts';
import { syntheticTimeline } from '../support/synthetic-timeline.ts';

describe('the page of a history in a browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const opened = (timeline: Timeline, prepare?: (page: BrowserPage) => Promise<unknown>) =>
    browser.opened(renderTimeline(timeline), prepare);
  const loadedMs = "performance.getEntriesByType('navigation')[0].loadEventEnd";
  const shown = (selector: string) =>
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility()).length`;

  for (const [endpoints, mostMs] of [
    [400, 1_500],
    [10_000, 6_000],
  ] as const) {
    it(`opens ${endpoints} endpoints, without an error or a request`, async () => {
      const page = await opened(syntheticTimeline(endpoints));
      const ms = await page.ask<number>(loadedMs);
      assert.ok(ms > 0 && ms < mostMs, `${ms} ms`);
      assert.equal(await page.ask("document.querySelectorAll('details.group tbody tr').length"), endpoints);
      assert.deepEqual(complaints(page), noComplaints);
      for (const scheme of ['light', 'dark'])
        for (const width of [1200, 390]) await picture(page, `history-${endpoints}-${scheme}-${width}`, { scheme, width });
    });
  }

  it('fits a narrow and a wide window: what is wider scrolls within itself', async () => {
    const page = await opened(syntheticTimeline(400));
    for (const width of [320, 390, 800, 1600]) {
      await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
      const { page: wide, window: room } = await page.ask<{ readonly page: number; readonly window: number }>(
        '({ page: document.documentElement.scrollWidth, window: innerWidth })',
      );
      assert.ok(wide <= room, `${wide} in ${room}`);
    }
  });

  it('is readable without script, with what is wrong before all else', async () => {
    const page = await opened(syntheticTimeline(400), ({ send }) => send('Emulation.setScriptExecutionDisabled', { value: true }));
    await page.send('Emulation.setScriptExecutionDisabled', { value: false });
    assert.equal(await page.ask("document.querySelector('.tools').checkVisibility()"), false);
    assert.equal(await page.ask(shown('details.problem')), 3);
    assert.deepEqual(await page.ask("[...document.querySelectorAll('h2')].map((one) => one.textContent)"), [
      'What is wrong now',
      'What ends next',
      'What changed',
      'Problems over time',
      'Endpoints',
    ]);
    // Whoever opens a group has its rows.
    assert.equal(
      await page.ask(shown('details.group[open] tbody tr')),
      await page.ask("document.querySelectorAll('details.group[open] tbody tr').length"),
    );
  });

  it('finds an endpoint that is well, in the group that was closed', async () => {
    const page = await opened(syntheticTimeline(400));
    assert.equal(await page.ask("[...document.querySelectorAll('details.group')].at(-1).open"), false);
    await page.ask(
      "(() => { const box = document.querySelector('input[type=search]'); box.value = 'es-hot-123.'; box.dispatchEvent(new Event('input')); return new Promise((done) => setTimeout(done, 300)); })()",
    );
    assert.equal(await page.ask(shown('details.group tbody tr')), 1);
  });

  it('draws colours that are seen in the light and in the dark', async () => {
    for (const scheme of ['light', 'dark']) {
      const page = await opened(syntheticTimeline(60), ({ send }) =>
        send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }),
      );
      const fills = await page.ask<readonly string[]>(
        "['critical', 'high', 'medium', 'good'].map((kind) => getComputedStyle(document.querySelector('svg .' + kind)).fill)",
      );
      assert.equal(new Set(fills).size, 4, fills.join());
      assert.ok(!fills.includes('rgb(0, 0, 0)'), fills.join());
    }
  });

  it('is served as it is written to a file, with one request', async () => {
    const timeline = syntheticTimeline(400);
    const server = await serveMetrics({
      host: '127.0.0.1',
      port: 0,
      metrics: async () => '',
      page: async () => renderTimeline(timeline),
      isHealthy: () => true,
    });
    try {
      const page = await browser.newPage();
      await page.open(`${server.url}/`);
      assert.equal(await page.ask(shown('details.problem')), 3);
      assert.deepEqual(
        complaints(page).requests.filter((url) => !url.endsWith('/favicon.ico')),
        [],
      );
      assert.deepEqual(
        complaints(page).errors.filter((one) => !JSON.stringify(one).includes('favicon.ico')),
        [],
      );
    } finally {
      await server.close();
    }
  });

  async function picture(
    page: BrowserPage,
    name: string,
    { scheme, width }: { readonly scheme: string; readonly width: number },
  ): Promise<void> {
    await browser.picture(page, name, async () => {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await page.send('Emulation.setDeviceMetricsOverride', { width, height: 4200, deviceScaleFactor: 1, mobile: width < 500 });
    });
  }
});
