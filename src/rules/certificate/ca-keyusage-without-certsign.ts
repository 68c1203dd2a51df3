import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';

/** Whether the key usages of each CA allow it to sign certificates. */
export const caKeyusageWithoutCertsign: CertificateRule = {
  id: 'ca-keyusage-without-certsign',
  title: "CA's key usage does not allow signing certificates",
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "If a CA above the endpoint's own certificate lists key usages, keyCertSign is one of them. A certificate that is no CA at all is reported by ca-not-a-ca, a CA without key usages by ca-without-keyusage.",
  impact: 'Java, OpenSSL and Node.js refuse every certificate that this CA issued.',
  fix: replaceAuthority('that may sign certificates (keyCertSign)', {
    extensions: ['keyUsage=critical,keyCertSign,cRLSign'],
  }),
  source: 'RFC 5280 §4.2.1.3',
  judge: (evidence) =>
    judgeIssuingAuthorities(evidence, (authorities) => {
      const found = authorities.find(
        ({ certificate: { isCa, keyUsage } }) => isCa && keyUsage !== null && !keyUsage.includes('keyCertSign'),
      );
      if (!found) return { kind: 'pass' };
      const { certificate, from, child } = found;
      return {
        kind: 'finding',
        message: `${authorityText(found)}${child === null ? ' is a CA' : ` issued ${child.subject}`}, and its key usage (${certificate.keyUsage?.join(', ') || 'empty'}) lacks keyCertSign.`,
        facts: { subject: certificate.subject, from, keyUsage: certificate.keyUsage, sha256: certificate.sha256 },
      };
    }),
};
