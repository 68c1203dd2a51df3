import type { FixOf } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { byDeployment } from './by-deployment.ts';
import { prefixOf } from './layer.ts';
import { alwaysChecksPeers } from './opensearch.ts';
import { inKubernetes, platformTransport } from './platforms.ts';
import { setting } from './settings-edit.ts';
import { at, command } from './steps.ts';
import { rollingRestart } from './tools.ts';
/** How a transport port comes to insist on client certificates. */
export const enforceClientAuth: FixOf = byDeployment({
  self: (context) => [
    command(
      at('every-node'),
      'See first that the certificate may be used by a client: its extendedKeyUsage has clientAuth, or there is none at all.',
      `openssl x509 -in ${shellQuote(context.files.certificate ?? 'CERT_FILE')} -noout -ext extendedKeyUsage`,
    ),
    setting(context, 'every-node', 'Insist on client certificates.', { [`${prefixOf(context)}.client_authentication`]: 'required' }),
    ...rollingRestart(context),
  ],
  eck: inKubernetes(
    'Delete xpack.security.transport.ssl.client_authentication from spec.nodeSets[].config: the operator leaves it at required.',
  ),
  ...platformTransport,
  openSearch: alwaysChecksPeers,
});
