import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';

/** Whether a TCP port takes connections. */
export function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** How many nodes the cluster counts, as this node sees it; null while it does not say. */
export function countNodes(
  address: string,
  how: {
    readonly scheme: 'http' | 'https';
    readonly login: { readonly user: string; readonly password: string } | null;
    readonly client: { readonly certificate: string; readonly key: string } | null;
  },
): Promise<number | null> {
  return new Promise((resolve) => {
    const request = (how.scheme === 'https' ? httpsRequest : httpRequest)({
      host: address,
      port: 9200,
      path: '/_cluster/health',
      timeout: 4_000,
      agent: false,
      // The node's certificate may be wrong on purpose, and it is our own process on loopback.
      ...(how.scheme === 'https' ? { rejectUnauthorized: false } : {}),
      ...(how.scheme === 'https' && how.client !== null ? { cert: how.client.certificate, key: how.client.key } : {}),
      ...(how.login === null ? {} : { auth: `${how.login.user}:${how.login.password}` }),
    });
    request.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve(response.statusCode === 200 ? numberOfNodes(body) : null));
      response.once('error', () => resolve(null));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(null));
    request.end();
  });
}

function numberOfNodes(body: string): number | null {
  const health: unknown = JSON.parse(body);
  if (typeof health !== 'object' || health === null || !('number_of_nodes' in health)) return null;
  return typeof health.number_of_nodes === 'number' ? health.number_of_nodes : null;
}
