import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { exchangeAuthority, replaceAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether each CA names its key usages, as strict verifiers want. */
export const caWithoutKeyusage: CertificateRule = {
  id: 'ca-without-keyusage',
  title: 'CA does not list key usages',
  severity: 'low',
  channels: ['http'],
  requirement: "Each CA above the endpoint's own certificate has a keyUsage extension.",
  impact:
    'Elasticsearch and Kibana accept such a CA. Strict verifiers, such as Python 3.13 and later, refuse it: "CA cert does not include key usage extension". certutil and auto-configuration made such CAs before 8.17.x, 8.18 and 9.0.',
  fix: replaceAuthority('with keyUsage=critical,keyCertSign,cRLSign', {
    before: () => [
      advice(
        at('client'),
        'Until that is done, clear VERIFY_X509_STRICT in the ssl context of the Python client. elasticsearch-certutil makes such a CA from 8.18 and 9.0 on.',
      ),
    ],
    openSearch: (context) => [
      advice(at('client'), 'Until that is done, clear VERIFY_X509_STRICT in the ssl context of the Python client.'),
      ...exchangeAuthority(context, 'Make a CA with keyUsage=critical,keyCertSign,cRLSign.'),
    ],
  }),
  source: 'elastic/elasticsearch#117769, #126376; RFC 5280 §4.2.1.3',
  ofServers: true,
  judge: (evidence) =>
    judgeIssuingAuthorities(evidence, (authorities) => {
      const found = authorities.find(({ certificate }) => certificate.isCa && certificate.keyUsage === null);
      if (!found) return { kind: 'pass' };
      const { certificate, from } = found;
      return {
        kind: 'finding',
        message: `${authorityText(found)} has no keyUsage extension.`,
        facts: { subject: certificate.subject, from, sha256: certificate.sha256 },
      };
    }),
};
