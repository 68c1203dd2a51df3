import type { Certificate } from '../../model/certificate.ts';
import { ruleText } from '../../model/rule-text.ts';
import type { Anchor, TlsContext } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import { isInForce } from '../../model/tls-context.ts';
import { day, span } from '../../wording/spans.ts';
import { caExpired } from '../certificate/ca-expired.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import type { CertificateRule, SetupCase, SetupOutcome, SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether a CA has ended: above a certificate of these files, or among those that they trust. */
export const caExpiredInSetup: SetupRule = {
  ...ruleText(caExpired),
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) =>
    withTrusted(evidence, caExpired, ({ notAfter }) =>
      notAfter < evidence.at ? `ended on ${day(notAfter)}, ${span(evidence.at.getTime() - notAfter.getTime())} ago` : null,
    ),
};

/**
 * Asks a rule on CAs of what the setup would show, and besides of each CA that it trusts.
 *
 * @param due what is to be said of a CA's dates; null where nothing
 */
export function withTrusted(evidence: SetupEvidence, rule: CertificateRule, due: (authority: Certificate) => string | null): SetupOutcome {
  const outcome = judgeConfigured(evidence, rule);
  const reported = new Set(outcome.kind === 'findings' ? outcome.cases.map(({ facts }) => facts?.sha256) : []);
  const trusted = evidence.setup.contexts
    .filter((context) => isInForce(evidence.setup, context))
    .flatMap((context) =>
      context.trust.anchors.flatMap((anchor): readonly SetupCase[] => {
        const { certificate } = anchor;
        const when = reported.has(certificate.sha256) || !certificate.isCa ? null : due(certificate);
        if (when === null) return [];
        reported.add(certificate.sha256);
        return [trustedCase(context, anchor, when, evidence)];
      }),
    );
  const cases = [...(outcome.kind === 'findings' ? outcome.cases : []), ...trusted];
  if (cases.length > 0) return { kind: 'findings', cases };
  return outcome;
}

function trustedCase(context: TlsContext, { certificate, file }: Anchor, when: string, evidence: SetupEvidence): SetupCase {
  const leftMs = certificate.notAfter.getTime() - evidence.at.getTime();
  // The JVM does not look at the dates of what it trusts, Node does.
  const kibana = context.kind === 'kibana-elasticsearch' || context.kind === 'kibana-server';
  return setupCase({
    message: `${certificate.subject}, which ${context.name} trusts, ${when}${kibana ? ': Kibana refuses what it issued' : '. Nodes do not look at the dates of a CA that they trust; other clients do'}.`,
    ...(kibana ? {} : { severity: 'low' as const }),
    context,
    places: [context.trust.place],
    files: [file],
    facts: {
      subject: certificate.subject,
      notAfter: certificate.notAfter.toISOString(),
      sha256: certificate.sha256,
      ...withinExpiresIn(evidence, leftMs),
    },
  });
}
