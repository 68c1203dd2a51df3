import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../../src/model/secret.ts';
import { readElasticsearchKeystore } from '../../src/stores/elasticsearch-keystore.ts';
import type { SecureSettings } from '../../src/stores/keystore.ts';
import { readKibanaKeystore } from '../../src/stores/kibana-keystore.ts';
import { keystoreFaultText } from '../../src/wording/file-fault-texts.ts';
import { fixture, keystorePassword } from '../settings/setup-files.ts';
import { makeKibanaKeystore } from '../support/keystore-maker.ts';

const entry = 'xpack.security.transport.ssl.keystore.secure_password';
const names = (settings: SecureSettings) =>
  settings.kind === 'opened' ? [...settings.entries.keys()].sort() : keystoreFaultText(settings.because);

describe('elasticsearch.keystore', () => {
  for (const line of ['7', '9']) {
    it(`is read as Elasticsearch ${line} writes it, without and with a password`, () => {
      const plain = readElasticsearchKeystore(fixture(`elasticsearch-${line}.keystore`), []);
      assert.deepEqual(names(plain), ['keystore.seed', entry]);
      assert.equal(plain.kind === 'opened' && plain.entries.get(entry)?.reveal(), 'store-password');
      const closed = fixture(`elasticsearch-${line}-protected.keystore`);
      assert.equal(names(readElasticsearchKeystore(closed, [])), 'it has a password, and none was given');
      assert.equal(names(readElasticsearchKeystore(closed, [new Secret('guess')])), 'it has a password, and none of those given opens it');
      assert.deepEqual(names(readElasticsearchKeystore(closed, [new Secret('guess'), keystorePassword])), ['keystore.seed', entry]);
    });
  }

  it('is refused wherever an octet was changed or is missing', () => {
    const bytes = fixture('elasticsearch-7.keystore');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        return (
          readElasticsearchKeystore(changed, []).kind === 'unreadable' &&
          readElasticsearchKeystore(bytes.subarray(0, at), []).kind === 'unreadable'
        );
      }),
      { numRuns: 200 },
    );
  });

  it('says of a file that is something else what it is not', () => {
    assert.equal(names(readElasticsearchKeystore(new Uint8Array(), [])), 'it is empty');
    assert.equal(names(readElasticsearchKeystore(Buffer.from('hello world'), [])), 'it does not begin like elasticsearch.keystore');
    assert.match(String(names(readElasticsearchKeystore(new Uint8Array(5_000_000), []))), /more than any such file/);
  });

  it('shows nothing of a secret, however it is printed', () => {
    const opened = readElasticsearchKeystore(fixture('elasticsearch-9.keystore'), []);
    assert.ok(opened.kind === 'opened');
    const secret = opened.entries.get(entry);
    const printed = [
      inspect(opened, { depth: 9, showHidden: true }),
      JSON.stringify([...opened.entries]),
      String(secret),
      `${secret}`,
      JSON.stringify(secret),
    ];
    for (const text of printed) assert.doesNotMatch(text, /store-password/);
    assert.equal(Object.keys(secret ?? {}).length, 0);
  });
});

describe('kibana.keystore', () => {
  const sealed = makeKibanaKeystore;

  it('is read without a password, and with one that is given', () => {
    const open = readKibanaKeystore(sealed({ 'elasticsearch.password': 'kibana-secret' }, ''), []);
    assert.deepEqual(names(open), ['elasticsearch.password']);
    assert.equal(open.kind === 'opened' && open.protected, false);
    const closed = sealed({ 'elasticsearch.password': 'kibana-secret' }, 'keystore-password');
    assert.equal(readKibanaKeystore(closed, []).kind, 'locked');
    assert.deepEqual(names(readKibanaKeystore(closed, [keystorePassword])), ['elasticsearch.password']);
  });

  it('never throws on other bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readKibanaKeystore(bytes, []).kind !== 'opened'));
    assert.equal(readKibanaKeystore(sealed('no object', ''), []).kind, 'unreadable');
  });
});
