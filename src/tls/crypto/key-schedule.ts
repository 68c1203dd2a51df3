import { createHash } from 'node:crypto';
import { type HashName, hashLength } from './hashes.ts';
import { hkdfExpandLabel, hkdfExtract } from './hkdf.ts';
import { hmac } from './hmac.ts';

/** What follows from the (EC)DHE secret and the hash of ClientHello to ServerHello. Each is computed when it is first read: a quick look needs one. */
export type HandshakeSecrets = {
  /** client_handshake_traffic_secret. */
  readonly client: Uint8Array;
  /** server_handshake_traffic_secret. */
  readonly server: Uint8Array;
  /** The Master Secret, for `applicationSecrets`. */
  readonly master: Uint8Array;
};

/** client_application_traffic_secret_0 and server_application_traffic_secret_0, each computed when it is first read. */
export type ApplicationSecrets = { readonly client: Uint8Array; readonly server: Uint8Array };

export type TrafficKeys = { readonly key: Uint8Array; readonly iv: Uint8Array };

/** The handshake stage of the key schedule (RFC 8446 §7.1), with the key of a session that goes on, or null. `helloHash` covers ClientHello to ServerHello. */
export function handshakeSecrets(
  hash: HashName,
  sharedSecret: Uint8Array,
  helloHash: Uint8Array,
  psk: Uint8Array | null = null,
): HandshakeSecrets {
  const afterEarly = psk === null ? afterEarlySecret(hash) : derived(hash, earlySecret(hash, psk));
  const handshake = hkdfExtract(hash, afterEarly, sharedSecret);
  const client = once(() => hkdfExpandLabel(hash, handshake, 'c hs traffic', helloHash, hashLength(hash)));
  const server = once(() => hkdfExpandLabel(hash, handshake, 's hs traffic', helloHash, hashLength(hash)));
  const master = once(() => hkdfExtract(hash, derived(hash, handshake), new Uint8Array(hashLength(hash))));
  return {
    get client() {
      return client();
    },
    get server() {
      return server();
    },
    get master() {
      return master();
    },
  };
}

/** `serverFinishedHash` covers ClientHello to the server's Finished. */
export function applicationSecrets(hash: HashName, master: Uint8Array, serverFinishedHash: Uint8Array): ApplicationSecrets {
  const client = once(() => hkdfExpandLabel(hash, master, 'c ap traffic', serverFinishedHash, hashLength(hash)));
  const server = once(() => hkdfExpandLabel(hash, master, 's ap traffic', serverFinishedHash, hashLength(hash)));
  return {
    get client() {
      return client();
    },
    get server() {
      return server();
    },
  };
}

/** The key that a ticket with this nonce stands for (RFC 8446 §4.6.1). `clientFinishedHash` covers ClientHello to the client's Finished. */
export function resumptionPsk(hash: HashName, master: Uint8Array, clientFinishedHash: Uint8Array, nonce: Uint8Array): Uint8Array {
  const resumption = hkdfExpandLabel(hash, master, 'res master', clientFinishedHash, hashLength(hash));
  return hkdfExpandLabel(hash, resumption, 'resumption', nonce, hashLength(hash));
}

/** What binds the key of a session to a hello (RFC 8446 §4.2.11.2). `truncatedHash` covers the handshake up to the hello's list of binders. */
export function resumptionBinder(hash: HashName, psk: Uint8Array, truncatedHash: Uint8Array): Uint8Array {
  const binderKey = hkdfExpandLabel(hash, earlySecret(hash, psk), 'res binder', createHash(hash).digest(), hashLength(hash));
  return finishedMac(hash, binderKey, truncatedHash);
}

/** verify_data of a Finished (RFC 8446 §4.4.4); `baseSecret` is the sender's handshake traffic secret. */
export function finishedMac(hash: HashName, baseSecret: Uint8Array, transcriptHash: Uint8Array): Uint8Array {
  const key = hkdfExpandLabel(hash, baseSecret, 'finished', nothing, hashLength(hash));
  return hmac(hash, key, transcriptHash);
}

/** Key and IV of one direction (RFC 8446 §7.3). */
export function trafficKeys(hash: HashName, secret: Uint8Array, keyLength: number): TrafficKeys {
  return { key: hkdfExpandLabel(hash, secret, 'key', nothing, keyLength), iv: hkdfExpandLabel(hash, secret, 'iv', nothing, 12) };
}

/** application_traffic_secret_N+1, after a KeyUpdate (RFC 8446 §7.2). */
export function nextTrafficSecret(hash: HashName, secret: Uint8Array): Uint8Array {
  return hkdfExpandLabel(hash, secret, 'traffic upd', nothing, hashLength(hash));
}

const nothing = new Uint8Array();

/** Without a pre-shared key the Early Secret and what is derived from it are constants. */
const afterEarly = new Map<HashName, Uint8Array>();

function afterEarlySecret(hash: HashName): Uint8Array {
  const known = afterEarly.get(hash);
  if (known) return known;
  const secret = derived(hash, earlySecret(hash, new Uint8Array(hashLength(hash))));
  afterEarly.set(hash, secret);
  return secret;
}

function earlySecret(hash: HashName, psk: Uint8Array): Uint8Array {
  return hkdfExtract(hash, new Uint8Array(hashLength(hash)), psk);
}

/** Derive-Secret(secret, "derived", ""). */
function derived(hash: HashName, secret: Uint8Array): Uint8Array {
  return hkdfExpandLabel(hash, secret, 'derived', hashOfNothing[hash], hashLength(hash));
}

const hashOfNothing: Readonly<Record<HashName, Uint8Array>> = {
  sha256: createHash('sha256').digest(),
  sha384: createHash('sha384').digest(),
};

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
