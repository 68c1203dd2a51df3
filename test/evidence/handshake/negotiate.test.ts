import assert from 'node:assert/strict';
import { negotiate } from '../../../src/evidence/handshake/negotiate.ts';
import { elasticsearchDefaults, kibanaDefaults } from '../../../src/evidence/handshake/runtimes.ts';
import type { ServerOffer } from '../../../src/evidence/handshake/server-offer.ts';
import type { HelloId } from '../../../src/hellos/recorded-hello.ts';
import { helloOf } from '../../../src/hellos/recorded-hellos.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { issue, makeCa, withChain } from '../../../src/lab/pki.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';

/* JDK 26 and 27 are not to be had: what they do is held here to what their source code and release notes say. All else is tried on real runtimes, in test/peers. */
describe('what a server on JDK 26 and later picks', () => {
  const sent = (root: CertificateWish, leaf: CertificateWish = {}): ServerOffer['chain'] => {
    const authority = makeCa({ subject: 'root', ...root });
    return chainOf(withChain(issue(authority, { subject: 'es01', ...leaf }), [authority.certificate]).chain);
  };
  const outcome = (jdk: number, client: HelloId, chain: ServerOffer['chain']): string => {
    const result = negotiate(helloOf(client), { ...elasticsearchDefaults(jdk), chain });
    return result.kind === 'breaks' ? result.fault.code : result.kind;
  };

  it('is nothing for a client that does not take SHA-1, where it would send a root that is signed with it (elastic/elasticsearch#152868)', () => {
    const chain = sent({ key: 'RSA-2048', hash: 'sha1' }, { key: 'RSA-2048' });
    for (const client of ['node20', 'node22', 'node24', 'node26', 'python-openssl3.0', 'python-openssl3.5'] as const) {
      assert.equal(outcome(25, client, chain), 'completes', client);
      assert.equal(outcome(26, client, chain), 'own-chain-held-back', client);
      assert.equal(outcome(27, client, chain), 'own-chain-held-back', client);
    }
  });

  it('is the chain for a client that takes SHA-1 in certificates: Java, and Go', () => {
    const chain = sent({ key: 'RSA-2048', hash: 'sha1' }, { key: 'RSA-2048' });
    for (const client of ['elasticsearch-jdk17', 'elasticsearch-jdk25', 'elasticsearch-jdk26', 'jdk21', 'go'] as const)
      assert.equal(outcome(26, client, chain), 'completes', client);
  });

  it('is nothing for anybody, where it would send a root that is signed with MD5', () => {
    const chain = sent({ key: 'RSA-2048', hash: 'md5' }, { key: 'RSA-2048' });
    for (const client of ['elasticsearch-jdk25', 'go', 'node24'] as const)
      assert.equal(outcome(26, client, chain), 'own-chain-held-back', client);
  });

  it('is the chain where the root is not sent, and where all signatures are with SHA-2, of any kind', () => {
    const authority = makeCa({ subject: 'root', key: 'RSA-2048', hash: 'sha1' });
    assert.equal(outcome(26, 'node24', chainOf(issue(authority, { key: 'RSA-2048' }).chain)), 'completes');
    for (const key of ['RSA-2048', 'P-256', 'P-384', 'P-521', 'Ed25519'] as const)
      assert.equal(outcome(26, 'node24', sent({ key }, { key: 'P-256' })), 'completes', key);
  });

  it('names the certificate and its signature', () => {
    const result = negotiate(helloOf('node24'), { ...elasticsearchDefaults(27), chain: sent({ key: 'RSA-2048', hash: 'sha1' }) });
    assert.deepEqual(result.kind === 'breaks' && result.fault, {
      code: 'own-chain-held-back',
      subject: 'CN=root',
      algorithm: 'sha1WithRSAEncryption',
      isRoot: true,
      runtime: 'JDK 27',
    });
  });

  it('is the hybrid from JDK 27 on, with clients that have it', () => {
    const group = (jdk: number, client: HelloId) => {
      const result = negotiate(helloOf(client), { ...elasticsearchDefaults(jdk), chain: sent({}) });
      return result.kind === 'completes' ? result.group : result.fault.code;
    };
    assert.equal(group(27, 'node24'), 'X25519MLKEM768');
    assert.equal(group(27, 'node20'), 'x25519');
    assert.equal(group(26, 'node24'), 'x25519');
    assert.equal(group(25, 'elasticsearch-jdk27'), 'x25519');
  });
});

describe('what a server without what the client has answers', () => {
  it('is told by what is missing', () => {
    const chain = chainOf(issue(makeCa(), { key: 'P-521' }).chain);
    const server = { ...kibanaDefaults('node24'), chain };
    const client = helloOf('node24');
    const code = (result: ReturnType<typeof negotiate>) => (result.kind === 'breaks' ? result.fault.code : result.kind);
    assert.equal(code(negotiate(client, server)), 'completes');
    assert.equal(code(negotiate({ ...client, versions: ['TLSv1.3'] }, { ...server, versions: ['TLSv1.2'] })), 'no-common-version');
    assert.equal(code(negotiate({ ...client, cipherSuites: ['TLS_AES_128_CCM_SHA256'] }, server)), 'no-common-suite');
    assert.equal(code(negotiate({ ...client, groups: ['secp256r1'] }, { ...server, groups: ['x25519'] })), 'no-common-group');
    assert.equal(code(negotiate({ ...client, signatureSchemes: ['rsa_pss_rsae_sha256'] }, server)), 'no-signature-scheme');
    assert.equal(code(negotiate({ ...client, versions: ['TLSv1.2'], groups: ['x25519', 'secp256r1'] }, server)), 'curve-not-offered');
  });
});

function chainOf(chain: readonly Uint8Array[]): ServerOffer['chain'] {
  const [leaf, ...others] = chain.map((der): Certificate => {
    const parsed = parseCertificate(der);
    assert.equal(parsed.kind, 'certificate');
    return (parsed as { readonly certificate: Certificate }).certificate;
  });
  assert.ok(leaf);
  return [leaf, ...others];
}
