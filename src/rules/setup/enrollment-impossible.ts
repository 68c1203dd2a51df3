import { contextsOf, settingOf, textOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { removal } from '../remedies/settings-edit.ts';
import { advice, at, atFault } from '../remedies/steps.ts';
import { elasticsearchTool, restart } from '../remedies/tools.ts';

/** Whether enrollment tokens can be made here. */
export const enrollmentImpossible: SetupRule = {
  id: 'enrollment-impossible',
  title: 'Enrollment tokens cannot be created',
  severity: 'medium',
  channels: ['http'],
  products: ['elasticsearch'],
  requirement: 'Where enrollment is on, HTTP has TLS from a store that also contains the key of its CA, as auto-configuration creates it.',
  impact:
    'A token contains the fingerprint of that CA, and a node that enrolls gets its key to issue a certificate of its own. Without the key elasticsearch-create-enrollment-token fails, and nodes and Kibana have to be set up manually.',
  fix: filesFix(
    (context) => [
      removal(context, 'at-fault', ['xpack.security.enrollment.enabled'], 'No token that this node makes can work.'),
      ...restart(context),
      advice(at('ca-machine'), 'Set up new nodes by hand, each with a certificate from the transport CA of the cluster.'),
      advice(
        at('member'),
        `Connect a new Kibana with a service account token (${elasticsearchTool(context, 'elasticsearch-service-tokens create elastic/kibana kibana')}) and the HTTP CA in its kibana.yml.`,
      ),
      advice(
        atFault(context),
        'To keep enrollment instead, put the key of the HTTP CA back into the store of xpack.security.http.ssl.keystore.path.',
      ),
    ],
    inKubernetes(
      'Enrollment is not for ECK: the operator configures nodes and Kibana. Remove xpack.security.enrollment.enabled from spec.nodeSets[].config.',
    ),
  ),
  source: 'elastic/elasticsearch: EnrollmentToken tools, #89017, #88530, #88579',
  judge: ({ setup }) => {
    const asked = settingOf(setup, 'xpack.security.enrollment.enabled');
    if (asked?.value !== 'true') return { kind: 'not-applicable' };
    const [http] = contextsOf(setup, 'http');
    const found = (message: string, place = http?.enabled.place ?? null) =>
      ({
        kind: 'findings',
        cases: [setupCase({ message, context: http ?? null, settings: [asked.key], places: [asked.place, place] })],
      }) as const;
    if (http === undefined) return found('Enrollment is on, and HTTP has no TLS.');
    const store = textOf(setup, `${http.name}.keystore.path`);
    if (store === null) return found(`Enrollment is on, and ${http.name} has its certificate from PEM files, which hold no key of a CA.`);
    const missing = unreadMaterial(setup, { context: http });
    if (missing !== null) return { kind: 'unknown', because: missing };
    // The key of the CA shows where the store is also what HTTP trusts, which it is unless something else is set.
    if (!http.trust.publicRoots) return { kind: 'unknown', because: { code: 'http-ca-key-not-shown', store } };
    const has = http.trust.anchors.some(({ from, certificate }) => from === 'key-entry' && certificate.isCa);
    return has
      ? { kind: 'pass' }
      : found(
          `Enrollment is on, and ${store} holds no private key of a CA.`,
          settingOf(setup, `${http.name}.keystore.path`)?.place ?? null,
        );
  },
};
