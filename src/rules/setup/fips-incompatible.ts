import { isInForce, settingOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { setting, settingAdvice } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a node in FIPS mode has what FIPS 140 allows. */
export const fipsIncompatible: SetupRule = {
  id: 'fips-incompatible',
  title: 'Settings that FIPS mode does not allow',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement:
    'Where xpack.security.fips_mode.enabled is true, no store is JKS or PKCS#12, no protocol is below TLS 1.2, and RSA keys have at least 2048 bits.',
  impact:
    'The FIPS provider of the JVM does not open such stores and does not use such keys. The node does not start, or its handshakes fail.',
  fix: filesFix((context) => [
    settingAdvice(
      context,
      'at-fault',
      'Name PEM files (certificate, key, certificate_authorities) or BCFKS stores (keystore.type: BCFKS) in place of JKS and PKCS#12.',
    ),
    settingAdvice(context, 'at-fault', 'Delete SSLv2Hello, SSLv3 and TLSv1 from supported_protocols.'),
    advice(at('ca-machine'), 'Issue certificates with keys of 2048 bits or more.'),
    setting(context, 'at-fault', 'Turn off auto-configuration, since it makes PKCS#12.', {
      'xpack.security.autoconfiguration.enabled': false,
    }),
    ...restart(context),
  ]),
  source: 'Elastic docs: FIPS 140-2',
  judge: ({ setup, shown }) => {
    const mode = settingOf(setup, 'xpack.security.fips_mode.enabled');
    if (mode?.value !== 'true') return { kind: 'not-applicable' };
    const contexts = setup.contexts.filter((context) => isInForce(setup, context));
    const stores = contexts.flatMap((context) =>
      context.files
        .filter(({ format }) => format !== null && /^(?:pkcs12|jks|jceks)$/i.test(format))
        .map(({ path, format, setting, place }) =>
          setupCase({
            message: `${path} is ${(format ?? '').toUpperCase()}, which the FIPS provider does not open.`,
            stops: true,
            // Which provider the JVM has, its own files tell.
            certainty: 'likely',
            context,
            settings: [setting, mode.key],
            places: [place, mode.place],
            files: [path],
          }),
        ),
    );
    const protocols = contexts.flatMap((context) => {
      const old = context.protocols.place === null ? [] : context.protocols.value.filter((name) => /^(?:SSL|TLSv1$)/.test(name));
      if (old.length === 0) return [];
      return [
        setupCase({
          message: `${context.name}.supported_protocols has ${old.join(', ')}.`,
          certainty: 'likely',
          context,
          settings: [`${context.name}.supported_protocols`],
          places: [context.protocols.place],
        }),
      ];
    });
    const keys = shown.flatMap(({ context, identity }) => {
      const key = identity.chain[0]?.publicKey;
      if (key?.algorithm !== 'RSA' || key.bits === null || key.bits >= 2048) return [];
      return [
        setupCase({
          message: `${identity.chain[0]?.subject ?? ''} has an RSA key of ${key.bits} bits.`,
          certainty: 'likely',
          context,
          files: [identity.file],
        }),
      ];
    });
    const missing = unreadMaterial(setup);
    return casesOr([...stores, ...protocols, ...keys], missing === null ? { kind: 'pass' } : { kind: 'unknown', because: missing });
  },
};
