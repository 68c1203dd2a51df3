import type { Certificate } from '../../model/certificate.ts';
import type { EckCluster, EckElasticsearch, EckKibana, EckSecret, EckTls, KubernetesGap, KubernetesObject } from '../../model/eck.ts';
import { showable } from '../../model/showable.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { readCertificates } from '../../x509/read-pem.ts';
import { isSecretKey } from '../merged-settings.ts';
import { isFields } from './read-objects.ts';

type Fields = Readonly<Record<string, unknown>>;

export type EckName = { readonly namespace: string; readonly name: string };

/**
 * One Elasticsearch with what belongs to it, out of resources.
 *
 * @param gaps what could not be had, where somebody asked for it
 * @throws UsageError where it is not among them
 */
export function eckClusterIn(
  objects: readonly KubernetesObject[],
  { namespace, name }: EckName,
  { source, gaps }: { readonly source: string; readonly gaps: readonly KubernetesGap[] },
): EckCluster {
  const here = objects.filter((one) => one.namespace === null || one.namespace === namespace);
  const resource = here.find(({ kind, name: own }) => kind === 'Elasticsearch' && own === name);
  if (resource === undefined) {
    const names = objects.filter(({ kind }) => kind === 'Elasticsearch').map((one) => `${one.namespace ?? namespace}/${one.name}`);
    throw new UsageError(
      'eck-unknown',
      `there is no Elasticsearch ${namespace}/${name}`,
      names.length === 0 ? 'give what kubectl get elasticsearch -o json wrote' : `there are ${names.slice(0, 8).join(', ')}`,
    );
  }
  const kibanas = here.filter(({ kind, body }) => kind === 'Kibana' && refersTo(body, name, namespace)).map(kibanaOf);
  const secrets = here.filter(({ kind }) => kind === 'Secret').map(secretOf);
  const elasticsearch = elasticsearchOf(resource);
  const wanted = secretNames(name, elasticsearch, kibanas);
  const own = secrets.filter((secret) => wanted.some((isWanted) => isWanted(secret.name)));
  const lacking: KubernetesGap[] =
    own.length === 0 && gaps.length === 0
      ? [{ what: `secrets of ${namespace}/${name}`, because: { code: 'kubernetes-not-given', what: 'a secret of the cluster' } }]
      : own.length > 0 && own.every(({ hasData }) => !hasData)
        ? [{ what: `secrets of ${namespace}/${name}`, because: { code: 'kubernetes-secrets-without-data' } }]
        : [];
  return {
    namespace,
    name,
    source,
    elasticsearch,
    kibanas,
    secrets: own,
    pods: here
      .filter(({ kind, body }) => kind === 'Pod' && labelOf(body, 'elasticsearch.k8s.elastic.co/cluster-name') === name)
      .map((one) => one.name),
    operator: operatorOf(objects),
    gaps: [...gaps, ...lacking],
  };
}

/** Which secrets count: those that the operator writes for it, and those that the resources name. */
function secretNames(
  name: string,
  { http, transport }: EckElasticsearch,
  kibanas: readonly EckKibana[],
): readonly ((secret: string) => boolean)[] {
  const exactly = [
    ...['http-certs-public', 'http-certs-internal', 'http-ca-internal', 'transport-certs-public', 'transport-ca-internal'].map(
      (part) => `${name}-es-${part}`,
    ),
    `${name}-es-transport-certificates`,
    ...kibanas.flatMap((kibana) => [
      `${kibana.name}-kb-http-certs-public`,
      `${kibana.name}-kb-http-certs-internal`,
      `${kibana.name}-kb-http-ca-internal`,
    ]),
    ...[http.secret, transport.secret, ...kibanas.map((kibana) => kibana.http.secret)].flatMap((secret) => secret ?? []),
  ];
  return [
    (secret) => exactly.includes(secret),
    // One for each StatefulSet.
    (secret) => secret.startsWith(`${name}-es-`) && secret.endsWith('-es-transport-certs'),
  ];
}

