import type { Reason } from '../../model/reasons/reason.ts';
import { ruleText } from '../../model/rule-text.ts';
import type { TlsContext } from '../../model/setup.ts';
import { isInForce } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { noCommonCipher } from '../pair/no-common-cipher.ts';

/** Whether a node could use any suite of its own list with its own key. */
export const noCommonCipherInSetup: SetupRule = {
  ...ruleText(noCommonCipher),
  products: ['elasticsearch'],
  judge: ({ setup, shown }) => {
    const listening = setup.contexts.filter((context) => isInForce(setup, context) && context.clientAuthentication !== null);
    const judged = listening.map((context) => ({
      context,
      kinds: shown.filter((one) => one.context === context).flatMap(({ identity: { chain } }) => chain[0]?.publicKey.algorithm ?? []),
    }));
    const cases = judged.flatMap(({ context, kinds }) => {
      const { value, place } = context.cipherSuites;
      if (place === null || kinds.length === 0 || kinds.some((kind) => value.some((suite) => isOfUse(suite, kind, context)))) return [];
      return [
        setupCase({
          message: `None of the suites in ${context.name}.cipher_suites can be used with a key of ${[...new Set(kinds)].join(' or ')} and ${context.protocols.value.join(', ')}: every handshake fails.`,
          context,
          settings: [`${context.name}.cipher_suites`],
          places: [place],
          facts: { cipherSuites: value.slice(0, 20), keys: kinds, protocols: context.protocols.value },
        }),
      ];
    });
    const blind = judged.find(({ context, kinds }) => context.cipherSuites.place !== null && kinds.length === 0);
    const because: Reason | null =
      blind === undefined
        ? null
        : (unreadMaterial(setup, { context: blind.context }) ?? { code: 'context-key-not-shown', context: blind.context.name });
    if (because !== null) return casesOr(cases, { kind: 'unknown', because });
    return casesOr(cases, listening.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};

/** Whether a suite goes with a key, in some version that is on. In TLS 1.3 the key does not matter. */
function isOfUse(suite: string, kind: string, { protocols: { value } }: TlsContext): boolean {
  if (!suite.includes('_WITH_')) return suite.startsWith('TLS_') && value.includes('TLSv1.3');
  if (!value.some((version) => version !== 'TLSv1.3')) return false;
  if (suite.includes('_anon_') || suite.includes('_NULL_')) return false;
  const signs = /_(RSA|ECDSA|DSS)_WITH_/.exec(suite)?.[1];
  if (kind === 'RSA') return signs === 'RSA';
  if (kind === 'RSA-PSS') return suite.startsWith('TLS_ECDHE_RSA_') || suite.startsWith('TLS_DHE_RSA_');
  if (kind === 'DSA') return signs === 'DSS';
  return kind === 'EC' || kind.startsWith('Ed') ? signs === 'ECDSA' : true;
}
