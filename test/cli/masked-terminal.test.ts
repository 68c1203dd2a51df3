import assert from 'node:assert/strict';
import { maskedTerminal } from '../../src/cli/masked-terminal.ts';
import { Secret } from '../../src/model/secret.ts';

const secret = 'correct-horse-battery';

/** What comes out of a terminal that was given `before` the secret is written, by each of its ways. */
async function written(env: Readonly<Record<string, string>>, before: (terminal: ReturnType<typeof maskedTerminal>) => unknown) {
  const out: string[] = [];
  const terminal = maskedTerminal({
    stdin: async function* () {},
    out: async (text) => void out.push(typeof text === 'string' ? text : Buffer.from(text).toString()),
    err: (text) => void out.push(text),
    stdinIsTerminal: true,
    outIsTerminal: false,
    errIsTerminal: false,
    noColour: true,
    askPassword: async (prompt) => {
      out.push(prompt);
      return secret;
    },
    columns: undefined,
    env,
    interrupted: new AbortController().signal,
    onHangUp: () => {},
  });
  await before(terminal);
  await terminal.out(`text ${secret}.`);
  await terminal.out(new TextEncoder().encode(`bytes ${secret}.`));
  terminal.err(`error ${secret}.`);
  await terminal.askPassword?.(`prompt ${secret}`);
  return out;
}

describe('a terminal that writes no secret of its run', () => {
  for (const [what, env, before] of [
    ['a variable of ours', { HANDCLASP_PASSWORD: secret }, () => {}],
    ['any variable of ours', { HANDCLASP_OF_LATER: secret }, () => {}],
    ['what was added to its mask', {}, (terminal) => terminal.mask.add(new Secret(secret))],
    ['what was answered to a prompt', {}, (terminal) => terminal.askPassword?.('first')],
  ] as const satisfies readonly (readonly [string, object, (terminal: ReturnType<typeof maskedTerminal>) => unknown])[])
    it(`hides it, whichever way it is written: ${what}`, async () => {
      const all = await written(env, before);
      assert.equal(all.filter((text) => /^(text|bytes|error|prompt) /.test(text)).length, 4);
      for (const text of all) assert.ok(!text.includes(secret), text);
    });

  it('writes all else as it is, such as what stands in variables of others', async () => {
    const all = await written({ PASSWORD: secret }, () => {});
    assert.deepEqual(all.slice(0, 3), [`text ${secret}.`, `bytes ${secret}.`, `error ${secret}.`]);
  });
});
