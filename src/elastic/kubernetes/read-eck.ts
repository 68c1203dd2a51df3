import type { KubernetesGap, KubernetesObject } from '../../model/eck.ts';
import type { KubernetesReason } from '../../model/reasons/kubernetes-reason.ts';
import { isObject } from '../json-fields.ts';
import { type RestClient, type RestOptions, restClient } from '../rest/rest-client.ts';
import { reasonOfRefusal } from './refusal-of-kubernetes.ts';

/** What the API server told, and what it refused. */
export type ReadFromKubernetes = { readonly objects: readonly KubernetesObject[]; readonly gaps: readonly KubernetesGap[] };

const elasticsearch = '/apis/elasticsearch.k8s.elastic.co/v1';
const kibana = '/apis/kibana.k8s.elastic.co/v1';

/** Of a list at a time. */
const pageSize = 50;
const mostPages = 200;

/**
 * Asks the API server for one Elasticsearch of Elastic Cloud on Kubernetes and what belongs to it: custom resources, secrets, pods, and the operator's configuration. It reads alone. Lists
 * are read page by page. Secrets are asked for by their labels, so that those of others are not seen.
 */
export async function readEckFromKubernetes(
  options: RestOptions,
  {
    namespace,
    name,
    operatorNamespace = 'elastic-system',
  }: { readonly namespace: string; readonly name: string; readonly operatorNamespace?: string },
): Promise<ReadFromKubernetes> {
  const client = await restClient(options);
  const gaps: KubernetesGap[] = [];
  const within = (base: string, resource: string) => `${base}/namespaces/${encodeURIComponent(namespace)}/${resource}`;
  try {
    const one = async (path: string, what: string, resource: string): Promise<readonly KubernetesObject[]> => {
      const got = await ask(client, path, { resource, namespace, verbs: ['get'], what });
      if (got.kind === 'refused') {
        gaps.push({ what, because: got.because });
        return [];
      }
      return objectsOf([got.body], path);
    };
    const list = async (path: string, what: string, resource: string, label: string | null): Promise<readonly KubernetesObject[]> => {
      const items: unknown[] = [];
      let next = '';
      for (let page = 0; page < mostPages; page++) {
        const query = [
          `limit=${pageSize}`,
          ...(label === null ? [] : [`labelSelector=${encodeURIComponent(label)}`]),
          ...(next === '' ? [] : [`continue=${encodeURIComponent(next)}`]),
        ];
        const got = await ask(client, `${path}?${query.join('&')}`, { resource, namespace, verbs: ['list'], what });
        if (got.kind === 'refused') {
          gaps.push({ what, because: got.because });
          return [];
        }
        if (!isObject(got.body) || !Array.isArray(got.body.items)) break;
        items.push(...got.body.items.map((item) => withKind(item, got.body)));
        const metadata = isObject(got.body.metadata) ? got.body.metadata : {};
        next = typeof metadata.continue === 'string' ? metadata.continue : '';
        if (next === '') break;
      }
      return objectsOf(items, path);
    };
    const resource = await one(
      within(elasticsearch, `elasticsearches/${encodeURIComponent(name)}`),
      `Elasticsearch ${namespace}/${name}`,
      'elasticsearches.elasticsearch.k8s.elastic.co',
    );
    if (resource.length === 0) return { objects: [], gaps };
    const kibanas = await list(within(kibana, 'kibanas'), `Kibana in ${namespace}`, 'kibanas.kibana.k8s.elastic.co', null);
    const secrets = await list(
      within('/api/v1', 'secrets'),
      `secrets of ${namespace}/${name}`,
      'secrets',
      `elasticsearch.k8s.elastic.co/cluster-name=${name}`,
    );
    const more: KubernetesObject[] = [];
    for (const each of kibanas) {
      if (gaps.some(({ because }) => because.code === 'kubernetes-forbidden' && because.resource === 'secrets')) break;
      more.push(
        ...(await list(
          within('/api/v1', 'secrets'),
          `secrets of Kibana ${each.name}`,
          'secrets',
          `kibana.k8s.elastic.co/name=${each.name}`,
        )),
      );
    }
    for (const custom of customSecrets([...resource, ...kibanas]))
      more.push(...(await one(within('/api/v1', `secrets/${encodeURIComponent(custom)}`), `secret ${namespace}/${custom}`, 'secrets')));
    const pods = await list(
      within('/api/v1', 'pods'),
      `pods of ${namespace}/${name}`,
      'pods',
      `elasticsearch.k8s.elastic.co/cluster-name=${name}`,
    );
    const path = `/api/v1/namespaces/${encodeURIComponent(operatorNamespace)}/configmaps/elastic-operator`;
    const operator = await ask(client, path, {
      resource: 'configmaps',
      namespace: operatorNamespace,
      verbs: ['get'],
      what: 'the configuration of the operator',
    });
    // Its defaults hold for most: not to be allowed to read it is no gap.
    const configuration = operator.kind === 'told' ? objectsOf([operator.body], path) : [];
    return { objects: [...resource, ...kibanas, ...secrets, ...more, ...pods, ...configuration], gaps };
  } finally {
    await client.close();
  }
}

/** Secrets that somebody made, which have no label of the operator's. */
function customSecrets(resources: readonly KubernetesObject[]): readonly string[] {
  const found = resources.flatMap(({ body }) => {
    const spec = isObject(body.spec) ? body.spec : {};
    return [spec.http, spec.transport].flatMap((layer) => {
      const tls = isObject(layer) && isObject(layer.tls) ? layer.tls : {};
      const name = isObject(tls.certificate) ? tls.certificate.secretName : null;
      return typeof name === 'string' && name !== '' ? [name] : [];
    });
  });
  return [...new Set(found)];
}

type Asked = { readonly resource: string; readonly namespace: string; readonly verbs: readonly string[]; readonly what: string };

async function ask(
  client: RestClient,
  path: string,
  asked: Asked,
): Promise<{ readonly kind: 'told'; readonly body: unknown } | { readonly kind: 'refused'; readonly because: KubernetesReason }> {
  const answer = await client.get(path);
  if (answer.kind === 'json' && answer.status === 200) return { kind: 'told', body: answer.body };
  return { kind: 'refused', because: reasonOfRefusal(answer, asked) };
}

/** Items of a list have no kind of their own: that of the list has it before `List`. */
function withKind(item: unknown, list: unknown): unknown {
  const kind = isObject(list) && typeof list.kind === 'string' ? list.kind.replace(/List$/, '') : '';
  return isObject(item) ? { kind, ...item } : item;
}

function objectsOf(bodies: readonly unknown[], from: string): readonly KubernetesObject[] {
  return bodies.flatMap((body): KubernetesObject[] => {
    if (!isObject(body) || typeof body.kind !== 'string' || !isObject(body.metadata) || typeof body.metadata.name !== 'string') return [];
    const { namespace } = body.metadata;
    return [{ kind: body.kind, name: body.metadata.name, namespace: typeof namespace === 'string' ? namespace : null, body, from }];
  });
}
