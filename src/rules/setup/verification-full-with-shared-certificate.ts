import { hasAlternativeNames } from '../../model/certificate-names.ts';
import { shownBy, unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a certificate without names goes with a mode that compares no names. */
export const verificationFullWithSharedCertificate: SetupRule = {
  id: 'verification-full-with-shared-certificate',
  title: 'Names are checked, but the certificate has none',
  severity: 'high',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: 'Under verification_mode full, which is also the default, the transport certificate has the names of its node.',
  impact: 'One certificate for all nodes, as elasticsearch-certutil creates it by default, has no names: the nodes refuse each other.',
  fix: filesFix(
    (context) => [
      setting(context, 'every-node', 'Turn off the check of names, as the guide to elastic-certificates.p12 does.', {
        [`${prefixOf(context)}.verification_mode`]: 'certificate',
      }),
      ...rollingRestart(context),
      advice(
        at('every-node'),
        'To keep the check of names instead, issue a certificate for each node, with the names and addresses of that node.',
      ),
    ],
    inKubernetes('Delete xpack.security.transport.ssl.verification_mode from spec.nodeSets[].config: the operator sets certificate.'),
  ),
  source: 'Elastic docs: set up basic security; elastic/elasticsearch#99855',
  judge: (evidence) => {
    const shown = shownBy(evidence, 'transport');
    if (shown.length === 0) {
      const missing = unreadIn(evidence.setup, 'transport');
      return missing === null ? { kind: 'not-applicable' } : { kind: 'unknown', because: missing };
    }
    const cases = shown.flatMap(({ context, identity, evidence: { chain, names } }) => {
      const [leaf] = chain;
      const { value, place } = context.verification;
      if (value !== 'full' || leaf === undefined || hasAlternativeNames(names)) return [];
      return [
        setupCase({
          message: `verification_mode is full${place === null ? ', since it is not set' : ''}, and ${leaf.subject} has no names in subjectAltName: peers set up alike refuse this node${leaf.commonName === null || leaf.commonName === 'instance' ? '' : `, unless they connect to it as ${leaf.commonName}`}.`,
          certainty: 'likely',
          context,
          settings: [`${context.name}.verification_mode`],
          places: [place],
          files: [identity.file],
          facts: { subject: leaf.subject },
        }),
      ];
    });
    return casesOr(cases, { kind: 'pass' });
  },
};
