import type { EndpointEvidence, NameMismatch } from '../../model/evidence.ts';
import { ruleText } from '../../model/rule-text.ts';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { sanIpAsDns } from '../certificate/san-ip-as-dns.ts';
import { sanWildcardScope } from '../certificate/san-wildcard-scope.ts';
import { sanCnOnlyName } from '../endpoint/san-cn-only-name.ts';
import { sanIpMissing } from '../endpoint/san-ip-missing.ts';
import { sanLocalhostOnly } from '../endpoint/san-localhost-only.ts';
import { sanNameMismatch } from '../endpoint/san-name-mismatch.ts';
import { sanNatOrPublicAddress } from '../endpoint/san-nat-or-public-address.ts';
import { sanStaleAfterMove } from '../endpoint/san-stale-after-move.ts';
import { judgeHostsOverTls } from '../facts/elasticsearch-hosts.ts';
import type { EndpointRule, SetupRule } from '../framework/rule.ts';
import { reissueForHttp } from '../remedies/kibana.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';

/** Whether the certificate is for the name in elasticsearch.hosts, by the rules of Node; the rule that knows why it is not speaks. */
function nameForm(rule: EndpointRule, reported: NameMismatch): SetupRule {
  return {
    ...ruleText(rule),
    fix: reissueForHttp('with the name or address that elasticsearch.hosts has', { eck: subjectAltNames }),
    products: ['kibana'],
    judge: (evidence) =>
      judgeHostsOverTls(evidence, ({ met, context, label }) => {
        if (context.verification.value !== 'full') return { kind: 'not-applicable' };
        const { name, chain } = met.evidence;
        const [leaf] = chain;
        if (name.kind === 'not-checked' || leaf === undefined) return { kind: 'not-applicable' };
        if (name.kind === 'match' || met.evidence.mismatch !== reported) return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `Kibana connects to ${label} under verificationMode full: ${name.name} is not in the certificate ${leaf.subject}; ${nameFaultText(name.because)}.`,
          facts: { name: name.name, subject: leaf.subject, logs: "Hostname/IP does not match certificate's altnames" },
          settings: [`${context.name}.verificationMode`],
        };
      }),
  };
}

/** By why a certificate is not for the name in elasticsearch.hosts: the rule that tells it. */
const ruleOfMismatch: Readonly<Record<NameMismatch, EndpointRule>> = {
  'address-as-dns': sanIpAsDns,
  'common-name-alone': sanCnOnlyName,
  'wildcard-beside': sanWildcardScope,
  'localhost-alone': sanLocalhostOnly,
  'former-addresses': sanStaleAfterMove,
  'outside-name': sanNatOrPublicAddress,
  'address-missing': sanIpMissing,
  'name-missing': sanNameMismatch,
};

/** Names. */
export const nameRulesForKibana: readonly SetupRule[] = (Object.keys(ruleOfMismatch) as NameMismatch[]).map((reported) =>
  nameForm(ruleOfMismatch[reported], reported),
);

/**
 * The rule of what an endpoint's certificate lacks of the name that was connected to: whether that matters, Kibana's verificationMode decides. Null where it lacks nothing, and where
 * the certificate is at fault whatever it is connected to by.
 */
export function ruleOfConnectedName({ mismatch }: EndpointEvidence): string | null {
  return mismatch === null || mismatch === 'address-as-dns' ? null : ruleOfMismatch[mismatch].id;
}
