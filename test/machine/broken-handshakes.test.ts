import assert from 'node:assert/strict';
import tls from 'node:tls';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { encode } from '../../src/tls/bytes/codec.ts';
import { Alert } from '../../src/tls/wire/alerts.ts';
import { certificate12, certificate13 } from '../../src/tls/wire/certificate.ts';
import { certificateRequest12, certificateRequest13 } from '../../src/tls/wire/certificate-request.ts';
import { certificateVerify } from '../../src/tls/wire/certificate-verify.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { selectedGroup } from '../../src/tls/wire/extensions/key-share.ts';
import { signatureSchemeList } from '../../src/tls/wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { NamedGroup } from '../../src/tls/wire/named-groups.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { runCli } from '../cli/run-cli.ts';
import { type LiedTo, type Plays, startLyingServer } from '../support/lying-server.ts';
import { assertIsReport } from '../support/report-schema.ts';
import type { ScriptedServer12, ScriptedServer13 } from '../support/scripted-tls-server.ts';
import { unspokenIn } from '../support/spoken.ts';

const nothing = new Uint8Array();
const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
const flip = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
const fatal = 2;

/** Without it OpenSSL takes the server for one that can be made to renegotiate (RFC 5746). */
const secured = [{ type: ExtensionType.renegotiation_info, data: Uint8Array.of(0) }];

/** The server's flight up to the named message, and without it. */
const until13 = {
  serverHello: (server: ScriptedServer13) => [server.begin()],
  certificate: (server: ScriptedServer13) => [server.begin(), server.encryptedExtensions()],
  certificateVerify: (server: ScriptedServer13) => [server.begin(), server.encryptedExtensions(), server.certificate()],
  finished: (server: ScriptedServer13) => [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()],
};
const until12 = {
  certificate: (server: ScriptedServer12) => [server.begin(secured)],
  serverKeyExchange: (server: ScriptedServer12) => [server.begin(secured), server.certificate()],
  serverHelloDone: (server: ScriptedServer12) => [server.begin(secured), server.certificate(), server.serverKeyExchange()],
};

/** One after the other: each message is protected by the keys that the last one brought. */
type Play13 = NonNullable<Plays['TLSv1.3']>;
type Play12 = NonNullable<Plays['TLSv1.2']>;

const honest13: Play13 = async (server, peer) => {
  peer.send(...until13.finished(server), server.finished());
  await peer.hear();
  server.settle();
  peer.send(server.ticket(), server.data(answer), server.alert(1, Alert.close_notify));
  peer.end();
};
const honest12: Play12 = async (server, peer) => {
  peer.send(...until12.serverHelloDone(server), server.serverHelloDone());
  await peer.hear();
  peer.send(server.changeCipherSpec(), server.finished());
  await peer.hear();
  peer.send(server.data(answer), server.alert(1, Alert.close_notify));
  peer.end();
};

/** Up to where the client has answered the server's flight. */
async function answered12(server: ScriptedServer12, peer: LiedTo): Promise<void> {
  peer.send(...until12.serverHelloDone(server), server.serverHelloDone());
  await peer.hear();
}

const asks13 = (server: ScriptedServer13) =>
  server.handshake(
    HandshakeType.certificate_request,
    encode(certificateRequest13, {
      context: nothing,
      extensions: [
        { type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, [SignatureScheme.ecdsa_secp256r1_sha256]) },
      ],
    }),
  );
const asks12 = (server: ScriptedServer12) =>
  server.handshake(
    HandshakeType.certificate_request,
    encode(certificateRequest12, { certificateTypes: [64], signatureSchemes: [SignatureScheme.ecdsa_secp256r1_sha256], authorities: [] }),
  );

type Lie = {
  readonly what: string;
  readonly play: { readonly 'TLSv1.3': Play13 } | { readonly 'TLSv1.2': Play12 };
  readonly says: RegExp;
  /** A finding beats what is incomplete. */
  readonly finding?: string;
  /** OpenSSL tells its caller of a handshake before it reads what shows the lie. */
  readonly lateForNode?: true;
};

