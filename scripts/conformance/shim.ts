/**
 * Puts our TLS client before BoringSSL's protocol test suite ("BoGo"): a program that the suite's runner starts for each test, with flags that
 * say what to offer and what to expect. The suite is no part of this repository; its own ssl/test/PORTING.md says how its runner is built and
 * what it asks of a shim. After `npm run build`, in the runner's directory:
 *
 *     RUNNER -shim-path HANDCLASP/scripts/conformance/shim.sh -shim-config HANDCLASP/scripts/conformance/config.json \
 *       -allow-unimplemented -num-workers 2 -skip '*DTLS*;*QUIC*'
 *
 * The runner wants the alert that it takes for the right one wherever we refuse. `config.json` says which of our reasons stands for which of
 * its errors, and which tests we fail on purpose, each with why. A flag that asks for what a diagnostic client does not do (resumption, early
 * data, a verdict on the certificate, …) is unknown here and ends with status 89, "unimplemented".
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { defaultCipherSuites } from '../../src/tls/handshake/client-options.ts';
import { type OpenTlsOptions, openTls, type TlsConnection } from '../../src/tls/open-tls.ts';
import { TlsClosed } from '../../src/tls/tls-failure.ts';
import { CipherSuite } from '../../src/tls/wire/cipher-suites.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { suiteParameters } from '../../src/tls/wire/suite-parameters.ts';
import { type TlsVersion, versionCode } from '../../src/tls/wire/versions.ts';

const unimplemented = 89;

/** Flags with a value, and those without. What a flag asks of a callback, a cache or a verifier that this client does not have is in neither. */
const valued = new Set([
  '-advertise-alpn',
  '-cert-file',
  '-cipher',
  '-curves',
  '-expect-alpn',
  '-expect-cipher',
  '-expect-client-ca-list',
  '-expect-cipher-aes',
  '-expect-curve-id',
  '-expect-ocsp-response',
  '-expect-peer-cert-file',
  '-expect-peer-signature-algorithm',
  '-expect-selected-credential',
  '-expect-total-renegotiations',
  '-expect-version',
  '-host-name',
  '-key-file',
  '-key-shares',
  '-max-version',
  '-min-version',
  '-port',
  '-read-size',
  '-repeat-shim-initial-write',
  '-resume-count',
  '-shim-id',
  '-shim-initial-write',
  '-signing-prefs',
  '-trust-cert',
  '-verify-prefs',
]);
const plain = new Set([
  '-async',
  '-check-close-notify',
  '-enable-ocsp-stapling',
  '-expect-extended-master-secret',
  '-expect-hrr',
  '-expect-no-hrr',
  '-expect-no-secure-renegotiation',
  '-expect-no-session',
  '-expect-no-session-id',
  '-expect-secure-renegotiation',
  '-expect-session-miss',
  '-fallback-scsv',
  '-handshake-twice',
  '-implicit-handshake',
  '-ipv6',
  '-new-x509-credential',
  '-no-key-shares',
  '-no-op-extra-handshake',
  '-no-ticket',
  '-no-tls1',
  '-no-tls11',
  '-no-tls12',
  '-no-tls13',
  '-partial-write',
  '-peek-then-read',
  '-read-with-unfinished-write',
  '-shim-shuts-down',
  '-shim-writes-first',
  '-use-custom-verify-callback',
  '-use-old-client-cert-callback',
  '-verify-peer',
  '-write-different-record-sizes',
]);

/** What the suite takes for granted where no flag says otherwise. */
const defaultGroups: readonly number[] = [NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1];
const computableGroups: readonly number[] = [...defaultGroups, NamedGroup.secp521r1, NamedGroup.x448];
const defaultSchemes: readonly number[] = [
  SignatureScheme.ecdsa_secp256r1_sha256,
  SignatureScheme.rsa_pss_rsae_sha256,
  SignatureScheme.rsa_pkcs1_sha256,
  SignatureScheme.ecdsa_secp384r1_sha384,
  SignatureScheme.rsa_pss_rsae_sha384,
  SignatureScheme.rsa_pkcs1_sha384,
  SignatureScheme.rsa_pss_rsae_sha512,
  SignatureScheme.rsa_pkcs1_sha512,
  SignatureScheme.rsa_pkcs1_sha1,
];
/** With keys of RSA, of the NIST curves and of Ed25519; ECDSA with SHA-1 is for TLS 1.2. */
const computableSchemes: ReadonlySet<number> = new Set([
  ...defaultSchemes,
  SignatureScheme.ecdsa_secp521r1_sha512,
  SignatureScheme.ecdsa_sha1,
  SignatureScheme.ed25519,
]);
const allVersions: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];
const recordSizes = [1, 255, 256, 257, 16383, 16384, 16385, 32767, 32768, 32769];

