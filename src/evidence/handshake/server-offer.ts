import type { Certificate } from '../../model/certificate.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';

/** What negotiates: JSSE of a JDK, or OpenSSL under Node.js. */
export type ServerEngine = { readonly kind: 'jsse'; readonly jdk: number } | { readonly kind: 'openssl'; readonly node: NodeLine };

/** The lines of Node.js that differ in TLS: Node.js 22 got OpenSSL 3.5 with 22.20, and security level 2 came with Node.js 24. */
export type NodeLine = 'node20' | 'node22-openssl3.0' | 'node22' | 'node24' | 'node26';

/** What a server has to choose from. Names are IANA's. */
export type ServerOffer = {
  readonly engine: ServerEngine;
  readonly versions: readonly ProtocolVersion[];
  /** In the server's order, which decides. */
  readonly cipherSuites: Readonly<Partial<Record<ProtocolVersion, readonly string[]>>>;
  readonly groups: readonly string[];
  /** What it signs with, whatever its key. */
  readonly signatureSchemes: readonly string[];
  /** Leaf first, as it sends them. */
  readonly chain: readonly [Certificate, ...Certificate[]];
};
