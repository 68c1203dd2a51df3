import { encode } from '../bytes/codec.ts';
import type { KeyExchange } from '../crypto/key-exchange.ts';
import { Transcript } from '../crypto/transcript.ts';
import { type Extension, findExtension } from '../wire/extension.ts';
import { ExtensionType } from '../wire/extension-types.ts';
import { cookie as cookieCodec } from '../wire/extensions/cookie.ts';
import { selectedGroup, serverKeyShare } from '../wire/extensions/key-share.ts';
import { selectedIdentity } from '../wire/extensions/pre-shared-key.ts';
import { selectedVersion } from '../wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../wire/handshake-message.ts';
import { HandshakeType } from '../wire/handshake-types.ts';
import { downgradeSentinel, isHelloRetryRequest, type ServerHello, serverHello } from '../wire/server-hello.ts';
import { type SuiteParameters, suiteParameters } from '../wire/suite-parameters.ts';
import { type TlsVersion, versionCode, versionOf } from '../wire/versions.ts';
import { type CompleteClientOptions, computableGroups } from './client-options.ts';
import { checkExtensions, decodeOrRefuse } from './extension-checks.ts';
import type { Flow, FlowContext } from './flow.ts';
import { flow12 } from './flow-12.ts';
import { flow13 } from './flow-13.ts';
import type { HelloState } from './hello.ts';
import type { RawMessage } from './message-input.ts';
import { refuse } from './refusal.ts';
import { sameBytes } from './same-bytes.ts';
import type { MutableSeen } from './tls-seen.ts';
import type { Resume } from './tls-session.ts';

/** The hello that is being answered. */
export type HelloSent = HelloState & { readonly offered: ReadonlySet<number> };

export type ServerHelloAnswer =
  /** The server wants a second hello. */
  | {
      readonly kind: 'retry';
      readonly shares: readonly KeyExchange[];
      readonly cookie: Uint8Array | null;
      readonly resume: Resume | null;
      /** What the handshake's hash starts from (RFC 8446 §4.4.1). */
      readonly transcript: readonly Uint8Array[];
    }
  /** A version is settled; `begin` starts the rest of its handshake. */
  | { readonly kind: 'settled'; readonly version: TlsVersion; readonly begin: (context: FlowContext) => Flow };

const allowedInServerHello13: ReadonlySet<number> = new Set([
  ExtensionType.supported_versions,
  ExtensionType.key_share,
  ExtensionType.pre_shared_key,
]);
const allowedInRetry: ReadonlySet<number> = new Set([ExtensionType.supported_versions, ExtensionType.key_share, ExtensionType.cookie]);

/**
 * Holds a ServerHello or HelloRetryRequest to what was offered (RFC 8446 §4.1.3, §4.1.4; RFC 5246 §7.4.1.3).
 * Fills `seen` before it judges. Throws Refusal.
 */
export function answerServerHello(
  message: RawMessage,
  options: CompleteClientOptions,
  sent: HelloSent,
  seen: MutableSeen,
  transcript: readonly Uint8Array[],
): ServerHelloAnswer {
  const hello = decodeOrRefuse(serverHello, message.body);
  const extensions = hello.extensions ?? [];
  if (isHelloRetryRequest(hello) && options.versions.includes('TLSv1.3')) {
    return answerRetry(hello, extensions, options, sent, seen, transcript);
  }
  seen.serverHello = hello;
  const version = chooseVersion(hello, extensions, options);
  if (seen.helloRetryRequest && version !== 'TLSv1.3') refuse('illegal_parameter', 'version-changed-after-retry');
  seen.version = version;
  if (!options.cipherSuites.includes(hello.cipherSuite)) refuse('illegal_parameter', 'cipher-suite-not-offered');
  seen.cipherSuite = hello.cipherSuite;
  if (hello.compressionMethod !== 0) refuse('illegal_parameter', 'compression-not-offered');
  if (version === 'TLSv1.3') return settle13(hello, extensions, sent, seen, transcript);
  return settle12(hello, version, options, sent);
}

