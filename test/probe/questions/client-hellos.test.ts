import assert from 'node:assert/strict';
import type { HelloContent } from '../../../src/hellos/recorded-hello.ts';
import { type Identity, issue, makeCa, withChain } from '../../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../../src/lab/servers/elasticsearch-application.ts';
import { type Listener, startListener } from '../../../src/lab/servers/listener.ts';
import type { ClientHelloAnswer } from '../../../src/model/observation.ts';
import type { ProbeOptions } from '../../../src/probe/probe-options.ts';
import { startHelloGate } from '../../support/hello-gate.ts';
import { probePort } from '../../support/probe.ts';

const altNames = ['DNS:localhost', 'IP:127.0.0.1'] as const;
const old = makeCa({ subject: 'old root', key: 'RSA-2048', hash: 'sha1' });
const withOldRoot = withChain(issue(old, { subject: 'es01', altNames }), [old.certificate]);
const plain = issue(makeCa({ subject: 'root' }), { subject: 'es01', altNames });
const takesNoSha1 = ({ signatureSchemes }: HelloContent) => !signatureSchemes.includes('rsa_pkcs1_sha1');

describe('whether other clients are answered', () => {
  const open: Listener[] = [];
  afterEach(() => Promise.all(open.splice(0).map((listener) => listener.close())));

  const answers = async (
    identity: Identity,
    given: Partial<ProbeOptions> & { readonly refuses?: (hello: HelloContent) => boolean; readonly scheme?: 'http' | 'transport' } = {},
  ): Promise<readonly ClientHelloAnswer[] | null> => {
    const { refuses = () => false, scheme = 'http', ...options } = given;
    const behind = await startListener({
      host: '127.0.0.1',
      port: 0,
      tls: { identity, clientAuthentication: 'none', clientTrust: [] },
      application: elasticsearchApplication({ name: 'es01', clusterName: 'acme', version: '9.3.4', security: 'on' }),
    });
    const gate = await startHelloGate(behind, refuses);
    open.push(gate);
    return (await probePort(gate.port, scheme, options)).details?.clientHellos ?? null;
  };

  it('is asked as Kibana where the chain has SHA-1, and of nothing else', async () => {
    const node24 = { hello: 'node24', client: 'Node.js 24' };
    assert.deepEqual(await answers(withOldRoot), [{ ...node24, answer: 'answered', alert: null }]);
    assert.deepEqual(await answers(withOldRoot, { refuses: takesNoSha1 }), [{ ...node24, answer: 'refused', alert: 'handshake_failure' }]);
    assert.equal(await answers(plain), null);
  });

  it('is not asked at a glance, where no line is to be left in a log, and of ports of nodes', async () => {
    assert.equal(await answers(withOldRoot, { depth: 'glance' }), null);
    assert.equal(await answers(withOldRoot, { quietWire: true }), null);
    assert.equal(await answers(withOldRoot, { scheme: 'transport' }), null);
  });

  it('is asked as whoever is wished for', async () => {
    const said: HelloContent[] = [];
    const refuses = (hello: HelloContent) => said.push(hello) < 0;
    const asked = await answers(plain, { asClients: ['node20', 'go', 'elasticsearch-jdk25'], refuses });
    assert.deepEqual(
      asked?.map(({ hello, answer }) => `${hello} ${answer}`),
      ['node20 answered', 'go answered', 'elasticsearch-jdk25 answered'],
    );
    // Without the groups that no key is made for here, it is what was captured.
    const node20 = said.find(({ cipherSuites }) => cipherSuites.includes('TLS_RSA_WITH_AES_128_CCM_8'));
    assert.deepEqual(node20?.groups, ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1']);
    assert.ok(said.every(({ groups }) => groups.every((group) => !group.includes('MLKEM'))));
    const jdk25 = said.find(({ certificateSignatureSchemes }) => certificateSignatureSchemes?.includes('rsa_pkcs1_sha1'));
    assert.equal(jdk25?.signatureSchemes.includes('rsa_pkcs1_sha1'), false);
  });
});
