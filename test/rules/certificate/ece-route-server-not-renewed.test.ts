import assert from 'node:assert/strict';
import { inspectCertificates } from '../../../src/jobs/inspect/inspect-certificates.ts';
import { eceRouteServerNotRenewed as rule } from '../../../src/rules/certificate/ece-route-server-not-renewed.ts';
import { keysOf, makeCertificate, name } from '../../support/certificate-maker.ts';
import { healthy } from '../../support/evidence.ts';

const at = new Date('2026-06-01T12:00:00Z');
const file = '/mnt/data/elastic/ece-0-runner/services/route-server/managed/cert.pem';

function problemsOf(path: string, days: number): readonly string[] {
  const der = makeCertificate({
    subject: name('CN=route server'),
    issuer: name('CN=elastic ce master'),
    keys: keysOf('P-256', 'route server'),
    notBefore: new Date(at.getTime() - 400 * 86_400_000),
    notAfter: new Date(at.getTime() + days * 86_400_000),
    extensions: [],
  });
  return inspectCertificates(path, der, at).certificates.flatMap(({ problems }) =>
    problems.filter(({ rule: id }) => /expir|renewed/.test(id)).map(({ rule: id, severity }) => `${id} ${severity}`),
  );
}

describe(rule.id, () => {
  it('is told by inspect of the file on the host, in place of leaf-expired and leaf-expiring', () => {
    assert.deepEqual(problemsOf(file, -3), ['ece-route-server-not-renewed critical']);
    assert.deepEqual(problemsOf('services\\route-server\\managed\\cert.pem', 12), ['ece-route-server-not-renewed high']);
    assert.deepEqual(problemsOf(file, 300), []);
  });

  it('is told of no other file, and of no port', () => {
    assert.deepEqual(problemsOf('/mnt/data/elastic/ece-0-runner/services/client-forwarder/managed/cert.pem', -3), [
      'leaf-expired critical',
    ]);
    assert.deepEqual(problemsOf('route-server.pem', -3), ['leaf-expired critical']);
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
  });
});
