import type { KeyObject } from 'node:crypto';
import { decode, encode } from '../bytes/codec.ts';
import { dhe, rsaEncryptPremaster } from '../crypto/key-exchange.ts';
import { extendedMasterSecret, finishedData, keyBlock, masterSecret, type PrfName } from '../crypto/prf.ts';
import { keyBlockLength, type Opener, protection12 } from '../crypto/record-protection.ts';
import { schemeFits, sign, verifySignature } from '../crypto/signatures.ts';
import { Transcript } from '../crypto/transcript.ts';
import { certificate12 } from '../wire/certificate.ts';
import { certificateRequest10, certificateRequest12 } from '../wire/certificate-request.ts';
import { certificateStatus } from '../wire/certificate-status.ts';
import { certificateVerify, certificateVerify10 } from '../wire/certificate-verify.ts';
import { clientKeyExchangeDhe, clientKeyExchangeEcdhe, clientKeyExchangeRsa } from '../wire/client-key-exchange.ts';
import { type Extension, findExtension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { pointFormats } from '../wire/extensions/ec-point-formats.ts';
import { renegotiatedConnection } from '../wire/extensions/renegotiation-info.ts';
import { HandshakeType } from '../wire/handshake-types.ts';
import { newSessionTicket12 } from '../wire/new-session-ticket.ts';
import type { ServerHello } from '../wire/server-hello.ts';
import { type ServerKeyExchange, serverKeyExchange } from '../wire/server-key-exchange.ts';
import type { SuiteParameters } from '../wire/suite-parameters.ts';
import { type TlsVersion, versionCode } from '../wire/versions.ts';
import { acceptAlpn } from './alpn.ts';
import { certificateTypeFits, clientScheme } from './client-signature.ts';
import { checkExtensions, decodeOrRefuse, refuseDuplicates } from './extension-checks.ts';
import type { Flow, FlowContext } from './flow.ts';
import type { RawMessage } from './message-input.ts';
import { refuse } from './refusal.ts';
import { sameBytes } from './same-bytes.ts';
import { leafKey } from './server-key.ts';

/**
 * What a hello may hold and an answer below TLS 1.3 may not: signature_algorithms (RFC 5246 §7.4.1.4.1), and what belongs to TLS 1.3 (RFC 8446
 * §4.2). supported_groups is not among them: JSSE and old OpenSSL echo it, which RFC 8422 §5.2 leaves open.
 */
const notForServerHello: ReadonlySet<number> = new Set([
  ExtensionType.signature_algorithms,
  ExtensionType.supported_versions,
  ExtensionType.psk_key_exchange_modes,
  ExtensionType.cookie,
  ExtensionType.key_share,
]);

type State =
  | 'certificate'
  | 'certificate-status'
  | 'server-key-exchange'
  | 'certificate-request'
  | 'server-hello-done'
  | 'new-session-ticket'
  | 'change-cipher-spec'
  | 'finished'
  | 'connected';

export type Agreement12 = {
  readonly version: TlsVersion;
  readonly suite: SuiteParameters;
  readonly hello: ServerHello;
  readonly clientRandom: Uint8Array;
};

/** TLS 1.0 to 1.2 after ServerHello (RFC 2246, 4346, 5246 §7.4). */
export function flow12(context: FlowContext, agreed: Agreement12): Flow {
  const { seen, options, tell } = context;
  const { suite, version, hello, clientRandom } = agreed;
  const is12 = version === 'TLSv1.2';
  const prf: PrfName = is12 ? suite.hash : 'md5-sha1';
  const signed = is12 ? 'scheme' : 'bare';
  let state: State = 'certificate';
  /** The server's, from its Certificate on, which comes before all that reads this. */
  let key!: KeyObject;
  let exchange: ServerKeyExchange | null = null;
  let master: Uint8Array = new Uint8Array();
  /** What the server's ChangeCipherSpec puts in force, from our own on, which comes before it. */
  let serverOpener!: Opener;
  const { status: statusNegotiated, ticket: ticketNegotiated } = acceptHelloExtensions(hello.extensions ?? []);

  function acceptHelloExtensions(extensions: readonly Extension[]): { readonly status: boolean; readonly ticket: boolean } {
    refuseDuplicates(extensions, 'decode_error');
    checkExtensions(extensions, context.offered, 'all');
    if (extensions.some(({ type }) => notForServerHello.has(type))) refuse('illegal_parameter', 'extension-in-wrong-message');
    const renegotiation = findExtension(extensions, ExtensionType.renegotiation_info);
    if (renegotiation) {
      const verifyData = decode(renegotiatedConnection, renegotiation);
      // RFC 5746 §3.4: anything but empty at the first handshake is handshake_failure.
      if (!verifyData.ok) refuse('decode_error', 'malformed-renegotiation-info');
      if (verifyData.value.length > 0) refuse('handshake_failure', 'renegotiation-info-not-empty');
      seen.secureRenegotiation = true;
    }
    const ems = findExtension(extensions, ExtensionType.extended_master_secret);
    if (ems && ems.length > 0) refuse('decode_error', 'extended-master-secret-not-empty');
    seen.extendedMasterSecret = ems !== undefined;
    const formats = findExtension(extensions, ExtensionType.ec_point_formats);
    if (formats && !decodeOrRefuse(pointFormats, formats).includes(0)) refuse('illegal_parameter', 'no-uncompressed-points');
    const name = findExtension(extensions, ExtensionType.server_name);
    if (name && name.length > 0) refuse('decode_error', 'server-name-not-empty');
    const status = findExtension(extensions, ExtensionType.status_request);
    if (status && status.length > 0) refuse('decode_error', 'status-request-not-empty');
    const ticket = findExtension(extensions, ExtensionType.session_ticket);
    if (ticket && ticket.length > 0) refuse('decode_error', 'session-ticket-not-empty');
    acceptAlpn(extensions, options.alpn, seen);
    return { status: status !== undefined, ticket: ticket !== undefined };
  }

  function onCertificate(body: Uint8Array): void {
    const { certificates } = decodeOrRefuse(certificate12, body);
    seen.certificates = certificates;
    const [leaf] = certificates;
    if (!leaf || leaf.length === 0) refuse('decode_error', 'no-certificate');
    seen.serverSignature = suite.keyExchange === 'RSA' ? 'not-seen' : 'unverifiable';
    key = leafKey(leaf);
    seen.serverSignature = 'not-seen';
    if (!keyFitsSuite(key, suite) || (!is12 && !signsWithoutScheme(key))) refuse('illegal_parameter', 'certificate-does-not-fit-suite');
    state = statusNegotiated ? 'certificate-status' : afterCertificate();
  }

  function afterCertificate(): State {
    return suite.keyExchange === 'RSA' ? 'certificate-request' : 'server-key-exchange';
  }

  function onServerKeyExchange(body: Uint8Array): void {
    const kind = suite.keyExchange === 'DHE' ? 'DHE' : 'ECDHE';
    exchange = decodeOrRefuse(serverKeyExchange(kind, signed), body);
    if (exchange.kind === 'ecdhe') seen.group = exchange.group;
    else seen.dhBits = bitLength(exchange.p);
    seen.signatureScheme = exchange.scheme;
    if (exchange.kind === 'ecdhe' && !options.groups.includes(exchange.group)) refuse('illegal_parameter', 'group-not-offered');
    if (exchange.scheme !== null) {
      if (!options.signatureSchemes.includes(exchange.scheme)) refuse('illegal_parameter', 'signature-scheme-not-offered');
      if (!schemeFits(exchange.scheme, key, version)) refuse('illegal_parameter', 'signature-scheme-does-not-fit-key');
    }
    const data = Buffer.concat([clientRandom, hello.random, exchange.params]);
    const valid = verifySignature({ scheme: exchange.scheme, version, key, data, signature: exchange.signature ?? new Uint8Array() });
    seen.serverSignature = valid ? 'valid' : 'invalid';
    if (!valid) refuse('decrypt_error', 'bad-signature');
    state = 'certificate-request';
  }

  function onCertificateRequest(body: Uint8Array): void {
    const request = is12 ? decodeOrRefuse(certificateRequest12, body) : decodeOrRefuse(certificateRequest10, body);
    const signatureSchemes = 'signatureSchemes' in request ? (request.signatureSchemes as readonly number[]) : [];
    seen.certificateRequest = { authorities: request.authorities, signatureSchemes, certificateTypes: request.certificateTypes };
    if (request.certificateTypes.length === 0) refuse('decode_error', 'no-certificate-types');
    if (is12 && signatureSchemes.length === 0) refuse('decode_error', 'empty-signature-algorithms');
    state = 'server-hello-done';
  }

  function onServerHelloDone({ body }: RawMessage): void {
    if (body.length > 0) refuse('decode_error', 'server-hello-done-not-empty');
    seen.serverFlightComplete = true;
    if (options.stopAfter === 'server-flight' || (options.stopAfter === 'no-certificate-request' && !seen.certificateRequest)) {
      tell({ kind: 'stopped' });
      return;
    }
    sendFlight();
    state = ticketNegotiated ? 'new-session-ticket' : 'change-cipher-spec';
  }

  /** Who said it would send one has to (RFC 5077 §3.3), if only an empty one. */
  function onSessionTicket(body: Uint8Array): void {
    const { ticket } = decodeOrRefuse(newSessionTicket12, body);
    if (ticket.length > 0) seen.sessionTicket = ticket;
    state = 'change-cipher-spec';
  }

  function sendFlight(): void {
    const { identity } = options;
    const chain = seen.certificateRequest ? (identity?.chain ?? []) : [];
    if (seen.certificateRequest) {
      if (identity && !certificateTypeFits(identity.key, seen.certificateRequest.certificateTypes))
        refuse('handshake_failure', 'certificate-type-not-accepted');
      context.send(HandshakeType.certificate, encode(certificate12, { certificates: chain }));
    }
    const { body, premaster } = clientKeyExchange();
    context.send(HandshakeType.client_key_exchange, body);
    master = seen.extendedMasterSecret
      ? extendedMasterSecret(prf, premaster, transcriptHash(prf, context.messages))
      : masterSecret(prf, premaster, clientRandom, hello.random);
    if (identity && chain.length > 0) sendCertificateVerify(identity.key);
    context.sendChangeCipherSpec();
    const block = keyBlock(prf, master, clientRandom, hello.random, keyBlockLength(suite, version));
    const protection = protection12(suite, version, block);
    serverOpener = protection.server.opener;
    context.protectWrite(protection.client.sealer);
    context.send(HandshakeType.finished, finishedData(prf, master, 'client', transcriptHash(prf, context.messages)));
    seen.clientFinished = true;
  }

  function sendCertificateVerify(clientKey: KeyObject): void {
    const data = Buffer.concat(context.messages);
    if (!is12) {
      if (!signsWithoutScheme(clientKey)) refuse('handshake_failure', 'no-common-signature-scheme');
      context.send(HandshakeType.certificate_verify, encode(certificateVerify10, { signature: sign(null, version, clientKey, data) }));
      return;
    }
    const scheme = clientScheme(options, clientKey, seen.certificateRequest?.signatureSchemes ?? [], version);
    context.send(
      HandshakeType.certificate_verify,
      encode(certificateVerify, { scheme, signature: sign(scheme, version, clientKey, data) }),
    );
  }

  function clientKeyExchange(): { body: Uint8Array; premaster: Uint8Array } {
    if (exchange === null) {
      const premaster = new Uint8Array(48);
      premaster.set(options.random(46), 2);
      // RFC 5246 §7.4.7.1: the newest version that the hello offered, as its legacy field said it.
      const offered = Math.min(versionCode(options.versions[0] ?? version), versionCode('TLSv1.2'));
      premaster[0] = offered >> 8;
      premaster[1] = offered & 0xff;
      const encrypted = rsaEncryptPremaster(key, premaster);
      if (!encrypted) refuse('illegal_parameter', 'rsa-key-too-small');
      return { body: encode(clientKeyExchangeRsa, encrypted), premaster };
    }
    if (exchange.kind === 'dhe') {
      const agreed = dhe(exchange.p, exchange.g, exchange.publicKey, options.random);
      if (!agreed) refuse('illegal_parameter', 'bad-diffie-hellman-parameters');
      return { body: encode(clientKeyExchangeDhe, agreed.publicKey), premaster: agreed.sharedSecret };
    }
    const ours = options.ephemeralKeys(exchange.group);
    if (!ours) refuse('handshake_failure', 'group-not-computable');
    const premaster = ours.derive(exchange.publicKey);
    if (!premaster) refuse('illegal_parameter', 'bad-key-share');
    return { body: encode(clientKeyExchangeEcdhe, ours.publicKey), premaster };
  }

  function onFinished({ body }: RawMessage, before: readonly Uint8Array[]): void {
    if (!sameBytes(body, finishedData(prf, master, 'server', transcriptHash(prf, before)))) refuse('decrypt_error', 'bad-finished');
    seen.serverFinished = true;
    state = 'connected';
    tell({ kind: 'connected' });
  }

  function message(received: RawMessage): void {
    const { type, body } = received;
    if (type === HandshakeType.hello_request) {
      if (body.length > 0) refuse('decode_error', 'hello-request-not-empty');
      // During a handshake it is ignored (RFC 5246 §7.4.1.1); after it, renegotiation is refused.
      if (state === 'connected') refuse('no_renegotiation', 'renegotiation');
      return;
    }
    // Optional messages: what comes instead of one is judged in the state after it.
    if (state === 'certificate-status' && type !== HandshakeType.certificate_status) state = afterCertificate();
    if (state === 'certificate-request' && type !== HandshakeType.certificate_request) state = 'server-hello-done';
    if (state === 'certificate' && type === HandshakeType.certificate) onCertificate(body);
    else if (state === 'certificate-status') {
      seen.ocspResponse = decodeOrRefuse(certificateStatus, body).response;
      if (seen.ocspResponse.length === 0) refuse('decode_error', 'empty-ocsp-response');
      state = afterCertificate();
    } else if (state === 'server-key-exchange' && type === HandshakeType.server_key_exchange) onServerKeyExchange(body);
    else if (state === 'certificate-request') onCertificateRequest(body);
    else if (state === 'server-hello-done' && type === HandshakeType.server_hello_done) onServerHelloDone(received);
    else if (state === 'new-session-ticket' && type === HandshakeType.new_session_ticket) onSessionTicket(body);
    else if (state === 'finished' && type === HandshakeType.finished) onFinished(received, context.messages.slice(0, -1));
    else refuse('unexpected_message', state === 'server-key-exchange' ? 'no-server-key-exchange' : 'unexpected-message');
  }

  return {
    message,
    changeCipherSpec: () => {
      if (state !== 'change-cipher-spec') refuse('unexpected_message', 'unexpected-change-cipher-spec');
      context.protectRead(serverOpener);
      state = 'finished';
    },
    open: () => state === 'connected',
    beforeData: () => {},
  };
}

/** The suite says which kind of key signs, or, for RSA key exchange, decrypts (RFC 5246 §7.4.2, RFC 8422 §2). */
function keyFitsSuite(key: KeyObject, suite: SuiteParameters): boolean {
  const type = key.asymmetricKeyType;
  if (suite.authentication === 'ECDSA') return type === 'ec' || type === 'ed25519' || type === 'ed448';
  if (suite.keyExchange === 'RSA') return type === 'rsa';
  return type === 'rsa' || type === 'rsa-pss';
}

/** Up to TLS 1.1 the type of the key says how it signs, and there is no way for RSA-PSS, Ed25519 and Ed448 keys (RFC 8422 §5.10, RFC 8446 §4.2.3). */
function signsWithoutScheme(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec';
}

function transcriptHash(prf: PrfName, messages: readonly Uint8Array[]): Uint8Array {
  const transcript = new Transcript(prf);
  for (const message of messages) transcript.add(message);
  return transcript.digest();
}

function bitLength(number: Uint8Array): number {
  const from = number.findIndex((byte) => byte !== 0);
  if (from < 0) return 0;
  return (number.length - from) * 8 - Math.clz32(number[from] ?? 0) + 24;
}
