import type { ProtocolVersion } from '../model/protocol-version.ts';
import { defaultCipherSuites } from '../tls/handshake/client-options.ts';

/** Versions before TLS 1.2, newest first. SSL 3.0 is offered, and the handshake ends at the server's choice of it. */
export const legacyVersions: readonly ProtocolVersion[] = ['TLSv1.1', 'TLSv1', 'SSLv3'];

/** Behind what a handshake can be finished with: 3DES, RC4, DES and export suites, anonymous and NULL ones, so that a server that has nothing else shows its version. */
export const legacyCipherSuites: readonly number[] = [
  ...defaultCipherSuites.filter((code) => code < 0x1300 || code > 0x13ff),
  ...[
    0xc012, 0xc008, 0x0016, 0x0013, 0x000a, 0xc011, 0xc007, 0x0005, 0x0004, 0x0015, 0x0012, 0x0009, 0x0014, 0x0011, 0x0008, 0x0006, 0x0003,
  ],
  ...[
    0x0032, 0x0038, 0x0041, 0x0084, 0x0045, 0x0088, 0x0096, 0x009a, 0xc018, 0xc019, 0xc017, 0x0034, 0x003a, 0x001b, 0x0018, 0x0002, 0x0001,
    0x003b,
  ],
];
