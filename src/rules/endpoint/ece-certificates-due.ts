import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import type { FixOf } from '../../model/fix.ts';
import { day, span } from '../../wording/spans.ts';
import { noticeOfAuthority } from '../certificate/ca-expiring.ts';
import { noticeOf } from '../certificate/leaf-expiring.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import { endFacts } from '../facts/end-facts.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { checkRouteServer } from '../remedies/ece.ts';
import { uploadToProxy } from '../remedies/platforms.ts';

const upload = uploadToProxy('The proxy needs a certificate with new dates.');

const renew: FixOf = (context) => {
  const onEce = { ...context, deployment: 'ece' } as const;
  return [...upload(onEce), ...(context.eceService === 'console' ? [] : checkRouteServer)];
};

/** Whether a certificate that an administrator uploads to Elastic Cloud Enterprise ends soon, or a CA above it. */
export const eceCertificatesDue: EndpointRule = {
  id: 'ece-certificates-due',
  title: 'Certificate of the ECE proxy or Cloud UI expires soon',
  severity: 'medium',
  channels: ['http', 'kibana', 'transport'],
  requirement:
    'The certificates that the proxy and the Cloud UI of Elastic Cloud Enterprise serve do not expire within 30 days (high: within 7), nor a CA above them within 90 days. Of shorter lives it is a third. With --expires-in, none expires within that time. One that has expired is reported by leaf-expired or ca-expired.',
  impact:
    'The platform renews its inner certificates, but not these: somebody has to upload new ones. From that day on clients, browsers and Kibana of all deployments refuse the proxy.',
  fix: renew,
  source: 'Elastic docs: manage security certificates (Elastic Cloud Enterprise); elastic/docs-content#7588',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const service = uploadedFor(evidence);
    if (service === null) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf) => {
      const due = dueCertificates(evidence, leaf).sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime())[0];
      if (due === undefined) return { kind: 'pass' };
      const left = due.notAfter.getTime() - evidence.at.getTime();
      const whose = service === 'console' ? 'the Cloud UI' : 'the proxy';
      return {
        kind: 'finding',
        severity: due === leaf && left <= noticeOf(leaf).highMs ? 'high' : 'medium',
        message: `${due === leaf ? `The certificate ${due.subject} of ${whose}` : `The CA certificate ${due.subject} above that of ${whose}`} expires on ${day(due.notAfter)}, in ${span(left)}. Elastic Cloud Enterprise does not renew it.`,
        facts: {
          service,
          ...endFacts(due, evidence),
        },
      };
    });
  },
};

function dueCertificates({ authorities, at, expiresInMs }: CertificateEvidence, leaf: Certificate): Certificate[] {
  const isDue = (certificate: Certificate, noticeMs: number) => {
    const left = certificate.notAfter.getTime() - at.getTime();
    return left >= 0 && left <= Math.max(noticeMs, expiresInMs ?? 0);
  };
  return [
    ...[leaf].filter((certificate) => isDue(certificate, noticeOf(certificate).mediumMs)),
    ...authorities.map(({ certificate }) => certificate).filter((certificate) => isDue(certificate, noticeOfAuthority(certificate, 'ece'))),
  ];
}
