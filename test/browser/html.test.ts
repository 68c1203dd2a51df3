import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../../src/output/render-html.ts';
import { complaints, noComplaints, useBrowser } from '../support/browser-pages.ts';
import type { BrowserPage } from '../support/chromium.ts';
import { hostileReport } from '../support/hostile.ts';
import { finding, report } from '../support/report.ts';
import { syntheticFleet } from '../support/synthetic-fleet.ts';

describe('the HTML of a report in a browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const opened = (document: Report, prepare?: (page: BrowserPage) => Promise<unknown>) => browser.opened(renderHtml(document), prepare);
  const shownRows = "[...document.querySelectorAll('tbody tr.item')].filter((row) => row.checkVisibility()).length";

  it('opens 400 endpoints in under a second, without an error or a request', async () => {
    const page = await opened(report([...syntheticFleet(400)]));
    const ms = await page.ask<number>("performance.getEntriesByType('navigation')[0].loadEventEnd");
    assert.ok(ms > 0 && ms < 1000, `${ms} ms`);
    assert.equal(await page.ask(shownRows), 400);
    assert.deepEqual(complaints(page), noComplaints);
    await picture(page, '400-endpoints');
  });

  it('finds what is searched for, and hides severities that are switched off', async () => {
    const page = await opened(report([...syntheticFleet(60)]));
    const search = (text: string) =>
      page.ask(
        `(() => { const box = document.querySelector('input[type=search]'); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event('input')); return new Promise((done) => setTimeout(done, 200)); })()`,
      );
    await search('es-000017');
    assert.equal(await page.ask(shownRows), 1);
    assert.match(await page.ask<string>("document.querySelector('output').textContent"), /^\d+ of \d+ shown$/);
    await search('');
    assert.equal(await page.ask(shownRows), 60);
    await page.ask("document.querySelector('input[value=critical]').click()");
    assert.equal(await page.ask("[...document.querySelectorAll('details.critical')].filter((one) => one.checkVisibility()).length"), 0);
    assert.ok(
      (await page.ask<number>("[...document.querySelectorAll('details.medium')].filter((one) => one.checkVisibility()).length")) > 0,
    );
    assert.deepEqual(complaints(page), noComplaints);
  });

  it('is readable without script', async () => {
    const page = await opened(report([...syntheticFleet(20)]), ({ send }) => send('Emulation.setScriptExecutionDisabled', { value: true }));
    await page.send('Emulation.setScriptExecutionDisabled', { value: false });
    assert.equal(await page.ask(shownRows), 20);
    assert.equal(await page.ask("document.querySelector('.tools').checkVisibility()"), false);
    assert.ok((await page.ask<number>("document.querySelectorAll('details.problem').length")) > 0);
  });

  it('has enough contrast in the light and in the dark', async () => {
    for (const scheme of ['light', 'dark']) {
      const page = await opened(report([...syntheticFleet(20)]), ({ send }) =>
        send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }),
      );
      for (const variable of ['--ink', '--faint', '--critical', '--high', '--medium', '--low', '--good']) {
        const [ink, paper] = await page.ask<readonly [string, string]>(
          `(() => { const probe = document.body.appendChild(document.createElement('i')); probe.style.color = 'var(${variable})'; return [getComputedStyle(probe).color, getComputedStyle(document.body).backgroundColor]; })()`,
        );
        // WCAG 2.2 AA, for text of any size.
        assert.ok(contrast(ink, paper) >= 4.5, `${variable} in the ${scheme}: ${contrast(ink, paper).toFixed(2)}`);
      }
      await picture(page, scheme);
    }
  });

  it('prints every problem, open or not', async () => {
    const page = await opened(report([...syntheticFleet(20)]));
    await page.send('Emulation.setEmulatedMedia', { media: 'print' });
    await page.ask('new Promise((done) => setTimeout(done, 200))');
    const heights = await page.ask<readonly number[]>(
      "[...document.querySelectorAll('details > dl')].map((list) => list.getBoundingClientRect().height)",
    );
    assert.ok(heights.length > 0 && heights.every((height) => height > 20), String(heights));
    assert.equal(await page.ask("document.querySelector('.tools').checkVisibility()"), false);
    await page.ask("dispatchEvent(new Event('beforeprint'))");
    assert.equal(await page.ask("[...document.querySelectorAll('details')].every((one) => one.open)"), true);
    const { data } = await page.send('Page.printToPDF');
    assert.ok(String(data).length > 10_000);
  });

  it('tells one reason of many pairs once', async () => {
    const labels = Array.from({ length: 12 }, (_, index) => `es${index + 1}`);
    const pairs = labels.flatMap((from) =>
      labels
        .filter((to) => to !== from)
        .map((to) => ({
          from,
          to,
          verdict: 'refused' as const,
          rule: 'trust-unknown-issuer',
          detail: 'It trusts another CA.',
          byVerification: { full: 'refused' as const, certificate: 'refused' as const },
        })),
    );
    const nodes = labels.map((label) => ({ label, address: null, issuer: null, authorityKeyId: null, trusts: null, stage: null }));
    const page = await opened(
      report([], { pairs, matrix: { nodes, differs: [], rotation: null }, findings: [{ ...finding(), subjects: labels }] }),
    );
    assert.equal(await page.ask("document.querySelectorAll('td.cell.refused').length"), 132);
    assert.equal(await page.ask("document.body.textContent.split('It trusts another CA.').length - 1"), 1);
    await picture(page, 'matrix');
  });

  it('would notice a request, an error and a script that is not ours', async () => {
    const page = await opened(report([]), async ({ send }) => {
      await send('Page.addScriptToEvaluateOnNewDocument', {
        source:
          "addEventListener('load', () => { document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:1/x.png' })); })",
      });
    });
    const script = await page.ask<boolean>(
      "(() => { const one = document.createElement('script'); one.textContent = 'window.ran = true'; document.body.append(one); return window.ran === true; })()",
    );
    assert.equal(script, false, 'the policy lets no other script run');
    assert.ok(complaints(page).errors.length >= 2, 'both are told of');
  });

  it('keeps hostile names text: nothing runs, nothing is asked for, and the elements are those of ours', async () => {
    const tags = new Set(
      'HTML HEAD META TITLE STYLE BODY MAIN HEADER H1 H2 H3 P TIME DIV INPUT LABEL OUTPUT SECTION DETAILS SUMMARY SPAN CODE DL DT DD BR OL UL LI PRE STRONG TABLE CAPTION THEAD TBODY TR TH TD SCRIPT'.split(
        ' ',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostileReport, async (document) => {
        const page = await opened(document);
        const seen = await page.ask<{
          readonly names: readonly string[];
          readonly scripts: number;
          readonly handlers: number;
          readonly title: string;
        }>(
          `(() => { const all = [...document.querySelectorAll('*')]; return {
            names: [...new Set(all.map((one) => one.tagName))],
            scripts: document.scripts.length,
            handlers: all.filter((one) => [...one.attributes].some(({ name }) => /^(on|style$|src|href)/.test(name))).length,
            title: document.title,
          }; })()`,
        );
        for (const name of seen.names) assert.ok(tags.has(name), name);
        assert.equal(seen.scripts, 1);
        assert.equal(seen.handlers, 0);
        assert.deepEqual(complaints(page), noComplaints);
        await page.send('Page.close').catch(() => {});
      }),
      { numRuns: 25 },
    );
  });

  async function picture(page: BrowserPage, name: string): Promise<void> {
    await browser.picture(page, name, () =>
      page.send('Emulation.setDeviceMetricsOverride', { width: 1200, height: 1400, deviceScaleFactor: 1, mobile: false }),
    );
  }
});

/** As WCAG has it, of two `rgb(…)`. */
function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map(luminance).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
