import type { Deployment } from '../../model/deployment.ts';
import type { Policy, PolicyRequirement } from '../../model/policy.ts';
import type { Severity } from '../../model/severity.ts';

/** Where people run the nodes themselves, and reach their transport ports. */
const own: readonly Deployment[] = ['self', 'eck', 'ece'];
const managed: readonly Deployment[] = ['ech', 'serverless'];

/** The minimum for any cluster: by the rules, in the order in which somebody would fix it. */
const requirements: readonly PolicyRequirement[] = [
  {
    id: 'all-layers-checked',
    level: 'must',
    title: 'Transport and HTTP were both checked',
    when: { deployments: ['self', 'eck'] },
    check: { kind: 'channels-seen', seen: ['transport', 'http'] },
  },
  {
    id: 'endpoint-checked',
    level: 'must',
    title: 'An endpoint of the cluster was checked',
    when: { deployments: ['ece', 'ech', 'serverless'] },
    check: { kind: 'channels-seen', seen: ['http'] },
  },
  must('security-enabled', 'Security is turned on', ['security-disabled']),
  {
    ...must('transport-encrypted', 'Nodes connect to each other only over TLS', [
      'transport-plaintext',
      'transport-mixed-tls',
      'bootstrap-tls-missing',
      'ssl-enabled-false-explicit',
      'ssl-settings-without-enabled',
    ]),
    when: { deployments: own, nodesFrom: 2 },
  },
  {
    ...must('transport-client-auth', 'Transport lets in only those whose certificate it trusts', [
      'transport-client-auth-not-enforced',
      'transport-client-auth-optional',
      'transport-verification-none',
      'transport-profile-weakens-auth',
      'transport-trusts-public-cas',
    ]),
    when: { deployments: own },
  },
  must('transport-not-public', 'Ports that nodes use among themselves are not reached from outside', [
    'transport-reachable-publicly',
    'ece-internal-port-reachable',
  ]),
  must('http-encrypted', 'Elasticsearch HTTP and Kibana are reached only over TLS', [
    'http-plaintext',
    'kibana-plaintext',
    'eck-tls-disabled',
  ]),
  must('http-client-auth', 'Client certificates that are asked for are verified', [
    'http-verification-none-with-client-auth',
    'kibana-client-auth-without-ca',
    'pki-realm-without-client-auth',
  ]),
  must('certificates-valid', 'No certificate in use has expired, or is not yet valid', [
    'leaf-expired',
    'leaf-not-yet-valid',
    'ca-expired',
    'ece-route-server-not-renewed',
    'expired-masked-by-pinning',
    'expired-but-connections-alive',
    'eck-operator-not-rotating',
    'crl-ocsp-unreachable-or-revoked',
  ]),
  {
    id: 'days-left',
    level: 'must',
    title: 'Certificates are valid for at least another week',
    // The operator of Elastic Cloud on Kubernetes renews a day before the end, and Elastic by itself.
    when: { deployments: ['self', 'ece'] },
    check: { kind: 'days-left', days: 7 },
  },
  should('renewal', 'No certificate is due for renewal', ['leaf-expiring', 'ca-expiring', 'ece-certificates-due']),
  must('certificates-trusted', 'Those that connect trust the certificates', [
    'chain-refused',
    'chain-order-invalid',
    'trust-unknown-issuer',
    'trust-missing-intermediate',
    'trust-lookalike-ca',
    'trust-one-way',
    'truststore-no-anchors',
    'default-or-sample-certificate',
    'managed-endpoint-intercepted',
    'proxy-answers-instead',
    'ca-not-a-ca',
    'ca-keyusage-without-certsign',
    'aki-ski-mismatch',
    'certificate-unreadable',
    'leaf-is-ca',
    'eku-missing-serverauth',
    'eku-transport-missing-clientauth',
    'eku-client-missing-clientauth',
    'eck-custom-secret-incomplete',
    'ece-proxy-default-or-incomplete-chain',
    'ku-without-digitalsignature',
    'remote-trust-missing',
    'remote-othername-missing',
  ]),
  must('ca-certificate', 'Those that connect have the CA certificate that certificates come from', ['ca-reissued-same-key'], 'high'),
  must('names', 'Certificates are for the names that are connected to', [
    'san-name-mismatch',
    'san-ip-missing',
    'san-ip-as-dns',
    'san-cn-only-name',
    'san-nat-or-public-address',
    'san-publish-address-missing',
    'san-stale-after-move',
    'hostname-underscore',
    'eck-service-name-missing',
    'verification-full-with-shared-certificate',
  ]),
  must('keys', 'Keys and signatures are strong, and private keys are private', [
    'weak-key',
    'weak-signature',
    'ece-sha1-certificates-allowed',
    'private-key-world-readable',
    'ca-private-key-on-nodes',
    'key-certificate-mismatch',
  ]),
  must('protocol-versions', 'No version older than TLS 1.2 is accepted', ['legacy-protocol-enabled']),
  {
    ...should('ece-proxy-tls', 'The proxy has the TLS settings that ECE ships with', ['ece-intermediate-tls']),
    when: { deployments: ['ece'] },
  },
  must(
    'cipher-suites',
    'No cipher suite without encryption or authentication, with 3DES, RC4 or DES is accepted',
    ['weak-cipher-accepted'],
    'high',
  ),
  must('kibana-verifies', 'Kibana verifies Elasticsearch', [
    'kibana-verification-weakened',
    'kibana-missing-es-ca',
    'kibana-trusts-wrong-link',
    'kibana-enrollment-ca-stale',
    'kibana-es-scheme-mismatch',
  ]),
  {
    ...must('nodes-agree', 'Nodes agree in their TLS settings, and no change is half done', [
      'nodes-disagree-on-tls-settings',
      'ca-rotation-half-done',
      'eck-external-issuer-transition',
      'eck-rotation-during-upgrade',
      'stale-certificate-in-memory',
      'pem-pair-out-of-step',
      'autoconfig-separate-clusters',
      'no-common-protocol',
      'no-common-cipher',
      'cluster-name-mismatch',
      'node-version-incompatible',
      'client-cert-not-sent',
    ]),
    when: { deployments: own, nodesFrom: 2 },
  },
  {
    ...must('clusters-apart', 'No other cluster shares the CA of transport', ['cross-environment-trust']),
    when: { deployments: own },
  },
  {
    ...should('own-transport-ca', 'Transport trusts a CA for this cluster alone', [
      'transport-shared-ca',
      'shared-key-on-all-nodes',
      'same-certificate-http-and-transport',
    ]),
    when: { deployments: own },
  },
  {
    id: 'nothing-critical',
    level: 'must',
    title: 'No other critical problem was found',
    check: { kind: 'rules', rules: 'others', atLeast: 'critical' },
  },
  should('passwords', 'Passwords are neither in the settings file nor well known', ['password-in-yaml', 'weak-store-password']),
  should('upgrade', 'An upgrade breaks no TLS settings and no certificates', [
    'upgrade-tls-breakers',
    'upgrade-jdk26-sha1-root',
    'upgrade-jdk26-expired-own-certificate',
  ]),
  {
    ...should('public-validity', 'Certificates are valid for no longer than browsers allow', ['validity-too-long-for-browsers']),
    when: { deployments: managed },
  },
];

/** The minimum for any cluster, whoever runs it. */
export const baseline: Policy = {
  schema: 'handclasp.policy/1',
  name: 'baseline',
  title: 'The minimum for any cluster',
  edition: '1',
  source: 'handclasp explain RULE says for each rule what it rests on',
  provenance: 'own',
  requirements,
};

function must(id: string, title: string, rules: readonly string[], atLeast?: Severity): PolicyRequirement {
  return { id, level: 'must', title, check: { kind: 'rules', rules, ...(atLeast === undefined ? {} : { atLeast }) } };
}

function should(id: string, title: string, rules: readonly string[]): PolicyRequirement {
  return { id, level: 'should', title, check: { kind: 'rules', rules } };
}
