import type { HandshakeFault } from '../../../model/handshake-prediction.ts';
import type { UpgradeChange, UpgradeStepFact } from '../../../model/reasons/upgrade-change.ts';
import type { StageReport, UpgradePairReport, UpgradeReport, UpgradeTarget } from '../../../model/upgrade-report.ts';
import { upgradeStepText } from '../../../wording/upgrade-texts.ts';

type Step = UpgradeReport['steps'][number];

/** What to do, in order: certificates and settings first, each told once with all whom it concerns, then the upgrade itself. */
export function upgradeSteps(pairs: readonly UpgradePairReport[], { release }: UpgradeTarget): readonly Step[] {
  const changes = new Map<string, Change & { readonly where: Set<string> }>();
  for (const pair of pairs) {
    const fault = faultOf(pair);
    if (fault === null) continue;
    const { at, ...change } = changeFor(fault, pair);
    const known = changes.get(change.key) ?? { ...change, where: new Set<string>() };
    known.where.add(at);
    changes.set(change.key, known);
  }
  if (changes.size === 0) return [];
  return [
    ...[...changes.values()].map(({ what, lines, where }) => stepOf({ ...what, where: [...where] }, lines)),
    stepOf({ code: 'check-again' }),
    stepOf({ code: 'upgrade', release }),
  ];
}

function stepOf(fact: UpgradeStepFact, lines: readonly string[] = []): Step {
  return { code: fact.code, where: 'where' in fact ? fact.where : [], text: upgradeStepText(fact), lines };
}

/** What an upgrade breaks, first after it, then on the way. */
function faultOf({ verdict, after, fromFirst, toFirst }: UpgradePairReport): HandshakeFault | null {
  if (verdict !== 'breaks' && verdict !== 'broken-already' && verdict !== 'breaks-on-the-way') return null;
  const broken = [after, toFirst, fromFirst].find((stage): stage is StageReport & { readonly kind: 'breaks' } => stage?.kind === 'breaks');
  return broken?.fault ?? null;
}

/** `key`: the same for what is told once. */
type Change = { readonly key: string; readonly what: UpgradeChange; readonly lines: readonly string[] };

/** `at`: where it is carried out. */
function changeFor(fault: HandshakeFault, { from, to, kind }: UpgradePairReport): Change & { readonly at: string } {
  const layer = kind === 'node-to-node' ? 'transport' : 'http';
  const settings = kind === 'client-to-kibana' ? 'server.ssl' : `xpack.security.${layer}.ssl`;
  const change = (about: string, at: string, what: UpgradeChange, lines: readonly string[] = []) => ({
    key: `${fault.code} ${about}`,
    at,
    what,
    lines,
  });
  switch (fault.code) {
    case 'own-chain-held-back': {
      const { subject, isRoot } = fault;
      return isRoot
        ? change(subject, to, { code: 'leave-root-out', subject }, ['-Djdk.tls.SunX509KeyManager.certChecking=false'])
        : change(subject, to, { code: 'renew-with-sha-256', subject });
    }
    case 'own-certificate-not-loaded':
      return change(fault.subject, to, { code: 'renew-to-be-loaded', subject: fault.subject, weakness: fault.weakness });
    case 'no-signature-scheme':
      return change(fault.key, to, { code: 'renew-with-other-key', peer: from });
    case 'curve-not-offered':
      return change(fault.curve, to, { code: 'renew-on-common-curve' });
    case 'no-common-version':
      return change(settings, to, { code: 'allow-common-version' }, [`${settings}.supported_protocols: ["TLSv1.3", "TLSv1.2"]`]);
    case 'no-common-suite':
      return change(
        settings,
        to,
        { code: 'allow-common-suite', settings },
        fault.client.slice(0, 3).map((suite) => `# ${suite}`),
      );
    case 'no-common-group':
      return change(layer, to, { code: 'allow-common-group' }, ['-Djdk.tls.namedGroups=x25519,secp256r1,secp384r1,secp521r1']);
    case 'chain-refused': {
      const { reason, subject } = fault;
      const holder = fault.by === 'client' ? to : from;
      return change(`${reason} ${subject ?? ''}`, holder, { code: 'replace-refused', reason, subject });
    }
    case 'certificate-demanded':
      return change(to, from, { code: 'configure-client-certificate', peer: to });
  }
}
