import { createServer } from 'node:http';
import type { Application } from './listener.ts';

/**
 * Kibana 8 for a caller without credentials: to the login page from everywhere, but for `/api/status`, which says little. What is no HTTP gets
 * Node's own 400, since Kibana is a Node server.
 */
export function kibanaApplication(kibana: { readonly name: string }): Application {
  const http = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const url = request.url ?? '/';
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('content-security-policy', "script-src 'report-sample' 'self'; style-src 'report-sample' 'self' 'unsafe-inline'");
    response.setHeader('kbn-name', kibana.name);
    response.setHeader('kbn-license-sig', licenseSignature);
    response.setHeader('cache-control', 'private, no-cache, no-store, must-revalidate');
    if (url === '/api/status') {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end('{"status":{"overall":{"level":"available"}}}');
    } else if (url.startsWith('/login')) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<!DOCTYPE html><title>Elastic</title>');
    } else {
      response.writeHead(302, { location: `/login?next=${encodeURIComponent(url)}`, 'content-length': 0 });
      response.end();
    }
  });
  return (connection) => {
    http.emit('connection', connection);
  };
}

/** Of a licence that does not exist; any 64 hexadecimal digits look alike. */
const licenseSignature = 'c0ffee00'.repeat(8);
