import type { SetupRule } from '../rule.ts';
import { contextsOf, settingOf, textOf } from './contexts.ts';
import { filesRemedy } from './files-remedy.ts';
import { setupCase, unreadMaterial } from './setup-cases.ts';

/** Whether enrollment tokens can be made here. */
export const enrollmentImpossible: SetupRule = {
  id: 'enrollment-impossible',
  title: 'Enrollment tokens cannot be made',
  severity: 'medium',
  channels: ['http'],
  products: ['elasticsearch'],
  holds: 'Where enrollment is on, HTTP has TLS from a store that also holds the key of its CA, as auto-configuration makes it.',
  why: 'A token carries the fingerprint of that CA, and a node that enrolls gets its key to issue a certificate of its own. Without it elasticsearch-create-enrollment-token fails, and nodes and Kibana have to be set up by hand.',
  remedy: filesRemedy(
    'Set new nodes up by hand: copy the transport certificate or issue one from the same CA, and for Kibana make a service account token (bin/elasticsearch-service-tokens create elastic/kibana NAME) and name the CA. Or put the key of the HTTP CA back into the store of xpack.security.http.ssl.keystore.path. Then remove xpack.security.enrollment.enabled, if it serves no more.',
    'Enrollment is not for ECK: the operator configures nodes and Kibana. Remove xpack.security.enrollment.enabled from spec.nodeSets[].config.',
  ),
  source: 'elastic/elasticsearch: EnrollmentToken tools, #89017, #88530, #88579',
  logLines: [
    "Keystore doesn't contain any PrivateKey entries where the associated certificate is a CA certificate",
    'is not configured with a keystore',
    'Unable to communicate with the node on',
  ],
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
    if (!http.trust.publicRoots)
      return { kind: 'unknown', because: `whether ${store} holds the key of the HTTP CA does not show, since HTTP trusts something else` };
    const has = http.trust.anchors.some(({ from, certificate }) => from === 'key-entry' && certificate.isCa);
    return has
      ? { kind: 'pass' }
      : found(
          `Enrollment is on, and ${store} holds no private key of a CA.`,
          settingOf(setup, `${http.name}.keystore.path`)?.place ?? null,
        );
  },
};
