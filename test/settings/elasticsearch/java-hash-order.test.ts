import assert from 'node:assert/strict';
import { javaHashOrder } from '../../../src/settings/elasticsearch/java-hash-order.ts';

describe('the order in which Java walks through a map', () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => `k${index + 1}`);
  /** As they were put in, and as `new HashMap<>((int) (n / 0.75) + 1)` of OpenJDK 17 gave them. */
  const known: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[], []],
    [['z'], ['z']],
    [
      ['xpack.security.transport.ssl', 'xpack.security.http.ssl'],
      ['xpack.security.transport.ssl', 'xpack.security.http.ssl'],
    ],
    [
      [
        'xpack.http.ssl',
        'xpack.monitoring.exporters.a.ssl',
        'xpack.security.authc.realms.ldap.l1.ssl',
        'xpack.security.http.ssl',
        'xpack.security.transport.ssl',
        'xpack.security.remote_cluster_server.ssl',
        'xpack.security.remote_cluster_client.ssl',
      ],
      [
        'xpack.security.http.ssl',
        'xpack.monitoring.exporters.a.ssl',
        'xpack.security.remote_cluster_client.ssl',
        'xpack.security.authc.realms.ldap.l1.ssl',
        'xpack.security.transport.ssl',
        'xpack.http.ssl',
        'xpack.security.remote_cluster_server.ssl',
      ],
    ],
    // On both sides of the size at which the table grows.
    [numbered(12), ['k1', 'k2', 'k3', 'k4', 'k5', 'k11', 'k6', 'k10', 'k7', 'k8', 'k12', 'k9']],
    [numbered(13), ['k1', 'k2', 'k3', 'k4', 'k5', 'k11', 'k6', 'k10', 'k7', 'k13', 'k8', 'k12', 'k9']],
  ];
  for (const [keys, order] of known) {
    it(`of ${keys.length} keys`, () => assert.deepEqual(javaHashOrder(keys), order));
  }

  it('keeps keys with one hash in the order in which they were put in', () => {
    assert.deepEqual(javaHashOrder(['Aa', 'BB', 'C#', 'b', 'a']), ['Aa', 'BB', 'C#', 'a', 'b']);
    assert.deepEqual(javaHashOrder(['BB', 'a', 'Aa']), ['BB', 'Aa', 'a']);
  });
});
