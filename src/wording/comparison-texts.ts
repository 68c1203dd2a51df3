import type { Reason } from '../model/reasons/reason.ts';
import type { ComparisonReason } from '../model/reasons/rule-reason.ts';
import { listed } from './listed.ts';
import { nameFaultText } from './name-fault-texts.ts';
import { shortfallText } from './shortfall-text.ts';
import type { Texts } from './texts.ts';

/** @param textOf the sentence for a reason inside another */
export const comparisonTexts = (textOf: (reason: Reason) => string): Texts<ComparisonReason> => ({
  'peer-security-not-shown': ({ peer, why }) => `${peer}: ${why === null ? 'whether it uses TLS could not be seen' : textOf(why)}`,
  'peer-versions-not-shown': ({ peer }) => `not all versions that ${peer} accepts were seen`,
  'peer-suites-not-complete': ({ peer, version, gap }) =>
    `not all cipher suites that ${peer} accepts in ${version} were seen${gap === null ? '; --depth standard asks for them' : `: ${shortfallText(gap)}`}`,
  'dialled-names-unclear': ({ peer, names, why }) =>
    `the certificate of ${peer} is not for ${names.join(', ')}: ${nameFaultText(why)}; whether peers connect to it by that name, once they have found it, cannot be seen from outside`,
  'trusts-not-shown': ({ nodes }) => `whom ${listed(nodes)} would trust could not be seen`,
  'trust-of-all-cas-not-shown': ({ nodes }) => `whether ${listed(nodes)} trusts all CAs in use could not be seen`,
  'one-certificate-seen': ({ nodes }) => `${listed(nodes)} presented a certificate only once`,
  'cluster-name-not-shown': ({ undetermined, nodes }) =>
    `the cluster name could not be read at ${undetermined} of ${nodes} transport ports, nor at an HTTP port of the same address`,
  'directions-not-shown': ({ undetermined, directions }) =>
    `whom the nodes trust could not be seen in ${undetermined} of ${directions} directions`,
  'issuer-key-not-named': ({ node, issuer }) => `the certificate of ${node} does not say which key of ${issuer} signed it`,
  'transport-tls-not-shown': ({ undetermined, nodes }) => `whether ${undetermined} of ${nodes} transport ports use TLS could not be seen`,
  'seed-not-tried': ({ seed, why }) => `${seed}: ${textOf(why)}`,
  'seed-unreadable': ({ entry, detail }) => `${entry}: ${detail}`,
  'own-port-closed': ({ node }) =>
    `${node} accepts no connections: the node is not running, or listens elsewhere; its files and its log say why`,
  'cluster-name-kept': ({ nodes }) =>
    `${nodes.join(', ')}: a node with security does not tell its cluster name to clients without credentials`,
});
