import type { FixOf } from '../../model/fix.ts';
import { absentIssuer } from '../facts/absent-issuer.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { uploadToProxy } from '../remedies/platforms.ts';

const upload = uploadToProxy(
  'The proxy needs a certificate of your own, with *.domain, *.fleet.domain and *.apm.domain among its names, and its whole chain.',
);
const elsewhere: FixOf = (context) => upload({ ...context, deployment: 'ece' });

/** Whether the proxy of Elastic Cloud Enterprise serves a certificate of the operator's own, with its whole chain. */
export const eceProxyDefaultOrIncompleteChain: EndpointRule = {
  id: 'ece-proxy-default-or-incomplete-chain',
  title: 'ECE proxy sends its default or an incomplete chain',
  severity: 'medium',
  channels: ['http', 'kibana', 'transport'],
  requirement:
    'The proxy and the Cloud UI of Elastic Cloud Enterprise serve certificates that were uploaded, not those created at installation, and the proxy sends its intermediates.',
  impact:
    'Nobody outside trusts the CA that the installation created, so clients are told to turn verification off. With an incomplete chain, some clients connect and others do not.',
  fix: byDeployment({ self: elsewhere, eck: elsewhere, ece: upload, ech: elsewhere, serverless: elsewhere }),
  source: 'Elastic docs: manage security certificates (Elastic Cloud Enterprise)',
  judge: (evidence) => {
    const { channel, eceService } = evidence;
    // Between its own hosts the platform goes by its own CAs, and a node that is reached through the proxy shows its own certificate.
    if (eceService === 'internal' || eceService === 'remote-clusters') return { kind: 'not-applicable' };
    if (channel === 'transport' && eceService === undefined) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf, above) => {
      const installed = [leaf, ...above].find((certificate) => madeAtInstallation.test(certificate.issuer));
      if (installed) {
        return {
          kind: 'finding',
          message: `The chain leads to ${installed.issuer}, the CA that the installation made.`,
          facts: { issuer: installed.issuer, subject: leaf.subject },
        };
      }
      if (uploadedFor(evidence) !== 'proxy') return { kind: 'not-applicable' };
      const absent = absentIssuer(evidence);
      if (!absent || absent.looks === 'root') return { kind: 'pass' };
      if (absent.looks === 'either')
        return { kind: 'unknown', because: { code: 'absent-issuer-unclear', issuer: absent.top.issuer, sought: 'sent' } };
      return {
        kind: 'finding',
        message: `The proxy does not send ${absent.top.issuer}, the intermediate that issued ${absent.top.subject}.`,
        facts: { missing: absent.top.issuer, below: absent.top.subject },
      };
    });
  },
};

const madeAtInstallation = /\belastic ce\b.*\broot\b|\belastic ce master\b/i;
