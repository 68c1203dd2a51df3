import { encode } from '../../../../src/tls/bytes/codec.ts';
import type { ClientOptions } from '../../../../src/tls/handshake/client-options.ts';
import type { TlsSession } from '../../../../src/tls/handshake/tls-session.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { serverKeyShare } from '../../../../src/tls/wire/extensions/key-share.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../../../src/tls/wire/named-groups.ts';
import { type ServerHello, serverHello } from '../../../../src/tls/wire/server-hello.ts';
import { type Said, ScriptedServer12, ScriptedServer13 } from '../../../support/scripted-tls-server.ts';
import { extension, lie, longer, nothing } from './lie.ts';

const tls13 = extension(ExtensionType.supported_versions, 3, 4);
const tls12 = extension(ExtensionType.supported_versions, 3, 3);
const unknown = extension(0xfafa);
const both: ClientOptions = { versions: ['TLSv1.3', 'TLSv1.2'] };
const all: ClientOptions = { versions: ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] };
const old: ClientOptions = { versions: ['TLSv1.2', 'TLSv1.1', 'TLSv1'] };

const share = (keyExchange: Uint8Array, group: number = NamedGroup.x25519) => ({
  type: ExtensionType.key_share,
  data: encode(serverKeyShare, { group, keyExchange }),
});
const goodShare = share(new Uint8Array(32).fill(9));

/** A random that ends as RFC 8446 §4.1.3 says: 1 for a server of TLS 1.3 led to TLS 1.2, 0 for one led further down. */
const marked = (end: 0 | 1) => Buffer.concat([new Uint8Array(24).fill(0x5e), Buffer.from('DOWNGRD', 'latin1'), Uint8Array.of(end)]);

const hello13 = (change: Partial<ServerHello>, options: ClientOptions = {}): Said => {
  const server = new ScriptedServer13(options);
  return server.say(server.begin(change));
};
const hello12 = (change: Partial<ServerHello>, options: ClientOptions = {}): Said => {
  const server = new ScriptedServer12(options);
  return server.say(server.begin([], change));
};

const session: TlsSession = { cipherSuite: 0x1301, hash: 'sha256', ticket: nothing, ageAdd: 0, lifetime: 60, psk: new Uint8Array(32) };
const psk = session.psk;

