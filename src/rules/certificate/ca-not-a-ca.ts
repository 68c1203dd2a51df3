import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';

/** Whether what issued the endpoint's certificate is a CA by its own words. */
export const caNotACa: CertificateRule = {
  id: 'ca-not-a-ca',
  title: 'Issuer is not a CA',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'Each certificate that issued another one in the chain has CA:TRUE in its basicConstraints.',
  impact: 'Java, OpenSSL and Node.js refuse a chain through a certificate that is not allowed to issue others.',
  fix: replaceAuthority('with CA:TRUE in its basicConstraints', {
    extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'],
  }),
  source: 'RFC 5280 §4.2.1.9',
  ofChains: true,
  judge: (evidence) =>
    judgeIssuingAuthorities(evidence, (authorities) => {
      const found = authorities.find(({ certificate, child }) => !certificate.isCa && child !== null);
      if (!found?.child) return { kind: 'pass' };
      const { certificate, from, child } = found;
      return {
        kind: 'finding',
        message: `${authorityText(found)} issued ${child.subject} and is not a CA: its basicConstraints do not have CA:TRUE.`,
        facts: { subject: certificate.subject, from, issued: child.subject, sha256: certificate.sha256 },
      };
    }),
};
