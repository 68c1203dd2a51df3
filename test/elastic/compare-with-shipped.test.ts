import assert from 'node:assert/strict';
import { compareWithShipped } from '../../src/elastic/compare-with-shipped.ts';
import { shippedDefaults } from '../../src/elastic/shipped-defaults.ts';
import type { Observation } from '../../src/model/observation.ts';
import { CipherSuite } from '../../src/tls/wire/cipher-suites.ts';
import { observation } from '../support/evidence.ts';

const [es, es24, es7, kibana, kibana35] = shippedDefaults;

function of(shipped: (typeof shippedDefaults)[number] | undefined, key: 'RSA' | 'ECDSA', version: '1.2' | '1.3'): readonly string[] {
  const all = shipped?.cipherSuites[`TLSv${version}`] ?? [];
  return all.filter((suite) => version === '1.3' || suite.includes(`_${key}_`));
}

/** An endpoint that accepts these suites of TLS 1.2 and 1.3. */
function accepting(suites12: readonly string[], suites13: readonly string[], change: Partial<Observation> = {}): Observation {
  const list = (accepted: readonly string[]) => ({ accepted, gap: null, serverOrder: true });
  return observation({ details: { cipherSuites: { 'TLSv1.3': list(suites13), 'TLSv1.2': list(suites12) } }, ...change });
}

function compared(seen: Observation, key: string | null = 'RSA') {
  return compareWithShipped(seen, key) ?? assert.fail('not compared');
}

describe('what Elastic ships', () => {
  it('names suites that there are, none twice', () => {
    for (const { cipherSuites } of shippedDefaults) {
      for (const suites of Object.values(cipherSuites)) {
        for (const suite of suites) assert.ok(suite in CipherSuite, suite);
        assert.equal(new Set(suites).size, suites.length);
      }
    }
  });
});

describe('a comparison with what Elastic ships', () => {
  it('knows each default by itself, for either kind of key', () => {
    for (const [shipped, name] of [
      [es, 'JDK 12 to 23'],
      [es24, 'JDK 24 and later'],
      [es7, 'Elasticsearch 7'],
    ] as const) {
      const got = compared(accepting(of(shipped, 'RSA', '1.2'), of(shipped, 'RSA', '1.3')));
      assert.deepEqual({ adds: got.adds, lacks: got.lacks, order: got.order }, { adds: [], lacks: [], order: 'same' });
      assert.match(got.with, new RegExp(name));
    }
    const got = compared(accepting(of(es24, 'ECDSA', '1.2'), of(es24, 'ECDSA', '1.3')), 'EC');
    assert.deepEqual([got.adds, got.lacks, got.order], [[], [], 'same']);
    for (const [shipped, name] of [
      [kibana, 'Kibana 7, 8 or 9 on Node.js with OpenSSL 3.0'],
      [kibana35, 'Kibana 8 or 9 on Node.js with OpenSSL 3.5'],
    ] as const) {
      const ours = compared(accepting(of(shipped, 'RSA', '1.2'), of(shipped, 'RSA', '1.3'), { channel: 'kibana' }));
      assert.deepEqual([ours.with, ours.adds, ours.lacks, ours.order], [name, [], [], 'same']);
    }
  });

  it('tells what is added and what is missing, against the nearest', () => {
    const suites12 = [...of(es24, 'RSA', '1.2').slice(1), 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256'];
    const got = compared(accepting(suites12, of(es24, 'RSA', '1.3')));
    assert.deepEqual(got.adds, ['TLS_DHE_RSA_WITH_AES_128_GCM_SHA256']);
    assert.deepEqual(got.lacks, ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384']);
    assert.match(got.with, /JDK 24 and later/);
    assert.equal(got.order, 'not-compared');
  });

  it('tells the same suites in another order', () => {
    assert.equal(compared(accepting(of(es24, 'RSA', '1.2').toReversed(), of(es24, 'RSA', '1.3'))).order, 'other');
  });

  it('tells versions as such, and not their suites', () => {
    const older = { accepted: ['TLS_RSA_WITH_AES_128_CBC_SHA'], gap: null, serverOrder: null };
    const tls12 = { accepted: of(es, 'RSA', '1.2'), gap: null, serverOrder: true };
    const versions = { 'TLSv1.3': 'rejected', 'TLSv1.2': 'accepted', 'TLSv1.1': 'accepted', TLSv1: 'rejected', SSLv3: 'rejected' } as const;
    const got = compared(observation({ versions, details: { cipherSuites: { 'TLSv1.2': tls12, 'TLSv1.1': older } } }));
    assert.deepEqual([got.adds, got.lacks], [['TLSv1.1'], ['TLSv1.3']]);
  });

  it('keeps to the release that showed itself', () => {
    const service = { ...observation().service, product: 'elasticsearch', version: '8.19.21' } as const;
    const got = compared(accepting(of(es7, 'RSA', '1.2'), of(es7, 'RSA', '1.3'), { service }));
    assert.match(got.with, /^Elasticsearch 8 or 9/);
    assert.deepEqual(got.lacks, ['TLS_CHACHA20_POLY1305_SHA256', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256']);
  });

  it('goes by the key of the certificate where no suite of TLS 1.2 shows it', () => {
    const got = compared(accepting([], of(es24, 'RSA', '1.3')), 'EC');
    assert.ok(got.lacks.length > 0);
    assert.ok(got.lacks.every((suite) => suite.includes('_ECDSA_')));
  });

  it('is not made where not everything was seen, nor for what is not of Elastic', () => {
    const whole = accepting(of(es, 'RSA', '1.2'), of(es, 'RSA', '1.3'));
    const partial = { accepted: [], gap: { kind: 'silence', afterMs: 5000 } as const, serverOrder: null };
    assert.equal(compareWithShipped(observation(), 'RSA'), null);
    assert.equal(compareWithShipped({ ...whole, channel: 'unknown' }, 'RSA'), null);
    assert.equal(compareWithShipped({ ...whole, service: { ...whole.service, product: 'opensearch' } }, 'RSA'), null);
    assert.equal(compareWithShipped({ ...whole, versions: { ...whole.versions, TLSv1: 'unknown' } }, 'RSA'), null);
    assert.equal(
      compareWithShipped({ ...whole, details: { cipherSuites: { ...whole.details?.cipherSuites, 'TLSv1.3': partial } } }, 'RSA'),
      null,
    );
  });
});
