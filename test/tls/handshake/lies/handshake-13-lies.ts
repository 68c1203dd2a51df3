import { issue, makeCa } from '../../../../src/lab/pki.ts';
import { encode } from '../../../../src/tls/bytes/codec.ts';
import type { ClientOptions } from '../../../../src/tls/handshake/client-options.ts';
import { certificate13 } from '../../../../src/tls/wire/certificate.ts';
import { certificateRequest13 } from '../../../../src/tls/wire/certificate-request.ts';
import { certificateStatus } from '../../../../src/tls/wire/certificate-status.ts';
import type { Extension } from '../../../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { protocolNameList } from '../../../../src/tls/wire/extensions/alpn.ts';
import { distinguishedNames } from '../../../../src/tls/wire/extensions/certificate-authorities.ts';
import { signatureSchemeList } from '../../../../src/tls/wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import { newSessionTicket13 } from '../../../../src/tls/wire/new-session-ticket.ts';
import { SignatureScheme } from '../../../../src/tls/wire/signature-schemes.ts';
import { type Said, ScriptedServer13, scriptedIdentity } from '../../../support/scripted-tls-server.ts';
import { extension, flipped, lie, longer, nothing } from './lie.ts';

const unknown = extension(0xfafa);
const alpn = (...names: readonly string[]): Extension => ({
  type: ExtensionType.application_layer_protocol_negotiation,
  data: encode(
    protocolNameList,
    names.map((name) => Buffer.from(name, 'latin1')),
  ),
});
const schemes = (...list: readonly number[]): Extension => ({
  type: ExtensionType.signature_algorithms,
  data: encode(signatureSchemeList, list),
});
const stapled = (response: Uint8Array): Extension => ({
  type: ExtensionType.status_request,
  data: encode(certificateStatus, { statusType: 1, response }),
});

const inEncryptedExtensions = (extensions: readonly Extension[], options: ClientOptions = {}): Said => {
  const server = new ScriptedServer13(options);
  return server.say(server.begin(), server.encryptedExtensions(extensions));
};
const inBody = (type: number, body: Uint8Array, options: ClientOptions = {}): Said => {
  const server = new ScriptedServer13(options);
  return server.say(server.begin(), server.encryptedExtensions(), server.handshake(type, body));
};
const request = (extensions: readonly Extension[], context: Uint8Array = nothing): Said =>
  inBody(HandshakeType.certificate_request, encode(certificateRequest13, { context, extensions }));
const chain = (
  entries: readonly { readonly certificate: Uint8Array; readonly extensions: readonly Extension[] }[],
  context = nothing,
): Said => inBody(HandshakeType.certificate, encode(certificate13, { context, entries }));
const leaf = (...extensions: readonly Extension[]) => ({ certificate: scriptedIdentity.certificate, extensions });

/** The flight up to CertificateVerify, which is changed. */
const verify = (
  change: Parameters<ScriptedServer13['certificateVerify']>[0],
  certificate?: Uint8Array,
  options: ClientOptions = {},
): Said => {
  const server = new ScriptedServer13(options);
  const before = [server.begin(), server.encryptedExtensions(), server.certificate([], certificate)];
  return server.say(...before, server.certificateVerify(change));
};
const finished = (change: (data: Uint8Array) => Uint8Array): Said => {
  const server = new ScriptedServer13();
  const before = [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()];
  return server.say(...before, server.finished(change));
};
/** After the handshake. */
const afterwards = (type: number, body: Uint8Array): Said => {
  const server = new ScriptedServer13();
  server.connect();
  return server.say(server.handshake(type, body));
};
const ticket = { lifetime: 60, ageAdd: 0, nonce: nothing, ticket: Uint8Array.of(1), extensions: [] };
const goesOn = {
  session: { cipherSuite: 0x1301, hash: 'sha256', ticket: nothing, ageAdd: 0, lifetime: 60, psk: new Uint8Array(32) },
  ageMs: 0,
} as const;

/** A P-256 certificate whose key is of a kind that there is not. */
const strangeKey = Buffer.from(scriptedIdentity.certificate);
strangeKey.writeUInt8(0x7f, strangeKey.indexOf(Buffer.from('06072a8648ce3d0201', 'hex')) + 8);

