import type { ClientOptions } from '../../../../src/tls/handshake/client-options.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import type { ServerHello } from '../../../../src/tls/wire/server-hello.ts';
import { type Said, ScriptedServer13 } from '../../../support/scripted-tls-server.ts';
import { extension, lie, nothing } from './lie.ts';

const tls13 = extension(ExtensionType.supported_versions, 3, 4);
const x25519 = extension(ExtensionType.key_share, 0, 0x1d);
const cookie = extension(ExtensionType.cookie, 0, 1, 7);
const x25519ToCome: ClientOptions = { groups: [0x1d, 0x17], keyShares: [0x17] };

const retry = (
  extensions: readonly ReturnType<typeof extension>[],
  change: Partial<ServerHello> = {},
  options: ClientOptions = {},
): Said => {
  const server = new ScriptedServer13({ ...x25519ToCome, ...options });
  return server.say(server.retry(extensions, change));
};

/** A server that was answered with a second hello. */
const retried = (options: ClientOptions = {}): ScriptedServer13 => {
  const server = new ScriptedServer13({ ...x25519ToCome, ...options });
  server.say(server.retry([tls13, x25519]));
  return server;
};

/** Lies in a HelloRetryRequest, and in what follows one: RFC 8446 §4.1.4. */
export const retryLies = [
  lie('no-supported-versions', 'missing_extension', 'a HelloRetryRequest that names no version', () => retry([x25519])),
  lie('supported-versions-below-tls-1.3', 'illegal_parameter', 'a HelloRetryRequest of TLS 1.2', () =>
    retry([extension(ExtensionType.supported_versions, 3, 3), x25519]),
  ),
  lie('legacy-version', 'illegal_parameter', 'a HelloRetryRequest whose old field says TLS 1.3', () =>
    retry([tls13, x25519], { version: 0x0304 }),
  ),
  lie('session-id-not-echoed', 'illegal_parameter', 'a HelloRetryRequest without the session id', () =>
    retry([tls13, x25519], { sessionId: nothing }),
  ),
  lie('compression-not-offered', 'illegal_parameter', 'a HelloRetryRequest with compression', () =>
    retry([tls13, x25519], { compressionMethod: 1 }),
  ),
  lie('cipher-suite-not-offered', 'illegal_parameter', 'a HelloRetryRequest with a suite that was not offered', () =>
    retry([tls13, x25519], { cipherSuite: 0x1302 }, { cipherSuites: [0x1301] }),
  ),
  lie('cipher-suite-of-another-version', 'illegal_parameter', 'a HelloRetryRequest with a suite of TLS 1.2', () =>
    retry([tls13, x25519], { cipherSuite: 0xc02b }, { versions: ['TLSv1.3', 'TLSv1.2'] }),
  ),
  lie('cipher-suite-not-computable', 'handshake_failure', 'a HelloRetryRequest with a suite that was only offered to see', () =>
    retry([tls13, x25519], { cipherSuite: 0x13ff }, { cipherSuites: [0x1301, 0x13ff] }),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'a HelloRetryRequest with an extension that nobody knows', () =>
    retry([tls13, x25519, extension(0xfafa)]),
  ),
  lie('extension-in-wrong-message', 'illegal_parameter', 'a HelloRetryRequest with an extension that belongs elsewhere', () =>
    retry([tls13, x25519, extension(ExtensionType.supported_groups)]),
  ),
  lie('duplicate-extension', 'illegal_parameter', 'a HelloRetryRequest with two cookies', () => retry([tls13, cookie, cookie])),
  lie('empty-cookie', 'decode_error', 'an empty cookie', () => retry([tls13, x25519, extension(ExtensionType.cookie, 0, 0)])),
  lie('malformed-message', 'decode_error', 'a cookie with bytes behind its end', () =>
    retry([tls13, x25519, extension(ExtensionType.cookie, 0, 1, 7, 7)]),
  ),
  lie('malformed-message', 'decode_error', 'a group to retry with that has bytes behind its end', () =>
    retry([tls13, extension(ExtensionType.key_share, 0, 0x1d, 0)]),
  ),
  lie('malformed-message', 'decode_error', 'a version to retry with that has bytes behind its end', () =>
    retry([extension(ExtensionType.supported_versions, 3, 4, 0), x25519]),
  ),
  lie('retry-without-change', 'illegal_parameter', 'a HelloRetryRequest that wants nothing changed', () => retry([tls13])),
  lie('retry-without-change', 'illegal_parameter', 'a HelloRetryRequest for a share that it has', () =>
    retry([tls13, extension(ExtensionType.key_share, 0, 0x17)]),
  ),
  lie('retry-without-change', 'illegal_parameter', 'a HelloRetryRequest with a cookie and for a share that it has', () =>
    retry([tls13, cookie, extension(ExtensionType.key_share, 0, 0x17)]),
  ),
  lie('group-not-offered', 'illegal_parameter', 'a HelloRetryRequest for a group that was not offered', () =>
    retry([tls13, extension(ExtensionType.key_share, 0, 0x18)]),
  ),
  lie('group-not-computable', 'handshake_failure', 'a HelloRetryRequest for a group that was only offered to see', () =>
    retry([tls13, extension(ExtensionType.key_share, 0x11, 0xec)], {}, { groups: [0x11ec, 0x17] }),
  ),
  lie('second-hello-retry-request', 'unexpected_message', 'a second HelloRetryRequest', () => {
    const server = retried();
    return server.say(server.retry([tls13, cookie]));
  }),
  lie('version-changed-after-retry', 'illegal_parameter', 'TLS 1.2 after a HelloRetryRequest', () => {
    const server = retried({ versions: ['TLSv1.3', 'TLSv1.2'] });
    return server.say(server.begin({ sessionId: nothing, cipherSuite: 0xc02b, extensions: [] }));
  }),
  lie('cipher-suite-changed-after-retry', 'illegal_parameter', 'another suite than the HelloRetryRequest named', () => {
    const server = retried();
    return server.say(server.begin({ cipherSuite: 0x1303 }));
  }),
  lie('group-without-key-share', 'illegal_parameter', 'a key share of the group that the retry did away with', () => {
    const server = retried();
    const share = extension(ExtensionType.key_share, 0, 0x17, 0, 1, 4);
    return server.say(server.begin({ extensions: [tls13, share] }));
  }),
  lie('message-across-key-change', 'unexpected_message', 'half a message behind a HelloRetryRequest', () => {
    const server = new ScriptedServer13(x25519ToCome);
    server.damage = (raw) => Buffer.concat([raw, Uint8Array.of(2, 0)]);
    return server.say(server.retry([tls13, x25519]));
  }),
  lie('unexpected-message', 'unexpected_message', 'EncryptedExtensions after a HelloRetryRequest', () => {
    const server = retried();
    return server.say(server.handshake(HandshakeType.encrypted_extensions, Uint8Array.of(0, 0)));
  }),
];
