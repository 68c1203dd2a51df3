import { createPublicKey } from 'node:crypto';
import { issue, makeCa } from '../../../../src/lab/pki.ts';
import { encode } from '../../../../src/tls/bytes/codec.ts';
import type { ClientOptions } from '../../../../src/tls/handshake/client-options.ts';
import { certificate12 } from '../../../../src/tls/wire/certificate.ts';
import { certificateRequest10, certificateRequest12 } from '../../../../src/tls/wire/certificate-request.ts';
import { certificateStatus } from '../../../../src/tls/wire/certificate-status.ts';
import type { Extension } from '../../../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../../../src/tls/wire/named-groups.ts';
import { newSessionTicket12 } from '../../../../src/tls/wire/new-session-ticket.ts';
import { SignatureScheme } from '../../../../src/tls/wire/signature-schemes.ts';
import { type Manner12, type Said, ScriptedServer12 } from '../../../support/scripted-tls-server.ts';
import { extension, flipped, lie, longer, nothing } from './lie.ts';

const ca = makeCa();
const p256 = issue(ca, { key: 'P-256' });
const rsa = issue(ca, { key: 'RSA-2048' });
const ed25519 = issue(ca, { key: 'Ed25519' });
const dheRsa: Manner12 = { suite: 0x009e, identity: rsa };
const ecdheRsa: Manner12 = { suite: 0xc02f, identity: rsa };
const tls11: Manner12 = { version: 'TLSv1.1' };
/** 384 bits: too few for 48 bytes and their padding, and no RSA library makes such keys. */
const smallKey = {
  privateKey: rsa.privateKey,
  publicKey: createPublicKey({ key: { kty: 'RSA', n: Buffer.alloc(48, 0xff).toString('base64url'), e: 'AQAB' }, format: 'jwk' }),
};

const hello = (extensions: readonly Extension[], options: ClientOptions = {}): Said => {
  const server = new ScriptedServer12(options, { extendedMasterSecret: false });
  return server.say(server.begin(extensions));
};
const chain = (certificates: readonly Uint8Array[], manner: Manner12 = {}): Said => {
  const server = new ScriptedServer12({}, manner);
  const body = encode(certificate12, { certificates });
  return server.say(server.begin(), server.handshake(HandshakeType.certificate, body));
};
const exchange = (
  change: Parameters<ScriptedServer12['serverKeyExchange']>[0],
  damage?: Parameters<ScriptedServer12['serverKeyExchange']>[1],
  manner: Manner12 = {},
  options: ClientOptions = {},
): Said => {
  const server = new ScriptedServer12(options, manner);
  return server.say(server.begin(), server.certificate(), server.serverKeyExchange(change, damage), server.serverHelloDone());
};
const exchangeBody = (body: Uint8Array, manner: Manner12 = {}): Said => {
  const server = new ScriptedServer12({}, manner);
  return server.say(server.begin(), server.certificate(), server.handshake(HandshakeType.server_key_exchange, body));
};
const request = (body: Uint8Array, options: ClientOptions = {}, manner: Manner12 = {}): Said => {
  const server = new ScriptedServer12(options, manner);
  return server.flight(() => server.handshake(HandshakeType.certificate_request, body));
};
const request12 = (certificateTypes: readonly number[], signatureSchemes: readonly number[]): Uint8Array =>
  encode(certificateRequest12, { certificateTypes, signatureSchemes, authorities: [] });
const request10 = (certificateTypes: readonly number[]): Uint8Array => encode(certificateRequest10, { certificateTypes, authorities: [] });
const finished = (change: (data: Uint8Array, server: ScriptedServer12) => Uint8Array, manner: Manner12 = {}): Said => {
  const server = new ScriptedServer12({}, manner);
  server.flight();
  return server.say(
    server.changeCipherSpec(),
    server.finished((data) => change(data, server)),
  );
};
const status = (body: Uint8Array): Said => {
  const server = new ScriptedServer12();
  const promised = extension(ExtensionType.status_request);
  return server.say(server.begin([promised]), server.certificate(), server.handshake(HandshakeType.certificate_status, body));
};
const signedWith = (scheme: number) => (signed: { readonly signature: Uint8Array }) => ({ scheme, signature: signed.signature });
const wrong = (signed: { readonly scheme: number | null; readonly signature: Uint8Array }) => ({
  ...signed,
  signature: flipped(signed.signature),
});
const unsigned = (signed: { readonly scheme: number | null }) => ({ ...signed, signature: nothing });
const client = (identity: typeof p256): ClientOptions => ({ identity: { chain: identity.chain, key: identity.privateKey } });
const number = (bits: number, low: number): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x80), Buffer.alloc(bits / 8 - 2), Uint8Array.of(low)]);

