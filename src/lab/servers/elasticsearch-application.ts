import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Application } from './listener.ts';

export type ElasticsearchNode = {
  readonly name: string;
  readonly clusterName: string;
  readonly version: string;
  /** Off, it tells everything to everybody. */
  readonly security: 'on' | 'off';
};

/** The REST port of Elasticsearch 8 for a caller without credentials. */
export function elasticsearchApplication(node: ElasticsearchNode): Application {
  const http = createServer((request, response) => {
    // Elasticsearch sends neither of these.
    response.sendDate = false;
    response.removeHeader('connection');
    if (node.security === 'on') refuse(request, response);
    else answer(request, response, node);
  });
  http.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(badRequest());
  });
  return (connection) => {
    http.emit('connection', connection);
  };
}

/** Every challenge that a node with the default realms sends. A 401 has no X-elastic-product. */
const challenges = ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'];

function refuse(request: IncomingMessage, response: ServerResponse): void {
  const error = {
    type: 'security_exception',
    reason: `missing authentication credentials for REST request [${request.url}]`,
    header: { 'WWW-Authenticate': challenges },
  };
  const body = JSON.stringify({ error: { root_cause: [error], ...error }, status: 401 });
  response.writeHead(401, {
    'WWW-Authenticate': challenges,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function answer(request: IncomingMessage, response: ServerResponse, node: ElasticsearchNode): void {
  const found = request.url === '/' && (request.method === 'GET' || request.method === 'HEAD');
  const body = JSON.stringify(found ? banner(node) : { error: `no handler found for uri [${request.url}] and method [${request.method}]` });
  response.writeHead(found ? 200 : 400, {
    'X-elastic-product': 'Elasticsearch',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function banner({ name, clusterName, version }: ElasticsearchNode): object {
  return {
    name,
    cluster_name: clusterName,
    cluster_uuid: 'handclaspLabOnLoopback',
    version: {
      number: version,
      build_flavor: 'default',
      build_type: 'docker',
      build_snapshot: false,
      lucene_version: '9.12.2',
      minimum_wire_compatibility_version: '7.17.0',
      minimum_index_compatibility_version: '7.0.0',
    },
    tagline: 'You Know, for Search',
  };
}

/** What bytes that are no HTTP get, a TLS ClientHello for one: HTTP/1.0, since no version was understood. */
function badRequest(): string {
  const error = {
    type: 'invalid_line_separator_exception',
    reason: 'Line Feed must be preceded by Carriage Return when terminating HTTP start- and header field-lines',
  };
  const body = JSON.stringify({ error: { root_cause: [error], ...error }, status: 400 });
  const head = [
    'HTTP/1.0 400 Bad Request',
    'X-elastic-product: Elasticsearch',
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  return [...head, '', body].join('\r\n');
}
