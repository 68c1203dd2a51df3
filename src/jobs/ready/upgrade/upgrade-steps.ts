import type { HandshakeFault } from '../../../model/handshake-prediction.ts';
import type { StageReport, UpgradePairReport, UpgradeReport, UpgradeTarget } from '../../../model/upgrade-report.ts';
import { listed } from '../../../wording/listed.ts';

type Step = UpgradeReport['steps'][number];

/** What to do, in order: certificates and settings first, each told once with all whom it concerns, then the upgrade itself. */
export function upgradeSteps(pairs: readonly UpgradePairReport[], { release }: UpgradeTarget): readonly Step[] {
  const changes = new Map<string, { readonly step: (where: string) => Step; readonly where: Set<string> }>();
  for (const pair of pairs) {
    const fault = faultOf(pair);
    if (fault === null) continue;
    const { key, at, step } = changeFor(fault, pair);
    const known = changes.get(key) ?? { step, where: new Set<string>() };
    known.where.add(at);
    changes.set(key, known);
  }
  if (changes.size === 0) return [];
  const to = release === null ? '' : ` to ${release}`;
  return [
    ...[...changes.values()].map(({ step, where }) => step(listed([...where]))),
    { text: 'Run this command again: it has to say OK before anything is upgraded.', lines: [] },
    { text: `Upgrade Elasticsearch${to} node by node, master-eligible nodes last; then Kibana; then other clients.`, lines: [] },
  ];
}

/** What an upgrade breaks, first after it, then on the way. */
function faultOf({ verdict, after, fromFirst, toFirst }: UpgradePairReport): HandshakeFault | null {
  if (verdict !== 'breaks' && verdict !== 'broken-already' && verdict !== 'breaks-on-the-way') return null;
  const broken = [after, toFirst, fromFirst].find((stage): stage is StageReport & { readonly kind: 'breaks' } => stage?.kind === 'breaks');
  return broken?.fault ?? null;
}

function changeFor(
  fault: HandshakeFault,
  { from, to, kind }: UpgradePairReport,
): { readonly key: string; readonly at: string; readonly step: (where: string) => Step } {
  const layer = kind === 'node-to-node' ? 'transport' : 'http';
  const ssl = kind === 'client-to-kibana' ? 'server.ssl' : `xpack.security.${layer}.ssl`;
  const plain = (key: string, at: string, text: (where: string) => string, lines: readonly string[] = []) => ({
    key: `${fault.code} ${key}`,
    at,
    step: (where: string): Step => ({ text: text(where), lines }),
  });
  switch (fault.code) {
    case 'own-chain-held-back':
      return fault.isRoot
        ? plain(
            fault.subject,
            to,
            (where) =>
              `On ${where}: take the root ${fault.subject} out of the chain that is served (leaf and intermediates alone), or issue the CA anew with SHA-256. Until then, in jvm.options.d:`,
            ['-Djdk.tls.SunX509KeyManager.certChecking=false'],
          )
        : plain(fault.subject, to, (where) => `On ${where}: renew ${fault.subject}, signed with SHA-256, before the node is upgraded.`);
    case 'own-certificate-not-loaded':
      return plain(
        fault.subject,
        to,
        (where) =>
          `On ${where}: renew ${fault.subject} ${fault.weakness === 'key-too-short' ? 'with a key of 2,048 bits or more' : 'signed with SHA-256'}, before Kibana is upgraded.`,
      );
    case 'no-signature-scheme':
      return plain(
        fault.key,
        to,
        (where) =>
          `On ${where}: renew the certificate with a key that ${from} accepts, such as RSA 2,048 or ECDSA P-256, before the upgrade.`,
      );
    case 'curve-not-offered':
      return plain(
        fault.curve,
        to,
        (where) => `On ${where}: renew the certificate with a key on P-256, or allow TLS 1.3, before the upgrade.`,
      );
    case 'no-common-version':
      return plain(ssl, to, (where) => `On ${where}: allow the versions that both have.`, [
        `${ssl}.supported_protocols: ["TLSv1.3", "TLSv1.2"]`,
      ]);
    case 'no-common-suite':
      return plain(
        ssl,
        to,
        (where) =>
          `On ${where}: ${ssl}.cipher_suites has nothing that both sides have after the upgrade; take the line out, so that the defaults hold, or add one of these.`,
        fault.client.slice(0, 3).map((suite) => `# ${suite}`),
      );
    case 'no-common-group':
      return plain(layer, to, (where) => `On ${where}: let the JVM have a group that both have, in jvm.options.d.`, [
        '-Djdk.tls.namedGroups=x25519,secp256r1,secp384r1,secp521r1',
      ]);
    case 'chain-refused': {
      const holder = fault.by === 'client' ? to : from;
      const subject = fault.subject ?? 'its certificate';
      return plain(
        `${fault.reason} ${subject}`,
        holder,
        (where) => `On ${where}: ${remedyFor(fault.reason, subject)} before the upgrade, on all that present or trust it.`,
      );
    }
    case 'certificate-demanded':
      return plain(to, from, (where) => `On ${where}: configure a client certificate that ${to} trusts.`);
  }
}

function remedyFor(reason: string, subject: string): string {
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
