import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterOptions } from '../../scripts/cluster/cluster-options.ts';
import { ecsFieldTypes } from '../../src/output/ecs/field-types.ts';
import { askingAsSuperuser } from './ask-cluster.ts';
import { withClusters } from './real-clusters.ts';
import { run } from './scan.ts';

type Hits = {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly { readonly _source: Readonly<Record<string, unknown>> }[];
  };
};
type Capabilities = { readonly fields: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

const receivers: readonly (Partial<ClusterOptions> & { readonly name: string; readonly product: ClusterOptions['product'] })[] = [
  { name: 'test-receiver8', net: '127.0.161', product: 'elasticsearch', version: '8.19.21' },
  { name: 'test-receiver9', net: '127.0.162', product: 'elasticsearch', version: '9.5.3' },
  { name: 'test-receiveros', net: '127.0.163', product: 'opensearch', version: '2.19.4' },
];

for (const wish of receivers) {
  describe(`${wish.product} ${wish.version} as a receiver`, function () {
    this.timeout(180_000);
    const clusters = withClusters([wish]);
    let folder: string;
    let saved: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'handclasp-receivers-'));
      saved = join(folder, 'lab.json');
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    const ask = askingAsSuperuser(clusters, wish.name);
    const count = async (query: unknown, index = 'logs-handclasp.*'): Promise<number> => {
      await ask('POST', `/${index}/_refresh`);
      return ((await ask('POST', `/${index}/_search?track_total_hits=true&size=0`, { query })) as Hits).hits.total.value;
    };
    const everything = { match_all: {} };

    /** The options that make the cluster a receiver. */
    const output = (user?: string): readonly string[] => {
      const { ca, login } = clusters.cluster(wish.name);
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, `${login?.password}\n`, { mode: 0o600 });
      return [
        ...['-o', `elasticsearch=https://${clusters.node(wish.name).http}`, '--es-ca', ca ?? '', '--es-spool', join(folder, 'spool')],
        ...['--es-user', user ?? login?.user ?? '', '--es-password-file', passwordFile],
      ];
    };

    it('takes the template, and every document of a run, into data streams', async () => {
      const { code, stderr, stdout } = await run(['scan', '--lab', '--save', saved, '--exit-zero', ...output(), '--es-install-template']);
      assert.deepEqual([code, stdout], [0, ''], stderr);
      const [, sent = ''] = /(\d+) documents sent to https:/.exec(stderr) ?? [];
      assert.ok(Number(sent) > 60, stderr);
      assert.equal(await count(everything), Number(sent));
      const state = (await ask('GET', '/_cluster/state/metadata?filter_path=metadata.data_stream')) as {
        metadata: { data_stream: { data_stream: object } };
      };
      assert.deepEqual(Object.keys(state.metadata.data_stream.data_stream).sort(), [
        'logs-handclasp.endpoint-default',
        'logs-handclasp.finding-default',
      ]);
    });

    it('finds them by their fields', async () => {
      const expired = {
        bool: { filter: [{ term: { 'rule.id': 'leaf-expired' } }, { range: { 'tls.server.x509.not_after': { lt: 'now' } } }] },
      };
      assert.ok((await count(expired, 'logs-handclasp.finding-default')) > 0);
      for (const query of [
        { term: { 'server.ip': '127.0.0.0/8' } },
        { term: { 'tls.version': '1.3' } },
        { term: { 'tls.server.x509.subject.common_name': 'es01' } },
        { term: { 'handclasp.client_auth.mode': 'required' } },
        { term: { 'tls.established': true } },
        { range: { 'event.duration': { gt: 0 } } },
        { range: { 'handclasp.findings.critical': { gte: 1 } } },
        { exists: { field: 'handclasp.chain.earliest_end' } },
      ])
        assert.ok((await count(query, 'logs-handclasp.endpoint-default')) > 0, JSON.stringify(query));
      assert.ok((await count({ match: { message: 'certificate' } }, 'logs-handclasp.finding-default')) > 0);
    });

    it('has no conflict between mappings, and no value that did not fit', async () => {
      assert.equal(await count({ exists: { field: '_ignored' } }), 0);
      const { fields } = (await ask('GET', '/logs-handclasp.*/_field_caps?fields=*')) as Capabilities;
      for (const [name, types] of Object.entries(fields)) assert.equal(Object.keys(types).length, 1, `${name}: ${Object.keys(types)}`);
      for (const [name, type] of Object.entries(ecsFieldTypes)) {
        if (type !== 'object') assert.deepEqual(Object.keys(fields[name] ?? {}), [type], name);
      }
    });

    it('counts what is sent twice once', async () => {
      const spool = join(folder, 'spool');
      const wrong = join(folder, 'wrong');
      writeFileSync(wrong, 'not-the-password\n');
      const refused = await run([
        'scan',
        `https://${clusters.node(wish.name).http}`,
        '--exit-zero',
        ...output().map((option) => (option === join(folder, 'password') ? wrong : option)),
      ]);
      assert.equal(refused.code, 3);
      assert.match(refused.stderr, /401, it refuses the user \w+ with this password\n {2}\d+ documents wait in /);
      const waiting = readdirSync(spool).map((name) => [join(spool, name), readFileSync(join(spool, name))] as const);
      assert.ok(waiting.length > 0);
      const before = await count(everything);
      const counts: number[] = [];
      for (let round = 0; round < 2; round++) {
        for (const [file, content] of waiting) writeFileSync(file, content);
        const { code, stderr } = await run(['scan', 'transport://127.0.0.1:1', '--exit-zero', ...output()]);
        assert.equal(code, 0, stderr);
        counts.push(await count(everything));
      }
      // The first round stores what waited and its own document, the second its own alone.
      const documents = waiting.reduce((sum, [, content]) => sum + content.toString().trimEnd().split('\n').length / 2, 0);
      assert.deepEqual(counts, [before + documents + 1, before + documents + 2]);
      // The same observations under the same verdict are the same documents.
      const replayed = await run(['scan', '--replay', saved, '--exit-zero', ...output()]);
      assert.equal(replayed.code, 0, replayed.stderr);
      assert.equal(await count(everything), before + documents + 2);
    });

    it('takes a streamed scan, and one of matrix and of ready', async () => {
      const node = clusters.node(wish.name);
      const before = await count(everything);
      for (const command of [['scan', '--stream'], ['matrix'], ['ready']]) {
        const { code, stderr } = await run([
          ...command,
          `https://${node.http}`,
          `transport://${node.transport}`,
          '--exit-zero',
          ...output(),
        ]);
        assert.equal(code, 0, stderr);
      }
      assert.ok((await count(everything)) >= before + 6);
      for (const command of ['scan', 'matrix', 'ready'])
        assert.ok(
          (await count({
            bool: { filter: [{ term: { 'handclasp.run.command': command } }, { term: { 'server.address': node.address } }] },
          })) > 0,
          command,
        );
    });

    // OpenSearch keeps its users elsewhere.
    if (wish.product === 'elasticsearch') {
      it('takes documents from whoever has the two privileges of the page, and leaves those of others where they wait', async () => {
        const config = join(clusters.node(wish.name).folder, 'config');
        const [, hash] = readFileSync(join(config, 'users'), 'utf8').trim().split(':');
        const role = { indices: [{ names: ['logs-handclasp.*'], privileges: ['auto_configure', 'create_doc'] }] };
        writeFileSync(join(config, 'roles.yml'), `handclasp_writer: ${JSON.stringify(role)}\n`);
        appendFileSync(join(config, 'users'), `nobody:${hash}\nwriter:${hash}\n`);
        appendFileSync(join(config, 'users_roles'), 'handclasp_writer:writer\n');
        // The files are read anew every five seconds.
        await sleep(6_000);
        const { code, stderr } = await run(['scan', '--replay', saved, '--exit-zero', ...output('nobody')]);
        assert.equal(code, 3);
        assert.match(
          stderr,
          /did not take all documents: 403, the user lacks a privilege: the index privileges create_doc and auto_configure/,
        );
        assert.ok(readdirSync(join(folder, 'spool')).length > 0);
        // In a namespace of its own, whose data streams are yet to be made.
        const taken = await run(['scan', '--replay', saved, '--exit-zero', ...output('writer'), '--es-namespace', 'written']);
        assert.equal(taken.code, 0, taken.stderr);
        assert.match(taken.stderr, /, and \d+ of earlier runs\n$/);
        assert.deepEqual(readdirSync(join(folder, 'spool')), []);
        assert.ok((await count(everything, 'logs-handclasp.endpoint-written')) > 10);
        const denied = await run(['scan', 'transport://127.0.0.1:1', '--exit-zero', ...output('writer'), '--es-install-template']);
        assert.equal(denied.code, 2);
        assert.match(
          denied.stderr,
          /was not installed in .*: 403, the user lacks a privilege: the cluster privilege manage_index_templates\n/,
        );
      });
    }
  });
}
