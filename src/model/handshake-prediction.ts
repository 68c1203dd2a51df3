import type { ProtocolVersion } from './protocol-version.ts';
import type { PathFault } from './reasons/path-fault.ts';
import type { RefusalReason } from './verify-reason.ts';

/** What a handshake lacks. Lists are what each side has. */
export type HandshakeFault =
  | { readonly code: 'no-common-version'; readonly client: readonly string[]; readonly server: readonly string[] }
  | {
      readonly code: 'no-common-suite';
      readonly version: ProtocolVersion;
      readonly client: readonly string[];
      readonly server: readonly string[];
    }
  | {
      readonly code: 'no-common-group';
      readonly version: ProtocolVersion;
      readonly client: readonly string[];
      readonly server: readonly string[];
    }
  /** The server's key can make none of the signatures that the client accepts. */
  | {
      readonly code: 'no-signature-scheme';
      readonly version: ProtocolVersion;
      readonly key: string;
      readonly client: readonly string[];
      readonly server: readonly string[];
    }
  /** TLS 1.2 wants the curve of an ECDSA key among the client's groups. */
  | { readonly code: 'curve-not-offered'; readonly version: ProtocolVersion; readonly curve: string; readonly client: readonly string[] }
  /** The server holds its own chain back, for a signature in it that the client does not take (JDK 26 and later). */
  | {
      readonly code: 'own-chain-held-back';
      readonly subject: string;
      readonly algorithm: string;
      readonly isRoot: boolean;
      readonly runtime: string;
    }
  /** The runtime does not load the certificate that it is to serve. */
  | {
      readonly code: 'own-certificate-not-loaded';
      readonly subject: string;
      readonly runtime: string;
      readonly weakness: 'key-too-short' | 'weak-signature';
    }
  /** One side refuses the chain of the other. */
  | {
      readonly code: 'chain-refused';
      readonly by: 'client' | 'server';
      readonly reason: RefusalReason;
      readonly why: PathFault;
      readonly subject: string | null;
    }
  | { readonly code: 'certificate-demanded' };

/** What was not seen, so that a handshake cannot be foretold. */
export type HandshakeGap =
  | { readonly code: 'runtime-unknown'; readonly of: string }
  | { readonly code: 'suites-not-seen'; readonly version: ProtocolVersion }
  | { readonly code: 'groups-not-seen' }
  | { readonly code: 'versions-not-seen' }
  | { readonly code: 'chain-not-seen' }
  | { readonly code: 'issuer-not-at-hand'; readonly issuer: string }
  | { readonly code: 'client-authentication-not-seen' }
  | { readonly code: 'not-answered' }
  | { readonly code: 'runtimes-differ'; readonly completes: readonly string[]; readonly breaks: readonly string[] };

/** What comes of a handshake. */
export type HandshakePrediction =
  | {
      readonly kind: 'completes';
      readonly version: ProtocolVersion;
      readonly cipherSuite: string;
      readonly group: string | null;
      readonly signatureScheme: string | null;
    }
  | { readonly kind: 'breaks'; readonly fault: HandshakeFault }
  | { readonly kind: 'unknown'; readonly because: HandshakeGap };
