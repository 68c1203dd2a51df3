import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

/** The browser of this machine; null where it has none. */
export function findChromium(): string | null {
  return ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0) ?? null;
}

export type PageEvent = { readonly method: string; readonly params: Readonly<Record<string, unknown>> };

/** A page of a headless browser, by the DevTools protocol. */
export type BrowserPage = {
  /** Everything that was told since the page was opened. */
  readonly events: readonly PageEvent[];
  readonly send: (method: string, params?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
  /** Opens an address, and resolves when it was loaded. */
  readonly open: (url: string) => Promise<void>;
  /** What an expression comes to there. */
  readonly ask: <T>(expression: string) => Promise<T>;
};

export type Browser = { readonly newPage: () => Promise<BrowserPage>; readonly close: () => Promise<void> };

type Message = {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

/** Starts a browser that speaks over two pipes: no port is opened. */
export function startChromium(command: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'handclasp-chromium-'));
  const child = spawn(
    command,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , toBrowser, fromBrowser] = child.stdio as unknown as readonly Duplex[];
  const waiting = new Map<number, (message: Message) => void>();
  const sessions = new Map<string, (event: PageEvent) => void>();
  let next = 1;
  let rest = '';
  fromBrowser?.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString('utf8')).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else if (message.sessionId !== undefined)
        sessions.get(message.sessionId)?.({ method: message.method ?? '', params: message.params ?? {} });
    }
  });
  const send = (method: string, params: Readonly<Record<string, unknown>> = {}, sessionId?: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      const id = next++;
      waiting.set(id, ({ result = {}, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
      toBrowser?.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
  return {
    newPage: async () => {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const own = String(sessionId);
      const events: PageEvent[] = [];
      let loaded = () => {};
      sessions.set(own, (event) => {
        events.push(event);
        if (event.method === 'Page.loadEventFired') loaded();
      });
      const sendHere = (method: string, params: Readonly<Record<string, unknown>> = {}) => send(method, params, own);
      for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await sendHere(`${domain}.enable`);
      return {
        events,
        send: sendHere,
        open: async (url) => {
          const done = new Promise<void>((resolve) => {
            loaded = resolve;
          });
          await sendHere('Page.navigate', { url });
          await done;
        },
        ask: async <T>(expression: string): Promise<T> => {
          const { result, exceptionDetails } = await sendHere('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
          if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
          return (result as { value: T }).value;
        },
      };
    },
    close: async () => {
      await Promise.race([send('Browser.close').catch(() => {}), exited(child)]);
      await exited(child);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}
