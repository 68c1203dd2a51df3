import assert from 'node:assert/strict';
import { Secret } from '../../src/model/secret.ts';
import { MergedSettings } from '../../src/settings/merged-settings.ts';
import { misplacedElsewhere, misplacedIn } from '../../src/settings/misplaced-material.ts';
import { setupProblemText } from '../../src/wording/setup-problem-texts.ts';

const body = 'MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA'.repeat(4);
const key = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
const certificate = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
const data = `data:application/x-pem-file;base64,${body}`;

const merged = (settings: Readonly<Record<string, string | readonly string[]>>, separator: ',' | null = ',') =>
  new MergedSettings(
    Object.entries(settings).map(([name, value], index) => ({ key: name, value, place: { file: 'e.yml', line: index + 1 } })) as never,
    new Map([['a.ssl.secure_password', new Secret('x')]]),
    'k',
    separator,
  );

describe('what stands in place of the path of a file', () => {
  it('is told as proven, with its place, and whether it may be a private key', () => {
    for (const [value, words] of [
      [key, /Whoever can read e\.yml has the private key\.$/],
      [certificate, /not shown\)\.$/],
      [body, /If it is a private key, whoever can read e\.yml has it\.$/],
      [`${data},x`, /If it is a private key|has the private key/],
    ] as const) {
      const told = misplacedIn(merged({ 'a.ssl.key': value }), 'a.ssl.key') ?? assert.fail(value.slice(0, 30));
      assert.deepEqual(
        [told.rule, told.certainty, told.setting, told.place, told.file],
        ['pem-text-in-place-of-path', 'proven', 'a.ssl.key', { file: 'e.yml', line: 1 }, null],
      );
      const sentence = setupProblemText(told.because);
      assert.match(sentence, words);
      assert.ok(!sentence.includes(body.slice(0, 20)));
    }
    assert.equal(misplacedIn(merged({ 'a.ssl.key': 'es.key' }), 'a.ssl.key'), null);
    assert.equal(misplacedIn(merged({}), 'a.ssl.key'), null);
  });

  it('is shown by a word for it, uncut at its commas, and one item of a list alone', () => {
    for (const value of [key, data]) {
      const settings = merged({ 'a.ssl.certificate_authorities': `${value},x` });
      const list = settings.list('a.ssl.certificate_authorities') ?? [];
      assert.equal(list.length, 1, JSON.stringify(list));
      assert.ok(!JSON.stringify(list).includes(body.slice(0, 20)));
    }
    assert.equal(merged({ 'a.ssl.certificate_authorities': ['ca.crt', certificate] }).list('a.ssl.certificate_authorities')?.[0], 'ca.crt');
    assert.notEqual(merged({ 'a.ssl.certificate_authorities': ['ca.crt', certificate] }).notAPath('a.ssl.certificate_authorities'), null);
    assert.equal(merged({ 'a.ssl.certificate_authorities': ['ca.crt', 'b.crt'] }).notAPath('a.ssl.certificate_authorities'), null);
  });

  it('is told once of settings that nobody reads, with the context that they are of', () => {
    const settings = merged({
      'xpack.http.ssl.key': key,
      'a.ssl.certificate': 'es.crt',
      'b.path': certificate,
      'c.ssl.certificate_authorities.0': certificate,
      'xpack.fleet.outputs.ssl.key': key,
      'd.name': key,
      'e.ssl.key': key,
    });
    const reported = [{ rule: 'pem-text-in-place-of-path', setting: 'e.ssl.key' }] as never;
    assert.deepEqual(
      misplacedElsewhere(settings, reported).map(({ setting, context, stops, logText }) => [setting, context, stops, logText]),
      [
        ['xpack.http.ssl.key', 'xpack.http.ssl', false, null],
        ['b.path', null, false, null],
        ['c.ssl.certificate_authorities', 'c.ssl', false, null],
      ],
    );
    const otherRule = [{ rule: 'file-missing', setting: 'e.ssl.key' }] as never;
    assert.equal(misplacedElsewhere(settings, otherRule).length, 4);
  });
});
