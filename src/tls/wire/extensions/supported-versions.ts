import type { Codec } from '../../bytes/codec.ts';

/** supported_versions in ClientHello (RFC 8446 §4.2.1), best first: `ProtocolVersion versions<2..254>`. */
export const clientSupportedVersions: Codec<readonly number[]> = {
  name: 'SupportedVersions',
  read: (from) => from.uints(1, 'versions', 2),
  write: (to, versions) => to.uints(1, versions, 2),
};

/** supported_versions in ServerHello and HelloRetryRequest (RFC 8446 §4.2.1): `ProtocolVersion selected_version`. */
export const selectedVersion: Codec<number> = {
  name: 'SupportedVersions',
  read: (from) => from.uint(2, 'selected_version'),
  write: (to, version) => to.uint(2, version),
};