function chooseVersion(hello: ServerHello, extensions: readonly Extension[], options: CompleteClientOptions): TlsVersion {
  const { versions } = options;
  const selected = findExtension(extensions, ExtensionType.supported_versions);
  if (selected && versions.includes('TLSv1.3')) {
    const version = versionOf(decodeOrRefuse(selectedVersion, selected));
    if (version !== 'TLSv1.3') refuse('illegal_parameter', 'supported-versions-below-tls-1.3');
    if (hello.version !== versionCode('TLSv1.2')) refuse('illegal_parameter', 'legacy-version');
    return version;
  }
  const version = versionOf(hello.version);
  if (!version || version === 'TLSv1.3' || !versions.includes(version)) return refuse('protocol_version', 'version-not-offered');
  // A server that knows TLS 1.3 and was talked out of it says so in its random (RFC 8446 §4.1.3).
  const sentinel = downgradeSentinel(hello.random);
  if (sentinel !== null && versions.includes('TLSv1.3')) refuse('illegal_parameter', 'downgrade');
  if (sentinel === 'TLSv1.1' && versions.includes('TLSv1.2') && version !== 'TLSv1.2') refuse('illegal_parameter', 'downgrade');
  return version;
}

function suiteFor(version: TlsVersion, code: number): SuiteParameters | undefined {
  const suite = suiteParameters(code);
  if (!suite) return undefined;
  const fits = versionCode(suite.minVersion) <= versionCode(version) && versionCode(version) <= versionCode(suite.maxVersion);
  if (!fits) refuse('illegal_parameter', 'cipher-suite-of-another-version');
  return suite;
}

function computable(suite: SuiteParameters | undefined): SuiteParameters {
  return suite ?? refuse('handshake_failure', 'cipher-suite-not-computable');
}

function settle12(hello: ServerHello, version: TlsVersion, options: CompleteClientOptions, sent: HelloSent): ServerHelloAnswer {
  // No session was offered, so an echo of the compatibility id claims a resumption that cannot be.
  if (sent.sessionId.length > 0 && sameBytes(hello.sessionId, sent.sessionId)) refuse('illegal_parameter', 'session-id-echoed');
  if (version === 'SSLv3' && options.stopAfter !== 'server-hello') refuse('handshake_failure', 'ssl-3.0-not-computable');
  // Suites of TLS 1.0 were taken into SSL 3.0, and are as welcome there to whoever only asks.
  const suite = version === 'SSLv3' ? undefined : suiteFor(version, hello.cipherSuite);
  return {
    kind: 'settled',
    version,
    begin: (context) => flow12(context, { version, suite: computable(suite), hello, clientRandom: sent.random }),
  };
}

function settle13(
  hello: ServerHello,
  extensions: readonly Extension[],
  sent: HelloSent,
  seen: MutableSeen,
  messages: readonly Uint8Array[],
): ServerHelloAnswer {
  seen.secureRenegotiation = true;
  seen.extendedMasterSecret = true;
  if (!sameBytes(hello.sessionId, sent.sessionId)) refuse('illegal_parameter', 'session-id-not-echoed');
  const suite = suiteFor('TLSv1.3', hello.cipherSuite);
  if (seen.helloRetryRequest && seen.helloRetryRequest.cipherSuite !== hello.cipherSuite)
    refuse('illegal_parameter', 'cipher-suite-changed-after-retry');
  checkExtensions(extensions, sent.offered, allowedInServerHello13);
  const keyShare = findExtension(extensions, ExtensionType.key_share);
  if (!keyShare) refuse('missing_extension', 'no-key-share');
  const { group, keyExchange } = decodeOrRefuse(serverKeyShare, keyShare);
  seen.group = group;
  const share = sent.shares.find((candidate) => candidate.group === group);
  if (!share) refuse('illegal_parameter', 'group-without-key-share');
  const psk = acceptedPsk(extensions, suite, sent, seen);
  return {
    kind: 'settled',
    version: 'TLSv1.3',
    begin: (context) => {
      const sharedSecret = share.derive(keyExchange);
      if (!sharedSecret) refuse('illegal_parameter', 'bad-key-share');
      const parameters = computable(suite);
      const transcript = new Transcript(parameters.hash);
      for (const message of messages) transcript.add(message);
      return flow13(context, { suite: parameters, sharedSecret, transcript, psk });
    },
  };
}

