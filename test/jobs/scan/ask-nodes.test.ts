import assert from 'node:assert/strict';
import type { RestOptions } from '../../../src/elastic/rest/rest-client.ts';
import { askNodes } from '../../../src/jobs/scan/ask-nodes.ts';
import { nothingAnswered, type Observation } from '../../../src/model/observation.ts';
import { Secret } from '../../../src/model/secret.ts';
import { publicRoots } from '../../../src/x509/public-roots.ts';
import { observation } from '../../support/evidence.ts';

const credentials = { kind: 'password', user: 'elastic', password: new Secret('changeme') } as const;

/** With what each node was asked. */
async function asked(
  observations: readonly Observation[],
  more: Partial<Parameters<typeof askNodes>[1]> = {},
): Promise<readonly RestOptions[]> {
  const calls: RestOptions[] = [];
  await askNodes(observations, {
    ...more,
    api: {
      credentials,
      askNode: async (options) => {
        calls.push(options);
        return {} as never;
      },
    },
  });
  return calls;
}

const port = (given: Omit<Partial<Observation>, 'service'> & { readonly service?: Partial<Observation['service']> }): Observation =>
  observation({ channel: 'http', channelFrom: 'answer', ...given, service: { ...nothingAnswered, security: 'tls', ...given.service } });

describe('who is handed credentials', () => {
  const channels = ['http', 'transport', 'remote-cluster', 'kibana', 'unknown'] as const;
  const origins = ['answer', 'scheme', 'port', 'nothing'] as const;
  const products = ['elasticsearch', 'opensearch', 'kibana', null] as const;
  const securities = ['tls', 'plaintext', 'other', 'silent', 'closed', 'unknown'] as const;

  it('an open HTTP port that showed its product, or that the user named as one, and nobody else', async () => {
    for (const channel of channels) {
      for (const channelFrom of origins) {
        for (const product of products) {
          for (const security of securities) {
            const isNamed = channelFrom === 'scheme' || product === 'elasticsearch' || product === 'opensearch';
            const expected = channel === 'http' && isNamed && (security === 'tls' || security === 'plaintext');
            const calls = await asked([port({ channel, channelFrom, service: { security, product } })]);
            assert.equal(calls.length, expected ? 1 : 0, `${channel} by the ${channelFrom}, ${product}, ${security}`);
          }
        }
      }
    }
  });

  it('nobody at a port that was not reached', async () => {
    assert.deepEqual(await asked([port({ channelFrom: 'scheme', reachability: { kind: 'refused' } })]), []);
  });
});

describe('how a node is asked', () => {
  const es01 = port({
    target: { label: 'es01:9200', host: 'es01', port: 9200, scheme: 'http' },
    channelFrom: 'scheme',
    address: '10.0.0.11',
  });

  it('at the address where it was seen, by the name that its certificate has to bear, with the trust that was given', async () => {
    const anchors = [Uint8Array.of(1)];
    const [call] = await asked([es01], { anchors });
    assert.deepEqual(
      { ...call, credentials: call?.credentials?.kind },
      { scheme: 'https', address: '10.0.0.11', port: 9200, serverName: 'es01', anchors, credentials: 'password', timeoutMs: 5000 },
    );
  });

  it('by another name where one is given, for all or for some', async () => {
    assert.equal((await asked([es01], { serverName: 'other' }))[0]?.serverName, 'other');
    assert.equal((await asked([es01], { serverName: ({ host }) => `${host}.acme.org` }))[0]?.serverName, 'es01.acme.org');
    assert.equal((await asked([es01], { serverName: null }))[0]?.serverName, 'es01');
  });

  it('with the roots that the public trusts where they are wanted, and with nothing where nothing was given', async () => {
    assert.deepEqual((await asked([es01]))[0]?.anchors, []);
    assert.equal((await asked([es01], { trustPublicRoots: true }))[0]?.anchors.length, publicRoots().length);
  });

  it('in the clear where it speaks so', async () => {
    assert.equal((await asked([{ ...es01, service: { ...es01.service, security: 'plaintext' } }]))[0]?.scheme, 'http');
  });

  it('in the order in which the ports were seen, whoever answers first', async () => {
    const ports = [3, 2, 1].map((number) => ({ ...es01, target: { ...es01.target, port: number } }));
    const answers = await askNodes(ports, {
      api: {
        credentials: null,
        askNode: async ({ port: number }) => {
          await new Promise((done) => setTimeout(done, number));
          return { url: String(number) } as never;
        },
      },
    });
    assert.deepEqual(
      answers.map(({ observation: { target }, answers: { url } }) => [target.port, url]),
      [3, 2, 1].map((number) => [number, String(number)]),
    );
  });
});
