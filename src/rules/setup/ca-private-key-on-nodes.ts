import { shellQuote } from '../../model/shell-quote.ts';
import { isForEnrolment } from '../facts/held-keys.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { certificatesAlone } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, atFault, command } from '../remedies/steps.ts';
import { keytool } from '../remedies/tools.ts';

/** Whether a node keeps the key of a CA. */
export const caPrivateKeyOnNodes: SetupRule = {
  id: 'ca-private-key-on-nodes',
  title: 'Private key of a CA is on a node',
  severity: 'high',
  channels: ['transport', 'http'],
  products: ['elasticsearch', 'kibana'],
  requirement:
    'No store of a node or a Kibana contains the private key of a CA. The key of the HTTP CA in the http.p12 of auto-configuration is info, since enrollment needs it.',
  impact:
    'Whoever breaks into one machine can issue certificates that every node trusts. Usually elastic-stack-ca.p12 was named as the truststore.',
  fix: filesFix((context) => {
    const store = context.path ?? 'TRUSTSTORE_FILE';
    const alias = context.found.alias;
    if (alias === 'http_ca')
      return [
        advice(
          atFault(context),
          'Leave the key http_ca where it is as long as you enroll nodes or Kibana: enrollment needs it. Before the next step, keep a copy of the store offline.',
        ),
        command(
          atFault(context),
          'Delete the key from the store.',
          keytool(context, `-delete -alias http_ca -keystore ${shellQuote(store)}`),
        ),
      ];
    return [
      advice(
        atFault(context, context.path),
        'Move the private key of the CA from here to a place that is offline. Only the certificate of the CA is needed here.',
      ),
      ...certificatesAlone(context),
    ];
  }, inKubernetes(
    'Delete the key of the CA from mounted secrets. It belongs in ca.key of the secret that spec.transport.tls.certificate.secretName or spec.http.tls.certificate.secretName names, which only the operator reads.',
  )),
  source: 'Elastic docs: update certificates with a different CA; elastic/elasticsearch: AutoConfigureNode',
  judge: ({ setup }) => {
    const cases = setup.contexts.flatMap((context) => {
      const held = [
        ...context.trust.anchors.flatMap(({ from, certificate, file, alias, keyMatches }) =>
          from === 'key-entry' && keyMatches !== false ? [{ certificate, file, alias }] : [],
        ),
        ...context.identities.flatMap(({ chain: [certificate], file, alias, keyMatches }) =>
          certificate === undefined || keyMatches === false ? [] : [{ certificate, file, alias }],
        ),
      ].filter(({ certificate }) => certificate.isCa);
      return [...new Map(held.map((one) => [one.certificate.sha256, one])).values()].map(({ certificate, file, alias }) => {
        const beside = context.identities.map(({ chain: [own = null], alias: name }) => ({ alias: name, certificate: own }));
        const enrolls = context.kind === 'http' && isForEnrolment({ alias, certificate }, beside);
        return setupCase({
          message: `${file} has the private key of the CA ${certificate.subject}${enrolls ? ', which auto-configuration keeps for enrolling nodes' : ''}.`,
          ...(enrolls ? { severity: 'info' as const } : {}),
          context,
          places: [context.files.find(({ path }) => path === file)?.place ?? null],
          files: [file],
          facts: { subject: certificate.subject, sha256: certificate.sha256, alias },
        });
      });
    });
    const missing = unreadMaterial(setup, { settings: /store\.path$/ });
    return casesOr(cases, missing === null ? { kind: 'pass' } : { kind: 'unknown', because: missing });
  },
};
