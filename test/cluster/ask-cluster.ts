import { request } from 'node:https';
import type { Clusters } from './real-clusters.ts';

/** Asks a cluster: the body of the answer, as JSON. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Asks the first node of a cluster as its superuser. A text is sent as it is. Rejects unless the answer is 200. */
export function askingAsSuperuser(clusters: Clusters, name: string): Ask {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const { login } = clusters.cluster(name);
      const sent = request(
        {
          ...{ host: clusters.node(name).address, port: 9200, method, path, agent: false, rejectUnauthorized: false },
          auth: `${login?.user}:${login?.password}`,
          headers: { 'content-type': 'application/json' },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            text += piece;
          });
          response.once('end', () => {
            if (response.statusCode === 200) resolve(JSON.parse(text));
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 500)}`));
          });
        },
      );
      sent.once('error', reject);
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
}
