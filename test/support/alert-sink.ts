import { createServer as createPlain, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Identity } from '../../src/lab/pki.ts';
import { listening } from './listening.ts';

/** What came to a webhook. */
export type SinkRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent, for a test to look into
  readonly body: any;
};

export type AlertSink = {
  readonly url: string;
  /** Those that were answered with 2xx. */
  readonly taken: readonly SinkRequest[];
  /** All of them. */
  readonly asked: readonly SinkRequest[];
  /** With which status it answers from now on; null hangs up. */
  answer: number | null;
  readonly close: () => Promise<void>;
};

/** A webhook on loopback. */
export async function startAlertSink(tls: Identity | null = null): Promise<AlertSink> {
  const taken: SinkRequest[] = [];
  const asked: SinkRequest[] = [];
  const listener: RequestListener = async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { answer } = sink;
    const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) };
    asked.push(one);
    if (answer !== null && answer < 300) taken.push(one);
    if (answer === null) request.socket.destroy();
    else response.writeHead(answer, answer === 429 ? { 'retry-after': '7' } : {}).end();
  };
  const server = tls === null ? createPlain(listener) : createServer({ cert: tls.chainPem, key: tls.privateKeyPem }, listener);
  const port = await listening(server);
  const sink: AlertSink = {
    url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    taken,
    asked,
    answer: 204,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return sink;
}