/** Lies in a ServerHello: RFC 8446 §4.1.3, RFC 5246 §7.4.1.3. */
export const serverHelloLies = [
  lie('version-not-offered', 'protocol_version', 'TLS 1.1 where TLS 1.2 was the oldest offered', () => hello12({ version: 0x0302 }, both)),
  lie('version-not-offered', 'protocol_version', 'TLS 1.2 where TLS 1.3 alone was offered', () => {
    const server = new ScriptedServer13();
    return server.say(server.begin({ version: 0x0303, extensions: [goodShare] }));
  }),
  lie('version-not-offered', 'protocol_version', 'TLS 1.3 in the old field of the version', () => hello12({ version: 0x0304 }, both)),
  lie('version-not-offered', 'protocol_version', 'a version that there is not', () => hello12({ version: 0x0399 }, all)),
  lie('downgrade', 'illegal_parameter', 'a mark of TLS 1.3 in TLS 1.2, where both were offered', () =>
    hello12({ random: marked(1) }, both),
  ),
  lie('downgrade', 'illegal_parameter', 'a mark of TLS 1.2 in TLS 1.2, where TLS 1.3 was offered', () =>
    hello12({ random: marked(0) }, both),
  ),
  lie('downgrade', 'illegal_parameter', 'a mark of TLS 1.2 in TLS 1.1, where TLS 1.3 was offered', () =>
    hello12({ random: marked(0), version: 0x0302 }, all),
  ),
  lie('downgrade', 'illegal_parameter', 'a mark of TLS 1.2 in TLS 1.1, where TLS 1.2 was offered', () =>
    hello12({ random: marked(0), version: 0x0302 }, old),
  ),
  lie('downgrade', 'illegal_parameter', 'a mark of TLS 1.2 in TLS 1.0, where TLS 1.2 was offered', () =>
    hello12({ random: marked(0), version: 0x0301 }, old),
  ),
  lie('supported-versions-below-tls-1.3', 'illegal_parameter', 'supported_versions that say TLS 1.2', () =>
    hello12({ extensions: [tls12] }, both),
  ),
  lie('legacy-version', 'illegal_parameter', 'TLS 1.3 whose old field says TLS 1.3', () => hello13({ version: 0x0304 })),
  lie('legacy-version', 'illegal_parameter', 'TLS 1.3 whose old field says TLS 1.1', () => hello13({ version: 0x0302 }, all)),
  lie('cipher-suite-not-offered', 'illegal_parameter', 'a suite of TLS 1.3 that was not offered', () =>
    hello13({ cipherSuite: 0x1302 }, { cipherSuites: [0x1301] }),
  ),
  lie('cipher-suite-not-offered', 'illegal_parameter', 'a suite of TLS 1.2 that was not offered', () =>
    hello12({ cipherSuite: 0xc02c }, { cipherSuites: [0xc02b] }),
  ),
  lie('cipher-suite-of-another-version', 'illegal_parameter', 'a suite of TLS 1.2 in TLS 1.3', () =>
    hello13({ cipherSuite: 0xc02b }, both),
  ),
  lie('cipher-suite-of-another-version', 'illegal_parameter', 'a suite of TLS 1.3 in TLS 1.2', () =>
    hello12({ cipherSuite: 0x1301 }, both),
  ),
  lie('cipher-suite-of-another-version', 'illegal_parameter', 'a suite of TLS 1.2 in TLS 1.1', () => {
    const server = new ScriptedServer12(old, { version: 'TLSv1.1' });
    return server.say(server.begin([], { cipherSuite: 0xc02b }));
  }),
  lie('cipher-suite-not-computable', 'handshake_failure', 'a suite of TLS 1.2 that was offered to see whether it would be taken', () =>
    hello12({ cipherSuite: 0x000a }, { cipherSuites: [0x000a] }),
  ),
  lie('cipher-suite-not-computable', 'handshake_failure', 'a suite of TLS 1.3 that was offered to see whether it would be taken', () =>
    hello13({ cipherSuite: 0x13ff }, { cipherSuites: [0x1301, 0x13ff] }),
  ),
  lie('compression-not-offered', 'illegal_parameter', 'compression in TLS 1.3', () => hello13({ compressionMethod: 1 })),
  lie('compression-not-offered', 'illegal_parameter', 'compression in TLS 1.2', () => hello12({ compressionMethod: 1 })),
  lie('session-id-not-echoed', 'illegal_parameter', 'TLS 1.3 with a session id of its own', () =>
    hello13({ sessionId: new Uint8Array(32).fill(1) }),
  ),
  lie('session-id-not-echoed', 'illegal_parameter', 'TLS 1.3 without the session id', () => hello13({ sessionId: nothing })),
  lie('session-id-echoed', 'illegal_parameter', 'TLS 1.2 with the session id of nothing that was ever begun', () => {
    const server = new ScriptedServer12(both);
    return server.say(server.begin([], { sessionId: server.hello.sessionId }));
  }),
  lie('ssl-3.0-not-computable', 'handshake_failure', 'SSL 3.0, which can be offered and not spoken', () => {
    const server = new ScriptedServer12({ versions: ['SSLv3'], cipherSuites: [0x002f] });
    return server.say(server.begin([], { version: 0x0300, cipherSuite: 0x002f, extensions: null }));
  }),
  lie('no-key-share', 'missing_extension', 'TLS 1.3 without a key share', () => hello13({ extensions: [tls13] })),
  lie('group-without-key-share', 'illegal_parameter', 'a key share of a group that the client sent none for', () =>
    hello13({ extensions: [tls13, share(new Uint8Array(65).fill(4), NamedGroup.secp256r1)] }),
  ),
  lie('bad-key-share', 'illegal_parameter', 'a key share that makes every secret zero (RFC 7748 §6.1)', () =>
    hello13({ extensions: [tls13, share(new Uint8Array(32))] }),
  ),
  lie('bad-key-share', 'illegal_parameter', 'a key share of another length', () =>
    hello13({ extensions: [tls13, share(new Uint8Array(31).fill(9))] }),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'an extension in TLS 1.3 that nobody knows', () =>
    hello13({ extensions: [tls13, goodShare, unknown] }),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'a session of TLS 1.3 that was not offered', () =>
    hello13({ extensions: [tls13, goodShare, extension(ExtensionType.pre_shared_key, 0, 0)] }),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'an extension in TLS 1.2 that nobody knows', () =>
    hello12({ extensions: [unknown] }),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'ALPN in TLS 1.2 that was not offered', () =>
    hello12({ extensions: [extension(ExtensionType.application_layer_protocol_negotiation, 0, 3, 2, 104, 50)] }),
  ),
  lie('extension-in-wrong-message', 'illegal_parameter', 'an extension in the ServerHello of TLS 1.3 that belongs behind it', () =>
    hello13({ extensions: [tls13, goodShare, extension(ExtensionType.server_name)] }, { serverName: 'es01.example' }),
  ),
  lie('extension-in-wrong-message', 'illegal_parameter', 'a cookie in a ServerHello', () => {
    const server = new ScriptedServer13({ groups: [0x1d, 0x17] });
    server.say(server.retry([tls13, extension(ExtensionType.cookie, 0, 1, 7)]));
    return server.say(server.begin({ extensions: [tls13, goodShare, extension(ExtensionType.cookie, 0, 1, 7)] }));
  }),
  ...[ExtensionType.key_share, ExtensionType.psk_key_exchange_modes, ExtensionType.signature_algorithms].map((type) =>
    lie(
      'extension-in-wrong-message',
      'illegal_parameter',
      `extension ${type} in TLS 1.2, which is for hellos of clients or for TLS 1.3`,
      () => hello12({ extensions: [extension(type)] }, both),
    ),
  ),
  lie('duplicate-extension', 'illegal_parameter', 'an extension twice in the ServerHello of TLS 1.3', () =>
    hello13({ extensions: [tls13, goodShare, goodShare] }),
  ),
  lie('duplicate-extension', 'decode_error', 'an extension twice in the ServerHello of TLS 1.2', () => {
    const server = new ScriptedServer12();
    return server.say(server.begin([extension(ExtensionType.extended_master_secret)]));
  }),
  lie('duplicate-extension', 'decode_error', 'twenty extensions, the last the same as the first', () =>
    hello12({ extensions: [...Array.from({ length: 19 }, (_, i) => extension(0xfa00 + i)), extension(0xfa00)] }),
  ),
  lie('psk-not-offered', 'illegal_parameter', 'the second of one session offered', () => {
    const server = new ScriptedServer13({ resume: { session, ageMs: 0 } });
    return server.say(server.begin({}, { psk, selected: 1 }));
  }),
  lie('psk-of-another-hash', 'illegal_parameter', 'a session of SHA-384 under a suite of SHA-256', () => {
    const other = { ...session, cipherSuite: 0x1302, hash: 'sha384', psk: new Uint8Array(48) } as const;
    const server = new ScriptedServer13({ resume: { session: other, ageMs: 0 } });
    return server.say(server.begin({}, { psk, selected: 0 }));
  }),
  lie('malformed-message', 'decode_error', 'a ServerHello with bytes behind its end', () => {
    const server = new ScriptedServer12();
    const body = { version: 0x0303, random: new Uint8Array(32), sessionId: nothing, cipherSuite: 0xc02b, compressionMethod: 0 };
    return server.say(server.handshake(HandshakeType.server_hello, longer(encode(serverHello, { ...body, extensions: [] }))));
  }),
  lie('malformed-message', 'decode_error', 'supported_versions with bytes behind its end', () =>
    hello13({ extensions: [extension(ExtensionType.supported_versions, 3, 4, 0), goodShare] }),
  ),
  lie('malformed-message', 'decode_error', 'a key share with bytes behind its end', () =>
    hello13({ extensions: [tls13, { ...goodShare, data: longer(goodShare.data) }] }),
  ),
  lie('malformed-message', 'decode_error', 'a chosen session with bytes behind its end', () =>
    hello13({ extensions: [tls13, goodShare, extension(ExtensionType.pre_shared_key, 0, 0, 0)] }, { resume: { session, ageMs: 0 } }),
  ),
];
