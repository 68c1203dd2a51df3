import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether nodes compare names. */
export const transportVerificationCertificateOnly: SetupRule = {
  id: 'transport-verification-certificate-only',
  title: 'Nodes do not check names',
  severity: 'info',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement:
    'verification_mode of transport is full. With a CA that issues only for this cluster, certificate is as good. Auto-configuration and ECK set that.',
  impact: 'Any certificate of a trusted CA is accepted for any node. That matters where the CA also issues for others.',
  fix: filesFix(
    (context) => [
      advice(
        at('every-node'),
        'If the CA issues for this cluster alone, leave it so. Otherwise, first issue certificates with the names and addresses of the nodes.',
      ),
      setting(context, 'every-node', 'Turn on the check of names.', { [`${prefixOf(context)}.verification_mode`]: 'full' }),
      ...rollingRestart(context),
    ],
    inKubernetes('Nothing to do: the operator keeps a CA for each cluster.'),
  ),
  source: 'Elastic docs: set up basic security',
  judge: ({ setup }) => {
    const [context] = contextsOf(setup, 'transport');
    if (context === undefined) return { kind: 'not-applicable' };
    if (context.verification.value !== 'certificate') return { kind: 'pass' };
    const setting = `${context.name}.verification_mode`;
    const message = `${setting} is certificate: nodes check who issued a certificate, and not for whom.`;
    return { kind: 'findings', cases: [setupCase({ message, context, settings: [setting], places: [context.verification.place] })] };
  },
};
