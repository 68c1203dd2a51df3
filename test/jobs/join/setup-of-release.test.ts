import assert from 'node:assert/strict';
import { diagnoseJoin } from '../../../src/jobs/join/join.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Probe } from '../../../src/probe/probe-options.ts';
import { replay } from '../../../src/replay/recording.ts';
import { readElasticsearchSetup } from '../../../src/settings/elasticsearch/read-elasticsearch.ts';
import { withDirectory } from '../../settings/setup-files.ts';

describe('the files of a node whose release nobody said', () => {
  it('are read once more where the cluster is of 7, and that reading is judged', async () => {
    const { asked, report, of7 } = await diagnose(null, '7.17.29');
    assert.deepEqual(asked, ['7.17.29']);
    assert.deepEqual(report.findings, of7.findings);
  });

  it('are read once where the cluster is of 8, and where none shows', async () => {
    assert.deepEqual((await diagnose(null, '8.19.0')).asked, []);
    assert.deepEqual((await diagnose(null, null)).asked, []);
  });

  it('are read once where the release is known', async () => {
    assert.deepEqual((await diagnose('8.19.0', '7.17.29')).asked, []);
  });
});

async function diagnose(
  own: string | null,
  ofCluster: string | null,
): Promise<{ readonly asked: readonly string[]; readonly report: Report; readonly of7: Report }> {
  const nothing = replay({ asked: [], api: null, partial: false });
  const probe: Probe = async (target, options) =>
    (await nothing.probe(target, options)).map((seen) => ({ ...seen, service: { ...seen.service, version: ofCluster } }));
  const yml = 'network.host: 10.0.0.3\ndiscovery.seed_hosts: ["10.0.0.1:9300"]\nxpack.security.transport.ssl.enabled: true\n';
  return await withDirectory({ 'elasticsearch.yml': yml }, async (directory) => {
    const read = (version: string | null) => readElasticsearchSetup({ directory, environment: {}, passwords: () => [], version });
    const asked: string[] = [];
    const setupOfRelease = (release: string) => {
      asked.push(release);
      return read(release);
    };
    const report = await diagnoseJoin({ setup: await read(own), setupOfRelease, probe });
    return { asked, report, of7: await diagnoseJoin({ setup: await read('7.17.29'), probe }) };
  });
}