/** The key of the session that the server goes on with (RFC 8446 §4.2.11); null where it begins another. */
function acceptedPsk(
  extensions: readonly Extension[],
  suite: SuiteParameters | undefined,
  { resume }: HelloSent,
  seen: MutableSeen,
): Uint8Array | null {
  const selected = findExtension(extensions, ExtensionType.pre_shared_key);
  if (!selected || resume === null) return null;
  if (decodeOrRefuse(selectedIdentity, selected) !== 0) refuse('illegal_parameter', 'psk-not-offered');
  if (suite?.hash !== resume.session.hash) refuse('illegal_parameter', 'psk-of-another-hash');
  seen.resumed = true;
  return resume.session.psk;
}

function answerRetry(
  hello: ServerHello,
  extensions: readonly Extension[],
  options: CompleteClientOptions,
  sent: HelloSent,
  seen: MutableSeen,
  messages: readonly Uint8Array[],
): ServerHelloAnswer {
  if (seen.helloRetryRequest) refuse('unexpected_message', 'second-hello-retry-request');
  seen.helloRetryRequest = hello;
  const version = findExtension(extensions, ExtensionType.supported_versions);
  if (!version) refuse('missing_extension', 'no-supported-versions');
  if (versionOf(decodeOrRefuse(selectedVersion, version)) !== 'TLSv1.3') refuse('illegal_parameter', 'supported-versions-below-tls-1.3');
  if (hello.version !== versionCode('TLSv1.2')) refuse('illegal_parameter', 'legacy-version');
  if (!sameBytes(hello.sessionId, sent.sessionId)) refuse('illegal_parameter', 'session-id-not-echoed');
  if (hello.compressionMethod !== 0) refuse('illegal_parameter', 'compression-not-offered');
  if (!options.cipherSuites.includes(hello.cipherSuite)) refuse('illegal_parameter', 'cipher-suite-not-offered');
  const suite = computable(suiteFor('TLSv1.3', hello.cipherSuite));
  // The cookie is the one extension that a retry may send unasked (RFC 8446 §4.2.2).
  checkExtensions(extensions, new Set([...sent.offered, ExtensionType.cookie]), allowedInRetry);
  const cookie = findExtension(extensions, ExtensionType.cookie);
  if (cookie && decodeOrRefuse(cookieCodec, cookie).length === 0) refuse('decode_error', 'empty-cookie');
  const share = findExtension(extensions, ExtensionType.key_share);
  if (!cookie && !share) refuse('illegal_parameter', 'retry-without-change');
  const shares = share ? [retryShare(decodeOrRefuse(selectedGroup, share), options, sent)] : sent.shares;
  const before = messages.slice(0, -1);
  const transcript = new Transcript(suite.hash);
  for (const message of before) transcript.add(message);
  const folded = encode(handshakeMessage, { type: HandshakeType.message_hash, body: transcript.digest() });
  // RFC 8446 §4.1.4: a session of another hash cannot go on under the suite that was chosen.
  const resume = sent.resume?.session.hash === suite.hash ? sent.resume : null;
  return { kind: 'retry', shares, cookie: cookie ?? null, resume, transcript: [folded, messages.at(-1) ?? new Uint8Array()] };
}

function retryShare(group: number, options: CompleteClientOptions, sent: HelloSent): KeyExchange {
  if (!options.groups.includes(group)) refuse('illegal_parameter', 'group-not-offered');
  if (sent.shares.some((share) => share.group === group)) refuse('illegal_parameter', 'retry-without-change');
  const share = computableGroups.includes(group) ? options.ephemeralKeys(group) : undefined;
  // Offered without a share, to see whether the server would take it: this is as far as that question goes.
  return share ?? refuse('handshake_failure', 'group-not-computable');
}
