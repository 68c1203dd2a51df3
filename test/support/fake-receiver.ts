import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { CertificateWish } from '../../src/lab/certificate-wish.ts';
import { type Authority, issue } from '../../src/lab/pki.ts';
import { listening } from './listening.ts';
import { restCa } from './rest-server.ts';

/** What the receiver does with one request: takes what it is sent, answers for itself, or hangs up. */
export type Reaction =
  | 'take'
  /** It stores the documents, and hangs up before it says so. */
  | 'store-and-cut'
  | 'cut'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Of each document by its place in the request: an error in place of an answer; null takes it. */
  | ((body: Readonly<Record<string, unknown>>, index: number) => { readonly status: number; readonly type: string } | null);

export type FakeReceiver = {
  readonly port: number;
  readonly url: string;
  /** By index and id. */
  readonly documents: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
    /** Common name of the client's certificate. */
    readonly client: string | undefined;
    readonly bytes: number;
  }[];
  /** The ids of documents that were sent though they were there. */
  readonly repeated: readonly string[];
  readonly close: () => Promise<void>;
};

/** As much of Elasticsearch as takes documents, on loopback. @param react asked for each request to `_bulk`, by its number from 0 */
export async function startFakeReceiver(
  react: (request: number) => Reaction | Promise<Reaction>,
  {
    tls = null,
  }: { readonly tls?: { readonly authority?: Authority; readonly certificate?: CertificateWish; readonly clientCa?: string } | null } = {},
): Promise<FakeReceiver> {
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  const requests: FakeReceiver['requests'][number][] = [];
  const repeated: string[] = [];
  const sockets = new Set<Socket>();
  let asked = 0;
  const listener: RequestListener = async (request, response) => {
    const body = await textOf(request);
    const [path = ''] = (request.url ?? '').split('?');
    requests.push({
      method: request.method ?? '',
      path,
      authorization: request.headers.authorization,
      client: clientOf(request),
      bytes: Buffer.byteLength(body),
    });
    if (!path.endsWith('/_bulk')) return json(response, 200, { acknowledged: true });
    const reaction = await react(asked++);
    if (reaction === 'cut') return request.socket.destroy();
    if (typeof reaction === 'object') return json(response, reaction.status, reaction.body ?? {}, reaction.headers);
    const items = bulkItems(body).map(({ id, document }, index) => {
      const refusal = typeof reaction === 'function' ? reaction(document, index) : null;
      if (refusal !== null) return { create: { status: refusal.status, error: { type: refusal.type, reason: 'it does not fit' } } };
      if (documents.has(id)) {
        repeated.push(id);
        return { create: { status: 409, error: { type: 'version_conflict_engine_exception' } } };
      }
      documents.set(id, document);
      return { create: { status: 201 } };
    });
    if (reaction === 'store-and-cut') return request.socket.destroy();
    return json(response, 200, { errors: items.some(({ create }) => create.status !== 201), items });
  };
  const server = tls === null ? createPlain(listener) : createServer(tlsOptions(tls), listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  const port = await listening(server, '127.0.0.1');
  return {
    port,
    url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    documents,
    requests,
    repeated,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function tlsOptions({
  authority = restCa,
  certificate = {},
  clientCa,
}: {
  readonly authority?: Authority;
  readonly certificate?: CertificateWish;
  readonly clientCa?: string;
}) {
  const identity = issue(authority, { subject: 'es01', altNames: ['DNS:localhost', 'IP:127.0.0.1'], ...certificate });
  return {
    cert: identity.chainPem,
    key: identity.privateKeyPem,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  };
}

function clientOf({ socket }: IncomingMessage): string | undefined {
  const name = 'getPeerCertificate' in socket ? (socket as import('node:tls').TLSSocket).getPeerCertificate()?.subject?.CN : undefined;
  return typeof name === 'string' ? name : undefined;
}

function bulkItems(body: string): readonly { readonly id: string; readonly document: Readonly<Record<string, unknown>> }[] {
  const lines = body.trimEnd().split('\n');
  return Array.from({ length: lines.length / 2 }, (_, index) => {
    const { create } = JSON.parse(lines[2 * index] ?? '');
    return { id: `${create._index}/${create._id}`, document: JSON.parse(lines[2 * index + 1] ?? '') };
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
