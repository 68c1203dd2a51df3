import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { type Authority, type CertificateWish, issue, makeCa } from '../../src/lab/pki.ts';
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

/** What Elasticsearch answers, as it was recorded of real nodes: one of 7.17, or one of 8 and 9. */
export function recordedAnswers(
  port: number,
  {
    release = '8.19.21',
    serial = '5d2f3c',
    host = '127.0.0.1',
    name = 'es-1',
  }: { release?: string; serial?: string; host?: string; name?: string } = {},
): Readonly<Record<string, RestHandler>> {
  const modern = !release.startsWith('7.');
  const node = {
    name,
    transport_address: `${host}:9300`,
    host,
    ip: host,
    version: release,
    transport: { bound_address: [`${host}:9300`], publish_address: `${host}:9300`, profiles: {} },
    http: { bound_address: [`${host}:${port}`], publish_address: `${host}:${port}`, max_content_length_in_bytes: 104857600 },
  };
  const nodes = { _nodes: { total: 1, successful: 1, failed: 0 }, cluster_name: 'acme', nodes: { 'mAjQ-9bkR0i6yPOZZXvDNQ': node } };
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
    '/_nodes/_local/http,transport': { body: nodes },
    '/_nodes/http,transport': { body: nodes },
    '/_ssl/certificates': {
      body: [
        {
          path: 'certs/node-1.crt',
          format: 'PEM',
          alias: null,
          subject_dn: 'CN=es01',
          serial_number: serial,
          has_private_key: true,
          expiry: '2029-02-25T18:46:32.000Z',
          ...(modern ? { issuer: 'CN=acme HTTP CA, O=acme' } : {}),
        },
        {
          path: 'certs/ca.p12',
          format: 'PKCS12',
          alias: 'ca',
          subject_dn: 'CN=acme HTTP CA, O=acme',
          serial_number: '00a1',
          has_private_key: false,
          expiry: '2036-02-25T18:46:32.000Z',
          ...(modern ? { issuer: 'CN=acme HTTP CA, O=acme' } : {}),
        },
      ],
    },
    '/_cat/nodes': { body: [{ name, ip: host, port: '9300' }] },
    '/_remote/info': {
      body: {
        old: {
          connected: true,
          mode: 'sniff',
          seeds: ['es-far:9300'],
          num_nodes_connected: 1,
          max_connections_per_cluster: 3,
          initial_connect_timeout: '30s',
          skip_unavailable: false,
        },
        ...(modern
          ? {
              new: {
                connected: false,
                mode: 'proxy',
                proxy_address: 'es-far:9443',
                server_name: '',
                num_proxy_sockets_connected: 0,
                max_proxy_socket_connections: 18,
                initial_connect_timeout: '30s',
                skip_unavailable: true,
                cluster_credentials: '::es_redacted::',
              },
            }
          : {}),
      },
    },
    '/_nodes/stats/process': (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ nodes: { 'mAjQ-9bkR0i6yPOZZXvDNQ': { timestamp: Date.now() } } }));
    },
  };
}
