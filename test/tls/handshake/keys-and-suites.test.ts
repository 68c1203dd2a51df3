import assert from 'node:assert/strict';
import { encode } from '../../../src/tls/bytes/codec.ts';
import { certificate12 } from '../../../src/tls/wire/certificate.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { type KeyKind, keysOf, makeLeaf, name } from '../../support/certificate-maker.ts';
import { ScriptedServer12 } from '../../support/scripted-tls-server.ts';

const ca = { name: name('acme CA'), keys: keysOf('P-256', 'ca') };

/** A suite of each kind, and the keys that it goes with: RFC 5246 §7.4.2, RFC 8422 §2, §5.10. */
const suites: readonly (readonly [string, number, readonly KeyKind[]])[] = [
  ['ECDHE_ECDSA', 0xc02b, ['P-256', 'Ed25519', 'Ed448']],
  ['ECDHE_RSA', 0xc02f, ['RSA-2048', 'RSA-PSS-2048']],
  ['DHE_RSA', 0x009e, ['RSA-2048', 'RSA-PSS-2048']],
  ['RSA', 0x009c, ['RSA-2048']],
];
const kinds = ['P-256', 'Ed25519', 'Ed448', 'RSA-2048', 'RSA-PSS-2048'] as const satisfies readonly KeyKind[];

describe('a key in the certificate of a server, up to TLS 1.2', () => {
  for (const kind of kinds) {
    for (const [suite, code, fitting] of suites) {
      const fits = fitting.includes(kind);
      it(`${kind} ${fits ? 'goes' : 'does not go'} with a suite of ${suite}`, () => {
        const leaf = makeLeaf(['DNS:es01'], ca, { keys: keysOf(kind) });
        const server = new ScriptedServer12({}, { suite: code });
        const chain = server.handshake(HandshakeType.certificate, encode(certificate12, { certificates: [leaf] }));
        assert.equal(server.say(server.begin(), chain).reason, fits ? null : 'certificate-does-not-fit-suite');
      });
    }
  }
});