const lies: readonly Lie[] = [
  {
    what: 'no CertificateVerify',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.certificateVerify(server), server.finished()) },
    says: /TLSv1\.3: the server sent no CertificateVerify/,
  },
  {
    what: 'a CertificateVerify with a wrong signature',
    play: {
      'TLSv1.3': (server, peer) => {
        const before = until13.certificateVerify(server);
        const signature = Buffer.from('3006020101020101', 'hex');
        const body = encode(certificateVerify, { scheme: SignatureScheme.ecdsa_secp256r1_sha256, signature });
        peer.send(...before, server.handshake(HandshakeType.certificate_verify, body));
      },
    },
    says: /TLSv1\.3: the server's signature over the handshake does not verify/,
    finding: 'key-certificate-mismatch',
  },
  {
    what: 'a wrong Finished',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.finished(server), server.finished(flip)) },
    says: /TLSv1\.3: the server's Finished does not verify/,
  },
  {
    what: 'an alert in place of CertificateVerify',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.certificateVerify(server), server.alert(fatal, Alert.internal_error)) },
    says: /TLSv1\.3: the server sent alert 80 internal_error in place of its CertificateVerify/,
  },
  {
    what: 'an alert in place of Finished',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.finished(server), server.alert(fatal, Alert.handshake_failure)) },
    says: /TLSv1\.3: the server sent alert 40 handshake_failure in place of its Finished/,
  },
  {
    what: 'a FIN in place of Finished',
    play: {
      'TLSv1.3': (server, peer) => {
        peer.send(...until13.finished(server));
        peer.end();
      },
    },
    says: /TLSv1\.3: the server closed the connection in place of its Finished/,
  },
  {
    what: 'a reset in place of CertificateVerify',
    play: {
      'TLSv1.3': async (server, peer) => {
        peer.send(...until13.certificateVerify(server));
        await peer.wait(50);
        peer.reset();
      },
    },
    says: /TLSv1\.3: the server reset the connection in place of its CertificateVerify/,
  },
  {
    what: 'silence in place of Finished',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.finished(server)) },
    says: /TLSv1\.3: the server sent nothing for \d+ ms in place of its Finished/,
  },
  {
    what: 'a Certificate without a certificate',
    play: {
      'TLSv1.3': (server, peer) => {
        const before = until13.certificate(server);
        peer.send(...before, server.handshake(HandshakeType.certificate, encode(certificate13, { context: nothing, entries: [] })));
      },
    },
    says: /TLSv1\.3: the server sent a Certificate without a certificate in it/,
  },
  {
    what: 'CertificateVerify before Certificate',
    play: { 'TLSv1.3': (server, peer) => peer.send(...until13.certificate(server), server.certificateVerify()) },
    says: /TLSv1\.3: the server sent a handshake message that is not allowed at that point/,
  },
  {
    what: 'a record under wrong keys',
    play: {
      'TLSv1.3': (server, peer) => {
        const before = until13.certificateVerify(server);
        peer.send(...before, flip(server.certificateVerify()));
      },
    },
    says: /TLSv1\.3: a record from the server cannot be decrypted/,
  },
  {
    what: 'an alert in answer to our Finished, which no client certificate was wanted for',
    play: {
      'TLSv1.3': async (server, peer) => {
        peer.send(...until13.finished(server), server.finished());
        await peer.hear();
        peer.send(server.alert(fatal, Alert.decrypt_error));
      },
    },
    says: /TLSv1\.3: the server sent alert 51 decrypt_error in answer to our Finished/,
    lateForNode: true,
  },
  {
    what: 'data that no key of the handshake opens',
    play: {
      'TLSv1.3': async (server, peer) => {
        peer.send(...until13.finished(server), server.finished());
        await peer.hear();
        peer.send(flip(server.data(answer)));
      },
    },
    says: /TLSv1\.3: a record from the server cannot be decrypted/,
    lateForNode: true,
  },
  {
    what: 'an alert of its own after it asked for a certificate',
    play: {
      'TLSv1.3': async (server, peer) => {
        peer.send(
          server.begin(),
          server.encryptedExtensions(),
          asks13(server),
          server.certificate(),
          server.certificateVerify(),
          server.finished(),
        );
        await peer.hear();
        peer.send(server.alert(fatal, Alert.internal_error));
      },
    },
    says: /TLSv1\.3: the server sent alert 80 internal_error in answer to our Finished/,
    lateForNode: true,
  },
  {
    what: 'no ServerKeyExchange',
    play: { 'TLSv1.2': (server, peer) => peer.send(...until12.serverKeyExchange(server), server.serverHelloDone()) },
    says: /TLSv1\.2: the server sent no ServerKeyExchange/,
  },
  {
    what: 'a wrong Finished',
    play: {
      'TLSv1.2': async (server, peer) => {
        await answered12(server, peer);
        peer.send(server.changeCipherSpec(), server.finished(flip));
      },
    },
    says: /TLSv1\.2: the server's Finished does not verify/,
  },
  {
    what: 'an alert in place of Finished',
    play: {
      'TLSv1.2': async (server, peer) => {
        await answered12(server, peer);
        peer.send(server.alert(fatal, Alert.decrypt_error));
      },
    },
    says: /TLSv1\.2: the server sent alert 51 decrypt_error in place of its Finished/,
  },
  {
    what: 'an alert in place of Finished, after it asked for a certificate, that speaks of none',
    play: {
      'TLSv1.2': async (server, peer) => {
        peer.send(...until12.serverHelloDone(server), asks12(server), server.serverHelloDone());
        await peer.hear();
        peer.send(server.alert(fatal, Alert.internal_error));
      },
    },
    says: /TLSv1\.2: the server sent alert 80 internal_error in place of its Finished/,
  },
  {
    what: 'a FIN in place of Finished',
    play: {
      'TLSv1.2': async (server, peer) => {
        await answered12(server, peer);
        peer.end();
      },
    },
    says: /TLSv1\.2: the server closed the connection in place of its Finished/,
  },
  {
    what: 'a reset in place of Finished',
    play: {
      'TLSv1.2': async (server, peer) => {
        await answered12(server, peer);
        peer.reset();
      },
    },
    says: /TLSv1\.2: the server reset the connection in place of its Finished/,
  },
  {
    what: 'silence in place of Finished',
    play: { 'TLSv1.2': answered12 },
    says: /TLSv1\.2: the server sent nothing for \d+ ms in place of its Finished/,
  },
  {
    what: 'a FIN in place of ServerHelloDone',
    play: {
      'TLSv1.2': (server, peer) => {
        peer.send(...until12.serverHelloDone(server));
        peer.end();
      },
    },
    says: /TLSv1\.2: the server closed the connection in place of its ServerHelloDone/,
  },
  {
    what: 'a Certificate without a certificate',
    play: {
      'TLSv1.2': (server, peer) => {
        const before = until12.certificate(server);
        peer.send(...before, server.handshake(HandshakeType.certificate, encode(certificate12, { certificates: [] })));
      },
    },
    says: /TLSv1\.2: the server sent a Certificate without a certificate in it/,
  },
  {
    what: 'ServerHelloDone at once',
    play: { 'TLSv1.2': (server, peer) => peer.send(...until12.certificate(server), server.serverHelloDone()) },
    says: /TLSv1\.2: the server sent a handshake message that is not allowed at that point/,
  },
  {
    what: 'an end right after ServerHello',
    play: {
      'TLSv1.2': (server, peer) => {
        peer.send(server.begin(secured));
        peer.end();
      },
    },
    says: /TLSv1\.2: the server closed the connection in place of its Certificate/,
  },
  {
    what: 'a cipher suite that was not offered, and is none',
    play: { 'TLSv1.2': (server, peer) => peer.send(server.begin(secured, { cipherSuite: 0x0002 })) },
    says: /TLSv1\.2: the server chose a cipher suite that it was not offered/,
  },
];

