import { type PasswordQuestion, type PasswordSource, Secret } from '../index.ts';
import { type InputReader, readEach } from './input-faults.ts';
import type { PasswordsRequest } from './options/passwords.ts';
import { readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/**
 * Passwords that the files themselves do not give, in the order in which they are tried: those of `--password-file`, of the environment, then, at a terminal, what the
 * user answers. Each file is asked for once.
 *
 * @throws InputFaults of all files with passwords that cannot be read.
 */
export async function passwordSource({ passwordFiles }: PasswordsRequest, terminal: Terminal): Promise<PasswordSource> {
  const read = await readEach('password-file', passwordFiles, async (file) => linesOf(await readSecretInput(file, '--password-file')));
  const given = [...read.flat()];
  terminal.mask.add(...given);
  const fromEnvironment = terminal.env.HANDCLASP_PASSWORD;
  if (fromEnvironment !== undefined && fromEnvironment !== '') given.push(new Secret(fromEnvironment));
  const asked = new Map<string, Promise<readonly Secret[]>>();
  return async (question) => {
    if (given.length > 0 || terminal.askPassword === null) return given;
    const known = asked.get(question.file) ?? ask(question, terminal.askPassword, terminal.err);
    asked.set(question.file, known);
    return await known;
  };
}

/** The same of several inputs: what asks for a password that could not be read is not tried. */
export async function readPasswordSource(inputs: InputReader, request: PasswordsRequest, terminal: Terminal): Promise<PasswordSource> {
  const read = await inputs.read('password-file', null, () => passwordSource(request, terminal));
  return (question) => read()(question);
}

/** Who types what nobody sees may mistype it. */
const tries = 3;

async function ask(
  question: PasswordQuestion,
  askPassword: NonNullable<Terminal['askPassword']>,
  err: Terminal['err'],
): Promise<readonly Secret[]> {
  let last: readonly Secret[] = [];
  for (let left = tries - 1; left >= 0; left -= 1) {
    const answer = await askPassword(`password of ${question.file} (${describe(question)}; empty to continue without it)`);
    if (answer === null) return [];
    const secret = new Secret(answer);
    last = [secret];
    if (question.fits === undefined || question.fits(secret)) return last;
    err(`handclasp: that is not the password${left === 0 ? '' : '; try again'}\n`);
  }
  return last;
}

function describe({ kind, setting }: PasswordQuestion): string {
  switch (kind) {
    case 'settings':
      return 'the secure settings';
    case 'store':
    case 'key':
      return setting ?? (kind === 'store' ? 'a store' : 'a private key');
  }
}

/** A trailing line end is no part of a password; any other blank may be. */
function linesOf(bytes: Uint8Array): readonly Secret[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  return lines.filter((line) => line !== '').map((line) => new Secret(line));
}
