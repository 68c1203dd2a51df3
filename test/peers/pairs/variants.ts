/** How both ends are set up beyond their defaults. Suites are IANA's names; `jvmGroups` and `jvmSchemes` take a JVM of their own. */
export type Variant = {
  readonly name: string;
  readonly server?: SideOptions;
  readonly client?: SideOptions;
};

export type SideOptions = {
  readonly versions?: readonly ('TLSv1.3' | 'TLSv1.2')[];
  readonly suites?: readonly string[];
  readonly groups?: readonly string[];
  readonly schemes?: readonly string[];
};

const rsaGcm = 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384';
const ecdsaGcm = 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384';
const rsaCbc = 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA';
const chaCha = 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256';
const keyTransport = 'TLS_RSA_WITH_AES_128_GCM_SHA256';

export const variants: readonly Variant[] = [
  { name: 'TLS 1.3', client: { versions: ['TLSv1.3'] } },
  { name: 'TLS 1.2', client: { versions: ['TLSv1.2'] } },
  { name: 'no common version', server: { versions: ['TLSv1.2'] }, client: { versions: ['TLSv1.3'] } },
  { name: 'server TLS 1.2 alone', server: { versions: ['TLSv1.2'] } },
  { name: 'server key transport alone', server: { versions: ['TLSv1.2'], suites: [keyTransport] } },
  { name: 'client key transport alone', client: { versions: ['TLSv1.2'], suites: [keyTransport] } },
  { name: 'server CBC alone', server: { versions: ['TLSv1.2'], suites: [rsaCbc] } },
  { name: 'suites for RSA alone', server: { versions: ['TLSv1.2'], suites: [rsaGcm, chaCha] } },
  { name: 'suites for ECDSA alone', server: { versions: ['TLSv1.2'], suites: [ecdsaGcm] } },
  {
    name: 'suites apart',
    server: { versions: ['TLSv1.2'], suites: [chaCha] },
    client: { versions: ['TLSv1.2'], suites: [rsaGcm, ecdsaGcm] },
  },
  { name: 'server group x25519 alone', server: { groups: ['x25519'] } },
  { name: 'server group P-521 alone', server: { groups: ['secp521r1'] } },
  { name: 'server group x25519 alone, TLS 1.2', server: { groups: ['x25519'] }, client: { versions: ['TLSv1.2'] } },
  { name: 'client group P-256 alone', client: { groups: ['secp256r1'] } },
  { name: 'client group P-256 alone, TLS 1.2', client: { groups: ['secp256r1'], versions: ['TLSv1.2'] } },
  { name: 'groups apart', server: { groups: ['secp384r1'] }, client: { groups: ['secp256r1'] } },
  { name: 'groups apart, TLS 1.2', server: { groups: ['secp384r1'] }, client: { groups: ['secp256r1'], versions: ['TLSv1.2'] } },
  { name: 'client PKCS#1 alone', client: { schemes: ['rsa_pkcs1_sha256'] } },
  { name: 'client PKCS#1 alone, TLS 1.2', client: { schemes: ['rsa_pkcs1_sha256'], versions: ['TLSv1.2'] } },
  { name: 'client ECDSA P-256 alone', client: { schemes: ['ecdsa_secp256r1_sha256', 'rsa_pkcs1_sha256'], versions: ['TLSv1.3'] } },
  { name: 'client ECDSA P-256 alone, TLS 1.2', client: { schemes: ['ecdsa_secp256r1_sha256', 'rsa_pkcs1_sha256'], versions: ['TLSv1.2'] } },
  { name: 'server PSS SHA-512 alone', server: { schemes: ['rsa_pss_rsae_sha512', 'ecdsa_secp521r1_sha512'] } },
];
