/** What a piece of text in a log means. */
export type LogCause = {
  readonly text: RegExp;
  readonly rule: string;
  /** Other causes that leave the same text; where there are some, the text points to a cause and does not state it. */
  readonly or?: readonly string[];
  /** Who refused: this process, or its peer. Null: nobody refused anybody, a process did not start, say. */
  readonly refusedBy: 'this-node' | 'peer' | null;
  /** Of this process in the connection, where the text alone tells. */
  readonly role?: 'client' | 'server';
};

const refusedCertificate = [
  'trust-unknown-issuer',
  'trust-lookalike-ca',
  'leaf-expired',
  'leaf-not-yet-valid',
  'eku-transport-missing-clientauth',
  'san-missing',
  'san-ip-missing',
  'san-name-mismatch',
];

/**
 * Texts of Elasticsearch, OpenSearch, Kibana, JSSE and OpenSSL, the most telling first: the first that occurs decides. JDK 25 writes the alert's name in parentheses before it,
 * so texts are looked for anywhere in a line.
 */
export const logCauses: readonly LogCause[] = [
  // The wrong language
  { text: /received plaintext traffic on an encrypted channel/, rule: 'transport-mixed-tls', refusedBy: 'this-node', role: 'server' },
  { text: /received plaintext http traffic on an https channel/, rule: 'plain-clients-on-https', refusedBy: 'this-node', role: 'server' },
  {
    text: /SSL\/TLS request received but SSL\/TLS is not enabled on this node/,
    rule: 'transport-mixed-tls',
    refusedBy: 'this-node',
    role: 'server',
  },
  {
    text: /received HTTP response on transport port|This is not an HTTP port/,
    rule: 'seed-host-is-http-port',
    refusedBy: 'this-node',
    role: 'client',
  },
  {
    text: /not an SSL\/TLS record/,
    rule: 'transport-mixed-tls',
    or: ['seed-host-is-http-port', 'plain-clients-on-https'],
    refusedBy: 'this-node',
  },
  {
    text: /invalid internal transport message format, got/,
    rule: 'transport-plaintext',
    or: ['seed-host-is-http-port'],
    refusedBy: 'this-node',
  },
  { text: /wrong version number|packet length too long/i, rule: 'kibana-es-scheme-mismatch', refusedBy: 'this-node', role: 'client' },

  // What a node does not start with
  { text: /is not set, but the following settings have been configured/, rule: 'ssl-settings-without-enabled', refusedBy: null },
  {
    text: /requires a key and certificate, but these have not been configured|must specify \[certificate\] and \[key\]/,
    rule: 'ssl-enabled-without-key',
    refusedBy: null,
  },
  { text: /cannot specify both \[[^\]]*(?:password|passphrase)\]/, rule: 'conflicting-passwords', refusedBy: null },
  { text: /cannot specify both \[[^\]]*certificate_authorities\]/, rule: 'conflicting-trust-settings', refusedBy: null },
  {
    text: /cannot specify both \[|cannot specify \[[^\]]*\] without also setting|cannot use \[[^\]]*\] when \[[^\]]*\] is specified/,
    rule: 'conflicting-key-settings',
    refusedBy: null,
  },
  { text: /\(no password was provided\)/, rule: 'keystore-password-not-stored', refusedBy: null },
  {
    text: /keystore password was incorrect|caused by an incorrect password|incorrect key-password|mac verify failure/i,
    rule: 'keystore-password-wrong',
    refusedBy: null,
  },
  {
    text: /does not contain any trusted certificate entries|trustAnchors parameter must be non-empty/,
    rule: 'truststore-no-anchors',
    refusedBy: null,
  },
  { text: /Invalid keystore format|toDerInputStream rejects tag type/, rule: 'keystore-type-mismatch', refusedBy: null },
  {
    text: /does not contain a private key entry|Did not find private key in keystore/,
    rule: 'keystore-without-private-key',
    refusedBy: null,
  },
  { text: /does not contain a supported key format/, rule: 'pem-key-unsupported', refusedBy: null },
  { text: /cannot read encrypted key/, rule: 'pem-key-encrypted', refusedBy: null },
  { text: /Keystore contains multiple private keys/, rule: 'keystore-several-keys', refusedBy: null },
  {
    text: /Error parsing Private Key \[[^\]]*\], file is empty|failed to parse any certificates from \[/,
    rule: 'pem-empty',
    refusedBy: null,
  },
  { text: /cannot load PEM certificate/, rule: 'pem-not-a-certificate', refusedBy: null },
  {
    text: /(?:cannot (?:read|load) [^\n]{0,120}\[|, open ')[^\]'\n]{0,400}-{4,5} ?BEGIN [A-Z0-9]/,
    rule: 'pem-text-in-place-of-path',
    refusedBy: null,
  },
  { text: /because the file does not exist|ENOENT: no such file/, rule: 'file-missing', refusedBy: null },
  { text: /access to read the file is blocked/, rule: 'file-outside-config-dir', refusedBy: null },
  { text: /not permitted to read the \S+ file|EACCES: permission denied/, rule: 'file-not-readable', refusedBy: null },
  { text: /Certificate chain is not valid/, rule: 'chain-order-invalid', refusedBy: null },
  {
    text: /unknown (?:secure )?setting \[xpack\.(?:security|ssl)|could not resolve ssl client (?:verification mode|authentication)|no supported SSL\/TLS protocol was found/,
    rule: 'unknown-ssl-setting',
    refusedBy: null,
  },
  {
    text: /null-valued setting found for key|Duplicate field '|Could not resolve placeholder '/,
    rule: 'yaml-shape-overrides',
    refusedBy: null,
  },
  { text: /Unknown environment variable referenced in config/, rule: 'yaml-shape-overrides', refusedBy: null },
  { text: /a PKI realm is enabled but cannot be used/, rule: 'pki-realm-without-client-auth', refusedBy: null },
  { text: /HTTPS is required in order to use the token service/, rule: 'token-service-without-https', refusedBy: null },
  {
    text: /doesn't contain any PrivateKey entries where the associated certificate is a CA/,
    rule: 'enrollment-impossible',
    refusedBy: null,
  },
  {
    text: /bootstrap check failure[\s\S]*Transport SSL must be enabled if security is enabled/,
    rule: 'bootstrap-tls-missing',
    refusedBy: null,
  },
  // On the loopback alone this is a warning, and the node starts: its transport is in the clear.
  {
    text: /Transport SSL must be enabled if security is enabled/,
    rule: 'bootstrap-tls-missing',
    or: ['transport-mixed-tls'],
    refusedBy: null,
  },
  { text: /none of the ciphers .* are supported by this JVM|unsupported ciphers \[/, rule: 'ciphers-unsupported-by-jvm', refusedBy: null },
  { text: /must enable ssl to use \[clientAuthentication\]/, rule: 'kibana-client-auth-without-ca', refusedBy: null },
  { text: /inner_evp_generic_fetch/, rule: 'kibana-legacy-pkcs12', refusedBy: null },
  { text: /key values mismatch/, rule: 'key-certificate-mismatch', refusedBy: null },

  // A certificate that this process does not accept
  {
    text: /but the signatures do not match/,
    rule: 'trust-lookalike-ca',
    refusedBy: 'this-node',
  },
  {
    // A CA of the name is trusted: with another key, or with the same key under another key id or serial number.
    text: /Path does not chain with any of the trust anchors/,
    rule: 'trust-lookalike-ca',
    or: ['aki-ski-mismatch'],
    refusedBy: 'this-node',
  },
  { text: /CertificateExpiredException|CERT_HAS_EXPIRED|certificate has expired/, rule: 'leaf-expired', refusedBy: 'this-node' },
  {
    text: /CertificateNotYetValidException|CERT_NOT_YET_VALID|certificate is not yet valid/,
    rule: 'leaf-not-yet-valid',
    refusedBy: 'this-node',
  },
  {
    text: /does not permit use for TLS client authentication/,
    rule: 'eku-transport-missing-clientauth',
    refusedBy: 'this-node',
    role: 'server',
  },
  {
    text: /does not permit use for TLS server authentication|unsuitable certificate purpose|INVALID_PURPOSE/,
    rule: 'eku-missing-serverauth',
    refusedBy: 'this-node',
    role: 'client',
  },
  { text: /KeyUsage does not allow digital signatures/, rule: 'ku-without-digitalsignature', refusedBy: 'this-node' },
  { text: /No subject alternative names present/, rule: 'san-missing', refusedBy: 'this-node', role: 'client' },
  {
    text: /No subject alternative names matching IP address|IP: \S+ is not in the cert's list/,
    rule: 'san-ip-missing',
    refusedBy: 'this-node',
    role: 'client',
  },
  {
    text: /No subject alternative DNS name matching|No name matching|does not match certificate's altnames|ERR_TLS_CERT_ALTNAME_INVALID|Expected SSL certificate to be valid for host/,
    rule: 'san-name-mismatch',
    refusedBy: 'this-node',
    role: 'client',
  },
  {
    text: /Illegal given domain name|Contains non-LDH ASCII characters/,
    rule: 'hostname-underscore',
    refusedBy: 'this-node',
    role: 'client',
  },
  { text: /does not match the trusted names/, rule: 'remote-othername-missing', refusedBy: 'this-node' },
  { text: /certificate chain length \(\d+\) exceeds/, rule: 'chain-too-long', refusedBy: 'this-node' },
  {
    text: /TrustAnchor with subject [\s\S]* is not a CA certificate|CA key usage check failed: basic constraints/,
    rule: 'ca-not-a-ca',
    refusedBy: 'this-node',
  },
  { text: /keyCertSign bit|key usage does not include certificate signing/, rule: 'ca-keyusage-without-certsign', refusedBy: 'this-node' },
  {
    text: /Invalid (?:\(EC\)DH|ECDH|DH)? ?ServerKeyExchange signature|Invalid CertificateVerify signature|CertificateVerify signature verification failed/,
    rule: 'key-certificate-mismatch',
    refusedBy: 'this-node',
  },
  {
    text: /Empty client certificate chain|did not provide a certificate|null cert chain|peer did not return a certificate/i,
    rule: 'client-cert-not-sent',
    refusedBy: 'this-node',
    role: 'server',
  },
  {
    text: /unable to find valid certification path|PKIX path building failed|is not configured to trust that issuer/,
    rule: 'trust-unknown-issuer',
    refusedBy: 'this-node',
  },
  {
    text: /unable to verify the first certificate|unable to get (?:local )?issuer certificate|self[- ]signed certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT/,
    rule: 'kibana-missing-es-ca',
    refusedBy: 'this-node',
    role: 'client',
  },
  { text: /no cipher suites in common/, rule: 'no-common-cipher', refusedBy: 'this-node', role: 'server' },
  {
    text: /is not enabled or supported in server context|No appropriate protocol/,
    rule: 'no-common-protocol',
    refusedBy: 'this-node',
  },

  // After TLS
  {
    text: /remote cluster name \[[^\]]*\] does not match local cluster name \[/,
    rule: 'cluster-name-mismatch',
    refusedBy: 'this-node',
    role: 'client',
  },
  {
    text: /Rejecting unreadable transport handshake|is incompatible with local node version|may not join a cluster comprising only nodes of version/,
    rule: 'node-version-incompatible',
    refusedBy: 'this-node',
  },
  // All that a node says whose seed hosts are HTTP ports.
  {
    text: /not discovered (?:or elected )?yet[\s\S]*will continue using \[(?:[^\s,\]]+:92\d\d(?:, )?)+\] from hosts providers/,
    rule: 'seed-host-is-http-port',
    or: ['seed-host-unreachable'],
    refusedBy: null,
    role: 'client',
  },
  { text: /handshake timed out after/, rule: 'tls-handshake-timeout', refusedBy: null },
  { text: /certificate_expired/, rule: 'leaf-expired', refusedBy: 'peer' },

  // What the peer said: an alert tells no more than that it refused
  { text: /Received fatal alert: protocol_version|alert protocol version/, rule: 'no-common-protocol', refusedBy: 'peer' },
  {
    text: /alert (?:number 116|certificate required)|certificate_required/,
    rule: 'client-cert-not-sent',
    refusedBy: 'peer',
    role: 'client',
  },
  {
    text: /Received fatal alert: bad_certificate|alert bad certificate/,
    rule: 'client-cert-not-sent',
    or: ['trust-missing-intermediate', 'trust-unknown-issuer', 'leaf-not-yet-valid'],
    refusedBy: 'peer',
  },
  {
    text: /client did not trust this server's certificate|Received fatal alert: (?:certificate_unknown|unknown_ca|unsupported_certificate)|alert (?:certificate unknown|unknown ca)/,
    rule: 'trust-unknown-issuer',
    or: refusedCertificate.slice(1),
    refusedBy: 'peer',
  },
  {
    text: /Received fatal alert: handshake_failure|alert handshake failure/,
    rule: 'no-common-cipher',
    or: ['client-cert-not-sent', 'key-certificate-mismatch'],
    refusedBy: 'peer',
  },
  {
    text: /socket hang up|other side closed/,
    rule: 'kibana-es-scheme-mismatch',
    or: ['http-client-cert-required-by-surprise'],
    refusedBy: 'peer',
    role: 'client',
  },
];
