import { encode } from '../bytes/codec.ts';
import { applicationSecrets, finishedMac, handshakeSecrets, nextTrafficSecret, resumptionPsk } from '../crypto/key-schedule.ts';
import { lateSealer, opener13, sealer13 } from '../crypto/record-protection.ts';
import { certificateVerifyContent, schemeFits, sign, verifySignature } from '../crypto/signatures.ts';
import type { Transcript } from '../crypto/transcript.ts';
import { certificate13 } from '../wire/certificate.ts';
import { certificateRequest13 } from '../wire/certificate-request.ts';
import { certificateStatus } from '../wire/certificate-status.ts';
import { certificateVerify } from '../wire/certificate-verify.ts';
import { encryptedExtensions } from '../wire/encrypted-extensions.ts';
import { type Extension, findExtension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { distinguishedNames } from '../wire/extensions/certificate-authorities.ts';
import { signatureSchemeList } from '../wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../wire/handshake-types.ts';
import { keyUpdate } from '../wire/key-update.ts';
import { newSessionTicket13 } from '../wire/new-session-ticket.ts';
import type { SuiteParameters } from '../wire/suite-parameters.ts';
import { acceptAlpn } from './alpn.ts';
import { clientScheme } from './client-signature.ts';
import { checkExtensions, decodeOrRefuse, refuseDuplicates } from './extension-checks.ts';
import type { Flow, FlowContext } from './flow.ts';
import type { RawMessage } from './message-input.ts';
import { refuse } from './refusal.ts';
import { sameBytes } from './same-bytes.ts';
import { leafKey } from './server-key.ts';

/** Extensions that a server may answer in EncryptedExtensions (RFC 8446 §4.2). */
const allowedInEncryptedExtensions: ReadonlySet<number> = new Set([
  ExtensionType.server_name,
  ExtensionType.supported_groups,
  ExtensionType.application_layer_protocol_negotiation,
]);
const allowedInCertificate: ReadonlySet<number> = new Set([ExtensionType.status_request]);
/** A peer that keeps changing keys without sending anything is not talking. */
const maxKeyUpdatesInARow = 32;

type State = 'encrypted-extensions' | 'certificate-or-request' | 'certificate' | 'certificate-verify' | 'finished' | 'connected';

/** What the key exchange agreed on. */
export type Agreement13 = {
  readonly suite: SuiteParameters;
  readonly sharedSecret: Uint8Array;
  /** ClientHello to ServerHello, with a HelloRetryRequest folded as RFC 8446 §4.4.1 says. */
  readonly transcript: Transcript;
  /** The key of the session that goes on; null where a new one begins, and the server has to show a certificate. */
  readonly psk: Uint8Array | null;
};

/** TLS 1.3 after ServerHello (RFC 8446 §4.3 to §4.6). Puts handshake keys in force at once. */
export function flow13(context: FlowContext, agreed: Agreement13): Flow {
  const { seen, options, tell } = context;
  const { suite, transcript } = agreed;
  const { hash } = suite;
  const secrets = handshakeSecrets(hash, agreed.sharedSecret, transcript.digest(), agreed.psk);
  let state: State = 'encrypted-extensions';
  let clientSecret = (): Uint8Array => new Uint8Array();
  let serverSecret: Uint8Array = new Uint8Array();
  let keyUpdatesInARow = 0;
  let keyUpdateWanted = false;

  context.protectRead(opener13(suite, secrets.server));
  context.protectWrite(lateSealer(() => sealer13(suite, secrets.client)));

  const send = (type: number, body: Uint8Array) => transcript.add(context.send(type, body));

  function onEncryptedExtensions(body: Uint8Array): void {
    const { extensions } = decodeOrRefuse(encryptedExtensions, body);
    seen.encryptedExtensions = extensions;
    refuseDuplicates(extensions, 'decode_error');
    checkExtensions(extensions, context.offered, allowedInEncryptedExtensions);
    acceptAlpn(extensions, options.alpn, seen);
    const name = findExtension(extensions, ExtensionType.server_name);
    if (name && name.length > 0) refuse('decode_error', 'server-name-not-empty');
    // Whose key of a session is right need not show a certificate (RFC 8446 §4.3.2, §4.4.2), and must not.
    state = agreed.psk === null ? 'certificate-or-request' : 'finished';
  }

  function onCertificateRequest(body: Uint8Array): void {
    const request = decodeOrRefuse(certificateRequest13, body);
    if (request.context.length > 0) refuse('illegal_parameter', 'certificate-request-context');
    refuseDuplicates(request.extensions);
    const schemes = findExtension(request.extensions, ExtensionType.signature_algorithms);
    const authorities = findExtension(request.extensions, ExtensionType.certificate_authorities);
    seen.certificateRequest = {
      authorities: authorities ? decodeOrRefuse(distinguishedNames, authorities) : [],
      signatureSchemes: schemes ? decodeOrRefuse(signatureSchemeList, schemes) : [],
      certificateTypes: [],
    };
    if (!schemes) refuse('missing_extension', 'certificate-request-without-signature-algorithms');
    if (seen.certificateRequest.signatureSchemes.length === 0) refuse('decode_error', 'empty-signature-algorithms');
    if (authorities && seen.certificateRequest.authorities.length === 0) refuse('decode_error', 'empty-certificate-authorities');
    state = 'certificate';
  }

  function onCertificate(body: Uint8Array): void {
    const { context: requestContext, entries } = decodeOrRefuse(certificate13, body);
    seen.certificates = entries.map(({ certificate }) => certificate);
    if (requestContext.length > 0) refuse('illegal_parameter', 'certificate-context');
    if (entries.length === 0) refuse('decode_error', 'no-certificate');
    for (const [index, { certificate, extensions }] of entries.entries()) {
      if (certificate.length === 0) refuse('decode_error', 'empty-certificate');
      checkExtensions(extensions, context.offered, allowedInCertificate);
      const status = findExtension(extensions, ExtensionType.status_request);
      const response = status ? decodeOrRefuse(certificateStatus, status) : null;
      if (response?.response.length === 0) refuse('decode_error', 'empty-ocsp-response');
      if (index === 0 && response) seen.ocspResponse = response.response;
    }
    state = 'certificate-verify';
    if (options.stopAfter === 'no-certificate-request' && !seen.certificateRequest) tell({ kind: 'stopped' });
  }

  function onCertificateVerify(body: Uint8Array): void {
    const { scheme, signature } = decodeOrRefuse(certificateVerify, body);
    seen.signatureScheme = scheme;
    seen.serverSignature = 'unverifiable';
    if (!options.signatureSchemes.includes(scheme)) refuse('illegal_parameter', 'signature-scheme-not-offered');
    const key = leafKey(seen.certificates[0] ?? new Uint8Array());
    if (!schemeFits(scheme, key, 'TLSv1.3')) refuse('illegal_parameter', 'signature-scheme-does-not-fit-key');
    const data = certificateVerifyContent('server', transcript.digest());
    seen.serverSignature = verifySignature({ scheme, version: 'TLSv1.3', key, data, signature }) ? 'valid' : 'invalid';
    if (seen.serverSignature === 'invalid') refuse('decrypt_error', 'bad-signature');
    state = 'finished';
  }

  /** `before` is the transcript up to CertificateVerify, `raw` the server's Finished. */
  function onFinished({ body, raw }: RawMessage): void {
    const expected = finishedMac(hash, secrets.server, transcript.digest());
    if (!sameBytes(body, expected)) refuse('decrypt_error', 'bad-finished');
    transcript.add(raw);
    seen.serverFinished = true;
    seen.serverFlightComplete = true;
    const application = applicationSecrets(hash, secrets.master, transcript.digest());
    serverSecret = application.server;
    context.protectRead(opener13(suite, serverSecret));
    if (options.stopAfter === 'server-flight') {
      tell({ kind: 'stopped' });
      return;
    }
    if (seen.certificateRequest) answerRequest(seen.certificateRequest.signatureSchemes);
    send(HandshakeType.finished, finishedMac(hash, secrets.client, transcript.digest()));
    clientSecret = () => application.client;
    context.protectWrite(lateSealer(() => sealer13(suite, application.client)));
    seen.clientFinished = true;
    state = 'connected';
    tell({ kind: 'connected' });
  }

  function answerRequest(accepted: readonly number[]): void {
    const { identity } = options;
    const entries = (identity?.chain ?? []).map((certificate) => ({ certificate, extensions: [] as readonly Extension[] }));
    const scheme = identity && clientScheme(options, identity.key, accepted, 'TLSv1.3');
    send(HandshakeType.certificate, encode(certificate13, { context: new Uint8Array(), entries }));
    if (!identity || scheme === null || entries.length === 0) return;
    const data = certificateVerifyContent('client', transcript.digest());
    send(HandshakeType.certificate_verify, encode(certificateVerify, { scheme, signature: sign(scheme, 'TLSv1.3', identity.key, data) }));
  }

  function onTicket(body: Uint8Array): void {
    const { ticket, extensions, ageAdd, lifetime, nonce } = decodeOrRefuse(newSessionTicket13, body);
    if (ticket.length === 0) refuse('decode_error', 'empty-ticket');
    refuseDuplicates(extensions);
    seen.tickets += 1;
    // The transcript ends with our Finished.
    const psk = resumptionPsk(hash, secrets.master, transcript.digest(), nonce);
    tell({ kind: 'ticket', session: { cipherSuite: suite.code, hash, ticket, ageAdd, lifetime, psk } });
  }

  function onKeyUpdate(body: Uint8Array): void {
    const { requestUpdate } = decodeOrRefuse(keyUpdate, body);
    if (requestUpdate > 1) refuse('illegal_parameter', 'key-update-request');
    keyUpdatesInARow += 1;
    if (keyUpdatesInARow > maxKeyUpdatesInARow) refuse('unexpected_message', 'too-many-key-updates');
    serverSecret = nextTrafficSecret(hash, serverSecret);
    context.protectRead(opener13(suite, serverSecret));
    if (requestUpdate === 1) keyUpdateWanted = true;
  }

  /** One answer to any number of requests, before the next data (RFC 8446 §4.6.3): a peer cannot make us send by asking. */
  function answerKeyUpdate(): void {
    if (!keyUpdateWanted) return;
    keyUpdateWanted = false;
    context.send(HandshakeType.key_update, encode(keyUpdate, { requestUpdate: 0 }));
    const next = nextTrafficSecret(hash, clientSecret());
    clientSecret = () => next;
    context.protectWrite(sealer13(suite, next));
  }

  function message(received: RawMessage): void {
    const { type, body, raw } = received;
    const before = state;
    if (before === 'connected') {
      if (type === HandshakeType.new_session_ticket) onTicket(body);
      else if (type === HandshakeType.key_update) onKeyUpdate(body);
      else refuse('unexpected_message', 'unexpected-message-after-handshake');
      return;
    }
    if (before === 'encrypted-extensions' && type === HandshakeType.encrypted_extensions) onEncryptedExtensions(body);
    else if (before === 'certificate-or-request' && type === HandshakeType.certificate_request) onCertificateRequest(body);
    else if ((before === 'certificate-or-request' || before === 'certificate') && type === HandshakeType.certificate) onCertificate(body);
    else if (before === 'certificate-verify' && type === HandshakeType.certificate_verify) onCertificateVerify(body);
    else if (before === 'finished' && type === HandshakeType.finished) {
      // Finished adds itself: what we send next is computed over it.
      onFinished(received);
      return;
    } else refuse('unexpected_message', before === 'certificate-verify' ? 'no-certificate-verify' : 'unexpected-message');
    transcript.add(raw);
  }

  return {
    message,
    changeCipherSpec: () => {
      if (seen.serverFinished) refuse('unexpected_message', 'late-change-cipher-spec');
    },
    open: () => {
      if (state !== 'connected') return false;
      keyUpdatesInARow = 0;
      return true;
    },
    beforeData: answerKeyUpdate,
  };
}
