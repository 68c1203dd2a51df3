import assert from 'node:assert/strict';
import { ready } from '../../../src/jobs/ready/ready.ts';
import { daysFromNow } from '../../../src/lab/pki.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { Target } from '../../../src/model/target.ts';
import { baseline } from '../../../src/policy/published/baseline.ts';
import { clusterCa, startNodes } from '../../support/loopback-cluster.ts';
import { assertIsReport } from '../../support/report-schema.ts';
import { type RestHandler, recordedAnswers, restCa, startRestServer } from '../../support/rest-server.ts';

const credentials = { kind: 'password', user: 'elastic', password: new Secret('changeme-marked') } as const;

/** As a Kibana that is up answers. */
const kibana: Readonly<Record<string, RestHandler>> = {
  '/': (_request, response) => void response.writeHead(302, { 'kbn-name': 'kb', 'kbn-license-sig': 'x', location: '/login' }).end(),
};

describe('ready with the nodes that a cluster names, and a Kibana that the user names', () => {
  for (const scheme of ['kibana', 'http'] as const) {
    it(`checks ${scheme === 'kibana' ? 'what is named as Kibana' : 'a URL behind which Kibana answers'} as Kibana, and gives it no credentials`, async () => {
      const nodes = await startNodes([{}]);
      const transport = nodes.targets[0]?.port ?? 0;
      const node = await startRestServer((port) => recordedAnswers(port, { transport }));
      const server = await startRestServer(kibana, {
        certificate: { subject: 'kb', notAfter: daysFromNow(-2), notBefore: daysFromNow(-90) },
      });
      try {
        const target = (port: number, as: Target['scheme']): Target => ({
          label: `127.0.0.1:${port}`,
          host: '127.0.0.1',
          port,
          scheme: as,
        });
        const report = await ready([target(node.port, 'http'), target(server.port, scheme)], {
          policy: baseline,
          anchors: [restCa.certificate, clusterCa.certificate],
          depth: 'standard',
          api: { credentials, discover: true },
        });
        assertIsReport(JSON.parse(JSON.stringify(report)));
        assert.equal(report.discovery?.because ?? null, null);
        assert.deepEqual(report.endpoints.map(({ channel }) => channel).sort(), ['http', 'kibana', 'transport']);
        const checked = report.endpoints.find(({ channel }) => channel === 'kibana');
        assert.ok(checked?.findings.some(({ rule }) => rule === 'leaf-expired'));
        const valid = report.policy?.requirements.find(({ id }) => id === 'certificates-valid');
        assert.deepEqual([valid?.verdict, valid?.broken.map(({ subject }) => subject)], ['broken', [`127.0.0.1:${server.port}`]]);
        assert.ok(node.requests.some(({ authorization }) => authorization !== undefined));
        assert.ok(server.requests.length > 0 && server.requests.every(({ authorization }) => authorization === undefined));
      } finally {
        await Promise.all([nodes.close(), node.close(), server.close()]);
      }
    });
  }
});
