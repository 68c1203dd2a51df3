import type { Reason } from '../model/reasons/reason.ts';
import type { ComparisonReason } from '../model/reasons/rule-reason.ts';
import { listed } from './listed.ts';
import { shortfallText } from './shortfall-text.ts';
import type { Texts } from './texts.ts';

/** @param textOf the sentence for a reason inside another */
export const comparisonTexts = (textOf: (reason: Reason) => string): Texts<ComparisonReason> => ({
  'peer-security-not-shown': ({ peer, why }) => `${peer}: ${why === null ? 'whether it speaks TLS did not show' : textOf(why)}`,
  'peer-versions-not-shown': ({ peer }) => `not all versions that ${peer} accepts showed`,
  'peer-suites-not-complete': ({ peer, version, gap }) =>
    `not all cipher suites that ${peer} takes in ${version} showed${gap === null ? '; --depth standard asks for them' : `: ${shortfallText(gap)}`}`,
  'dialled-names-unclear': ({ peer, names, detail }) =>
    `the certificate of ${peer} is not for ${names.join(', ')}: ${detail}; whether peers connect to it by that name, once they have found it, cannot be seen from outside`,
  'pair-undecided': ({ from, to, detail }) => `${from} to ${to}: ${detail}`,
  'trusts-not-shown': ({ nodes }) => `whom ${listed(nodes)} would trust did not show`,
  'trust-of-all-cas-not-shown': ({ nodes }) => `whether ${listed(nodes)} trusts all CAs in use did not show`,
  'one-certificate-seen': ({ nodes }) => `${listed(nodes)} showed a certificate once only`,
  'cluster-name-not-shown': ({ undetermined, nodes }) =>
    `the cluster name did not show at ${undetermined} of ${nodes} transport ports, nor at an HTTP port of the same address`,
  'directions-not-shown': ({ undetermined, directions }) =>
    `whom the nodes trust did not show in ${undetermined} of ${directions} directions`,
  'issuer-key-not-named': ({ node, issuer }) => `the certificate of ${node} does not say which key of ${issuer} signed it`,
  'transport-tls-not-shown': ({ undetermined, nodes }) => `whether ${undetermined} of ${nodes} transport ports speak TLS did not show`,
  'seed-not-tried': ({ seed, why }) => `${seed}: ${textOf(why)}`,
  'seed-unreadable': ({ entry, detail }) => `${entry}: ${detail}`,
  'own-port-closed': ({ node }) =>
    `${node} takes no connections: the node does not run, or listens elsewhere; its files and its log tell why`,
  'cluster-name-kept': ({ nodes }) => `${nodes.join(', ')}: a node with security keeps its cluster name from those without credentials`,
});
