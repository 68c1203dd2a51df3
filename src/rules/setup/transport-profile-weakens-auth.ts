import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal, settingAdvice } from '../remedies/settings-edit.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a transport profile is as strict as transport itself should be. */
export const transportProfileWeakensAuth: SetupRule = {
  id: 'transport-profile-weakens-auth',
  title: 'Transport profile accepts more than transport',
  severity: 'critical',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: 'No transport profile sets client_authentication to none or optional, or verification_mode to none.',
  impact:
    'A profile is another transport port with its own settings. Anyone who reaches it can call the internal actions of the cluster, however strict port 9300 is.',
  fix: filesFix((context) => [
    removal(
      context,
      'every-node',
      ['client_authentication', 'verification_mode'].map(
        (name) => `${context.prefix ?? 'transport.profiles.PROFILE.xpack.security.ssl'}.${name}`,
      ),
      'The defaults are required and full.',
    ),
    ...rollingRestart(context),
    settingAdvice(context, 'every-node', 'If nothing uses the port of the profile, delete all settings of the profile.'),
  ]),
  source: 'Elasticsearch reference: security settings, TLS settings of transport profiles',
  judge: ({ setup }) => {
    const profiles = contextsOf(setup, 'transport-profile');
    const cases = profiles.flatMap((context) => {
      const { clientAuthentication, verification, name } = context;
      const asks = clientAuthentication?.value ?? 'required';
      return [
        ...(asks === 'required'
          ? []
          : [
              setupCase({
                message: `${name}.client_authentication is ${asks}: its port accepts clients without a certificate.`,
                context,
                settings: [`${name}.client_authentication`],
                places: [clientAuthentication?.place ?? null],
              }),
            ]),
        ...(verification.value !== 'none'
          ? []
          : [
              setupCase({
                message: `${name}.verification_mode is none: its port accepts any certificate.`,
                context,
                settings: [`${name}.verification_mode`],
                places: [verification.place],
              }),
            ]),
      ];
    });
    return casesOr(cases, profiles.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};
