import { encode } from '../bytes/codec.ts';
import type { KeyExchange } from '../crypto/key-exchange.ts';
import { clientHello } from '../wire/client-hello.ts';
import type { Extension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { protocolNameList } from '../wire/extensions/alpn.ts';
import { pointFormats } from '../wire/extensions/ec-point-formats.ts';
import { clientKeyShares } from '../wire/extensions/key-share.ts';
import { pskKeyExchangeModes } from '../wire/extensions/psk-modes.ts';
import { renegotiatedConnection } from '../wire/extensions/renegotiation-info.ts';
import { serverNameList } from '../wire/extensions/server-name.ts';
import { signatureSchemeList } from '../wire/extensions/signature-algorithms.ts';
import { statusRequest } from '../wire/extensions/status-request.ts';
import { namedGroupList } from '../wire/extensions/supported-groups.ts';
import { clientSupportedVersions } from '../wire/extensions/supported-versions.ts';
import { versionCode } from '../wire/versions.ts';
import type { CompleteClientOptions } from './client-options.ts';
import { bindPsk, type Resume, unboundPsk } from './tls-session.ts';

/** What changes between the first hello and the one after a HelloRetryRequest. */
export type HelloState = {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly shares: readonly KeyExchange[];
  /** The cookie extension's data, as received. */
  readonly cookie: Uint8Array | null;
  /** The session to offer; none where a HelloRetryRequest chose a suite that it does not go with. */
  readonly resume: Resume | null;
};

/** What the first hello says, with fresh random octets and keys. */
export function firstHello({ random, versions, keyShares, ephemeralKeys, resume }: CompleteClientOptions): HelloState {
  const from13 = versions.includes('TLSv1.3');
  return {
    random: random(32),
    // A session id makes middleboxes take TLS 1.3 for a resumed TLS 1.2 (RFC 8446 appendix D.4).
    sessionId: from13 ? random(32) : new Uint8Array(),
    shares: from13 ? keyShares.map((group) => ephemeralKeys(group)).filter((share): share is KeyExchange => share !== undefined) : [],
    cookie: null,
    resume: from13 ? resume : null,
  };
}

type Hello = {
  readonly body: Uint8Array;
  /** The types of its extensions. */
  readonly offered: ReadonlySet<number>;
};

/** A ClientHello. `before` is what the handshake's hash starts from. */
export function buildHello(options: CompleteClientOptions, state: HelloState, before: readonly Uint8Array[]): Hello {
  if (state.cookie !== null || state.resume !== null) return writeHello(options, state, before);
  const known = said.get(options);
  if (known !== undefined && sameShares(known.shares, state.shares)) return again(known.hello, state);
  const hello = writeHello(options, state, before);
  said.set(options, { hello, shares: state.shares });
  return hello;
}

/** What was said last with the same options: the hellos of a scan differ in random and session id alone. */
const said = new WeakMap<CompleteClientOptions, { readonly hello: Hello; readonly shares: readonly KeyExchange[] }>();

function sameShares(a: readonly KeyExchange[], b: readonly KeyExchange[]): boolean {
  return a.length === b.length && a.every((share, index) => share === b[index]);
}

function again({ body, offered }: Hello, { random, sessionId }: HelloState): Hello {
  const other = body.slice();
  other.set(random, randomAt);
  other.set(sessionId, sessionIdAt);
  return { body: other, offered };
}

/** Behind legacy_version; and behind the random and the length of the session id, which the options settle. */
const randomAt = 2;
const sessionIdAt = 35;

function writeHello(options: CompleteClientOptions, state: HelloState, before: readonly Uint8Array[]): Hello {
  const extensions = helloExtensions(options, state);
  const newest = versionCode(options.versions[0] ?? 'TLSv1.2');
  const body = encode(clientHello, {
    version: Math.min(newest, versionCode('TLSv1.2')),
    random: state.random,
    sessionId: state.sessionId,
    cipherSuites: options.cipherSuites,
    compressionMethods: [0],
    // SSL 3.0 servers may take offence at extensions.
    extensions: extensions.length > 0 ? extensions : null,
  });
  const bound = state.resume === null ? body : bindPsk(body, state.resume, before);
  return { body: bound, offered: new Set(extensions.map(({ type }) => type)) };
}

function helloExtensions(options: CompleteClientOptions, state: HelloState): readonly Extension[] {
  const { versions } = options;
  const from13 = versions.includes('TLSv1.3');
  const before13 = versions.some((version) => version !== 'TLSv1.3');
  if (versions.every((version) => version === 'SSLv3')) return [];
  const list: Extension[] = [];
  const add = (type: number, data: Uint8Array) => list.push({ type, data });
  if (options.serverName !== null) {
    add(ExtensionType.server_name, encode(serverNameList, [{ type: 0, name: Buffer.from(options.serverName, 'latin1') }]));
  }
  if (before13) {
    add(ExtensionType.extended_master_secret, new Uint8Array());
    add(ExtensionType.renegotiation_info, firstHandshake);
    if (options.askForTicket) add(ExtensionType.session_ticket, new Uint8Array());
  }
  if (options.groups.length > 0) add(ExtensionType.supported_groups, encode(namedGroupList, options.groups));
  if (before13 && options.groups.length > 0) add(ExtensionType.ec_point_formats, uncompressedPoints);
  if (options.alpn.length > 0) {
    add(
      ExtensionType.application_layer_protocol_negotiation,
      encode(
        protocolNameList,
        options.alpn.map((name) => Buffer.from(name, 'latin1')),
      ),
    );
  }
  add(ExtensionType.status_request, anyOcspResponder);
  if (versions.includes('TLSv1.3') || versions.includes('TLSv1.2')) {
    add(ExtensionType.signature_algorithms, encode(signatureSchemeList, options.signatureSchemes));
    if (options.certificateSignatureSchemes !== null) {
      add(ExtensionType.signature_algorithms_cert, encode(signatureSchemeList, options.certificateSignatureSchemes));
    }
  }
  if (from13) {
    add(ExtensionType.supported_versions, encode(clientSupportedVersions, versions.map(versionCode)));
    // Without it a server keeps its NewSessionTicket (RFC 8446 §4.2.9), and the ticket is what proves acceptance.
    add(ExtensionType.psk_key_exchange_modes, withDiffieHellman);
    if (state.cookie) add(ExtensionType.cookie, state.cookie);
    add(
      ExtensionType.key_share,
      encode(
        clientKeyShares,
        state.shares.map(({ group, publicKey }) => ({ group, keyExchange: publicKey })),
      ),
    );
    // The last of all, since it covers what stands before it (RFC 8446 §4.2.11).
    if (state.resume !== null) add(ExtensionType.pre_shared_key, unboundPsk(state.resume));
  }
  return list;
}

const firstHandshake = encode(renegotiatedConnection, new Uint8Array());
const uncompressedPoints = encode(pointFormats, [0]);
const anyOcspResponder = encode(statusRequest, { statusType: 1, responderIds: [], requestExtensions: new Uint8Array() });
const withDiffieHellman = encode(pskKeyExchangeModes, [1]);
