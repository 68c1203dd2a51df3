import { ruleText } from '../../model/rule-text.ts';
import { settingOf } from '../../model/tls-context.ts';
import { remoteOthernameMissing } from '../certificate/remote-othername-missing.ts';
import { shownBy, unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether a node whose trust is restricted to names has such a name itself. */
export const remoteOthernameMissingInSetup: SetupRule = {
  ...ruleText(remoteOthernameMissing),
  products: ['elasticsearch'],
  judge: (evidence) => {
    const { setup } = evidence;
    const restricted = settingOf(setup, 'xpack.security.transport.ssl.trust_restrictions.path');
    if (restricted === null) return { kind: 'not-applicable' };
    const fields = settingOf(setup, 'xpack.security.transport.ssl.trust_restrictions.x509_fields')?.value ?? [];
    const byDns = (typeof fields === 'string' ? fields.split(',') : fields).some((field) => /dnsName/i.test(field));
    const shown = shownBy(evidence, 'transport');
    const cases = shown.flatMap(({ context, identity, evidence: { chain } }) => {
      const [leaf] = chain;
      if (leaf === undefined || (leaf.subjectAltNames ?? []).some(({ kind }) => kind === 'other' || (byDns && kind === 'dns'))) return [];
      return [
        setupCase({
          message: `Transport takes certificates with certain names alone (${restricted.key}), and ${leaf.subject} has none that counts: nodes set up alike refuse it.`,
          // What the file with the restrictions says was not read.
          certainty: 'likely',
          context,
          settings: [restricted.key],
          places: [restricted.place],
          files: [identity.file],
        }),
      ];
    });
    const missing = unreadIn(setup, 'transport');
    if (shown.length === 0) return missing === null ? { kind: 'not-applicable' } : { kind: 'unknown', because: missing };
    return casesOr(cases, { kind: 'pass' });
  },
};