/** A scan of one lying port by the command line itself. */
async function scanned(plays: Plays, ...options: readonly string[]): Promise<{ status: number; endpoint: EndpointReport; out: string }> {
  const server = await startLyingServer(plays);
  try {
    const target = `127.0.0.1:${server.port}`;
    const named = [...(options.includes('--depth') ? [] : ['--depth', 'quick'])];
    const { status, out, err } = await runCli(['scan', target, '--format', 'json', '--timeout', '1', ...named, ...options]);
    const report = JSON.parse(out) as Report;
    assertIsReport(report);
    const [endpoint] = report.endpoints;
    assert.ok(endpoint !== undefined, err);
    assert.equal(report.summary.incomplete, endpoint.incomplete.length > 0 ? 1 : 0);
    assert.deepEqual(unspokenIn([...endpoint.incomplete, ...endpoint.findings.map(({ detail }) => detail)].join('\n')), []);
    return { status, endpoint, out };
  } finally {
    await server.close();
  }
}

/** What a client of OpenSSL makes of it: whether its handshake ends well. */
async function nodeConnects(plays: Plays): Promise<boolean> {
  const server = await startLyingServer(plays);
  const socket = tls.connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, timeout: 700 });
  try {
    return await new Promise((resolve) => {
      socket
        .once('secureConnect', () => resolve(true))
        .once('error', () => resolve(false))
        .once('end', () => resolve(false))
        .once('timeout', () => resolve(false));
    });
  } finally {
    socket.destroy();
    await server.close();
  }
}

