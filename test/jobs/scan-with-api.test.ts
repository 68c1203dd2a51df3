import assert from 'node:assert/strict';
import { scan } from '../../src/jobs/scan.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Target } from '../../src/model/target.ts';
import { clusterCa, startNodes } from '../support/practice-cluster.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { recordedAnswers, restCa, startRestServer } from '../support/rest-server.ts';

it('scratch', async () => {
  const server = await startRestServer((port) => recordedAnswers(port));
  const targets: Target[] = [{ label: 'es01:9200', host: '127.0.0.1', port: server.port, scheme: 'http' }];
  const report = await scan(targets, { anchors: [restCa.certificate], api: { credentials: { kind: 'password', user: 'u', password: new Secret('p') }, discover: true } });
  console.log(JSON.stringify(report, null, 1));
  assertIsReport(JSON.parse(JSON.stringify(report)));
  await server.close();
  void assert; void clusterCa; void startNodes;
});
