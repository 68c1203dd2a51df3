import { ruleText } from '../../model/rule-text.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { legacyProtocolEnabled } from '../endpoint/legacy-protocol-enabled.ts';
import { listedLegacy } from '../facts/listed-legacy.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether settings and JVM together let in old protocol versions. */
export const legacyProtocolEnabledInSetup: SetupRule = {
  ...ruleText(legacyProtocolEnabled),
  products: ['elasticsearch', 'kibana'],
  judge: ({ setup }) => {
    if (setup.product === 'kibana') {
      const [context] = contextsOf(setup, 'kibana-server');
      if (context === undefined) return { kind: 'not-applicable' };
      const old = context.protocols.value.filter((name) => /^(?:SSLv|TLSv1$|TLSv1\.1$)/.test(name));
      if (old.length === 0) return { kind: 'pass' };
      return {
        kind: 'unknown',
        because: { code: 'node-options-not-read', protocols: old },
      };
    }
    const broken = setup.jvm?.javaSecurity?.problem ?? null;
    const cases = listedLegacy(setup).flatMap(({ context, protocols, alive }) => {
      if (alive.length === 0) return [];
      const javaSecurity = setup.jvm?.javaSecurity;
      return [
        setupCase({
          message: `${context.name} has ${alive.join(' and ')}${protocols.place === null ? ' by default' : ''}, and ${javaSecurity?.file ?? ''} takes that off the JVM's list of what is disabled.`,
          severity: alive.some((name) => name !== 'TLSv1.1') ? 'high' : 'medium',
          context,
          settings: [`${context.name}.supported_protocols`, 'java.security.properties'],
          places: [protocols.place, javaSecurity?.place ?? null],
          facts: { protocols: alive },
        }),
      ];
    });
    return casesOr(cases, broken === null ? { kind: 'pass' } : { kind: 'unknown', because: { code: 'jvm-disables-unknown', why: broken } });
  },
};
