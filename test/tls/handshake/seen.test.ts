import assert from 'node:assert/strict';
import { encode } from '../../../src/tls/bytes/codec.ts';
import { Alert } from '../../../src/tls/wire/alerts.ts';
import { certificate13 } from '../../../src/tls/wire/certificate.ts';
import { certificateRequest13 } from '../../../src/tls/wire/certificate-request.ts';
import { certificateStatus } from '../../../src/tls/wire/certificate-status.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { distinguishedNames } from '../../../src/tls/wire/extensions/certificate-authorities.ts';
import { signatureSchemeList } from '../../../src/tls/wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { SignatureScheme } from '../../../src/tls/wire/signature-schemes.ts';
import { ScriptedServer12, ScriptedServer13, scriptedIdentity } from '../../support/scripted-tls-server.ts';

const nothing = new Uint8Array();
const [warning, fatal] = [1, 2];

describe('what a client keeps of a handshake', () => {
  it('nothing of a signature that did not come yet', () => {
    for (const server of [new ScriptedServer12(), new ScriptedServer13()]) {
      assert.equal(server.machine.seen.serverSignature, 'not-seen');
      server.say(server.alert(2, Alert.handshake_failure));
      assert.equal(server.machine.seen.serverSignature, 'not-seen');
    }
  });

  const waiting12 = () => new ScriptedServer12();
  const connected13 = () => {
    const server = new ScriptedServer13();
    server.connect();
    return server;
  };
  const ends = [
    ['a fatal alert in place of an answer', waiting12, fatal, Alert.handshake_failure],
    ['an end in place of an answer', waiting12, warning, Alert.close_notify],
    ['a warning that TLS 1.3 has no more', connected13, warning, Alert.unrecognized_name],
    ['a refusal of the certificate in TLS 1.3', connected13, fatal, Alert.certificate_required],
  ] as const;
  for (const [what, make, level, description] of ends) {
    it(`${what}: its level and its description`, () => {
      const server = make();
      assert.deepEqual(server.say(server.alert(level, description)).step.events, [{ kind: 'alert', level, description }]);
      assert.deepEqual(server.machine.seen.alertReceived, { level, description });
    });
  }

  it('no alert where a server ends an open connection, or warns of what may be passed over', () => {
    const closed = connected13();
    assert.deepEqual(closed.say(closed.alert(warning, Alert.close_notify)).events, ['closed']);
    const warned = connected13();
    assert.deepEqual(warned.say(warned.alert(warning, Alert.user_canceled)).events, []);
    assert.deepEqual(
      [closed, warned].map(({ machine }) => machine.seen.alertReceived),
      [null, null],
    );
  });

  it('the authorities that a server names, and what it may be answered with', () => {
    const authorities = [Uint8Array.of(0x30, 0), Uint8Array.of(0x30, 2, 0x31, 0)];
    const schemes = [SignatureScheme.ed25519, SignatureScheme.ecdsa_secp256r1_sha256];
    const extensions = [
      { type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, schemes) },
      { type: ExtensionType.certificate_authorities, data: encode(distinguishedNames, authorities) },
    ];
    const server = new ScriptedServer13();
    const request = () =>
      server.handshake(HandshakeType.certificate_request, encode(certificateRequest13, { context: nothing, extensions }));
    const said = server.connect(request);
    assert.deepEqual(said.events, ['connected']);
    // Whoever has no certificate says so, and signs nothing.
    const answer = said.answer.filter(({ type }) => type === 22).map(({ content }) => [...content]);
    assert.deepEqual(answer[0], [HandshakeType.certificate, 0, 0, 4, 0, 0, 0, 0]);
    assert.deepEqual([answer.length, answer[1]?.[0]], [2, HandshakeType.finished]);
    const { certificateRequest } = server.machine.seen;
    assert.deepEqual(
      certificateRequest?.authorities.map((name) => [...name]),
      authorities.map((name) => [...name]),
    );
    assert.deepEqual([certificateRequest?.signatureSchemes, certificateRequest?.certificateTypes], [schemes, []]);
  });

  it('of stapled answers the one that stands with the first certificate', () => {
    const stapled = (byte: number) => ({
      type: ExtensionType.status_request,
      data: encode(certificateStatus, { statusType: 1, response: Uint8Array.of(byte) }),
    });
    for (const first of [[stapled(1)], []]) {
      const server = new ScriptedServer13();
      const entries = [first, [stapled(2)]].map((extensions) => ({ certificate: scriptedIdentity.certificate, extensions }));
      const chain = () => server.handshake(HandshakeType.certificate, encode(certificate13, { context: nothing, entries }));
      server.say(server.begin(), server.encryptedExtensions(), chain());
      const { ocspResponse } = server.machine.seen;
      assert.deepEqual(ocspResponse && [...ocspResponse], first.length > 0 ? [1] : null);
    }
  });

  it('nothing of what comes after it stopped, to which it says nothing either', () => {
    for (const stopAfter of ['server-hello', 'no-certificate-request', 'server-flight'] as const) {
      const server = new ScriptedServer13({ stopAfter });
      const said = server.say(
        server.begin(),
        server.encryptedExtensions(),
        server.certificate(),
        server.certificateVerify(),
        server.finished(),
      );
      assert.deepEqual([stopAfter, ...said.events], [stopAfter, 'stopped']);
      const { messages } = server.machine.seen;
      const before = [...messages];
      const after = server.machine.receive(server.clear(21, Uint8Array.of(fatal, Alert.internal_error)));
      assert.deepEqual(
        [after, server.machine.close()],
        [
          { send: [], events: [] },
          { send: [], events: [] },
        ],
      );
      assert.deepEqual([server.machine.seen.messages, server.machine.seen.alertReceived], [before, null]);
    }
  });
});
