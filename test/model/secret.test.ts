import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import { Secret } from '../../src/model/secret.ts';

const value = 'hunter2-päss';
const secret = new Secret(value);

describe('a secret', () => {
  it('is shown to who asks for it by name, and to nobody else', () => {
    assert.equal(secret.reveal(), value);
    const shown: Readonly<Record<string, string>> = {
      toString: secret.toString(),
      String: String(secret),
      template: `${secret}`,
      concatenation: `a ${secret as unknown as string}`,
      toJSON: secret.toJSON(),
      JSON: JSON.stringify(secret),
      'JSON of an object': JSON.stringify({ password: secret, list: [secret] }),
      inspect: inspect(secret),
      'inspect of all there is': inspect({ password: secret }, { depth: 9, showHidden: true, getters: true, customInspect: true }),
      'inspect without custom functions': inspect(secret, { customInspect: false, showHidden: true }),
      'format %s': format('%s', secret),
      'format %j': format('%j', secret),
      'format %o': format('%o', secret),
      'format %O': format('%O', secret),
      message: new Error(`wrong: ${secret}`).message,
      spread: JSON.stringify({ ...secret }),
      keys: Reflect.ownKeys(secret).join(),
      clone: inspect(structuredClone(secret)),
    };
    for (const [how, text] of Object.entries(shown)) assert.ok(!text.includes('hunter2'), `${how} shows ${text}`);
  });

  it('says that it is one, however it is converted', () => {
    for (const text of [String(secret), `${secret}`, secret.toJSON(), inspect(secret)]) assert.equal(text, '(secret)');
    assert.equal(JSON.stringify({ secret }), '{"secret":"(secret)"}');
    assert.ok(Number.isNaN(Number(secret)));
  });

  it('compares, and tells the empty one', () => {
    assert.equal(secret.equals(new Secret(value)), true);
    assert.equal(secret.equals(new Secret(`${value} `)), false);
    assert.equal(new Secret('').isEmpty, true);
    assert.equal(new Secret(' ').isEmpty, false);
  });
});