function versionOf({ play }: Lie): 'TLSv1.3' | 'TLSv1.2' {
  return 'TLSv1.3' in play ? 'TLSv1.3' : 'TLSv1.2';
}

/** Of an endpoint that no handshake can be completed with: what reads as if one could. */
const cleanWords =
  /never asks for a client certificate|accepts clients without a certificate|client certificate not asked for|client certificate optional|"mode": "none"|"mode": "optional"|"mode": "required"/;

describe('a scan of a server whose handshake nobody can complete', function () {
  this.timeout(30_000);

  for (const [version, plays] of [
    ['TLSv1.3', { 'TLSv1.3': honest13 }],
    ['TLSv1.2', { 'TLSv1.2': honest12 }],
  ] as const) {
    it(`finds nothing to say against the same server as long as it keeps to ${version}`, async () => {
      const { status, endpoint } = await scanned(plays);
      assert.deepEqual(endpoint.incomplete, []);
      assert.equal(endpoint.tls?.versions[version], 'accepted');
      assert.equal(endpoint.clientAuth?.mode, 'none');
      assert.equal(status, 0);
      assert.equal(await nodeConnects(plays), true, 'what OpenSSL makes of it');
    });
  }

  for (const lie of lies) {
    it(`says so: ${versionOf(lie)}, ${lie.what}`, async () => {
      const { status, endpoint, out } = await scanned(lie.play);
      const said = endpoint.incomplete.filter((line) => line.startsWith('handshake not completed in '));
      assert.equal(said.length, 1, endpoint.incomplete.join('\n'));
      assert.match(said[0] ?? '', lie.says);
      const high = endpoint.findings.filter(({ severity }) => severity === 'critical' || severity === 'high').map(({ rule }) => rule);
      assert.deepEqual(high, lie.finding === undefined ? [] : [lie.finding]);
      assert.equal(status, lie.finding === undefined ? 3 : 1);
      assert.doesNotMatch(out, cleanWords);
      assert.match(endpoint.status, /^It begins a TLS handshake that cannot be completed: /);
      assert.equal(await nodeConnects(lie.play), lie.lateForNode ?? false, 'what OpenSSL makes of it');
    });
  }

  it('says it of one version where the other is well, either way', async () => {
    const broken13 = lies.find(({ says }) => /CertificateVerify/.test(says.source))?.play as { readonly 'TLSv1.3': Play13 };
    const broken12 = lies.find(({ what, play }) => 'TLSv1.2' in play && what === 'a wrong Finished')?.play as {
      readonly 'TLSv1.2': Play12;
    };
    const first = await scanned({ ...broken13, 'TLSv1.2': honest12 });
    assert.deepEqual(
      first.endpoint.incomplete.map((line) => line.replace(/:.*/, '')),
      ['handshake not completed in TLSv1.3'],
    );
    assert.equal(first.status, 3);
    const second = await scanned({ 'TLSv1.3': honest13, ...broken12 });
    assert.deepEqual(second.endpoint.incomplete, ["handshake not completed in TLSv1.2: the server's Finished does not verify"]);
    assert.equal(second.endpoint.tls?.versions['TLSv1.3'], 'accepted');
    assert.equal(second.status, 3);
  });

  it('says it at every depth that goes so far, and of a pair of nodes', async () => {
    const { play } = lies.find(({ what }) => what === 'a wrong Finished') ?? assert.fail();
    for (const depth of ['standard', 'full']) {
      const { status, endpoint } = await scanned(play, '--depth', depth);
      assert.equal(status, 3, depth);
      assert.ok(endpoint.incomplete.includes("handshake not completed in TLSv1.3: the server's Finished does not verify"), depth);
    }
    const server = await startLyingServer(play);
    const other = await startLyingServer(play);
    const nodes = [server, other].map(({ port }) => `transport://127.0.0.1:${port}`);
    const { status, out } = await runCli(['matrix', ...nodes, '--format', 'json', '--timeout', '1']);
    assert.equal(status, 3);
    assert.match(out, /handshake not completed in TLSv1\.3/);
    await Promise.all([server.close(), other.close()]);
  });

  it('takes for complete what a glance or a quiet wire stopped on purpose, after what was verified by then', async () => {
    for (const options of [['--depth', 'glance'], ['--quiet-wire']]) {
      const { status, endpoint } = await scanned({ 'TLSv1.3': honest13, 'TLSv1.2': honest12 }, ...options);
      assert.deepEqual(
        endpoint.incomplete.filter((line) => line.startsWith('handshake')),
        [],
        options.join(' '),
      );
      assert.equal(status, 0, options.join(' '));
    }
    const quiet = await scanned(lies.find(({ what }) => what === 'a wrong Finished')?.play ?? assert.fail(), '--quiet-wire');
    assert.equal(quiet.status, 3);
  });

  it('tells a refusal for want of a certificate from all of these', async () => {
    const plays: Plays = {
      'TLSv1.3': async (server, peer) => {
        peer.send(server.begin(), server.encryptedExtensions(), asks13(server));
        peer.send(server.certificate(), server.certificateVerify(), server.finished());
        await peer.hear();
        peer.send(server.alert(fatal, Alert.certificate_required));
        peer.end();
      },
      'TLSv1.2': async (server, peer) => {
        peer.send(...until12.serverHelloDone(server), asks12(server), server.serverHelloDone());
        await peer.hear();
        peer.send(server.alert(fatal, Alert.bad_certificate));
        peer.end();
      },
    };
    const { status, endpoint } = await scanned(plays);
    assert.deepEqual(endpoint.incomplete, []);
    assert.deepEqual(endpoint.clientAuth?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'required' });
    assert.equal(status, 0);
  });

  it('keeps what a first handshake told where a second one in the same version is cut', async () => {
    let first = true;
    const plays: Plays = {
      'TLSv1.2': async (server, peer) => {
        if (first) {
          first = false;
          // It answers nothing above TLS, so that it is asked again.
          await answered12(server, peer);
          peer.send(server.changeCipherSpec(), server.finished());
          return;
        }
        await answered12(server, peer);
        peer.end();
      },
    };
    const { status, endpoint } = await scanned(plays);
    assert.deepEqual(endpoint.incomplete, []);
    assert.equal(endpoint.clientAuth?.mode, 'none');
    assert.equal(status, 0);
  });

  it('is incomplete, too, where a HelloRetryRequest is followed by silence', async () => {
    const plays: Plays = {
      'TLSv1.3': (server, peer) => {
        const version = { type: ExtensionType.supported_versions, data: Uint8Array.of(3, 4) };
        peer.send(server.retry([version, { type: ExtensionType.key_share, data: encode(selectedGroup, NamedGroup.secp384r1) }]));
      },
    };
    const alone = await scanned(plays);
    assert.notDeepEqual(alone.endpoint.incomplete, []);
    assert.equal(alone.status, 3);
    const both = await scanned({ ...plays, 'TLSv1.2': honest12 });
    assert.equal(both.endpoint.incomplete[0], 'whether TLSv1.3 is accepted');
    assert.equal(both.endpoint.clientAuth?.byVersion['TLSv1.2'], 'none');
    assert.equal(both.status, 3);
  });
});
