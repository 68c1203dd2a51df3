import { sanCnOnlyName } from '../certificate/san-cn-only-name.ts';
import { sanIpAsDns } from '../certificate/san-ip-as-dns.ts';
import { sanIpMissing } from '../certificate/san-ip-missing.ts';
import { sanLocalhostOnly } from '../certificate/san-localhost-only.ts';
import { sanNameMismatch } from '../certificate/san-name-mismatch.ts';
import { sanNatOrPublicAddress } from '../certificate/san-nat-or-public-address.ts';
import { sanStaleAfterMove } from '../certificate/san-stale-after-move.ts';
import { sanWildcardScope } from '../certificate/san-wildcard-scope.ts';
import { type MismatchRule, mismatchToldBy } from '../facts/name-mismatch.ts';
import type { EndpointRule, SetupRule } from '../framework/rule.ts';
import { reissueForHttp } from '../remedies/kibana.ts';
import { judgeOverTls } from './dialled.ts';

/** Whether the certificate is for the name in elasticsearch.hosts, by the rules of Node; the rule that knows why it is not speaks. */
function nameForm({ judge: _, ...text }: EndpointRule & { readonly id: string }, told: MismatchRule): SetupRule {
  return {
    ...text,
    fix: reissueForHttp('with the name or address that elasticsearch.hosts has; or write a name that it has there'),
    products: ['kibana'],
    judge: (evidence) =>
      judgeOverTls(evidence, ({ met, context, label }) => {
        if (context.verification.value !== 'full') return { kind: 'not-applicable' };
        const { name, chain } = met.evidence;
        const [leaf] = chain;
        if (name.kind === 'not-checked' || leaf === undefined) return { kind: 'not-applicable' };
        if (name.kind === 'match' || mismatchToldBy(met.evidence, leaf) !== told) return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `Kibana dials ${label} under verificationMode full: ${name.name} is not in the certificate ${leaf.subject}; ${name.detail}.`,
          facts: { name: name.name, subject: leaf.subject, logs: "Hostname/IP does not match certificate's altnames" },
          settings: [`${context.name}.verificationMode`],
        };
      }),
  };
}

/** Names. */
export const nameRulesForKibana: readonly SetupRule[] = [
  nameForm(sanIpAsDns, 'san-ip-as-dns'),
  nameForm(sanCnOnlyName, 'san-cn-only-name'),
  nameForm(sanWildcardScope, 'san-wildcard-scope'),
  nameForm(sanLocalhostOnly, 'san-localhost-only'),
  nameForm(sanStaleAfterMove, 'san-stale-after-move'),
  nameForm(sanNatOrPublicAddress, 'san-nat-or-public-address'),
  nameForm(sanIpMissing, 'san-ip-missing'),
  nameForm(sanNameMismatch, 'san-name-mismatch'),
];
