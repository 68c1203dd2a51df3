import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isLoopbackSetting } from '../model/bind-address.ts';
import { hostAndPort } from '../model/host-port.ts';
import type { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';

/** Where metrics are served, to whom, and from where they come. */
export type MetricsServerOptions = {
  /** An address of this machine, without brackets. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM, the certificate with its chain; absent: without TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Who may read metrics and the page; absent: everybody. */
  readonly basicAuth?: { readonly user: string; readonly password: Secret };
  /** The text of the format `prometheus`, asked for at each scrape. */
  readonly metrics: () => Promise<string>;
  /** The page at `/`, in HTML without any address in it, asked for at each visit; absent: there is none. */
  readonly page?: () => Promise<string>;
  /** What `/healthz` says: 200 or 503. */
  readonly isHealthy: () => boolean;
};

export type MetricsServer = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** Milliseconds for a request to come, and connections at once: a scraper asks once in a while. */
const limits = { requestMs: 10_000, connections: 64 } as const;

/**
 * Serves `/metrics`, in Prometheus' text format or as OpenMetrics, a page at `/` where there is one, and `/healthz`, which asks for no password. Nothing can be changed through it.
 *
 * @throws UsageError `metrics-password-in-clear`, and the error of the system where the port is taken or certificate and key are no good
 */
export async function serveMetrics(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, tls, basicAuth } = options;
  if (basicAuth !== undefined && tls === undefined && !isLoopbackSetting(host))
    throw new UsageError(
      'metrics-password-in-clear',
      `the password of the metrics port would go over ${host} in the clear`,
      'give it a certificate and a key, or let it listen on 127.0.0.1',
    );
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, options);
  };
  const server: Server =
    tls === undefined ? createPlain(listener) : createServer({ cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' }, listener);
  server.headersTimeout = limits.requestMs;
  server.requestTimeout = limits.requestMs;
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${hostAndPort(host, bound)}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: MetricsServerOptions): Promise<void> {
  const [path] = (request.url ?? '').split('?');
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, 'only GET\n', { allow: 'GET, HEAD' });
  if (path === '/healthz') return options.isHealthy() ? reply(response, 200, 'ok\n') : reply(response, 503, 'not ok\n');
  const isPage = path === '/' && options.page !== undefined;
  if (path !== '/metrics' && !isPage)
    return reply(response, 404, `there is ${options.page === undefined ? '' : '/, '}/metrics and /healthz\n`);
  if (!mayRead(request.headers.authorization, options.basicAuth))
    return reply(response, 401, 'a user and a password are asked for\n', {
      'www-authenticate': 'Basic realm="handclasp", charset="UTF-8"',
    });
  if (isPage) {
    const html = await options.page?.().catch(() => null);
    if (html == null) return reply(response, 500, 'the page could not be made\n');
    return reply(response, 200, html, pageHeaders);
  }
  const text = await options.metrics().catch(() => null);
  if (text === null) return reply(response, 500, 'the metrics could not be made\n');
  const isOpenMetrics = (request.headers.accept ?? '').includes('application/openmetrics-text');
  return isOpenMetrics
    ? reply(response, 200, `${text}# EOF\n`, { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' })
    : reply(response, 200, text, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
}

/** The page brings its policy along; that it stands in no frame cannot be said there. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

function reply(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  const own = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers };
  response.writeHead(status, { ...own, 'content-length': Buffer.byteLength(text) }).end(text);
}

/** How long it takes does not tell how much of a guess is right. */
function mayRead(header: string | undefined, asked: MetricsServerOptions['basicAuth']): boolean {
  if (asked === undefined) return true;
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(Buffer.from(encoded, 'base64').toString('utf8')), hash(`${asked.user}:${asked.password.reveal()}`));
}
