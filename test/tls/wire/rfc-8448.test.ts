import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { type Codec, decode, encode } from '../../../src/tls/bytes/codec.ts';
import { certificate13 } from '../../../src/tls/wire/certificate.ts';
import { certificateVerify } from '../../../src/tls/wire/certificate-verify.ts';
import { clientHello } from '../../../src/tls/wire/client-hello.ts';
import { encryptedExtensions } from '../../../src/tls/wire/encrypted-extensions.ts';
import { type Extension, findExtension } from '../../../src/tls/wire/extension.ts';
import { ExtensionType, extensionName } from '../../../src/tls/wire/extension-types.ts';
import { clientKeyShares, serverKeyShare } from '../../../src/tls/wire/extensions/key-share.ts';
import { pskKeyExchangeModes } from '../../../src/tls/wire/extensions/psk-modes.ts';
import { recordSizeLimit } from '../../../src/tls/wire/extensions/record-size-limit.ts';
import { renegotiatedConnection } from '../../../src/tls/wire/extensions/renegotiation-info.ts';
import { serverNameList } from '../../../src/tls/wire/extensions/server-name.ts';
import { signatureSchemeList } from '../../../src/tls/wire/extensions/signature-algorithms.ts';
import { namedGroupList } from '../../../src/tls/wire/extensions/supported-groups.ts';
import { clientSupportedVersions, selectedVersion } from '../../../src/tls/wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../../../src/tls/wire/handshake-message.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../../src/tls/wire/named-groups.ts';
import { downgradeSentinel, isHelloRetryRequest, serverHello } from '../../../src/tls/wire/server-hello.ts';
import { SignatureScheme } from '../../../src/tls/wire/signature-schemes.ts';
import { hex } from '../../support/hex.ts';
import { simpleHandshake } from '../crypto/rfc8448.ts';

const rfc = {
  clientHello: hex(simpleHandshake.clientHello),
  serverHello: hex(simpleHandshake.serverHello),
  encryptedExtensions: hex(simpleHandshake.encryptedExtensions),
  certificate: hex(simpleHandshake.certificate),
  certificateVerify: hex(simpleHandshake.certificateVerify),
  serverFinished: hex(simpleHandshake.serverFinished),
  helloHash: hex(simpleHandshake.helloHash),
  serverFinishedHash: hex(simpleHandshake.serverFinishedHash),
};

/** Reads a whole message, holds that writing it gives the same bytes, and returns the value. */
function read<T>(type: number, codec: Codec<T>, message: Uint8Array): T {
  const handshake = mustDecode(handshakeMessage, message);
  assert.equal(handshake.type, type);
  const value = mustDecode(codec, handshake.body);
  assert.deepEqual(encode(handshakeMessage, { type, body: encode(codec, value) }), message);
  return value;
}

function mustDecode<T>(codec: Codec<T>, data: Uint8Array | undefined): T {
  assert.ok(data, `no ${codec.name}`);
  const got = decode(codec, data);
  assert.ok(got.ok, got.ok ? '' : got.error.message);
  return got.value;
}

function names(extensions: readonly Extension[] | null): readonly string[] {
  return (extensions ?? []).map(({ type }) => extensionName(type));
}

function sha256(...messages: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(message);
  return Uint8Array.from(hash.digest());
}

describe('The simple handshake of RFC 8448 §3', () => {
  it('has the transcript hashes that the RFC states, so its bytes are the RFC’s', () => {
    const hellos = [rfc.clientHello, rfc.serverHello];
    assert.deepEqual(sha256(...hellos), rfc.helloHash);
    assert.deepEqual(
      sha256(...hellos, rfc.encryptedExtensions, rfc.certificate, rfc.certificateVerify, rfc.serverFinished),
      rfc.serverFinishedHash,
    );
  });

  it('begins with a ClientHello of nine extensions', () => {
    const hello = read(HandshakeType.client_hello, clientHello, rfc.clientHello);
    assert.equal(hello.version, 0x0303);
    assert.equal(hello.sessionId.length, 0);
    assert.deepEqual(hello.cipherSuites, [0x1301, 0x1303, 0x1302]);
    assert.deepEqual(hello.compressionMethods, [0]);
    assert.deepEqual(names(hello.extensions), [
      'server_name',
      'renegotiation_info',
      'supported_groups',
      'session_ticket',
      'key_share',
      'supported_versions',
      'signature_algorithms',
      'psk_key_exchange_modes',
      'record_size_limit',
    ]);
    const data = (type: number) => findExtension(hello.extensions, type);
    assert.deepEqual(mustDecode(serverNameList, data(ExtensionType.server_name)), [{ type: 0, name: new TextEncoder().encode('server') }]);
    assert.equal(mustDecode(renegotiatedConnection, data(ExtensionType.renegotiation_info)).length, 0);
    assert.deepEqual(
      mustDecode(namedGroupList, data(ExtensionType.supported_groups)),
      [0x001d, 0x0017, 0x0018, 0x0019, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104],
    );
    const [share, ...others] = mustDecode(clientKeyShares, data(ExtensionType.key_share));
    assert.equal(share?.group, NamedGroup.x25519);
    assert.deepEqual(share?.keyExchange, hex('99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c'));
    assert.equal(others.length, 0);
    assert.deepEqual(mustDecode(clientSupportedVersions, data(ExtensionType.supported_versions)), [0x0304]);
    assert.equal(mustDecode(signatureSchemeList, data(ExtensionType.signature_algorithms)).length, 15);
    assert.deepEqual(mustDecode(pskKeyExchangeModes, data(ExtensionType.psk_key_exchange_modes)), [1]);
    assert.equal(mustDecode(recordSizeLimit, data(ExtensionType.record_size_limit)), 16_385);
  });

  it('goes on with a ServerHello that chooses TLS 1.3, AES-128-GCM and x25519', () => {
    const hello = read(HandshakeType.server_hello, serverHello, rfc.serverHello);
    assert.equal(hello.cipherSuite, 0x1301);
    assert.equal(isHelloRetryRequest(hello), false);
    assert.equal(downgradeSentinel(hello.random), null);
    assert.deepEqual(names(hello.extensions), ['key_share', 'supported_versions']);
    assert.equal(mustDecode(selectedVersion, findExtension(hello.extensions, ExtensionType.supported_versions)), 0x0304);
    assert.deepEqual(mustDecode(serverKeyShare, findExtension(hello.extensions, ExtensionType.key_share)), {
      group: NamedGroup.x25519,
      keyExchange: hex('c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f'),
    });
  });

  it('has EncryptedExtensions with groups, a record size limit and an empty server_name', () => {
    const { extensions } = read(HandshakeType.encrypted_extensions, encryptedExtensions, rfc.encryptedExtensions);
    assert.deepEqual(names(extensions), ['supported_groups', 'record_size_limit', 'server_name']);
    assert.equal(findExtension(extensions, ExtensionType.server_name)?.length, 0);
  });

  it('has a Certificate of one certificate, CN=rsa', () => {
    const { context, entries } = read(HandshakeType.certificate, certificate13, rfc.certificate);
    assert.equal(context.length, 0);
    assert.deepEqual(
      entries.map(({ certificate, extensions }) => [new X509Certificate(certificate).subject, extensions.length]),
      [['CN=rsa', 0]],
    );
  });

  it('has a CertificateVerify by RSA-PSS with SHA-256', () => {
    const { scheme, signature } = read(HandshakeType.certificate_verify, certificateVerify, rfc.certificateVerify);
    assert.equal(scheme, SignatureScheme.rsa_pss_rsae_sha256);
    assert.equal(signature.length, 128);
  });
});
