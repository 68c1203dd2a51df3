import type { FixContext, FixOf } from '../../model/fix.ts';
import { byDeployment } from './by-deployment.ts';
import { prefixOf } from './layer.ts';
import { alwaysChecksPeers } from './opensearch.ts';
import { inKubernetes, platformTransport } from './platforms.ts';
import { localCopy } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, command } from './steps.ts';
import { keytoolOn } from './store-tool.ts';
import { rollingRestart } from './tools.ts';

/** How a transport port comes to insist on client certificates. */
export const enforceClientAuth: FixOf = byDeployment({
  self: (context) => [
    command(
      at('every-node'),
      'Check that the certificate allows client use: Extended Key Usage lists TLS Web Client Authentication, or is absent.',
      ...usagesOf(context),
    ),
    advice(
      at('every-node'),
      'If a certificate does not allow client use, replace it first, or its node will be refused: handclasp explain eku-transport-missing-clientauth.',
    ),
    setting(context, 'every-node', 'Require client certificates.', { [`${prefixOf(context)}.client_authentication`]: 'required' }),
    ...rollingRestart(context),
  ],
  eck: inKubernetes(
    'Delete xpack.security.transport.ssl.client_authentication from spec.nodeSets[].config: the operator leaves it at required.',
  ),
  ...platformTransport,
  openSearch: alwaysChecksPeers,
});

function usagesOf(context: FixContext): readonly string[] {
  const { format, files } = context;
  if (format === 'pkcs12' || format === 'jks')
    return keytoolOn(context, files.keystore ?? 'KEYSTORE_FILE', (store) => `-list -v -keystore ${store}`);
  const { fetch, file } = localCopy(context, files.certificate ?? 'CERT_FILE');
  return [...fetch, `openssl x509 -in ${file} -noout -ext extendedKeyUsage`];
}
