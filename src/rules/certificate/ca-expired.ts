import { day, span } from '../../wording/spans.ts';
import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import { orInFile } from '../facts/listed-certificates.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { distributeRenewed, renewAuthority } from '../remedies/renew-authority.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';
import { advice, at, command } from '../remedies/steps.ts';

/** Whether a CA above the endpoint's certificate has ended. */
export const caExpired: CertificateRule = {
  id: 'ca-expired',
  title: 'CA certificate has expired',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "No CA certificate above the endpoint's own has expired, as far as it was sent or given. Where the REST API was asked, no CA certificate in the trust files of the node has expired (medium).",
  impact:
    'Java ignores the dates of a CA that it trusts, while Node.js, OpenSSL and browsers do not. The cluster stays green, but Kibana and clients fail with "certificate has expired", although the endpoint\'s own certificate is valid. An expired intermediate stops Java nodes as well.',
  fix: replaceAuthority('with new dates', {
    self: (context) => [
      ...renewAuthority(context),
      ...distributeRenewed(context),
      advice(at('ca-machine'), 'If the key of the CA is lost or was exposed, replace the CA instead: handclasp explain ca-expiring.'),
    ],
    openSearch: (context) => [
      advice(
        at('every-node'),
        'Do not restart a node yet: OpenSearch does not start if the CA of its own certificate has expired in its trust file.',
      ),
      ...renewAuthority(context),
      command(at('every-node'), 'Replace the expired CA certificate with the renewed one.', 'cp renewed-ca.crt TRUST_FILE'),
      advice(
        at('client'),
        'Give the renewed CA certificate to OpenSearch Dashboards (opensearch.ssl.certificateAuthorities) and to the other clients. A new CA, with new certificates from it, is as good.',
      ),
    ],
  }),
  source: 'Elastic docs: update certificates with a different CA; RFC 5280 §6.1.3',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeIssuingAuthorities(evidence, (authorities) => {
        const { at, trust } = evidence;
        const ended = authorities.find(({ certificate }) => certificate.notAfter < at);
        if (!ended) return { kind: 'pass' };
        const { certificate, from } = ended;
        // Re-issued with the same key: whoever holds the newer certificate has a path that does not pass here.
        const avoided = trust.kind === 'trusted' && !trust.path.some(({ sha256 }) => sha256 === certificate.sha256);
        const since = `${authorityText(ended)} ended on ${day(certificate.notAfter)}, ${span(at.getTime() - certificate.notAfter.getTime())} ago`;
        return {
          kind: 'finding',
          ...(avoided ? { severity: 'medium' as const } : {}),
          message: avoided ? `${since}. The trust that was given holds a newer certificate of it; others may not.` : `${since}.`,
          facts: {
            subject: certificate.subject,
            from,
            notAfter: certificate.notAfter.toISOString(),
            sha256: certificate.sha256,
            selfSigned: certificate.selfSigned,
            ...withinExpiresIn(evidence, 0),
          },
        };
      }),
      { withKey: false, fromMs: Number.NEGATIVE_INFINITY, untilMs: -1, severity: 'medium' },
    ),
};
