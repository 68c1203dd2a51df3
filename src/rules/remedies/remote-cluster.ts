import type { FixContext, FixStep } from '../../model/fix.ts';
import { onEveryNode } from './enable-tls.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, command } from './steps.ts';
import { certutil, keystoreAdd, outFile, rollingRestart } from './tools.ts';

/** Settings of the cluster count more than those of a file. */
export const seedsByApi = 'If the seeds were set in Kibana or by the cluster settings API, change them there.';

const authority = 'remote-ca';
const store = 'remote-cluster-server.p12';

/** The server for API keys: it has TLS by default, so it needs a certificate before it is turned on. `remote`: the cluster that has the server. */
export function remoteClusterServer(remote: FixContext): readonly FixStep[] {
  const path = `certs/${store}`;
  const onRemote = (steps: readonly FixStep[]) => onEveryNode(steps).map((step) => ({ ...step, where: at('remote-cluster') }));
  return [
    command(
      at('ca-machine'),
      'Make a CA for the remote cluster server, and a certificate from it with the names and addresses that the other cluster connects to.',
      certutil(remote, `ca --ca-dn 'CN=CLUSTER remote cluster CA' --days 3650 --out ${outFile(remote, `${authority}.p12`)}`),
      `openssl pkcs12 -in ${authority}.p12 -nokeys | openssl x509 -out ${authority}.crt`,
      certutil(
        remote,
        `cert --ca ${outFile(remote, `${authority}.p12`)} --name remote-cluster-server --dns HOST --ip ADDRESS --out ${outFile(remote, store)}`,
      ),
    ),
    command(
      at('remote-cluster'),
      `Copy ${store}, not the CA, into the configuration directory.`,
      ...newFiles(remote, [store, `${configDirectory(remote)}/${path}`]),
    ),
    setting(
      remote,
      'remote-cluster',
      'Turn on the remote cluster server, with that certificate. If network.host is not set, set remote_cluster.host as well.',
      {
        'remote_cluster_server.enabled': true,
        'xpack.security.remote_cluster_server.ssl.keystore.path': path,
      },
    ),
    ...onRemote(
      keystoreAdd(
        remote,
        'Add the password of that file to the keystore.',
        'xpack.security.remote_cluster_server.ssl.keystore.secure_password',
      ),
    ),
    ...onRemote(rollingRestart(remote)),
    advice(at('network'), 'Open port 9443 of the remote cluster to the nodes that connect.'),
  ];
}

/** What a cluster that connects needs to trust that server. */
export function trustRemoteClusterServer(context: FixContext): readonly FixStep[] {
  const path = `certs/${authority}.crt`;
  return [
    command(
      at('every-node'),
      `Copy ${authority}.crt into the configuration directory, in the cluster that connects.`,
      ...newFiles(context, [`${authority}.crt`, `${configDirectory(context)}/${path}`]),
    ),
    setting(context, 'every-node', 'Trust the CA of the remote cluster server.', {
      'xpack.security.remote_cluster_client.ssl.certificate_authorities': [path],
    }),
  ];
}
