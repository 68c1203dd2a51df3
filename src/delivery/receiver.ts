import type { KeyObject } from 'node:crypto';
import type { Credentials } from '../model/credentials.ts';
import { hostAndPort } from '../model/host-port.ts';

/** Where documents go, and what it takes to be believed by it and to believe it. */
export type Receiver = {
  readonly scheme: 'https' | 'http';
  /** A name or an IP, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Of a proxy before it: `/es`; empty where there is none. */
  readonly path: string;
  /** Certificates to trust, DER: without any, nothing is sent over TLS. */
  readonly anchors: readonly Uint8Array[];
  readonly trustPublicRoots: boolean;
  /** A client certificate, DER, leaf first, and its key; null for none. */
  readonly identity: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject } | null;
  readonly credentials: Credentials | null;
  /** Milliseconds for the connection, and for each step of the TLS handshake. */
  readonly timeoutMs: number;
};

/** `https://es01:9200/es` */
export function receiverUrl({ scheme, host, port, path }: Pick<Receiver, 'scheme' | 'host' | 'port' | 'path'>): string {
  return `${scheme}://${hostAndPort(host, port)}${path}`;
}
