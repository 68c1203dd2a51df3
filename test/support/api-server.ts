import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { issue, makeCa } from '../../src/lab/pki.ts';

/** How a fake API server answers: `status` for a path that matches; the first that does counts. */
export type ApiServerRule = { readonly path: RegExp; readonly status: number };

/** An API server of Kubernetes on loopback, with a certificate of a CA of its own, that has these resources and knows one token. */
export async function startApiServer(
  objects: readonly unknown[],
  { rules = [], pageSize = 2 }: { readonly rules?: readonly ApiServerRule[]; readonly pageSize?: number } = {},
) {
  const ca = makeCa({ subject: 'kubernetes' });
  const identity = issue(ca, { subject: 'kube-apiserver', altNames: ['DNS:kubernetes.default.svc', 'IP:127.0.0.1'] });
  const asked: string[] = [];
  const all = objects as readonly { kind: string; metadata: { name: string; namespace?: string; labels?: Record<string, string> } }[];
  const kinds: Readonly<Record<string, string>> = {
    elasticsearches: 'Elasticsearch',
    kibanas: 'Kibana',
    secrets: 'Secret',
    pods: 'Pod',
    configmaps: 'ConfigMap',
  };
  const server = createServer({ key: identity.privateKeyPem, cert: identity.chainPem }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    asked.push(`${request.method} ${request.url}`);
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const failure = (status: number) =>
      answer(status, { kind: 'Status', status: 'Failure', code: status, message: `echo ${request.headers.authorization}` });
    if (request.headers.authorization !== 'Bearer good-token') return failure(401);
    const rule = rules.find(({ path }) => path.test(url.pathname));
    if (rule !== undefined) return failure(rule.status);
    const [, namespace, resource = '', name] = /namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const found = all.filter(({ kind, metadata }) => kind === kinds[resource] && metadata.namespace === namespace);
    if (name !== undefined) {
      const one = found.find(({ metadata }) => metadata.name === name);
      return one === undefined ? failure(404) : answer(200, one);
    }
    const [label, value] = (url.searchParams.get('labelSelector') ?? '').split('=');
    const chosen = label === undefined || label === '' ? found : found.filter(({ metadata }) => metadata.labels?.[label] === value);
    const from = Number(url.searchParams.get('continue') ?? 0);
    const items = chosen.slice(from, from + pageSize).map(({ kind: _kind, ...item }) => item);
    const more = from + pageSize < chosen.length ? String(from + pageSize) : '';
    return answer(200, { kind: `${kinds[resource]}List`, metadata: { continue: more }, items });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    caPem: ca.certificatePem,
    asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
