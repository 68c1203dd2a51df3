import assert from 'node:assert/strict';
import { join } from 'node:path';
import { passwordSource } from '../../src/cli/read-passwords.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { Mask } from '../../src/model/mask.ts';
import type { PasswordQuestion } from '../../src/stores/password-source.ts';
import { withDirectory } from '../settings/setup-files.ts';

const question: PasswordQuestion = {
  kind: 'store',
  file: '/etc/elasticsearch/a.p12',
  setting: 'xpack.security.http.ssl.keystore.secure_password',
};

const terminal = (given: Partial<Terminal> = {}): Terminal => ({
  stdin: async function* () {},
  out: async () => {},
  err: () => {},
  stdinIsTerminal: false,
  outIsTerminal: false,
  errIsTerminal: false,
  noColour: false,
  askPassword: null,
  columns: undefined,
  env: {},
  interrupted: new AbortController().signal,
  onHangUp: () => {},
  mask: new Mask(),
  ...given,
});

const reported = async (files: readonly string[], given: Partial<Terminal> = {}, asked: PasswordQuestion = question) =>
  (await (await passwordSource({ passwordFiles: files }, terminal(given)))(asked)).map((secret) => secret.reveal());

describe('passwords of stores and keys', () => {
  it('come from files, a line each, and then from the environment', async () => {
    await withDirectory({ one: 'first\r\nwith blank \n\n', two: 'third' }, async (directory) => {
      const files = [join(directory, 'one'), join(directory, 'two')];
      assert.deepEqual(await reported(files, { env: { HANDCLASP_PASSWORD: 'fourth' } }), ['first', 'with blank ', 'third', 'fourth']);
    });
  });

  it('are asked for at a terminal where none is given, once for each file', async () => {
    const prompts: string[] = [];
    const askPassword = async (prompt: string) => {
      prompts.push(prompt);
      return 'typed';
    };
    const source = await passwordSource({ passwordFiles: [] }, terminal({ askPassword }));
    for (const file of ['/a.p12', '/a.p12', '/b.p12']) assert.equal((await source({ ...question, file }))[0]?.reveal(), 'typed');
    assert.deepEqual(prompts.length, 2);
    assert.match(
      prompts[0] ?? '',
      /^password of \/a\.p12 \(xpack\.security\.http\.ssl\.keystore\.secure_password; empty to continue without it\)$/,
    );
  });

  it('are none where the user gives none, or nobody is there', async () => {
    assert.deepEqual(await reported([], { askPassword: async () => null }), []);
    assert.deepEqual(await reported([]), []);
  });

  it('are not asked for where some were given', async () => {
    const askPassword = async () => assert.fail('asked');
    assert.deepEqual(await reported([], { askPassword, env: { HANDCLASP_PASSWORD: 'given' } }), ['given']);
  });

  it('are hidden from all that is written from then on, wherever they are from', async () => {
    await withDirectory({ one: 'first-of-file\nsecond-of-file\n' }, async (directory) => {
      const mask = new Mask();
      await passwordSource({ passwordFiles: [join(directory, 'one')] }, terminal({ mask }));
      assert.doesNotMatch(mask.text('a first-of-file b second-of-file'), /of-file/);
    });
  });

  for (const [answers, opens, wrong] of [
    [['right'], true, 0],
    [['wrong', 'right'], true, 1],
    [['wrong', 'worse', 'right'], true, 2],
    [['wrong', 'worse', 'worst', 'right'], false, 3],
  ] as const)
    it(`are asked for again where they do not fit, three times at most: ${answers.join(', ')}`, async () => {
      const left: string[] = [...answers];
      const said: string[] = [];
      const fits = (secret: { readonly reveal: () => string }) => secret.reveal() === 'right';
      const given = { askPassword: async () => left.shift() ?? null, err: (text: string) => void said.push(text) };
      const [last] = await reported([], given, { ...question, fits });
      assert.deepEqual([last === 'right', said.length], [opens, wrong]);
    });

  it('are a usage error where their file cannot be read', async () => {
    await assert.rejects(passwordSource({ passwordFiles: ['/nonexistent'] }, terminal()), { code: 'file-unreadable' });
  });
});
