/** Who is who in a cause. */
export type CauseRoles = {
  /** It is Kibana that does not connect, and not a node. */
  readonly kibana: boolean;
  /** The certificate at fault is its own, and not that of what it connects to. */
  readonly own: boolean;
  /** What it connects to, as far as one stands for all. */
  readonly other: string;
  /** At how many places it is the same. */
  readonly alike: number;
};

/** Why, as the end of a sentence that begins with who: `it does not trust the cluster's CA`. Null for a rule whose title says it as well, and where roles are not known. */
export function clauseOf(rule: string, roles: CauseRoles | null): string | null {
  if (roles === null) return inLogs[rule] ?? null;
  const flaw = flawsOfCertificates[rule];
  if (flaw !== undefined) return `${roles.own ? 'its certificate' : `the certificate of ${roles.other}`} ${flaw}`;
  return clauses[rule]?.(roles) ?? null;
}

const counted = (alike: number, one: string, many: string) => (alike === 1 ? one : `${alike} ${many}`);

const them = ({ kibana }: CauseRoles) => (kibana ? 'Elasticsearch' : 'the cluster');

const clauses: Readonly<Record<string, (roles: CauseRoles) => string>> = {
  // Trust
  'trust-unknown-issuer': (roles) =>
    roles.own ? `${them(roles)} does not trust its certificate's CA` : `it does not trust the CA of ${them(roles)}`,
  'client-cert-not-sent': (roles) => `${them(roles)} does not trust its certificate's CA`,
  'trust-lookalike-ca': (roles) =>
    roles.own
      ? `its certificate is from a CA with the right name but the wrong key`
      : `the CA it trusts has the right name but the wrong key`,
  'autoconfig-separate-clusters': () => 'each node was auto-configured as a cluster of its own',
  'trust-missing-intermediate': ({ own, other }) => `${own ? 'it' : other} does not send its intermediate certificate`,
  'ca-reissued-same-key': () => 'the CA was issued again with the same key, and the two sides have different certificates of it',
  'aki-ski-mismatch': ({ own, other }) =>
    `${own ? 'its certificate' : `the certificate of ${other}`} names another key ID or serial number than its CA has`,
  'kibana-missing-es-ca': () => 'it has no CA certificate to check Elasticsearch with',
  'kibana-enrollment-ca-stale': () => 'Elasticsearch has a new CA since Kibana was enrolled',
  'kibana-trusts-wrong-link': () => 'the file of CAs holds a certificate below the root, and Node.js needs the root',
  // What answers, and how
  'seed-host-unreachable': () => 'no seed host can be reached',
  'elasticsearch-host-unreachable': () => 'nothing answers there',
  'seed-hosts-missing': () => 'no seed hosts are configured',
  'seed-host-is-http-port': () => 'a seed host is an HTTP port, not a transport port',
  'discovery-single-node': () => 'discovery.type is single-node',
  'transport-bound-to-localhost': () => 'it listens on the loopback address only',
  'tls-handshake-timeout': ({ other }) =>
    `${other === 'the cluster' ? 'the other node' : other} accepts connections and does not answer TLS`,
  'transport-mixed-tls': () => 'one side uses TLS on transport, and the other does not',
  'no-common-protocol': () => 'no TLS version in common',
  'no-common-cipher': () => 'no cipher suite in common',
  'kibana-es-scheme-mismatch': () => 'wrong scheme or port in elasticsearch.hosts',
  'http-client-cert-required-by-surprise': () => 'Elasticsearch requires a client certificate, and Kibana has none',
  'kibana-es-mtls-half-configured': () => 'its client certificate is configured without its key, or the key without the certificate',
  // After TLS
  'cluster-name-mismatch': () => 'its cluster.name differs from that of the cluster',
  'node-version-incompatible': () => 'its release is not compatible with that of the cluster',
  'stale-certificate-in-memory': () => 'the running process still uses an old certificate',
  'stale-settings-in-memory': () => 'the running process still uses old settings',
  // Its own files
  'file-missing': ({ alike }) =>
    counted(alike, 'a file that its TLS settings name is missing', 'files that its TLS settings name are missing'),
  'file-not-readable': ({ alike }) =>
    counted(alike, 'a file that its TLS settings name cannot be read', 'files that its TLS settings name cannot be read'),
  'pem-empty': ({ alike }) => counted(alike, 'a certificate or key file is empty', 'certificate or key files are empty'),
  'pem-not-a-certificate': ({ alike }) =>
    counted(alike, 'a file that should hold a certificate holds none', 'files that should hold certificates hold none'),
  'pem-key-encrypted': () => 'its private key is encrypted, and the passphrase is not configured',
  'pem-key-unsupported': () => 'its private key is in a format that it cannot read',
  'keystore-password-wrong': () => 'the password of a store or key is wrong',
  'keystore-password-not-stored': () => 'the password of a store is not configured',
  'keystore-type-mismatch': () => 'a store is not of the type that its name or setting says',
  'keystore-without-private-key': () => 'its keystore holds no private key',
  'truststore-no-anchors': () => 'its truststore holds no CA certificate',
  'ssl-settings-without-enabled': () => 'TLS settings are present, but ssl.enabled is not set',
  'ssl-enabled-without-key': () => 'TLS is on, and no certificate and key are configured',
  'conflicting-key-settings': () => 'the settings for certificate and key contradict each other',
  'conflicting-trust-settings': () => 'the settings for trusted CAs contradict each other',
  'unknown-ssl-setting': () => 'a TLS setting or its value is unknown',
  'yaml-shape-overrides': () => 'its settings file is not valid',
  'pem-text-in-place-of-path': () => 'a setting holds PEM text where a path belongs',
  'bootstrap-tls-missing': () => 'transport has no TLS, and others can reach its address',
  'ciphers-unsupported-by-jvm': () => 'the JVM knows none of the configured cipher suites',
  'chain-order-invalid': () => 'certificates are in the wrong order',
  'file-outside-config-dir': ({ alike }) =>
    counted(alike, 'a TLS file is outside the configuration directory', 'TLS files are outside the configuration directory'),
  'fips-incompatible': () => 'FIPS mode forbids a setting or a file',
  'conflicting-passwords': () => 'a password is set twice',
  'keystore-several-keys': () => 'its keystore holds several private keys',
  'autoconfig-block-conflict': () => 'auto-configured TLS settings contradict hand-written ones',
  'kibana-legacy-pkcs12': () => 'a store uses an encryption that Kibana does not read',
  'kibana-public-url-mismatch': () => 'the certificate does not match server.publicBaseUrl',
  'kibana-plaintext': () => 'it serves plain HTTP',
};

