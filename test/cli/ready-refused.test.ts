import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RestServer, restCa, startRestServer } from '../support/rest-server.ts';
import { runCli } from './run-cli.ts';

describe('ready, where the REST API refuses', () => {
  let folder: string;
  let server: RestServer;
  const answers: Record<string, { status?: number; body: unknown }> = {};
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-refused-'));
    writeFileSync(join(folder, 'ca.pem'), restCa.certificatePem);
    const policy = {
      ...{ schema: 'handclasp.policy/1', name: 'ours', title: 'Ours', edition: '1', source: 'here', provenance: 'own' },
      requirements: [{ id: 'groups', level: 'must', title: 'x25519', check: { kind: 'groups-accepted', anyOf: ['x25519'] } }],
    };
    writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
    server = await startRestServer(() => answers);
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const run = () =>
    runCli(
      [
        'ready',
        '--ca',
        join(folder, 'ca.pem'),
        '--user',
        'monitor',
        '--policy',
        join(folder, 'policy.json'),
        `https://127.0.0.1:${server.port}`,
      ],
      {
        env: { HANDCLASP_USER_PASSWORD: 'hunter2' },
      },
    );
  const refusal = (privilege: string) => ({
    error: { type: 'security_exception', reason: `this action is granted by the cluster privileges [${privilege},all]` },
  });

  it('is incomplete, and names the privilege that is missing', async () => {
    answers['/_ssl/certificates'] = { status: 403, body: refusal('manage') };
    const { status, out } = await run();
    assert.equal(status, 3, out);
    assert.match(out, /^PART .*the REST API\s+refused/s);
    assert.match(
      out.replace(/\s+/g, ' '),
      /403, the user lacks a privilege: the cluster privilege manage is needed \(_ssl\/certificates\)/,
    );
    assert.doesNotMatch(out, /hunter2/);
  });

  it('is ready where it has no such question, as OpenSearch', async () => {
    delete answers['/_ssl/certificates'];
    const { status, out } = await run();
    assert.equal(status, 0, out);
  });
});