function elasticsearchOf({ body }: KubernetesObject): EckElasticsearch {
  const spec = fieldsAt(body, 'spec');
  const status = fieldsAt(body, 'status');
  const transport = fieldsAt(fieldsAt(spec, 'transport'), 'tls');
  const nodeSets = Array.isArray(spec.nodeSets) ? spec.nodeSets : [];
  return {
    version: textAt(spec, 'version'),
    runningVersion: textAt(status, 'version'),
    phase: textAt(status, 'phase'),
    managed: annotationOf(body, 'eck.k8s.elastic.co/managed') !== 'false',
    http: tlsOf(fieldsAt(fieldsAt(spec, 'http'), 'tls'), 'selfSignedCertificate'),
    transport: {
      ...tlsOf(transport, 'selfSignedCertificates'),
      externalAuthorities: textAt(fieldsAt(transport, 'certificateAuthorities'), 'configMapName'),
    },
    nodeSets: nodeSets.filter(isFields).map((nodeSet) => ({ name: textAt(nodeSet, 'name') ?? '', config: configOf(nodeSet.config) })),
  };
}

function kibanaOf({ name, body }: KubernetesObject): EckKibana {
  const spec = fieldsAt(body, 'spec');
  return { name, http: tlsOf(fieldsAt(fieldsAt(spec, 'http'), 'tls'), 'selfSignedCertificate'), config: configOf(spec.config) };
}

function refersTo(body: Fields, name: string, namespace: string): boolean {
  const reference = fieldsAt(fieldsAt(body, 'spec'), 'elasticsearchRef');
  return textAt(reference, 'name') === name && (textAt(reference, 'namespace') ?? namespace) === namespace;
}

function tlsOf(tls: Fields, selfSigned: string): EckTls {
  return {
    selfSignedDisabled: fieldsAt(tls, selfSigned).disabled === true,
    secret: textAt(fieldsAt(tls, 'certificate'), 'secretName'),
  };
}

/** Settings in dots, as the operator merges them; what holds a secret without its value. */
function configOf(config: unknown, prefix = ''): Readonly<Record<string, string>> {
  if (!isFields(config)) return {};
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]): [string, string][] => {
      const whole = `${prefix}${showable(key)}`;
      if (isFields(value)) return Object.entries(configOf(value, `${whole}.`));
      const text = Array.isArray(value) ? value.map(String).join(',') : String(value);
      return [[whole, isSecretKey(whole) ? '(not shown)' : showable(text).slice(0, 500)]];
    }),
  );
}

/** Of a secret only what is no secret: its certificates, and the names of what else it holds. */
function secretOf({ name, body }: KubernetesObject): EckSecret {
  const hasData = isFields(body.data);
  const data = hasData ? (body.data as Fields) : {};
  const certificates: Record<string, readonly Certificate[]> = {};
  for (const [key, value] of Object.entries(data)) {
    if (!key.endsWith('.crt') || typeof value !== 'string') continue;
    certificates[showable(key)] = readCertificates(new Uint8Array(Buffer.from(value, 'base64'))).certificates.flatMap((der) => {
      const parsed = parseCertificate(der);
      return parsed.kind === 'certificate' ? [parsed.certificate] : [];
    });
  }
  return { name, keys: Object.keys(data).map((key) => showable(key)), certificates, hasData };
}

/** The ConfigMap of the operator, `eck.yaml`: what differs from its defaults. */
function operatorOf(objects: readonly KubernetesObject[]): EckCluster['operator'] {
  const map = objects.find(({ kind, name, body }) => kind === 'ConfigMap' && name === 'elastic-operator' && isFields(body.data));
  const yaml = map === undefined ? null : textAt(fieldsAt(map.body, 'data'), 'eck.yaml');
  if (yaml === null) return null;
  const before = /^\s*ca-cert-rotate-before:\s*"?(\d+)h/m.exec(yaml)?.[1];
  return { caRotateBeforeHours: before === undefined ? 24 : Number(before), caDir: /^\s*ca-dir:\s*\S/m.test(yaml) };
}

function fieldsAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : {};
}

function textAt(fields: Fields, key: string): string | null {
  const value = fields[key];
  return typeof value === 'string' && value !== '' ? showable(value) : null;
}

function labelOf(body: Fields, label: string): string | null {
  return textAt(fieldsAt(fieldsAt(body, 'metadata'), 'labels'), label);
}

function annotationOf(body: Fields, annotation: string): string | null {
  return textAt(fieldsAt(fieldsAt(body, 'metadata'), 'annotations'), annotation);
}
