import { type PasswordQuestion, type PasswordSource, Secret } from '../index.ts';
import type { PasswordsRequest } from './options/passwords.ts';
import { readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/**
 * Passwords that the files themselves do not give, in the order in which they are tried: those of `--password-file`, of the environment, then, at a terminal, what the
 * user answers. Each file is asked for once.
 *
 * @throws UsageError where a file with passwords cannot be read.
 */
export async function passwordSource({ passwordFiles }: PasswordsRequest, terminal: Terminal): Promise<PasswordSource> {
  const given: Secret[] = [];
  for (const file of passwordFiles) given.push(...linesOf(await readSecretInput(file, '--password-file')));
  terminal.mask.add(...given);
  const fromEnvironment = terminal.env.HANDCLASP_PASSWORD;
  if (fromEnvironment !== undefined && fromEnvironment !== '') given.push(new Secret(fromEnvironment));
  const asked = new Map<string, Promise<readonly Secret[]>>();
  return async (question) => {
    if (given.length > 0 || terminal.askPassword === null) return given;
    const known = asked.get(question.file) ?? ask(question, terminal.askPassword);
    asked.set(question.file, known);
    return await known;
  };
}

async function ask(question: PasswordQuestion, askPassword: NonNullable<Terminal['askPassword']>): Promise<readonly Secret[]> {
  const answer = await askPassword(`password of ${question.file} (${describe(question)}; empty to go on without)`);
  return answer === null ? [] : [new Secret(answer)];
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
