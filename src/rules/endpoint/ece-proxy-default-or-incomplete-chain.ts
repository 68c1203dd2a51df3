import { absentIssuer } from '../facts/absent-issuer.ts';
import { isProxyOfEce } from '../facts/proxy-of-ece.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { onPlatform } from '../remedies/platforms.ts';

const what =
  'Under Platform > Settings > TLS settings upload one PEM for the proxy: private key, certificate (with *.domain, *.fleet.domain and *.apm.domain), each intermediate, root. The same over the API: POST /api/v1/platform/configuration/security/tls/proxy.';
const upload = onPlatform(what);
const elsewhere = onPlatform(`This is the proxy of Elastic Cloud Enterprise: its administrator has to fix it there. ${what}`);

/** Whether the proxy of Elastic Cloud Enterprise serves a certificate of the operator's own, with its whole chain. */
export const eceProxyDefaultOrIncompleteChain: EndpointRule = {
  id: 'ece-proxy-default-or-incomplete-chain',
  title: 'ECE proxy sends its default or an incomplete chain',
  severity: 'medium',
  channels: ['http', 'kibana'],
  requirement:
    'The proxy of Elastic Cloud Enterprise serves a certificate that was uploaded, not the one created at installation, and sends its intermediates.',
  impact:
    'Nobody outside trusts the CA that the installation created, so clients are told to turn verification off. With an incomplete chain, some clients connect and others do not.',
  fix: byDeployment({ self: elsewhere, eck: elsewhere, ece: upload, ech: elsewhere, serverless: elsewhere }),
  source: 'Elastic docs: manage security certificates (Elastic Cloud Enterprise)',
  judge: (evidence) =>
    judgeChain(evidence, (leaf, above) => {
      const installed = [leaf, ...above].find((certificate) => madeAtInstallation.test(certificate.issuer));
      if (installed) {
        return {
          kind: 'finding',
          message: `The chain leads to ${installed.issuer}, the CA that the installation made.`,
          facts: { issuer: installed.issuer, subject: leaf.subject },
        };
      }
      if (!isProxyOfEce(evidence)) return { kind: 'not-applicable' };
      const absent = absentIssuer(evidence);
      if (!absent || absent.looks === 'root') return { kind: 'pass' };
      if (absent.looks === 'either')
        return { kind: 'unknown', because: { code: 'absent-issuer-unclear', issuer: absent.top.issuer, sought: 'sent' } };
      return {
        kind: 'finding',
        message: `The proxy does not send ${absent.top.issuer}, the intermediate that issued ${absent.top.subject}.`,
        facts: { missing: absent.top.issuer, below: absent.top.subject },
      };
    }),
};

const madeAtInstallation = /\belastic ce\b.*\broot\b|\belastic ce master\b/i;