/** Lies in TLS 1.0 to 1.2 behind its ServerHello, whose own extensions count as well: RFC 5246 §7.4. */
export const handshake12Lies = [
  lie('malformed-renegotiation-info', 'decode_error', 'renegotiation_info with bytes behind its end', () =>
    hello([extension(ExtensionType.renegotiation_info, 0, 0)]),
  ),
  lie('renegotiation-info-not-empty', 'handshake_failure', 'renegotiation_info of a handshake that was not (RFC 5746 §3.4)', () =>
    hello([extension(ExtensionType.renegotiation_info, 1, 7)]),
  ),
  lie('extended-master-secret-not-empty', 'decode_error', 'an extended master secret that says something', () =>
    hello([extension(ExtensionType.extended_master_secret, 0)]),
  ),
  lie('no-uncompressed-points', 'illegal_parameter', 'point formats without the one that there is', () =>
    hello([extension(ExtensionType.ec_point_formats, 1, 1)]),
  ),
  lie('malformed-message', 'decode_error', 'point formats with bytes behind their end', () =>
    hello([extension(ExtensionType.ec_point_formats, 1, 0, 0)]),
  ),
  lie('server-name-not-empty', 'decode_error', 'an answer to the server name that says something', () =>
    hello([extension(ExtensionType.server_name, 0)], { serverName: 'es01.example' }),
  ),
  lie('status-request-not-empty', 'decode_error', 'a promise of a stapled answer that says something', () =>
    hello([extension(ExtensionType.status_request, 0)]),
  ),
  lie('session-ticket-not-empty', 'decode_error', 'a promise of a ticket that says something', () =>
    hello([extension(ExtensionType.session_ticket, 0)], { askForTicket: true }),
  ),
  lie('alpn-not-offered', 'illegal_parameter', 'a protocol that was not offered', () =>
    hello([extension(ExtensionType.application_layer_protocol_negotiation, 0, 3, 2, 104, 51)], { alpn: ['h2'] }),
  ),
  lie('alpn-not-one-protocol', 'decode_error', 'no protocol', () =>
    hello([extension(ExtensionType.application_layer_protocol_negotiation, 0, 0)], { alpn: ['h2'] }),
  ),

  lie('no-certificate', 'decode_error', 'a chain without a certificate', () => chain([])),
  lie('no-certificate', 'decode_error', 'a certificate of no bytes', () => chain([nothing])),
  lie('unreadable-certificate', 'bad_certificate', 'a certificate that is none', () => chain([Uint8Array.of(0x30, 0)])),
  lie('certificate-does-not-fit-suite', 'illegal_parameter', 'an RSA certificate under a suite of ECDSA', () => chain([rsa.certificate])),
  lie('certificate-does-not-fit-suite', 'illegal_parameter', 'an ECDSA certificate under a suite of RSA', () =>
    chain([p256.certificate], ecdheRsa),
  ),
  lie('certificate-does-not-fit-suite', 'illegal_parameter', 'an ECDSA certificate to encrypt a secret to', () =>
    chain([p256.certificate], { suite: 0x009c }),
  ),
  lie('certificate-does-not-fit-suite', 'illegal_parameter', 'an Ed25519 certificate in TLS 1.1', () =>
    chain([ed25519.certificate], tls11),
  ),
  lie('malformed-message', 'decode_error', 'a Certificate with bytes behind its end', () => {
    const server = new ScriptedServer12();
    const body = longer(encode(certificate12, { certificates: [p256.certificate] }));
    return server.say(server.begin(), server.handshake(HandshakeType.certificate, body));
  }),

  lie('empty-ocsp-response', 'decode_error', 'a stapled answer of no bytes', () =>
    status(encode(certificateStatus, { statusType: 1, response: nothing })),
  ),
  lie('malformed-message', 'decode_error', 'a stapled answer with bytes behind its end', () =>
    status(longer(encode(certificateStatus, { statusType: 1, response: Uint8Array.of(1) }))),
  ),

  lie('group-not-offered', 'illegal_parameter', 'a group that was not offered', () =>
    exchange({}, undefined, {}, { groups: [NamedGroup.secp256r1] }),
  ),
  lie('group-not-computable', 'handshake_failure', 'a group that was offered to see whether it would be taken', () =>
    exchange(
      { group: NamedGroup.brainpoolP256r1, publicKey: new Uint8Array(65).fill(4) },
      undefined,
      {},
      { groups: [NamedGroup.brainpoolP256r1] },
    ),
  ),
  lie('bad-key-share', 'illegal_parameter', 'a public key that makes every secret zero', () => exchange({ publicKey: new Uint8Array(32) })),
  lie('bad-key-share', 'illegal_parameter', 'a public key of another length', () => exchange({ publicKey: new Uint8Array(33).fill(9) })),
  lie('malformed-message', 'decode_error', 'an explicit curve', () => exchangeBody(Uint8Array.of(1, 0, 0x1d, 0, 4, 3, 0, 0))),
  lie('malformed-message', 'decode_error', 'a ServerKeyExchange without its signature', () =>
    exchangeBody(Uint8Array.of(3, 0, 0x1d, 1, 9)),
  ),
  lie('malformed-message', 'decode_error', 'a ServerKeyExchange of another suite', () =>
    exchangeBody(Uint8Array.of(3, 0, 0x1d, 1, 9), dheRsa),
  ),
  lie('bad-diffie-hellman-parameters', 'illegal_parameter', 'an even prime', () => exchange({ p: number(2048, 2) }, undefined, dheRsa)),
  lie('bad-diffie-hellman-parameters', 'illegal_parameter', 'a prime of 504 bits', () =>
    exchange({ p: number(504, 3), publicKey: Uint8Array.of(5) }, undefined, dheRsa),
  ),
  lie('bad-diffie-hellman-parameters', 'illegal_parameter', 'a public value of one', () =>
    exchange({ publicKey: Uint8Array.of(1) }, undefined, dheRsa),
  ),
  lie('bad-diffie-hellman-parameters', 'illegal_parameter', 'a generator of one', () =>
    exchange({ g: Uint8Array.of(1) }, undefined, dheRsa),
  ),
  lie('signature-scheme-not-offered', 'illegal_parameter', 'parameters signed under a scheme that was not offered', () =>
    exchange({}, undefined, {}, { signatureSchemes: [SignatureScheme.rsa_pss_rsae_sha256] }),
  ),
  lie('signature-scheme-does-not-fit-key', 'illegal_parameter', 'parameters signed under a scheme for keys of another kind', () =>
    exchange({}, signedWith(SignatureScheme.rsa_pss_rsae_sha256)),
  ),
  lie('bad-signature', 'decrypt_error', 'parameters whose signature is wrong in its last bit', () => exchange({}, wrong)),
  lie('bad-signature', 'decrypt_error', 'parameters without a signature', () => exchange({}, unsigned)),
  lie('bad-signature', 'decrypt_error', 'parameters whose RSA signature is wrong', () => exchange({}, wrong, ecdheRsa)),
  lie('bad-signature', 'decrypt_error', 'Diffie-Hellman parameters whose signature is wrong', () => exchange({}, wrong, dheRsa)),
  lie('bad-signature', 'decrypt_error', 'parameters whose signature is wrong, in TLS 1.1', () => exchange({}, wrong, tls11)),
  lie('bad-signature', 'decrypt_error', 'parameters signed by the key of another certificate', () => {
    const server = new ScriptedServer12();
    return server.say(server.begin(), server.certificate(p256.certificate), server.serverKeyExchange());
  }),
  lie('bad-signature', 'decrypt_error', 'parameters signed for another connection', () => {
    const other = new ScriptedServer12();
    let theirs = nothing;
    other.say(other.begin(), other.certificate());
    other.serverKeyExchange({}, (signed) => {
      theirs = signed.signature;
      return signed;
    });
    return exchange({}, ({ scheme }) => ({ scheme, signature: theirs }));
  }),
  lie('bad-signature', 'decrypt_error', 'other parameters than were signed', () => {
    const server = new ScriptedServer12();
    const begun = [server.begin(), server.certificate()];
    // curve_type, namedcurve, a length, and then the public key.
    server.damage = (raw) => raw.map((byte, i) => (i === 8 ? byte ^ 1 : byte));
    return server.say(...begun, server.serverKeyExchange());
  }),

  lie('no-certificate-types', 'decode_error', 'a request for no type of certificate', () =>
    request(request12([], [SignatureScheme.ed25519])),
  ),
  lie('no-certificate-types', 'decode_error', 'a request for no type of certificate, in TLS 1.1', () => request(request10([]), {}, tls11)),
  lie('empty-signature-algorithms', 'decode_error', 'a request for a certificate under no scheme', () => request(request12([64], []))),
  lie('malformed-message', 'decode_error', 'a request with bytes behind its end', () =>
    request(longer(request12([64], [SignatureScheme.ed25519]))),
  ),
  lie('malformed-message', 'decode_error', 'a request of TLS 1.2 in TLS 1.1', () =>
    request(request12([64], [SignatureScheme.ed25519]), {}, tls11),
  ),
  lie('malformed-message', 'decode_error', 'a request of TLS 1.1 in TLS 1.2', () => request(request10([64]))),
  lie('certificate-type-not-accepted', 'handshake_failure', 'a request for RSA certificates alone, to a client with another', () =>
    request(request12([1], [SignatureScheme.ecdsa_secp256r1_sha256]), client(p256)),
  ),
  lie('certificate-type-not-accepted', 'handshake_failure', 'a request for ECDSA certificates alone, to a client with another', () =>
    request(request12([64], [SignatureScheme.rsa_pss_rsae_sha256]), client(rsa)),
  ),
  lie('no-common-signature-scheme', 'handshake_failure', 'a request for a scheme that the client key cannot', () =>
    request(request12([64], [SignatureScheme.rsa_pss_rsae_sha256]), client(p256)),
  ),
  lie('no-common-signature-scheme', 'handshake_failure', 'a request in TLS 1.1 to a client whose key cannot sign there', () =>
    request(request10([64]), client(ed25519), tls11),
  ),

  lie('server-hello-done-not-empty', 'decode_error', 'a ServerHelloDone that says something', () => {
    const server = new ScriptedServer12();
    return server.say(...server.opening(), server.serverHelloDone(Uint8Array.of(0)));
  }),
  lie('rsa-key-too-small', 'illegal_parameter', 'an RSA key that is too small for the secret', () => {
    const identity = issue(ca, { key: smallKey });
    const server = new ScriptedServer12({}, { suite: 0x009c, identity });
    return server.say(server.begin(), server.certificate(), server.serverHelloDone());
  }),
  lie('malformed-message', 'decode_error', 'a ticket with bytes behind its end', () => {
    const server = new ScriptedServer12({ askForTicket: true });
    server.say(...server.opening(extension(ExtensionType.session_ticket)), server.serverHelloDone());
    const body = longer(encode(newSessionTicket12, { lifetimeHint: 0, ticket: Uint8Array.of(1) }));
    return server.say(server.handshake(HandshakeType.new_session_ticket, body));
  }),

  lie('bad-finished', 'decrypt_error', 'a Finished that is wrong in its last bit', () => finished(flipped)),
  lie('bad-finished', 'decrypt_error', 'a Finished that is wrong in its last bit, under CBC', () => finished(flipped, { suite: 0xc009 })),
  lie('bad-finished', 'decrypt_error', 'a Finished that is wrong in its last bit, in TLS 1.0', () =>
    finished(flipped, { version: 'TLSv1' }),
  ),
  lie('bad-finished', 'decrypt_error', 'a Finished that is wrong in its last bit, with RSA key transport', () =>
    finished(flipped, { suite: 0x009c, identity: rsa }),
  ),
  lie('bad-finished', 'decrypt_error', 'a Finished that is a byte longer', () => finished(longer)),
  lie('bad-finished', 'decrypt_error', 'a Finished that is a byte shorter', () => finished((data) => data.subarray(0, -1))),
  lie('bad-finished', 'decrypt_error', 'an empty Finished', () => finished(() => nothing)),
  lie('bad-finished', 'decrypt_error', 'a Finished with the label of the client', () => finished((_, server) => server.clientVerifyData())),
  lie('bad-finished', 'decrypt_error', 'a Finished over other messages', () => {
    const server = new ScriptedServer12();
    server.flight();
    server.forget();
    return server.say(server.changeCipherSpec(), server.finished());
  }),
  lie('bad-record-mac', 'bad_record_mac', 'a server that says extended master secret and computes the old one', () =>
    finished((same) => same, { asSaid: false }),
  ),
  lie('bad-record-mac', 'bad_record_mac', 'a server that says nothing and computes the extended master secret', () =>
    finished((same) => same, { extendedMasterSecret: false, asSaid: false }),
  ),
  lie('hello-request-not-empty', 'decode_error', 'a HelloRequest that says something', () => {
    const server = new ScriptedServer12();
    server.connect();
    return server.say(server.handshake(HandshakeType.hello_request, Uint8Array.of(0)));
  }),
  lie('renegotiation', 'no_renegotiation', 'a wish to negotiate again', () => {
    const server = new ScriptedServer12();
    server.connect();
    return server.say(server.handshake(HandshakeType.hello_request, nothing));
  }),
];
