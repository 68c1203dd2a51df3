import { certificates } from './certificates.ts';
import type { ClientLine } from './client-line.ts';
import { noTls } from './no-tls.ts';
import { ownFiles } from './own-files.ts';
import { refusedByPeer } from './refused-by-peer.ts';
import { services } from './services.ts';
import { trust } from './trust.ts';

/** All of them, the most telling first: the first whose text occurs decides. */
export const clientLines: readonly ClientLine[] = [...services, ...ownFiles, ...certificates, ...trust, ...refusedByPeer, ...noTls];
