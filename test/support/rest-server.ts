import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { CertificateWish } from '../../src/lab/certificate-wish.ts';
import { type Authority, issue, makeCa } from '../../src/lab/pki.ts';
import { listening } from './listening.ts';

/** The CA of the servers below. */
export const restCa: Authority = makeCa({ subject: [['O', 'acme'] as const, ['CN', 'acme HTTP CA'] as const] });

export type RestServer = {
  readonly port: number;
  /** DER of its certificate. */
  readonly certificate: Uint8Array;
  /** What it was asked, in order. */
  readonly requests: readonly { readonly path: string; readonly authorization: string | undefined; readonly host: string | undefined }[];
  readonly close: () => Promise<void>;
};

/** What a server answers to a path: a status with a body as JSON, or the response is taken in hand. */
export type RestHandler =
  | { readonly status?: number; readonly body: unknown }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** An HTTPS server on loopback that answers as it is told, by path without query; anything else is 404. */
export async function startRestServer(
  answers: Readonly<Record<string, RestHandler>> | ((port: number) => Readonly<Record<string, RestHandler>>),
  {
    authority = restCa,
    certificate = {},
    host = '127.0.0.1',
  }: { authority?: Authority; certificate?: CertificateWish; host?: string } = {},
): Promise<RestServer> {
  const identity = issue(authority, { subject: 'es01', altNames: ['DNS:es01', 'IP:127.0.0.1'], ...certificate });
  const requests: RestServer['requests'][number][] = [];
  const sockets = new Set<Socket>();
  let handlers: Readonly<Record<string, RestHandler>> = {};
  const listener: RequestListener = (request, response) => {
    response.sendDate = false;
    const path = (request.url ?? '').split('?')[0] ?? '';
    requests.push({ path, authorization: request.headers.authorization, host: request.headers.host });
    const handler = handlers[path] ?? { status: 404, body: { error: { type: 'resource_not_found_exception' } } };
    if (typeof handler === 'function') handler(request, response);
    else response.writeHead(handler.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(handler.body));
  };
  const server = createServer({ cert: identity.chainPem, key: identity.privateKeyPem }, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  const port = await listening(server, host);
  handlers = typeof answers === 'function' ? answers(port) : answers;
  return {
    port,
    certificate: identity.certificate,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A node as the answers have it. It publishes 127.0.0.1. */
export type ListedWish = { readonly name: string; readonly http: number; readonly transport: number };

/** What is changed in the answers. */
export type AnswersWish = {
  readonly release?: string;
  /** Of the certificate with a private key that the node lists. */
  readonly certificate?: { readonly subject: string; readonly serial: string; readonly expiry: string };
  /** Of the CA. */
  readonly caExpiry?: string;
  readonly name?: string;
  readonly transport?: number;
  /** Other nodes of the cluster. */
  readonly others?: readonly ListedWish[];
  readonly clockAheadMs?: number;
};

/** What Elasticsearch answers, as it was recorded of real nodes: one of 7.17, or one of 8 and 9. */
export function recordedAnswers(port: number, wish: AnswersWish = {}): Readonly<Record<string, RestHandler>> {
  const { release = '8.19.21', name = 'es-1', transport = 9300, others = [], clockAheadMs = 0 } = wish;
  const { subject, serial, expiry } = wish.certificate ?? { subject: 'CN=es01', serial: '5d2f3c', expiry: '2029-02-25T18:46:32.000Z' };
  const modern = !release.startsWith('7.');
  const self = { name, http: port, transport };
  const issuer = modern ? { issuer: 'CN=acme HTTP CA, O=acme' } : {};
  const listing = (listed: readonly ListedWish[]) => ({
    _nodes: { total: listed.length, successful: listed.length, failed: 0 },
    cluster_name: 'acme',
    nodes: Object.fromEntries(listed.map((node) => [`id-of-${node.name}`, nodeInfo(node, release)])),
  });
  return {
    '/': {
      body: {
        name,
        cluster_name: 'acme',
        cluster_uuid: 'NqYYxjlvTZOyXPRl4mKGSg',
        version: { number: release, build_flavor: 'default', build_type: 'docker', build_snapshot: false, lucene_version: '9.12.2' },
        tagline: 'You Know, for Search',
      },
    },
    '/_nodes/_local/http,transport': { body: listing([self]) },
    '/_nodes/http,transport': { body: listing([self, ...others]) },
    '/_ssl/certificates': {
      body: [
        {
          path: 'certs/node-1.crt',
          format: 'PEM',
          alias: null,
          subject_dn: subject,
          serial_number: serial,
          has_private_key: true,
          expiry,
          ...issuer,
        },
        {
          path: 'certs/ca.p12',
          format: 'PKCS12',
          alias: 'ca',
          subject_dn: 'CN=acme HTTP CA, O=acme',
          serial_number: '00a1',
          has_private_key: false,
          expiry: wish.caExpiry ?? '2036-02-25T18:46:32.000Z',
          ...issuer,
        },
      ],
    },
    '/_cat/nodes': { body: [self, ...others].map((node) => ({ name: node.name, ip: '127.0.0.1', port: String(node.transport) })) },
    '/_remote/info': { body: remoteInfo(modern) },
    '/_nodes/stats/process': (_request, response) => {
      const nodes = Object.fromEntries([self, ...others].map((node) => [`id-of-${node.name}`, { timestamp: Date.now() + clockAheadMs }]));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ nodes }));
    },
  };
}

function nodeInfo({ name, http, transport }: ListedWish, release: string): object {
  const at = (port: number) => `127.0.0.1:${port}`;
  return {
    name,
    transport_address: at(transport),
    host: '127.0.0.1',
    ip: '127.0.0.1',
    version: release,
    transport: { bound_address: [at(transport)], publish_address: at(transport), profiles: {} },
    http: { bound_address: [at(http)], publish_address: at(http), max_content_length_in_bytes: 104857600 },
  };
}

function remoteInfo(modern: boolean): object {
  const old = {
    connected: true,
    mode: 'sniff',
    seeds: ['es-far:9300'],
    num_nodes_connected: 1,
    max_connections_per_cluster: 3,
    initial_connect_timeout: '30s',
    skip_unavailable: false,
  };
  const byKey = {
    connected: false,
    mode: 'proxy',
    proxy_address: 'es-far:9443',
    server_name: '',
    num_proxy_sockets_connected: 0,
    max_proxy_socket_connections: 18,
    initial_connect_timeout: '30s',
    skip_unavailable: true,
    cluster_credentials: '::es_redacted::',
  };
  return modern ? { old, new: byKey } : { old };
}