/** Lies in TLS 1.3 behind its ServerHello: RFC 8446 §4.3 to §4.6. */
export const handshake13Lies = [
  lie('extension-not-offered', 'unsupported_extension', 'EncryptedExtensions with an extension that nobody knows', () =>
    inEncryptedExtensions([unknown]),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'early data accepted that nobody sent', () =>
    inEncryptedExtensions([extension(ExtensionType.early_data)]),
  ),
  lie('extension-in-wrong-message', 'illegal_parameter', 'EncryptedExtensions with a key share', () =>
    inEncryptedExtensions([extension(ExtensionType.key_share)]),
  ),
  lie(
    'extension-in-wrong-message',
    'illegal_parameter',
    'EncryptedExtensions with a stapled answer, which belongs to the certificate',
    () => inEncryptedExtensions([extension(ExtensionType.status_request)]),
  ),
  lie('duplicate-extension', 'decode_error', 'EncryptedExtensions with an extension twice', () =>
    inEncryptedExtensions([unknown, unknown]),
  ),
  lie('malformed-message', 'decode_error', 'EncryptedExtensions with bytes behind their end', () => {
    const server = new ScriptedServer13();
    return server.say(server.begin(), server.handshake(HandshakeType.encrypted_extensions, Uint8Array.of(0, 0, 0)));
  }),
  lie('server-name-not-empty', 'decode_error', 'an answer to the server name that says something', () =>
    inEncryptedExtensions([extension(ExtensionType.server_name, 0)], { serverName: 'es01.example' }),
  ),
  lie('alpn-not-offered', 'illegal_parameter', 'a protocol that was not offered', () =>
    inEncryptedExtensions([alpn('h3')], { alpn: ['h2'] }),
  ),
  lie('alpn-not-one-protocol', 'decode_error', 'two protocols', () =>
    inEncryptedExtensions([alpn('h2', 'http/1.1')], { alpn: ['h2', 'http/1.1'] }),
  ),
  lie('alpn-not-one-protocol', 'decode_error', 'no protocol', () => inEncryptedExtensions([alpn()], { alpn: ['h2'] })),
  lie('alpn-not-one-protocol', 'decode_error', 'a protocol without a name', () => inEncryptedExtensions([alpn('')], { alpn: [''] })),
  lie('malformed-message', 'decode_error', 'a protocol with bytes behind its end', () =>
    inEncryptedExtensions([{ ...alpn('h2'), data: longer(alpn('h2').data) }], { alpn: ['h2'] }),
  ),

  lie('certificate-request-context', 'illegal_parameter', 'a CertificateRequest in the handshake with a context', () =>
    request([schemes(SignatureScheme.ed25519)], Uint8Array.of(1)),
  ),
  lie('duplicate-extension', 'illegal_parameter', 'a CertificateRequest with an extension twice', () =>
    request([schemes(SignatureScheme.ed25519), unknown, unknown]),
  ),
  lie('certificate-request-without-signature-algorithms', 'missing_extension', 'a CertificateRequest that names no scheme', () =>
    request([]),
  ),
  lie('empty-signature-algorithms', 'decode_error', 'a CertificateRequest with an empty list of schemes', () => request([schemes()])),
  lie('empty-certificate-authorities', 'decode_error', 'a CertificateRequest with an empty list of authorities', () =>
    request([schemes(SignatureScheme.ed25519), { type: ExtensionType.certificate_authorities, data: encode(distinguishedNames, []) }]),
  ),
  lie('malformed-message', 'decode_error', 'a CertificateRequest with bytes behind its end', () =>
    inBody(HandshakeType.certificate_request, Uint8Array.of(0, 0, 0, 0)),
  ),
  lie('malformed-message', 'decode_error', 'a CertificateRequest whose schemes have half a number', () =>
    request([extension(ExtensionType.signature_algorithms, 0, 1, 8)]),
  ),
  lie('malformed-message', 'decode_error', 'a CertificateRequest whose authorities have bytes behind their end', () =>
    request([schemes(SignatureScheme.ed25519), extension(ExtensionType.certificate_authorities, 0, 0, 0)]),
  ),
  lie('no-common-signature-scheme', 'handshake_failure', 'a request for a scheme that the client key cannot', () => {
    const client = issue(makeCa(), { key: 'Ed25519' });
    const server = new ScriptedServer13({ identity: { chain: client.chain, key: client.privateKey } });
    const body = encode(certificateRequest13, { context: nothing, extensions: [schemes(SignatureScheme.rsa_pss_rsae_sha256)] });
    return server.connect(() => server.handshake(HandshakeType.certificate_request, body));
  }),

  lie('certificate-context', 'illegal_parameter', 'a certificate with the context of a request', () => chain([leaf()], Uint8Array.of(1))),
  lie('no-certificate', 'decode_error', 'a chain without a certificate', () => chain([])),
  lie('empty-certificate', 'decode_error', 'a leaf of no bytes', () => chain([{ certificate: nothing, extensions: [] }])),
  lie('empty-certificate', 'decode_error', 'a second certificate of no bytes', () =>
    chain([leaf(), { certificate: nothing, extensions: [] }]),
  ),
  lie('extension-not-offered', 'unsupported_extension', 'a certificate with timestamps that nobody asked for', () =>
    chain([leaf(extension(ExtensionType.signed_certificate_timestamp))]),
  ),
  lie('extension-in-wrong-message', 'illegal_parameter', 'a certificate with groups', () =>
    chain([leaf(extension(ExtensionType.supported_groups))]),
  ),
  lie('duplicate-extension', 'illegal_parameter', 'a certificate with two stapled answers', () =>
    chain([leaf(stapled(Uint8Array.of(1)), stapled(Uint8Array.of(1)))]),
  ),
  lie('empty-ocsp-response', 'decode_error', 'a stapled answer of no bytes', () => chain([leaf(stapled(nothing))])),
  lie('empty-ocsp-response', 'decode_error', 'a stapled answer of no bytes, to the second certificate', () =>
    chain([leaf(), leaf(stapled(nothing))]),
  ),
  lie('malformed-message', 'decode_error', 'a stapled answer with bytes behind its end', () =>
    chain([leaf({ type: ExtensionType.status_request, data: longer(stapled(Uint8Array.of(1)).data) })]),
  ),
  lie('malformed-message', 'decode_error', 'a Certificate with bytes behind its end', () =>
    inBody(HandshakeType.certificate, longer(encode(certificate13, { context: nothing, entries: [leaf()] }))),
  ),

  lie('unreadable-certificate', 'bad_certificate', 'a certificate that is none', () => verify((same) => same, Uint8Array.of(0x30, 0))),
  lie('unreadable-public-key', 'unsupported_certificate', 'a certificate with a key of an unknown kind', () =>
    verify((same) => same, strangeKey),
  ),
  lie('signature-scheme-not-offered', 'illegal_parameter', 'a signature under a scheme that was not offered', () =>
    verify((same) => same, undefined, { signatureSchemes: [SignatureScheme.rsa_pss_rsae_sha256] }),
  ),
  lie('signature-scheme-does-not-fit-key', 'illegal_parameter', 'a signature under a scheme for keys of another kind', () =>
    verify(({ signature }) => ({ scheme: SignatureScheme.rsa_pss_rsae_sha256, signature })),
  ),
  lie('signature-scheme-does-not-fit-key', 'illegal_parameter', 'a signature under a scheme for another curve', () =>
    verify(({ signature }) => ({ scheme: SignatureScheme.ecdsa_secp384r1_sha384, signature })),
  ),
  lie('bad-signature', 'decrypt_error', 'a signature that is wrong in its last bit', () =>
    verify(({ scheme, signature }) => ({ scheme, signature: flipped(signature) })),
  ),
  lie('bad-signature', 'decrypt_error', 'no signature', () => verify(({ scheme }) => ({ scheme, signature: nothing }))),
  lie('bad-signature', 'decrypt_error', 'a signature by the key of another certificate', () =>
    verify((same) => same, issue(makeCa(), { key: 'P-256' }).certificate),
  ),
  lie('bad-signature', 'decrypt_error', 'a signature of what another connection said', () => {
    const other = new ScriptedServer13();
    let theirs = nothing;
    other.say(other.begin(), other.encryptedExtensions(), other.certificate());
    other.certificateVerify((same) => {
      theirs = same.signature;
      return same;
    });
    return verify(({ scheme }) => ({ scheme, signature: theirs }));
  }),
  lie('malformed-message', 'decode_error', 'a CertificateVerify with bytes behind its end', () => {
    const server = new ScriptedServer13();
    const before = [server.begin(), server.encryptedExtensions(), server.certificate()];
    return server.say(...before, server.handshake(HandshakeType.certificate_verify, Uint8Array.of(4, 3, 0, 0, 0)));
  }),

  lie('bad-finished', 'decrypt_error', 'a Finished that is wrong in its last bit', () => finished(flipped)),
  lie('bad-finished', 'decrypt_error', 'a Finished that is a byte longer', () => finished(longer)),
  lie('bad-finished', 'decrypt_error', 'a Finished that is a byte shorter', () => finished((data) => data.subarray(0, -1))),
  lie('bad-finished', 'decrypt_error', 'an empty Finished', () => finished(() => nothing)),
  lie('bad-finished', 'decrypt_error', 'a Finished over other messages', () => {
    const server = new ScriptedServer13();
    const before = [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()];
    server.forget();
    return server.say(...before, server.finished());
  }),

  lie('bad-record-mac', 'bad_record_mac', 'a server that has not the key of the session', () => {
    const server = new ScriptedServer13({ resume: goesOn });
    return server.say(
      server.begin({}, { psk: new Uint8Array(32).fill(1), selected: 0, theirs: goesOn.session.psk }),
      server.encryptedExtensions(),
    );
  }),
  lie('empty-ticket', 'decode_error', 'a ticket of no bytes', () =>
    afterwards(HandshakeType.new_session_ticket, encode(newSessionTicket13, { ...ticket, ticket: nothing })),
  ),
  lie('duplicate-extension', 'illegal_parameter', 'a ticket with an extension twice', () =>
    afterwards(HandshakeType.new_session_ticket, encode(newSessionTicket13, { ...ticket, extensions: [unknown, unknown] })),
  ),
  lie('malformed-message', 'decode_error', 'a ticket with bytes behind its end', () =>
    afterwards(HandshakeType.new_session_ticket, longer(encode(newSessionTicket13, ticket))),
  ),
  lie('key-update-request', 'illegal_parameter', 'a KeyUpdate that asks for something unknown', () =>
    afterwards(HandshakeType.key_update, Uint8Array.of(2)),
  ),
  lie('malformed-message', 'decode_error', 'a KeyUpdate with bytes behind its end', () =>
    afterwards(HandshakeType.key_update, Uint8Array.of(0, 0)),
  ),
  lie('message-across-key-change', 'unexpected_message', 'half a message behind a KeyUpdate, under the old keys', () => {
    const server = new ScriptedServer13();
    server.connect();
    server.damage = longer;
    return server.say(server.keyUpdate(0));
  }),
  lie('message-across-key-change', 'unexpected_message', 'half a message behind the ServerHello, without protection', () => {
    const server = new ScriptedServer13();
    server.damage = longer;
    return server.say(server.begin());
  }),
  lie('message-across-key-change', 'unexpected_message', 'half a message behind its Finished, under the old keys', () => {
    const server = new ScriptedServer13();
    const before = [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()];
    server.damage = longer;
    return server.say(...before, server.finished());
  }),
  lie('bad-record-mac', 'bad_record_mac', 'data under the old keys after a KeyUpdate', () => {
    const server = new ScriptedServer13();
    server.connect();
    const old = new ScriptedServer13();
    old.connect();
    return server.say(server.keyUpdate(0), old.data(Uint8Array.of(1)));
  }),
  lie('too-many-key-updates', 'unexpected_message', '33 KeyUpdates without anything between them', () => {
    const server = new ScriptedServer13();
    server.connect();
    return server.say(...Array.from({ length: 33 }, () => server.keyUpdate(0)));
  }),
];
