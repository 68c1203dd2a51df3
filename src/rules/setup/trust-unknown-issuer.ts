import { ruleText } from '../../model/rule-text.ts';
import { pathless, trustUnknownIssuer } from '../certificate/trust-unknown-issuer.ts';
import { absentIssuer } from '../facts/absent-issuer.ts';
import { lookalikeAnchors } from '../facts/lookalike-anchors.ts';
import { shownBy, unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { asGiven } from './trust-missing-intermediate.ts';

/** Whether a node would accept a peer that shows its own certificate. */
export const trustUnknownIssuerInSetup: SetupRule = {
  ...ruleText(trustUnknownIssuer),
  products: ['elasticsearch'],
  judge: (evidence) => {
    const { setup } = evidence;
    const judged = shownBy(evidence, 'transport', 'transport-profile').filter(
      ({ context: { trust } }) => trust.kind === 'anchors' && !trust.publicRoots,
    );
    const cases = judged.flatMap(({ context, identity, evidence: shown }) => {
      const [leaf] = shown.chain;
      const { jsse17, jsse25 } = shown.peers?.verdicts ?? {};
      if (leaf === undefined || jsse17?.kind !== 'untrusted' || jsse25?.kind !== 'untrusted' || !pathless.has(jsse25.reason)) return [];
      // Both have rules of their own.
      if (lookalikeAnchors(shown).length > 0 || absentIssuer(asGiven(shown))?.looks === 'intermediate') return [];
      return [
        setupCase({
          message: `The node does not trust its own certificate ${leaf.subject}${leaf.selfSigned ? ', which is self-signed' : `, issued by ${leaf.issuer}`}: a peer with the same trust would refuse it, and this node a peer with such a certificate.`,
          severity: 'high',
          // The peers may have another trust, and other certificates.
          certainty: 'likely',
          context,
          places: [context.trust.place],
          files: [identity.file, ...new Set(context.trust.anchors.map(({ file }) => file))],
          facts: {
            subject: leaf.subject,
            issuer: leaf.issuer,
            trusted: context.trust.anchors.slice(0, 10).map(({ certificate }) => certificate.subject),
          },
        }),
      ];
    });
    const missing = unreadIn(setup, 'transport', 'transport-profile');
    if (missing !== null) return casesOr(cases, { kind: 'unknown', because: missing });
    return casesOr(cases, judged.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};
