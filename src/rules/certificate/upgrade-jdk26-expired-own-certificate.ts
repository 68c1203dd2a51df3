import { day } from '../../wording/spans.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { certificatesAlone } from '../remedies/authorities.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether an expired certificate that still works is one that JDK 26 stumbles over. */
export const upgradeJdk26ExpiredOwnCertificate: CertificateRule = {
  id: 'upgrade-jdk26-expired-own-certificate',
  title: 'Expired certificate still works, but not on JDK 26',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'Before a node runs on JDK 26 or later, its own certificate has not expired, even where its peers do not look at dates: they trust it directly, or have verification_mode none.',
  impact:
    'From JDK 26 on (Elasticsearch 9.3.4, 8.19 and 9.2 since April 2026), the node itself checks the dates of what it would present. With an expired certificate its connections can end in an ArrayIndexOutOfBoundsException, and the cluster finds no master (MasterNotDiscoveredException).',
  fix: reissue('with new dates, from the same CA', {
    after: certificatesAlone,
    openSearch: (context) => [
      advice(at('every-node'), 'Renew the certificate before a node restarts: OpenSearch does not start with an expired one.'),
      ...issueAndPlace(context, { what: 'with new dates, from the CA that is in use, with the same subject and names' }),
    ],
  }),
  source: 'elastic/elasticsearch#147795, #147819; openjdk/jdk#31182; by source, not tried on JDK 26',
  readsEndpointIdentity: true,
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (leaf.notAfter >= evidence.at) return { kind: 'pass' };
      if (evidence.acceptableIssuers === null) return { kind: 'unknown', because: { code: 'pinning-not-shown' } };
      // Where peers look at its dates, it fails today: leaf-expired tells that.
      if (!evidence.pinned) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The certificate ${leaf.subject} ended on ${day(leaf.notAfter)}, and peers that trust it directly still accept it. On JDK 26 the node itself would not use it reliably.`,
        facts: { subject: leaf.subject, notAfter: leaf.notAfter.toISOString(), at: evidence.at.toISOString(), sha256: leaf.sha256 },
      };
    }),
};
