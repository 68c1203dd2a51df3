import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import { ruleText } from '../../model/rule-text.ts';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { sanPublishAddressMissing } from '../endpoint/san-publish-address-missing.ts';
import { shownBy, unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether the transport certificate bears the address that the node publishes. */
export const sanPublishAddressMissingInSetup: SetupRule = {
  ...ruleText(sanPublishAddressMissing),
  products: ['elasticsearch'],
  judge: (evidence) => {
    const { setup } = evidence;
    const shown = shownBy(evidence, 'transport').filter(({ context }) => context.verification.value === 'full');
    if (shown.length === 0) {
      const missing = unreadIn(setup, 'transport');
      return missing === null ? { kind: 'not-applicable' } : { kind: 'unknown', because: missing };
    }
    if (!bindsBeyondLoopback(setup.facts)) return { kind: 'not-applicable' };
    if (shown.every(({ names }) => names.length === 0)) return { kind: 'unknown', because: { code: 'published-address-left-to-machine' } };
    const cases = shown.flatMap(({ context, identity, names }) =>
      names.flatMap((name) =>
        name.kind === 'mismatch'
          ? [
              setupCase({
                message: `The node publishes ${name.name}, but its certificate does not cover it: ${nameFaultText(name.because)}.`,
                // The peers' verification_mode counts, and is likely the same.
                certainty: 'likely',
                context,
                places: [setup.settings.findLast(({ key }) => /^(?:transport|network)\.(?:publish_host|host)$/.test(key))?.place ?? null],
                files: [identity.file],
                facts: { name: name.name },
              }),
            ]
          : [],
      ),
    );
    return casesOr(cases, { kind: 'pass' });
  },
};
