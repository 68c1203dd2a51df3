import type { DocumentKind, UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import type { ReceiverUrl } from '../argv/receiver-url.ts';
import { located, type PlaceOf, requestWithInputs } from '../input-faults.ts';
import type { Options, Values } from '../options/option.ts';
import { checkReplay } from '../options/replay.ts';
import type { Terminal } from '../terminal.ts';

/** What stands on the command line beside the options. */
export type Operands = {
  readonly metavariable: string;
  readonly help: string;
  /** What holds where there is none; null where that goes without saying. */
  readonly usual: string | null;
  /** The least and most of them. */
  readonly least: 0 | 1;
  readonly most: 1 | 'any';
  /** What a shell completes. */
  readonly completes: 'targets' | 'files' | 'rules' | 'commands' | readonly string[];
};

/** What was read of the command line. */
export type Given<O extends Options> = {
  readonly values: Values<O>;
  readonly operands: readonly string[];
  /** Of a command that writes a document: at least one, or `receiver`. */
  readonly outputs: readonly Output[];
  /** Where documents are sent; null for nowhere. */
  readonly receiver: ReceiverUrl | null;
  /** All commands, for one that tells of them. */
  readonly commands: readonly CommandText[];
  /** Where the file of `--config-file` has what was taken from it. */
  readonly placeOf: PlaceOf;
  /** What is wrong with that file: nothing may run, and the rest is what is right. Null where nothing is. */
  readonly refused: UsageError | null;
  /** The same command line once more, with the file of `--config-file` as it is then. @throws UsageError */
  readonly again: () => Given<O>;
};

/** What is to be known of a command: what is accepted, help, completion and hints are made of it. */
export type CommandText = {
  readonly name: string;
  /** In the list of commands. */
  readonly summary: string;
  /** What help shows behind the name. */
  readonly synopsis: string;
  /** Paragraphs. */
  readonly about: string;
  readonly operands: Operands | null;
  readonly options: Options;
  /** What it writes; null where that has one form. */
  readonly writes: DocumentKind | null;
  /** Command lines without the program's name, and what each is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
};

/** A command by its parts. @typeParam R what the command line comes to for whoever does it */
export type CommandParts<O extends Options, R> = CommandText & {
  readonly options: O;
  /** @throws UsageError */
  readonly request: (given: Given<O>) => R;
};

/** The same, so that what its options come to is known to its request. */
export function command<O extends Options, R>(parts: CommandParts<O, R>): CommandParts<O, R> {
  return parts;
}

/** A command, whatever it asks for. */
export type Command = CommandText & {
  /** What is to be done, as the command line has it. @throws UsageError */
  readonly start: (given: Given<Options>) => (terminal: Terminal) => Promise<number>;
};

/**
 * @param run what does it, and gives the exit status
 * @param check reads all that `run` would read before it does anything: asked where a file with options is refused anyway, so that all faults are told at once
 */
export function doneBy<O extends Options, R>(
  parts: CommandParts<O, R>,
  run: (request: R, terminal: Terminal) => Promise<number>,
  check: (request: R, terminal: Terminal) => Promise<unknown> = async () => {},
): Command {
  return {
    ...parts,
    start: (given) => {
      // The values were read by these very options.
      const request = () => parts.request(given as Given<O>);
      if (given.refused !== null)
        return async (terminal) => run(await requestWithInputs(given, request, (one) => check(one, terminal)), terminal);
      checkReplay(parts.options, given.values);
      const asked = request();
      return (terminal) =>
        run(asked, terminal).catch((error: unknown) => {
          throw located(error, given.placeOf);
        });
    },
  };
}