/** What may be wrong with one certificate, after the words for whose it is. */
const flawsOfCertificates: Readonly<Record<string, string>> = {
  'self-signed-per-node': 'is self-signed, and not trusted',
  'leaf-expired': 'has expired',
  'leaf-not-yet-valid': 'is not valid yet',
  'ca-expired': 'comes from a CA that has expired',
  'certificate-unreadable': 'cannot be read',
  'key-certificate-mismatch': 'does not match its private key',
  'eku-transport-missing-clientauth': 'does not allow client use',
  'eku-client-missing-clientauth': 'does not allow client use',
  'eku-missing-serverauth': 'does not allow server use',
  'ku-without-digitalsignature': 'does not allow signatures',
  'ca-not-a-ca': 'is issued by a certificate that is not a CA',
  'ca-keyusage-without-certsign': 'is issued by a CA that may not sign certificates',
  'chain-too-long': 'comes with too long a chain',
  'weak-key': 'has too weak a key',
  'weak-signature': 'has too weak a signature',
  'chain-refused': 'is rejected',
  'hostname-underscore': 'is for a name with an underscore, which Java does not check',
  'san-missing': 'has no subject alternative names',
  'san-ip-missing': 'lacks the IP address that is connected to',
  'san-name-mismatch': 'is for another name',
  'san-publish-address-missing': 'lacks the address that the node publishes',
};

/** In a log it does not always show whose certificate it is. */
const inLogs: Readonly<Record<string, string>> = {
  'ca-reissued-same-key': 'the CA was issued again with the same key',
  'kibana-missing-es-ca': 'it has no CA certificate to check Elasticsearch with',
  'client-cert-not-sent': 'no client certificate was sent',
  'trust-unknown-issuer': 'the CA of the certificate is not trusted',
  'leaf-expired': 'the certificate has expired',
  'cluster-name-mismatch': 'it has another cluster.name',
};
