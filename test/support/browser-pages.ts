import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserPage, findChromium, startChromium } from './chromium.ts';
import { skipUnless } from './required.ts';

/** Where pictures of the pages go, for whoever wants to look at them. */
const pictures = process.env.HANDCLASP_SCREENSHOTS;

/** A Chromium for the tests of a suite, and pages of its own in it. */
export type BrowserPages = {
  readonly newPage: () => Promise<BrowserPage>;
  /** A document in a file, opened. @param prepare is called before that */
  readonly opened: (html: string, prepare?: (page: BrowserPage) => Promise<unknown>) => Promise<BrowserPage>;
  /** A picture of the page as it is, where they are asked for. @param prepare is called before that */
  readonly picture: (page: BrowserPage, name: string, prepare: (page: BrowserPage) => Promise<unknown>) => Promise<void>;
};

/** To be called within `describe`. The tests skip aloud where there is no Chromium. */
export function useBrowser(): BrowserPages {
  let browser: Browser;
  let folder: string;

  before(function () {
    const command = findChromium();
    skipUnless(this, command !== null, 'Chromium');
    if (command === null) return;
    folder = mkdtempSync(join(tmpdir(), 'handclasp-html-'));
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
    browser = startChromium(command);
  });
  after(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  return {
    newPage: () => browser.newPage(),
    opened: async (html, prepare = async () => {}) => {
      const file = join(folder, 'page.html');
      writeFileSync(file, html);
      const page = await browser.newPage();
      await prepare(page);
      await page.open(pathToFileURL(file).href);
      return page;
    },
    picture: async (page, name, prepare) => {
      if (pictures === undefined) return;
      await prepare(page);
      const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
      writeFileSync(join(pictures, `${name}.png`), Buffer.from(String(data), 'base64'));
    },
  };
}

/** What `complaints` has of a page with which all is well. */
export const noComplaints = { errors: [], requests: [], dialogs: [] };

/** What went wrong, and what was asked for beside the page itself. */
export function complaints({ events }: BrowserPage) {
  const of = (method: string) => events.filter((event) => event.method === method).map(({ params }) => params);
  return {
    errors: [
      ...of('Runtime.exceptionThrown'),
      ...of('Runtime.consoleAPICalled'),
      ...of('Log.entryAdded').filter(({ entry }) => (entry as { level: string }).level !== 'verbose'),
    ],
    requests: of('Network.requestWillBeSent')
      .map(({ request }) => (request as { url: string }).url)
      .slice(1),
    dialogs: of('Page.javascriptDialogOpening'),
  };
}
