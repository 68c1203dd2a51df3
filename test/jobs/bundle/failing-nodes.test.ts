import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from '../../../src/bundle/read-bundle.ts';
import { diagnoseJoinOfBundles } from '../../../src/jobs/join/join-of-bundles.ts';
import type { Report } from '../../../src/model/report.ts';
import { makeTarGz, makeZip } from '../../support/archive-maker.ts';
import { recordedEntries, recordedFaults } from '../../support/recorded-bundles.ts';
import { assertIsReport } from '../../support/report-schema.ts';

/** What keeps each node out, and what the archive alone shows of it; null: only the log of a peer, or a certificate itself, tells it from other causes. */
const causes: Readonly<Record<string, { readonly cause: string; readonly named: 'proven' | 'likely' | 'possible' | null }>> = {
  'lookalike-ca': { cause: 'trust-lookalike-ca', named: null },
  'other-ca': { cause: 'client-cert-not-sent', named: 'likely' },
  'foreign-ca': { cause: 'trust-unknown-issuer', named: 'proven' },
  expired: { cause: 'leaf-expired', named: 'likely' },
  'no-client-auth': { cause: 'eku-transport-missing-clientauth', named: null },
  'no-server-auth': { cause: 'eku-missing-serverauth', named: 'proven' },
  'no-san': { cause: 'san-missing', named: 'proven' },
  'other-names': { cause: 'san-ip-missing', named: 'proven' },
  'missing-intermediate': { cause: 'trust-missing-intermediate', named: 'likely' },
  'other-key': { cause: 'key-certificate-mismatch', named: null },
  'plain-transport': { cause: 'transport-mixed-tls', named: 'likely' },
  'other-protocol': { cause: 'no-common-protocol', named: 'proven' },
  'other-suite': { cause: 'no-common-cipher', named: 'possible' },
  'http-seed': { cause: 'seed-host-is-http-port', named: 'likely' },
  'other-cluster': { cause: 'cluster-name-mismatch', named: 'proven' },
  'wrong-store-password': { cause: 'keystore-password-wrong', named: 'proven' },
  'no-trusted-entries': { cause: 'truststore-no-anchors', named: 'proven' },
};

/** Of all nodes that do not join, the share whose cause an archive of that node alone has to name. */
const leastShare = 0.6;

describe('archives of real nodes that do not join', () => {
  let folder: string;
  const reports = new Map<string, Report>();
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-bundles-'));
    for (const [index, fault] of recordedFaults().entries()) {
      const file = join(folder, `${fault}.archive`);
      writeFileSync(file, (index % 2 === 0 ? makeZip : makeTarGz)(recordedEntries(fault)));
      reports.set(fault, await diagnoseJoinOfBundles([await readBundle(file)], { node: null }));
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are there for each fault', () => {
    assert.deepEqual([...reports.keys()].sort(), Object.keys(causes).sort());
  });

  for (const [fault, { cause, named }] of Object.entries(causes)) {
    it(`tell of ${fault} ${named === null ? 'that it is one of several causes' : 'which it is'}`, () => {
      const report = reports.get(fault);
      assertIsReport(JSON.parse(JSON.stringify(report)));
      const found = report?.cause;
      assert.ok(found, 'no cause');
      if (named !== null) assert.deepEqual([found.rule, found.confidence], [cause, named]);
      else {
        assert.equal(found.confidence, 'possible');
        const rather: readonly unknown[] = Array.isArray(found.evidence.orRather) ? found.evidence.orRather : [];
        assert.ok(rather.includes(cause), `${found.rule}, or ${rather.join(', ')}`);
      }
    });
  }

  it(`name the cause of at least ${leastShare * 100} % of them`, () => {
    const right = Object.entries(causes).filter(([fault, { cause }]) => reports.get(fault)?.cause?.rule === cause);
    assert.ok(right.length / Object.keys(causes).length >= leastShare, `${right.length} of ${Object.keys(causes).length}`);
    // A guess among several causes is none that is named; so that it does not come to count by and by.
    const surely = right.filter(([fault]) => reports.get(fault)?.cause?.confidence !== 'possible');
    assert.ok(surely.length / Object.keys(causes).length >= leastShare, `${surely.length} of ${Object.keys(causes).length}`);
  });
});
