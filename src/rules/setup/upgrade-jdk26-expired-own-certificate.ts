import { ruleText } from '../../model/rule-text.ts';
import { day } from '../../wording/spans.ts';
import { upgradeJdk26ExpiredOwnCertificate } from '../certificate/upgrade-jdk26-expired-own-certificate.ts';
import { judgeConfigured } from '../facts/judge-configured.ts';
import { shownBy } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** The same where the files say that nodes set up alike verify nothing. */
export const upgradeJdk26ExpiredOwnCertificateInSetup: SetupRule = {
  ...ruleText(upgradeJdk26ExpiredOwnCertificate),
  products: ['elasticsearch'],
  judge: (evidence) => {
    const unverified = shownBy(evidence, 'transport').flatMap(({ context, identity, evidence: { chain, at } }) => {
      const [leaf] = chain;
      if (context.verification.value !== 'none' || leaf === undefined || leaf.notAfter >= at) return [];
      return [
        setupCase({
          message: `The certificate ${leaf.subject} ended on ${day(leaf.notAfter)}, and ${context.name}.verification_mode none lets nodes set up alike accept it. On JDK 26 the node itself would not use it reliably.`,
          facts: { subject: leaf.subject, notAfter: leaf.notAfter.toISOString(), at: at.toISOString(), sha256: leaf.sha256 },
          context,
          settings: [`${context.name}.verification_mode`],
          places: [context.verification.place],
          files: [identity.file],
        }),
      ];
    });
    return unverified.length > 0 ? { kind: 'findings', cases: unverified } : judgeConfigured(evidence, upgradeJdk26ExpiredOwnCertificate);
  },
};
