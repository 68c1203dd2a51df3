import { ruleText } from '../../model/rule-text.ts';
import { withoutFullStop } from '../../wording/full-stop.ts';
import type { DiagnosticRule } from '../framework/rule.ts';
import { upgradeTlsBreakers } from '../setup/upgrade-tls-breakers.ts';

/** Whether Elasticsearch itself names settings of TLS that the next major release has removed (`GET _migration/deprecations`). */
export const upgradeTlsBreakersInDiagnostic: DiagnosticRule = {
  ...ruleText(upgradeTlsBreakers),
  judge: ({ diagnostic: { deprecations, product, node, cluster } }) => {
    if (product !== 'elasticsearch') return { kind: 'not-applicable' };
    if (deprecations.kind !== 'told') return { kind: 'unknown', because: deprecations.because };
    const ofTls = deprecations.value.filter(({ message, details }) => isOfTls(message) || (details !== null && isOfTls(details)));
    if (ofTls.length === 0) return { kind: 'pass' };
    const subject = (cluster.kind === 'told' ? cluster.value.clusterName : null) ?? node ?? 'the cluster';
    return {
      kind: 'findings',
      cases: ofTls.map(({ level, message, details, url }) => ({
        message: `${withoutFullStop(message)}${details === null ? '' : `: ${withoutFullStop(details)}`}.`,
        ...(level === 'critical' ? { severity: 'high' as const } : {}),
        subjects: [subject],
        facts: { level, ...(url === null ? {} : { url }) },
      })),
    };
  },
};

function isOfTls(text: string): boolean {
  return /\b(?:ssl|tls|TLSv1(?:\.\d)?|keystore|truststore|certificate|cipher|jks|pkcs)/i.test(text);
}
