import type { Setup } from '../../model/setup.ts';
import { isInForce } from '../../model/tls-context.ts';
import { withoutFullStop } from '../../wording/full-stop.ts';
import { setupProblemText } from '../../wording/setup-problem-texts.ts';
import type { SetupCase, SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal, settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the next major release would start with these files. */
export const upgradeTlsBreakers: SetupRule = {
  id: 'upgrade-tls-breakers',
  title: 'TLS settings that the next major release breaks',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  products: ['elasticsearch', 'kibana'],
  requirement: 'Before an upgrade to 8 or 9, nothing depends on what the new release, or the JDK in it, has removed.',
  impact:
    'After the upgrade the node or Kibana does not start, or peers and clients cannot connect, for a reason that has nothing to do with the data.',
  fix: filesFix((context) => [
    ...(context.setting !== null && /\.(?:cipher_suites|supported_protocols|cipherSuites|supportedProtocols)$/.test(context.setting)
      ? [removal(context, 'at-fault', [context.setting], 'The defaults of the new release then apply.'), ...restart(context)]
      : [
          settingAdvice(
            context,
            'at-fault',
            `Before the upgrade, change ${context.setting ?? 'the setting that the finding names'}: copy files into the configuration directory, write enabled: true or false, and list only TLSv1.2 and TLSv1.3.`,
          ),
        ]),
  ]),
  source: 'elastic/elasticsearch#121731, #123600; elastic/kibana#213123; Elastic docs: upgrade guides',
  judge: ({ setup }) => {
    const major = Number(/^\d+/.exec(setup.version ?? '')?.[0] ?? Number.NaN);
    if (Number.isNaN(major)) return { kind: 'unknown', because: { code: 'release-unknown' } };
    if (major >= 9) return { kind: 'not-applicable' };
    return casesOr([...settingsThatBreak(setup), ...reportsThatBreak(setup, major)], { kind: 'pass' });
  },
};

function settingsThatBreak(setup: Setup): readonly SetupCase[] {
  if (setup.product === 'kibana') return [];
  return setup.contexts
    .filter((context) => isInForce(setup, context))
    .flatMap((context) => {
      const { cipherSuites, protocols, name } = context;
      // JDK 24 has these suites disabled.
      const keyTransport =
        cipherSuites.place !== null &&
        cipherSuites.value.length > 0 &&
        cipherSuites.value.every((suite) => /^(?:TLS|SSL)_RSA_/.test(suite));
      const old =
        protocols.place !== null && protocols.value.length > 0 && protocols.value.every((version) => !/^TLSv1\.[23]$/.test(version));
      return [
        ...(keyTransport
          ? [
              setupCase({
                message: `${name}.cipher_suites has suites without forward secrecy alone (TLS_RSA_*), which the JDK of 9.x no longer speaks.`,
                context,
                settings: [`${name}.cipher_suites`],
                places: [cipherSuites.place],
              }),
            ]
          : []),
        ...(old
          ? [
              setupCase({
                message: `${name}.supported_protocols has no version that 9.x speaks: ${protocols.value.join(', ')}.`,
                context,
                settings: [`${name}.supported_protocols`],
                places: [protocols.place],
              }),
            ]
          : []),
      ];
    });
}

/** What the reader of the files found, and the present release puts up with. */
function reportsThatBreak({ startupErrors, warnings }: Setup, major: number): readonly SetupCase[] {
  const sentences: Readonly<Record<string, string>> = {
    'file-outside-config-dir': 'from 8.18 and 9.0 on the node may not read it',
    ...(major < 8 ? { 'ssl-settings-without-enabled': '8.0 does not start so', 'ssl-enabled-without-key': '8.0 does not start so' } : {}),
  };
  return [...startupErrors, ...warnings].flatMap(({ rule, because, place, setting, certainty, stops }) => {
    const sentence = sentences[rule];
    if (sentence === undefined || (stops && certainty === 'proven')) return [];
    return [
      setupCase({
        message: `${withoutFullStop(setupProblemText(because))}: ${sentence}.`,
        places: [place],
        ...(setting === null ? {} : { settings: [setting] }),
        facts: { rule },
      }),
    ];
  });
}
