import assert from 'node:assert/strict';
import { parse, parseAllDocuments } from 'yaml';
import { placeholders } from '../../src/model/placeholders.ts';
import type { Policy, PolicyCheck } from '../../src/model/policy.ts';
import { emitManifest } from '../../src/policy/emit/emit-manifest.ts';
import { emitSettings } from '../../src/policy/emit/emit-settings.ts';
import { emittedText } from '../../src/policy/emit/emitted-text.ts';
import { policyLimits } from '../../src/policy/emit/policy-limits.ts';
import { elasticsearchRuntime, kibanaRuntime, opensslNames } from '../../src/policy/emit/runtimes.ts';
import { policies } from '../../src/policy/policies.ts';
import { findPolicy } from '../../src/policy/read-policy.ts';

const at = new Date('2026-11-30T12:00:00Z');
const policyOf = (...checks: readonly PolicyCheck[]): Policy => ({
  ...findPolicy('post-quantum'),
  name: 'ours',
  requirements: checks.map((check, index) => ({ id: `r${index}`, level: 'must', title: 'x', check })),
});
const linesOf = (policy: Policy, file: string | null) =>
  emitSettings(policy, at).files.flatMap((one) => (one.file === file ? one.lines : []));

describe('settings that pass a policy', () => {
  for (const policy of policies)
    it(`keep to what ${policy.name} allows, in elasticsearch.yml, kibana.yml and the options of the JVM`, () => {
      const limits = policyLimits(policy, at);
      const yml = parse(linesOf(policy, 'elasticsearch.yml').join('\n'));
      const kibana = parse(linesOf(policy, 'kibana.yml').join('\n'));
      assert.equal(yml['xpack.security.transport.ssl.client_authentication'], 'required');
      const allowed = Object.values(limits.suites).flat();
      for (const layer of ['transport', 'http'] as const) {
        const suites: readonly string[] = yml[`xpack.security.${layer}.ssl.cipher_suites`] ?? [];
        assert.equal(suites.length > 0, allowed.length > 0, policy.name);
        assert.deepEqual(
          suites.filter((suite) => !allowed.includes(suite)),
          [],
        );
        if (limits.versions !== null)
          assert.deepEqual(
            yml[`xpack.security.${layer}.ssl.supported_protocols`] ?? ['TLSv1.3', 'TLSv1.2'],
            limits.versions.filter((version) => version === 'TLSv1.3' || version === 'TLSv1.2'),
          );
      }
      const named = new Set(allowed.map((suite) => opensslNames[suite] ?? suite));
      const ciphers: readonly string[] = kibana['server.ssl.cipherSuites'] ?? [];
      assert.deepEqual(
        ciphers.filter((suite) => !named.has(suite)),
        [],
      );
      const [, groups = ''] = /namedGroups=(\S+)/.exec(linesOf(policy, 'jvm.options.d/tls.options').join('\n')) ?? [];
      assert.deepEqual(
        groups.split(',').filter((group) => group !== '' && !limits.groups?.includes(group)),
        [],
      );
    });

  it('name what is not known in words that fixes have too', () => {
    for (const policy of policies)
      for (const line of linesOf(policy, null))
        for (const [word] of line.matchAll(/\b[A-Z]{3,}(_[A-Z]+)*\b/g))
          assert.ok(word in placeholders || ['PWD', 'DNS', 'SHA', 'HTTP'].includes(word), `${policy.name}: ${word}`);
  });

  it('ask for the longest life and the shortest key that the policy allows', () => {
    assert.match(linesOf(findPolicy('mozilla-intermediate'), null).join('\n'), /--keysize 2048 --days 365 /);
    assert.match(linesOf(findPolicy('bsi-tr-02102-2'), null).join('\n'), /--keysize 3000 /);
    assert.match(linesOf(findPolicy('mozilla-modern'), null).join('\n'), /prime256v1[\s\S]*-days 89 /);
    assert.match(linesOf(findPolicy('ca-browser-forum'), null).join('\n'), /--days 397 /);
  });

  it('leave alone what the shipped defaults do within the policy', () => {
    const lines = linesOf(policyOf({ kind: 'protocol-versions', allow: ['TLSv1.3', 'TLSv1.2'] }), 'elasticsearch.yml');
    assert.ok(
      lines.every((line) => !line.includes('cipher_suites')),
      lines.join('\n'),
    );
    assert.deepEqual(
      linesOf(policyOf({ kind: 'groups', allow: [...elasticsearchRuntime.groups, ...kibanaRuntime.groups] }), 'openssl-tls.cnf'),
      [],
    );
  });

  it('drop a version of which no suite is left', () => {
    const yml = linesOf(
      policyOf({ kind: 'cipher-suites', version: 'TLSv1.2', allow: ['TLS_PSK_WITH_AES_128_CBC_SHA'] }),
      'elasticsearch.yml',
    );
    assert.ok(yml.includes('xpack.security.http.ssl.supported_protocols: ["TLSv1.3"]'), yml.join('\n'));
  });

  it('are refused where the policy allows nothing that the products can do', () => {
    for (const check of [
      { kind: 'protocol-versions', allow: ['TLSv1'] },
      { kind: 'groups', allow: ['secp160r1'] },
      { kind: 'signature-schemes', allow: ['mldsa44'] },
    ] as const)
      assert.throws(() => emitSettings(policyOf(check), at), RangeError, check.kind);
  });

  it('say that no setting adds a hybrid group', () => {
    assert.match(emittedText(emitSettings(findPolicy('post-quantum'), at), 'post-quantum'), /JDK 27 or later/);
    assert.doesNotMatch(emittedText(emitSettings(findPolicy('nist-sp-800-52r2'), at), 'nist-sp-800-52r2'), /JDK 27/);
  });

  it('are resources of Elastic Cloud on Kubernetes, without what the operator sets itself', () => {
    for (const policy of policies) {
      const [manifest] = emitManifest(emitSettings(policy, at)).files;
      const documents = parseAllDocuments((manifest?.lines ?? []).join('\n'));
      assert.deepEqual(
        documents.flatMap(({ errors }) => errors),
        [],
        policy.name,
      );
      const [elasticsearch, kibana] = documents.map((document) => document.toJS());
      assert.equal(elasticsearch.kind, 'Elasticsearch');
      assert.equal(kibana.kind, 'Kibana');
      assert.doesNotMatch((manifest?.lines ?? []).join('\n'), /\.enabled:/);
    }
  });
});
