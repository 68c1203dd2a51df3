import { ruleText } from '../../model/rule-text.ts';
import { contextsOf, isTransport } from '../../model/tls-context.ts';
import { transportTrustsPublicCas } from '../endpoint/transport-trusts-public-cas.ts';
import { unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether the trust of transport is the cluster's own. */
export const transportTrustsPublicCasInSetup: SetupRule = {
  ...ruleText(transportTrustsPublicCas),
  products: ['elasticsearch'],
  judge: ({ setup, shown }) => {
    const contexts = contextsOf(setup, 'transport', 'transport-profile');
    const unset = contexts
      .filter(({ trust }) => trust.publicRoots)
      .map((context) =>
        setupCase({
          message: `Neither ${context.name}.certificate_authorities nor truststore.path is set: every public root that the JVM knows is trusted.`,
          // A profile may take what it does not set from transport.
          certainty: context.kind === 'transport' ? 'proven' : 'likely',
          context,
          settings: [`${context.name}.certificate_authorities`, `${context.name}.truststore.path`],
          places: [context.enabled.place],
        }),
      );
    const named = shown.flatMap(({ context, evidence }) => {
      const [first, ...more] =
        isTransport(context) && !context.trust.publicRoots ? (evidence.acceptableIssuers ?? []).filter(({ publicRoot }) => publicRoot) : [];
      if (first === undefined) return [];
      const message = `Among the CAs that it trusts is ${first.name}${more.length > 0 ? `, and ${more.length} more public roots` : ''}.`;
      return [setupCase({ message, context, places: [context.trust.place], facts: { publicRoots: more.length + 1 } })];
    });
    if (contexts.length === 0) return { kind: 'not-applicable' };
    const unread = unreadIn(setup, 'transport', 'transport-profile');
    return casesOr([...unset, ...named], unread === null ? { kind: 'pass' } : { kind: 'unknown', because: unread });
  },
};
