import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { showable, showableValue } from '../../src/model/showable.ts';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = String(key.export({ type: 'pkcs8', format: 'pem' }));
const small = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
const der = key.export({ type: 'pkcs8', format: 'der' });

/** Any run of it that could be put together again. */
const pieces = (text: string) => text.split('\n').flatMap((line) => line.match(/.{12}/g) ?? []);
const secretPieces = pieces(pem.split('\n').slice(1, -2).join('\n'));

describe('what may be shown of a text', () => {
  it('has no piece of a key, wherever it stands in it and however it is written', () => {
    const base64 = Buffer.from(der).toString('base64');
    const ofPem = Buffer.from(pem).toString('base64');
    for (const written of [
      pem,
      pem.replaceAll('\n', '\r\n'),
      pem.replaceAll('\n', '\\n'),
      pem.replaceAll('\n', ' '),
      pem.replaceAll('\n', '\n      '),
      pem.split('\n').slice(1, -2).join('\n'),
      pem.slice(0, -60),
      base64,
      base64.replaceAll('+', '-').replaceAll('/', '_'),
      ofPem,
      ofPem.replace(/.{76}/g, '$&\n'),
      Buffer.from(der).toString('hex'),
      Buffer.from(small).toString('base64'),
      Buffer.from(small).toString('hex'),
      `data:application/x-pem-file;base64,${base64}`,
    ]) {
      const shown = showable(`cannot read [/etc/elasticsearch/${written}] because the file does not exist`);
      for (const piece of [
        ...secretPieces,
        ...pieces(written.replaceAll('-----', '')).filter((each) => !/BEGIN|END|PRIV|data:/.test(each)),
      ])
        assert.ok(!shown.includes(piece), shown);
      assert.match(shown, /^cannot read \[/);
      assert.match(shown, /, not shown\)/);
      assert.match(shown, /because the file does not exist$/);
    }
  });

  for (const [text, shown] of [
    ['https://kibana:hunter2@es01:9200', 'https://es01:9200'],
    ['https://kibana:p@ss@es01:9200/path', 'https://es01:9200/path'],
    ['https://kibana:pa/ss@es01:9200', 'https://es01:9200'],
    ['https://hunter2@es01', 'https://es01'],
    ['https://es01:9200,https://u:p@es02:9200', 'https://es01:9200,https://es02:9200'],
    ['http://proxy:8080/?token=hunter2&name=a', 'http://proxy:8080/?token=(not shown)&name=a'],
    ['Authorization: Basic ZWxhc3RpYzpodW50ZXIy', 'Authorization: (not shown)'],
    ['{"authorization":["ApiKey aWQ6a2V5"]}', '{"authorization":["(not shown)"]}'],
    ['got Basic ZWxhc3RpYzpodW50ZXIy from it', 'got Basic (not shown) from it'],
    ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln', 'Bearer (not shown)'],
    ['login with password=hunter2 failed', 'login with password=(not shown) failed'],
    ['secure_password: hunter2', 'secure_password: (not shown)'],
    ['{"password": "hunter2"}', '{"password": "(not shown)"}'],
    ['-Djavax.net.ssl.keyStorePassword=hunter2', '-Djavax.net.ssl.keyStorePassword=(not shown)'],
    ['api_key=hunter2, secret=hunter3', 'api_key=(not shown), secret=(not shown)'],
  ] as const) {
    it(`leaves credentials out of ${text}`, () => {
      assert.equal(showable(text), shown);
      assert.equal(showable(shown), shown, 'again');
    });
  }

  it('is the text itself where it has nothing of the kind', () => {
    for (const text of [
      'CA key usage check failed: basic constraints',
      'Basic Constraints and basic authentication',
      'keystore password was incorrect',
      'cannot specify both [keystore.secure_password] and [keystore.password]',
      '(a keystore password was provided)',
      'Basic realm="security" charset="UTF-8", Bearer realm="security"',
      'https://es01:9200/_cat@home',
      'https://es01:9200,https://es02:9200',
      'SHA-256 3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed',
      'NqYYxjlvTZOyXPRl4mKGSg',
      "client did not trust this server's certificate, closing connection Netty4TcpChannel{localAddress=/10.0.0.11:9300, remoteAddress=/10.0.0.13:43210}",
      'CN=Elasticsearch security auto-configuration HTTP CA',
      'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384:TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    ])
      assert.equal(showable(text), text);
  });

  it('ends soon, whatever the text is', () => {
    for (const text of [
      '-----BEGIN AA '.repeat(2_000),
      'https://'.repeat(2_000),
      'https://a:b/'.repeat(2_000),
      'password='.repeat(2_000),
      '/'.repeat(20_000),
    ])
      showable(text);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => typeof showable(text) === 'string' && typeof showableValue(text) === 'string'),
    );
  });

  it('of a single value is nothing where it has several lines', () => {
    assert.equal(showableValue('hunter2\nhunter3'), '(text, 2 lines, not shown)');
    assert.equal(showableValue('one line'), 'one line');
  });
});
