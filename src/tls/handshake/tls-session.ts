import { encode } from '../bytes/codec.ts';
import { type HashName, hashLength } from '../crypto/hashes.ts';
import { resumptionBinder } from '../crypto/key-schedule.ts';
import { Transcript } from '../crypto/transcript.ts';
import { type OfferedPsks, offeredPsks } from '../wire/extensions/pre-shared-key.ts';
import { handshakeMessage } from '../wire/handshake-message.ts';
import { HandshakeType } from '../wire/handshake-types.ts';

/** A TLS 1.3 session that may go on in another connection (RFC 8446 §2.2): a ticket and the key behind it. `psk` is a secret. */
export type TlsSession = {
  /** The suite that it was begun with: only one of the same hash goes on with it. */
  readonly cipherSuite: number;
  readonly hash: HashName;
  readonly ticket: Uint8Array;
  /** Milliseconds, added to the age to hide it. */
  readonly ageAdd: number;
  /** Seconds; 0 says that it must not be used. */
  readonly lifetime: number;
  readonly psk: Uint8Array;
};

/** A session to be offered, and how long ago its ticket came, in milliseconds. */
export type Resume = { readonly session: TlsSession; readonly ageMs: number };

/** The data of pre_shared_key, its binder still to be filled in. */
export function unboundPsk({ session, ageMs }: Resume): Uint8Array {
  const obfuscatedTicketAge = (Math.round(ageMs) + session.ageAdd) % 2 ** 32;
  const identities = [{ identity: session.ticket, obfuscatedTicketAge }];
  return encode(offeredPsks, { identities, binders: [new Uint8Array(hashLength(session.hash))] } satisfies OfferedPsks);
}

/**
 * Binds a hello, whose last extension is what `unboundPsk` made, to the session. `before` is what the handshake's hash starts from: nothing, or what a
 * HelloRetryRequest left.
 */
export function bindPsk(body: Uint8Array, { session }: Resume, before: readonly Uint8Array[]): Uint8Array {
  const { hash, psk } = session;
  const length = hashLength(hash);
  const transcript = new Transcript(hash);
  for (const message of before) transcript.add(message);
  const raw = encode(handshakeMessage, { type: HandshakeType.client_hello, body });
  // The list of binders: its length in two bytes, and one binder behind its own length.
  transcript.add(raw.subarray(0, raw.length - length - 3));
  return Buffer.concat([body.subarray(0, body.length - length), resumptionBinder(hash, psk, transcript.digest())]);
}
