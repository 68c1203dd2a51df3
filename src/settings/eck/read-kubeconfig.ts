import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { Secret } from '../../model/secret.ts';
import { UsageError } from '../../model/usage-error.ts';
import { readCertificates } from '../../x509/read-pem.ts';
import { isFields } from './read-objects.ts';

/** Where an API server is, and what it takes to be believed by it and to believe it. */
export type KubernetesAccess = {
  readonly server: URL;
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** The name that its certificate bears, where that is another than its host. */
  readonly serverName: string | null;
  readonly token: Secret | null;
  readonly identity: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject } | null;
};

type Fields = Readonly<Record<string, unknown>>;

/** The current context of a kubeconfig: a token or a client certificate, and the CA of the server. @throws UsageError */
export async function readKubeconfig(file: string): Promise<KubernetesAccess> {
  const wrong = (what: string, hint: string) => new UsageError('kubeconfig-unusable', `${file}: ${what}`, hint);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError('kubeconfig-unusable', `cannot read the kubeconfig ${file}`, 'check the path and its permissions', { cause });
  });
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) throw wrong('it is no YAML', 'expected what kubectl config view --raw prints');
  const config: unknown = document.toJS({ maxAliasCount: 0 });
  if (!isFields(config)) throw wrong('it is no kubeconfig', 'expected what kubectl config view --raw prints');
  const current = config['current-context'];
  const context = named(config.contexts, current, 'context');
  if (context === null) throw wrong('current-context names no context of it', 'choose one with kubectl config use-context');
  const cluster = named(config.clusters, context.cluster, 'cluster');
  const user = named(config.users, context.user, 'user') ?? {};
  if (cluster === null || typeof cluster.server !== 'string' || !URL.canParse(cluster.server))
    throw wrong('its context names no server', 'expected clusters[].cluster.server');
  const server = new URL(cluster.server);
  if (server.protocol !== 'https:') throw wrong('its server is not https', 'tokens and secrets go over TLS alone');
  const bytesOf = async (fields: Fields, key: string): Promise<Uint8Array | null> => {
    const [data, path] = [fields[`${key}-data`], fields[key]];
    if (typeof data === 'string') return new Uint8Array(Buffer.from(data, 'base64'));
    if (typeof path !== 'string') return null;
    return new Uint8Array(
      await readFile(resolve(dirname(file), path)).catch((cause: unknown) => {
        throw new UsageError('kubeconfig-unusable', `${file}: the file of ${key} cannot be read`, 'check the path and its permissions', {
          cause,
        });
      }),
    );
  };
  const authority = await bytesOf(cluster, 'certificate-authority');
  if (authority === null) throw wrong('it has no certificate-authority', 'handclasp sends no token to a server that it cannot verify');
  const [certificate, key] = [await bytesOf(user, 'client-certificate'), await bytesOf(user, 'client-key')];
  const given =
    typeof user.token === 'string'
      ? user.token
      : typeof user.tokenFile === 'string'
        ? (await readFile(user.tokenFile, 'utf8')).trim()
        : null;
  if (given === null && (certificate === null || key === null))
    throw wrong(
      'its user has neither a token nor a client certificate; a login plugin is not run',
      'make a token with kubectl create token, or give files of kubectl get … -o json with --eck-files',
    );
  return {
    server,
    anchors: readCertificates(authority).certificates,
    serverName: typeof cluster['tls-server-name'] === 'string' ? cluster['tls-server-name'] : null,
    token: given === null ? null : new Secret(given),
    identity: certificate === null || key === null ? null : { chain: readCertificates(certificate).certificates, key: keyIn(key, wrong) },
  };
}

function keyIn(pem: Uint8Array, wrong: (what: string, hint: string) => UsageError): KeyObject {
  try {
    return createPrivateKey(Buffer.from(pem));
  } catch {
    // Nothing of the error: it may quote the key.
    throw wrong('its client-key cannot be read', 'expected a private key in PEM without a passphrase');
  }
}

function named(list: unknown, name: unknown, key: string): Fields | null {
  const found = Array.isArray(list) ? list.find((one) => isFields(one) && one.name === name) : undefined;
  return isFields(found) && isFields(found[key]) ? found[key] : null;
}

/** Where a pod finds the account that it runs as. */
export const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The API server as a pod reaches it, with the token and the CA of its service account. @throws UsageError outside a pod */
export async function inClusterAccess(
  environment: Readonly<Record<string, string | undefined>>,
  folder = serviceAccountFolder,
): Promise<KubernetesAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
  const [token, authority] = await Promise.all([
    readFile(`${folder}/token`, 'utf8').catch(() => null),
    readFile(`${folder}/ca.crt`).catch(() => null),
  ]);
  if (host === undefined || token === null || authority === null)
    throw new UsageError(
      'kubernetes-outside',
      'this is no pod with a service account, and no kubeconfig was given',
      'give --kubeconfig FILE, or files of kubectl get … -o json with --eck-files',
    );
  return {
    server: new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`),
    anchors: readCertificates(new Uint8Array(authority)).certificates,
    serverName: 'kubernetes.default.svc',
    token: new Secret(token.trim()),
    identity: null,
  };
}
