import type { UpgradeChange, UpgradeStepFact } from '../model/reasons/upgrade-change.ts';
import type { UpgradePairReport } from '../model/upgrade-report.ts';
import type { RefusalReason } from '../model/verify-reason.ts';
import { listed } from './listed.ts';
import type { Texts } from './texts.ts';

/** Behind `On es01: `. */
const changeTexts: Texts<UpgradeChange> = {
  'leave-root-out': ({ subject }) =>
    `take the root ${subject} out of the chain that is served (leaf and intermediates alone), or issue the CA anew with SHA-256. Until then, in jvm.options.d:`,
  'renew-with-sha-256': ({ subject }) => `renew ${subject}, signed with SHA-256, before the node is upgraded.`,
  'renew-to-be-loaded': ({ subject, weakness }) =>
    `renew ${subject} ${weakness === 'key-too-short' ? 'with a key of 2,048 bits or more' : 'signed with SHA-256'}, before Kibana is upgraded.`,
  'renew-with-other-key': ({ peer }) =>
    `renew the certificate with a key that ${peer} accepts, such as RSA 2,048 or ECDSA P-256, before the upgrade.`,
  'renew-on-common-curve': () => 'renew the certificate with a key on P-256, or allow TLS 1.3, before the upgrade.',
  'allow-common-version': () => 'allow the versions that both have.',
  'allow-common-suite': ({ settings }) =>
    `${settings}.cipher_suites has nothing that both sides have after the upgrade; take the line out, so that the defaults hold, or add one of these.`,
  'allow-common-group': () => 'let the JVM have a group that both have, in jvm.options.d.',
  'replace-refused': ({ reason, subject }) =>
    `${replacementText(reason, subject ?? 'its certificate')} before the upgrade, on all that present or trust it.`,
  'configure-client-certificate': ({ peer }) => `configure a client certificate that ${peer} trusts.`,
};

/** A step on the way to an upgrade, as a sentence. */
export function upgradeStepText(step: UpgradeStepFact): string {
  switch (step.code) {
    case 'check-again':
      return 'Run this command again: it has to say OK before anything is upgraded.';
    case 'upgrade':
      return `Upgrade Elasticsearch${step.release === null ? '' : ` to ${step.release}`} node by node, master-eligible nodes last; then Kibana; then other clients.`;
    default:
      return `On ${listed(step.where)}: ${(changeTexts[step.code] as (change: UpgradeChange) => string)(step)}`;
  }
}

/** What has to hold of each kind of pair. */
export const upgradeTitles: Readonly<Record<UpgradePairReport['kind'], string>> = {
  'node-to-node': 'Nodes connect to each other during and after the upgrade',
  'kibana-to-node': 'Kibana connects to Elasticsearch during and after the upgrade',
  'client-to-node': 'Clients that connect to Elasticsearch today connect after the upgrade',
  'client-to-kibana': 'Clients that connect to Kibana today connect after the upgrade',
};

/** What a prediction of a JDK rests on that was not asked itself. `proposals`: the issues and JEPs that say what it does. */
export function sourceOfJdkText(jdk: number, proposals: readonly string[]): string {
  return `JDK ${jdk}: by its source code, ${proposals.join(' and ')}`;
}

function replacementText(reason: RefusalReason, subject: string): string {
  switch (reason) {
    case 'weak-key':
      return `issue ${subject} anew with a key of 2,048 bits or more, or ECDSA P-256,`;
    case 'weak-signature':
      return `have ${subject} signed anew with SHA-256`;
    case 'expired':
    case 'ca-expired':
      return `renew ${subject}, which has expired,`;
    default:
      return `renew ${subject} so that it is accepted`;
  }
}
