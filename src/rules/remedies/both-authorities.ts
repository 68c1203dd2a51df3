import type { FixOf } from '../../model/fix.ts';
import { byDeployment } from './by-deployment.ts';
import { deleteCertificates, trustFormerInKubernetes } from './kubernetes.ts';
import { addTrust, issueAndPlace } from './place.ts';
import { managed, uploadToProxy } from './platforms.ts';
import { afterTrust, dropFormerAuthority } from './replace-authority.ts';
import { advice, at, command } from './steps.ts';
import { namespaceOf, resourceOf } from './tools.ts';

const bothUntil = 'Trust both certificates of the CA until every certificate comes from the newer.';

/** For a CA that was issued again with its key, where somebody refuses what names the other of its certificates: all trust both, until none names the older. */
export const trustBothAuthorities: FixOf = byDeployment({
  self: (context) => {
    const nodes = context.channel === 'transport' || context.channel === 'remote-cluster' || context.channel === 'unknown';
    return [
      ...(nodes
        ? [...addTrust(context, 'every-node', 'CA_CERT', `${bothUntil} CA_CERT is the one that a node lacks.`), ...afterTrust(context)]
        : [advice(at('client'), `${bothUntil} Kibana does so in elasticsearch.ssl.certificateAuthorities, and reads it at its start.`)]),
      ...issueAndPlace(context, { what: 'from the newer certificate of the CA, for each node whose certificate names the older' }),
      ...(nodes ? [advice(at('every-node'), 'Restart a node that still shows or trusts the older although its files are newer.')] : []),
      ...dropFormerAuthority(context),
    ];
  },
  eck: (context) => [
    ...trustFormerInKubernetes(context),
    deleteCertificates(
      context,
      'Delete the secret of the certificates that name the older one: the operator then issues them again from the present CA.',
    ),
    command(
      at('kubernetes'),
      'Restart the pods that still have the older CA in memory, one after the other.',
      `kubectl delete pod POD --namespace ${namespaceOf(context)}`,
    ),
    ...(context.channel === 'http'
      ? [advice(at('client'), `Fetch the CA again from ${resourceOf(context)}-es-http-certs-public for every copy of it.`)]
      : []),
  ],
  ece: uploadToProxy('The clients need the newer certificate of the CA, and the proxy a chain that has it.'),
  openSearch: (context) => {
    const nodes = context.channel === 'transport' || context.channel === 'remote-cluster' || context.channel === 'unknown';
    return [
      advice(
        at(nodes ? 'every-node' : 'client'),
        `${bothUntil} ${nodes ? 'Append the one that is missing to the file that plugins.security.ssl.transport.pemtrustedcas_filepath names.' : 'OpenSearch Dashboards does so in opensearch.ssl.certificateAuthorities.'}`,
      ),
      ...issueAndPlace(context, { what: 'from the newer certificate of the CA, for each node whose certificate names the older' }),
      ...dropFormerAuthority(context),
    ];
  },
  ...managed('Its endpoints have certificates under public roots: trust those (--ca system), and delete the copied CA.'),
});