class Flags {
  readonly #values = new Map<string, string[]>();

  constructor(args: readonly string[]) {
    for (let i = 0; i < args.length; i++) {
      const name = args[i] ?? '';
      if (!valued.has(name) && !plain.has(name)) giveUp(`flag ${name}`);
      const value = valued.has(name) ? args[++i] : '';
      if (value === undefined) giveUp(`flag ${name} without a value`);
      this.#values.set(name, [...this.all(name), value]);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  numbers(name: string): readonly number[] {
    return this.all(name).map(Number);
  }

  number(name: string, otherwise: number): number {
    return this.numbers(name).at(-1) ?? otherwise;
  }
}

const args = process.argv.slice(2);
if (args.includes('-is-handshaker-supported')) {
  console.log('No');
} else {
  const flags = new Flags(args);
  const connections = 1 + flags.number('-resume-count', 0);
  if (flags.all('-cert-file').length > 1) giveUp('a choice of credentials');
  if (flags.has('-shim-shuts-down') && flags.has('-check-close-notify')) giveUp('waiting for an answer to close_notify');
  // A server that is expected to turn the ticket down can be asked anew: we have none to offer.
  if (connections > 1 && !flags.has('-expect-session-miss')) giveUp('resumption');
  // The suite reads this line's alert and reason.
  await run(flags, connections).catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    process.exitCode = 1;
  });
}

async function run(flags: Flags, connections: number): Promise<void> {
  const options = tlsOptions(flags);
  for (let i = 0; i < connections; i++) {
    const socket = await dial(flags);
    try {
      await exchange(await openTls(socket, options), flags);
    } finally {
      await drained(socket);
    }
  }
}

function tlsOptions(flags: Flags): OpenTlsOptions {
  const groups = flags.has('-curves') ? flags.numbers('-curves') : defaultGroups;
  for (const group of groups) {
    if (!computableGroups.includes(group)) giveUp(`group ${group}`);
  }
  const schemes = flags.has('-verify-prefs') ? flags.numbers('-verify-prefs') : [...flags.numbers('-signing-prefs'), ...defaultSchemes];
  for (const scheme of schemes) {
    if (!computableSchemes.has(scheme)) giveUp(`signature scheme ${scheme}`);
  }
  const keyShares = flags.has('-no-key-shares') ? [] : flags.has('-key-shares') ? flags.numbers('-key-shares') : undefined;
  const certFile = flags.text('-cert-file');
  const keyFile = flags.text('-key-file');
  const serverName = flags.text('-host-name');
  const cipherSuites = suites(flags);
  return {
    versions: allVersions.filter((version) => versionAllowed(flags, version)),
    groups,
    signatureSchemes: [...new Set(schemes)],
    alpn: protocols(flags.text('-advertise-alpn') ?? ''),
    ...(cipherSuites ? { cipherSuites } : {}),
    ...(keyShares ? { keyShares } : {}),
    ...(serverName === undefined ? {} : { serverName }),
    ...(certFile && keyFile ? { identity: { chain: certificates(certFile), key: privateKey(keyFile) } } : {}),
  };
}

function versionAllowed(flags: Flags, version: TlsVersion): boolean {
  const code = versionCode(version);
  const off = { 'TLSv1.3': '-no-tls13', 'TLSv1.2': '-no-tls12', 'TLSv1.1': '-no-tls11', TLSv1: '-no-tls1', SSLv3: '' }[version];
  return code >= flags.number('-min-version', 0) && code <= flags.number('-max-version', 0xffff) && !flags.has(off);
}

/** OpenSSL's cipher language as far as client tests use it; undefined for the default. */
function suites(flags: Flags): readonly number[] | undefined {
  const spelled = flags.text('-cipher');
  const names = spelled?.split(':') ?? [];
  const fallback = flags.has('-fallback-scsv') ? [CipherSuite.TLS_FALLBACK_SCSV] : [];
  if (spelled === undefined || spelled === 'ALL:3DES') return fallback.length > 0 ? [...defaultCipherSuites, ...fallback] : undefined;
  if (spelled === 'DEFAULT:!AES') return defaultCipherSuites.filter((code) => !suiteParameters(code)?.name.includes('_AES_'));
  const known: Readonly<Record<string, number>> = CipherSuite;
  return names.map((name) => known[name] ?? giveUp(`cipher ${name}`));
}

/** ALPN's own form: a length byte before each name. */
function protocols(wire: string): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < wire.length; ) {
    const length = wire.charCodeAt(at);
    names.push(wire.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return names;
}

/** DER of each certificate of a PEM file. */
function certificates(file: string): readonly Uint8Array[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g);
  return [...blocks].map(([, base64 = '']) => Uint8Array.from(Buffer.from(base64, 'base64')));
}

function privateKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    return giveUp('the key of the client certificate');
  }
}

/** The runner tells its connections apart by what comes first: the shim's id, eight bytes, least significant first. */
async function dial(flags: Flags): Promise<Socket> {
  const socket = connect({
    host: flags.has('-ipv6') ? '::1' : '127.0.0.1',
    port: flags.number('-port', 0),
    allowHalfOpen: true,
    noDelay: true,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const id = Buffer.alloc(8);
  id.writeBigUInt64LE(BigInt(flags.text('-shim-id') ?? 0));
  socket.write(id);
  return socket;
}

async function exchange(connection: TlsConnection, flags: Flags): Promise<void> {
  check(connection, flags);
  const initial = Buffer.from((flags.text('-shim-initial-write') ?? 'hello').repeat(flags.number('-repeat-shim-initial-write', 1)));
  if (flags.has('-write-different-record-sizes')) {
    for (const size of recordSizes) await connection.write(Buffer.alloc(size, 0x42));
  } else {
    // Where it wants a write to be unfinished while we read, it is the record's bytes that wait: a matter of the socket, which the runner cannot see.
    if (flags.has('-shim-writes-first') || flags.has('-read-with-unfinished-write')) await connection.write(initial);
    if (!flags.has('-shim-shuts-down')) await echo(connection, flags);
  }
  await connection.close();
}

/** Answers every byte with its complement until the peer has no more. */
async function echo(connection: TlsConnection, flags: Flags): Promise<void> {
  try {
    for await (const bytes of connection) {
      await connection.write(bytes.map((byte) => byte ^ 0xff));
    }
  } catch (error) {
    // An end without close_notify is fine unless the test is about that.
    if (!(error instanceof TlsClosed && error.how === 'fin') || flags.has('-check-close-notify')) throw error;
  }
}

/** What the runner expects us to have seen. */
function check({ seen }: TlsConnection, flags: Flags): void {
  const version = seen.version === null ? 0 : versionCode(seen.version);
  same('version', version, flags.number('-expect-version', version));
  const group = seen.group ?? 0;
  same('group', group, flags.number('-expect-curve-id', group));
  const scheme = seen.signatureScheme ?? 0;
  same('signature scheme', scheme, flags.number('-expect-peer-signature-algorithm', scheme));
  const suite = seen.cipherSuite ?? 0;
  same('cipher suite', suite, flags.number('-expect-cipher-aes', flags.number('-expect-cipher', suite)));
  same('ALPN', seen.alpn ?? '', flags.text('-expect-alpn') ?? '');
  same('renegotiations', 0, flags.number('-expect-total-renegotiations', 0));
  if (flags.has('-expect-hrr')) same('HelloRetryRequest', seen.helloRetryRequest !== null, true);
  if (flags.has('-expect-no-hrr')) same('HelloRetryRequest', seen.helloRetryRequest !== null, false);
  if (flags.has('-expect-extended-master-secret')) same('extended master secret', seen.extendedMasterSecret, true);
  if (flags.has('-expect-secure-renegotiation')) same('secure renegotiation', seen.secureRenegotiation, true);
  if (flags.has('-expect-no-secure-renegotiation')) same('secure renegotiation', seen.secureRenegotiation, false);
  const response = flags.text('-expect-ocsp-response');
  if (response !== undefined) same('OCSP response', Buffer.from(seen.ocspResponse ?? []).toString('base64'), response);
  const authorities = flags.text('-expect-client-ca-list');
  const named = seen.certificateRequest?.authorities.map((name) => Buffer.from(name).toString('hex')).join(',');
  if (authorities !== undefined) same('authorities', named, authorities);
  const peer = flags.text('-expect-peer-cert-file');
  if (peer !== undefined) same('certificates', encoded(seen.certificates), encoded(certificates(peer)));
  if (seen.serverSignature === 'invalid' || seen.serverSignature === 'unverifiable')
    throw new Error(`server signature ${seen.serverSignature}`);
}

function encoded(chain: readonly Uint8Array[]): string {
  return chain.map((der) => Buffer.from(der).toString('base64')).join(' ');
}

function same<T>(what: string, seen: T, expected: T): void {
  if (seen !== expected) throw new Error(`${what}: ${seen} where ${expected} was expected`);
}

/** Waits for the runner's end of the connection, so that it has read ours. */
async function drained(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), 2000);
  await closed;
  clearTimeout(timer);
}

function giveUp(what: string): never {
  console.error(`not implemented: ${what}`);
  process.exit(unimplemented);
}
