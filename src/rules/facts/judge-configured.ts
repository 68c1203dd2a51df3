import type { Reason } from '../../model/reasons/reason.ts';
import type { ConfiguredCertificate, SetupEvidence } from '../../model/setup-evidence.ts';
import { channelOf, isInForce, useOf } from '../../model/tls-context.ts';
import { hasSay } from '../framework/judge-certificate.ts';
import type { CertificateRule, SetupOutcome } from '../framework/rule.ts';
import { setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { withoutGiving } from './without-giving.ts';

/** Asks a rule on certificates of each that the setup would show. */
export function judgeConfigured(evidence: SetupEvidence, rule: CertificateRule): SetupOutcome {
  const { setup } = evidence;
  const contexts = setup.contexts.filter(
    (context) => isInForce(setup, context) && hasSay(rule, { channel: channelOf[context.kind], use: useOf(context) }),
  );
  const judged = evidence.shown.filter(({ context }) => contexts.includes(context));
  const outcomes = judged.map((shown) => ({ shown, outcome: rule.judge(shown.evidence) }));
  const cases = outcomes.flatMap(({ shown, outcome }) =>
    outcome.kind === 'finding'
      ? setupCase({
          message: outcome.message,
          ...(outcome.severity === undefined ? {} : { severity: outcome.severity }),
          facts: { ...outcome.facts, ...(shown.identity.alias === null ? {} : { alias: shown.identity.alias }) },
          // Of several keys in a store the JVM takes one.
          certainty: shown.context.identities.length > 1 ? 'likely' : 'proven',
          context: shown.context,
          places: [placeOfCertificate(shown)],
          files: [shown.identity.file],
        })
      : [],
  );
  if (cases.length > 0) return { kind: 'findings', cases };
  const [undetermined] = outcomes.flatMap(({ shown: { context }, outcome }): readonly Reason[] =>
    outcome.kind === 'unknown'
      ? [{ code: 'context-undetermined', context: context.name, why: context.trust.because ?? withoutGiving(outcome.because) }]
      : [],
  );
  const blind = contexts.filter((context) => !judged.some((shown) => shown.context === context));
  const missing = undetermined ?? blind.map((context) => unreadMaterial(setup, { context })).find((because) => because !== null) ?? null;
  if (missing !== null) return { kind: 'unknown', because: missing };
  return judged.length === 0 || outcomes.every(({ outcome }) => outcome.kind === 'not-applicable')
    ? { kind: 'not-applicable' }
    : { kind: 'pass' };
}

function placeOfCertificate({ context, identity }: ConfiguredCertificate) {
  return context.files.find(({ path, setting }) => path === identity.file && !/truststore|uthorities/.test(setting))?.place ?? null;
}
