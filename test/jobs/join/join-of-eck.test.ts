import assert from 'node:assert/strict';
import { diagnoseJoinOfEck } from '../../../src/jobs/join/join-of-eck.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { eckClusterIn } from '../../../src/settings/eck/eck-cluster.ts';
import { objectsIn } from '../../../src/settings/eck/read-objects.ts';
import { eckObjects } from '../../support/eck-objects.ts';
import { assertIsReport } from '../../support/report-schema.ts';

type Given = Parameters<typeof eckObjects>[0];

async function diagnosed(given: Given = {}, pod: string | null = null) {
  const cluster = eckClusterIn(
    objectsIn('all.json', JSON.stringify({ kind: 'List', items: eckObjects(given) })),
    { namespace: 'prod', name: 'main' },
    { source: 'files', gaps: [] },
  );
  const report = await diagnoseJoinOfEck(cluster, { pod, at: new Date() });
  assertIsReport(JSON.parse(JSON.stringify(report)));
  return report;
}

describe('why a pod of Elastic Cloud on Kubernetes does not join', () => {
  it('is no matter of its secrets where all are well, and every way is said to be', async () => {
    const { cause, pairs = [], ruledOut = [], kubernetes } = await diagnosed();
    assert.equal(cause, null);
    assert.equal(pairs.length, 4);
    assert.ok(pairs.every(({ verdict }) => verdict === 'accepted'));
    assert.ok(ruledOut.length > 3);
    assert.equal(kubernetes?.[0]?.name, 'main');
  });

  it('names the pods whose node set has another CA, and the fix for the operator', async () => {
    const { cause, diagnosed: which, pairs = [] } = await diagnosed({ secondCa: true });
    assert.equal(which?.name, 'main-es-cold-0');
    assert.ok(cause?.rule === 'trust-lookalike-ca' || cause?.rule === 'trust-unknown-issuer', cause?.rule);
    assert.equal(cause.confidence, 'proven');
    assert.match(cause.remedy, /Kubernetes|kubectl|spec\.|operator/);
    assert.ok(pairs.every(({ verdict }) => verdict === 'refused'));
  });

  it('names a certificate that ended', async () => {
    const { cause } = await diagnosed({ leafDays: -2 }, 'main-es-default-1');
    assert.equal(cause?.rule, 'leaf-expired');
  });

  it('knows of settings in the manifest that put other files or versions in place', async () => {
    const own = await diagnosed({ config: { 'xpack.security.transport.ssl.certificate_authorities': ['other.crt'] } }, 'main-es-default-0');
    assert.ok(own.pairs?.some(({ verdict }) => verdict === 'unknown'));
    const old = await diagnosed({ config: { 'xpack.security.transport.ssl.supported_protocols': ['TLSv1.1'] } }, 'main-es-cold-0');
    assert.equal(old.cause?.rule, 'no-common-protocol');
  });

  it('wants the pod by its name, and secrets with data', async () => {
    await assert.rejects(diagnosed({}, 'es-9'), (error: unknown) => error instanceof UsageError && /main-es-default-0/.test(error.hint));
    await assert.rejects(diagnosed({ data: false }), (error: unknown) => error instanceof UsageError && /no pod alone/.test(error.message));
  });
});
