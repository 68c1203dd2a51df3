import { listedLegacy } from '../facts/listed-legacy.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { setting } from '../remedies/settings-edit.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether every version that the settings list is one that the JVM speaks. */
export const legacyProtocolListedButDead: SetupRule = {
  id: 'legacy-protocol-listed-but-dead',
  title: 'Listed protocol version is disabled in the JVM',
  severity: 'low',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'supported_protocols lists only TLSv1.3 and TLSv1.2. Where it lists nothing that the JVM supports, it is critical.',
  impact:
    'The JDK disables older versions. Listing them has no effect, and readers of the file believe that they are on. Where nothing else is listed, every handshake fails.',
  fix: filesFix((context) => [
    setting(context, 'every-node', 'Name the versions that the JVM speaks.', {
      [`${prefixOf(context)}.supported_protocols`]: ['TLSv1.3', 'TLSv1.2'],
    }),
    ...rollingRestart(context),
  ]),
  source: 'Elastic docs: supported SSL/TLS versions by JDK version; JDK: jdk.tls.disabledAlgorithms',
  judge: ({ setup }) => {
    const broken = setup.jvm?.javaSecurity?.problem ?? null;
    const cases = listedLegacy(setup).flatMap(({ context, protocols, alive, dead }) => {
      if (protocols.place === null || dead.length === 0 || broken !== null) return [];
      const left = protocols.value.filter((name) => !dead.includes(name));
      return [
        setupCase({
          message: `${context.name} lists ${dead.join(', ')}, which the JVM has disabled${left.length === 0 && alive.length === 0 ? ', and nothing else: no handshake succeeds' : ''}.`,
          ...(left.length === 0 ? { severity: 'critical' as const } : {}),
          // By the list of the JDK, which may have been changed in the JDK's own file.
          certainty: 'likely',
          context,
          settings: [`${context.name}.supported_protocols`],
          places: [protocols.place],
          facts: { protocols: dead },
        }),
      ];
    });
    return casesOr(cases, broken === null ? { kind: 'pass' } : { kind: 'unknown', because: { code: 'jvm-disables-unknown', why: broken } });
  },
};
