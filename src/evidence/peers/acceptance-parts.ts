import type { Certificate } from '../../model/certificate.ts';
import type { Acceptance, Peer, PeerTrustStore } from '../../model/peer-handshake.ts';

/** That a verifier refuses what is presented, and why. */
export type Refusal = Extract<Acceptance, { readonly kind: 'refused' }>;

/** Who judges whose leaf, where only the names of the trusted CAs are known. */
export type ByNames = {
  readonly holder: Peer;
  readonly judge: Peer;
  readonly leaf: Certificate;
  readonly trust: Extract<PeerTrustStore, { readonly kind: 'names' }>;
};
