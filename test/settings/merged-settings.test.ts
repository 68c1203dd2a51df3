import assert from 'node:assert/strict';
import { Secret } from '../../src/model/secret.ts';
import { isSecretKey, MergedSettings, settingsForRecord } from '../../src/settings/merged-settings.ts';

type Value = string | readonly string[] | null;

/** Settings in the order of the file, a line each. */
const rawOf = (...settings: readonly (readonly [string, Value])[]) =>
  settings.map(([key, value], index) => ({ key, value, place: { file: 'elasticsearch.yml', line: index + 1 } })) as never;
const merged = (settings: readonly (readonly [string, Value])[], secure: readonly string[] = [], separator: ',' | null = ',') =>
  new MergedSettings(rawOf(...settings), new Map(secure.map((key) => [key, new Secret('changeme')])), 'elasticsearch.keystore', separator);

describe('settings as the product sees them', () => {
  it('are the last of those that are repeated, with its line', () => {
    const settings = merged([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ]);
    assert.equal(settings.text('a'), '3');
    assert.equal(settings.placeOf('a')?.line, 3);
    assert.deepEqual(settings.keys(), ['b', 'a']);
    assert.equal(settings.placeOf('c'), null);
  });

  it('are none where they are empty', () => {
    for (const value of [null, '', ' ', [], ['']] as const) {
      const settings = merged([['a', value]]);
      assert.deepEqual([settings.text('a'), settings.list('a'), settings.has('a')], [null, null, false], JSON.stringify(value));
      assert.deepEqual(settings.chosen('a', 'usual'), { value: 'usual', place: null });
    }
  });

  it('are lists at their commas, where the product has it so', () => {
    assert.deepEqual(merged([['a', 'x, y ,,z']]).list('a'), ['x', 'y', 'z']);
    assert.deepEqual(merged([['a', 'x, y']], [], null).list('a'), ['x, y']);
    assert.deepEqual(merged([['a', ['x,y', 'z']]]).list('a'), ['x,y', 'z']);
    assert.equal(merged([['a', ['x', 'y']]]).text('a'), 'x,y');
  });

  it('may be lists by number, unless the list is written as one', () => {
    const numbered: readonly (readonly [string, Value])[] = [
      ['a.0', 'x'],
      ['a.1', 'y'],
    ];
    assert.deepEqual(merged(numbered).list('a'), ['x', 'y']);
    assert.equal(merged(numbered).placeOf('a')?.line, 1);
    assert.deepEqual(merged([...numbered, ['a', 'z']]).list('a'), ['z']);
  });

  it('have flags that are true or false, and nothing else', () => {
    const flag = (value: Value) => merged([['a', value]]).flag('a', true);
    assert.deepEqual([flag('true').value, flag('false').value, flag('no').value, flag(null).value], [true, false, true, true]);
    assert.deepEqual([flag('false').place?.line, flag('no').place], [1, null]);
    assert.equal(merged([]).flag('a', false).value, false);
  });

  it('stand in the file or in the keystore, which is where they are said to be', () => {
    const settings = merged([['a.b', '1']], ['a.secure_password']);
    assert.deepEqual(settings.under('a.'), ['a.b', 'a.secure_password']);
    assert.deepEqual(settings.under('b.'), []);
    assert.deepEqual([settings.isSecure('a.b'), settings.isSecure('a.secure_password')], [false, true]);
    assert.deepEqual(settings.placeOf('a.secure_password'), { file: 'elasticsearch.keystore', line: null });
    assert.equal(settings.has('a.secure_password'), true);
    assert.equal(settings.secret('a.secure_password')?.reveal(), 'changeme');
    assert.equal(settings.secret('a.b'), null);
    assert.equal(settings.text('a.secure_password'), null);
  });

  it('show no secret that stands in the file', () => {
    const settings = merged([
      ['a.password', 'hunter2'],
      ['b.password', ['hunter2', 'hunter3']],
    ]);
    assert.doesNotMatch(
      JSON.stringify([settings.text('a.password'), settings.list('b.password'), settings.chosen('a.password', '')]),
      /hunter/,
    );
    assert.equal(settings.secretInYml('a.password')?.reveal(), 'hunter2');
    assert.equal(settings.secretInYml('none'), null);
    const record = settingsForRecord(rawOf(['a.password', 'hunter2'], ['b', 'x']), ['c'], 'elasticsearch.keystore');
    assert.deepEqual(
      record.map(({ key, value, secret, from, place }) => [key, value, secret, from, place]),
      [
        ['a.password', null, true, 'yml', { file: 'elasticsearch.yml', line: 1 }],
        ['b', 'x', false, 'yml', { file: 'elasticsearch.yml', line: 2 }],
        ['c', null, true, 'keystore', { file: 'elasticsearch.keystore', line: null }],
      ],
    );
  });
});

describe('a setting that holds a secret', () => {
  const secret = [
    'elasticsearch.password',
    'xpack.security.transport.ssl.keystore.secure_password',
    'xpack.security.http.ssl.key_passphrase',
    'xpack.encryptedSavedObjects.encryptionKey',
    'xpack.reporting.encryption_key',
    'elasticsearch.serviceAccountToken',
    'xpack.fleet.apiKey',
    'xpack.fleet.api_key',
    'elasticsearch.customHeaders.Authorization',
    'xpack.security.authc.realms.ldap.l1.bind_dn',
    'cloud.credentials',
    'xpack.security.cookieName',
    'a.private_key',
    'a.privateKey',
    'xpack.security.PASSWORD',
  ];
  const plain = [
    'cluster.name',
    'xpack.security.transport.ssl.key',
    'xpack.security.transport.ssl.certificate',
    'xpack.security.transport.ssl.keystore.path',
    'xpack.security.authc.token.enabled',
    'xpack.security.authc.password_hashing.algorithm',
    'password.file',
    'private_key.path',
    'secure_settings.type',
  ];
  it('is known by its name', () => {
    for (const key of secret) assert.equal(isSecretKey(key), true, key);
    for (const key of plain) assert.equal(isSecretKey(key), false, key);
  });
});
