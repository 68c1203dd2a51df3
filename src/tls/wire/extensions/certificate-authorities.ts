import type { Codec } from '../../bytes/codec.ts';

/**
 * DER of CA names: certificate_authorities of TLS 1.3 (RFC 8446 §4.2.4), and the end of a CertificateRequest before it
 * (RFC 5246 §7.4.4): `DistinguishedName authorities<0..2^16-1>`, each `opaque<1..2^16-1>`.
 */
export const distinguishedNames: Codec<readonly Uint8Array[]> = {
  name: 'CertificateAuthorities',
  read: (from) => from.list(2, 'certificate_authorities', (item) => item.opaque(2, 'DistinguishedName')),
  write: (to, names) => to.list(2, names, (item, name) => item.opaque(2, name)),
};
