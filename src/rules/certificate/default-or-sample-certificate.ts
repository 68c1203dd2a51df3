import { judgeEach } from '../facts/issuing-authorities.ts';
import { publishedKeys } from '../facts/published-keys.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { exchangeAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

const listNewSubjects = advice(
  at('every-node'),
  'List the new subjects in plugins.security.nodes_dn, and that of a new admin certificate in plugins.security.authcz.admin_dn; remove plugins.security.allow_unsafe_democertificates and the demo files.',
);

/** Whether the endpoint serves a certificate whose private key is public. */
export const defaultOrSampleCertificate: CertificateRule = {
  id: 'default-or-sample-certificate',
  title: 'Published sample certificate is in use',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'No certificate in the chain has a key that is published with a demo configuration or with public test files, as far as handclasp knows them.',
  impact:
    'Everyone has the private key. Anyone on the network path can pose as the node. Where nodes trust the demo CA, its published administrator certificate gives full access to the cluster.',
  fix: reissue('with a key of its own, from a CA of your own', {
    self: (context) => exchangeAuthority(context, 'Make a CA of your own, in place of the sample CA.'),
    openSearch: (context) => [
      ...exchangeAuthority(context, 'Make a CA of your own, in place of the sample CA.'),
      // OpenSearch Dashboards has no list of nodes.
      ...(context.channel === 'kibana' ? [] : [listNewSubjects, ...rollingRestart(context)]),
    ],
  }),
  source: 'opensearch-project/security (demo configuration), elastic/kibana (kbn-dev-utils), elastic/elasticsearch (test resources)',
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      // Of an endpoint, what it sends: whom a user trusts is no matter of it. Of files, whom their settings trust as well.
      const judged = evidence.foundAt === 'endpoint' && evidence.chain.length > 0 ? evidence.chain : certificates;
      for (const { spkiSha256, subject, sha256 } of judged) {
        const what = Object.hasOwn(publishedKeys, spkiSha256) ? publishedKeys[spkiSha256] : undefined;
        if (what !== undefined) {
          return {
            kind: 'finding',
            message: `The key of ${subject} is public: it is the key of ${what}.`,
            facts: { subject, sha256, spkiSha256, sample: what },
          };
        }
      }
      return { kind: 'pass' };
    }),
};
