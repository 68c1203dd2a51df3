import { formatsOf, UsageError } from '../../index.ts';
import type { Command, Given } from '../commands/command.ts';
import type { PlaceOf } from '../input-faults.ts';
import { generalOptions } from '../options/general.ts';
import type { Option, Options } from '../options/option.ts';
import { jsonOption } from '../options/outputs.ts';
import type { ReadConfigFile } from '../read-config-file.ts';
import { chooseCommand } from './choose-command.ts';
import { isOverruled } from './overruled.ts';
import { type OutputWord, pairOutputs } from './pair-outputs.ts';
import type { OptionWord, Word } from './read-argv.ts';
import { isReceiver, type ReceiverUrl, receiverUrlOf } from './receiver-url.ts';
import { unexpectedOperand, unknownOption, valueMissing } from './usage-errors.ts';

/**
 * The command that the words name, and what it was given.
 *
 * @throws UsageError
 */
export function readCommand(
  words: readonly Word[],
  commands: readonly Command[],
  readConfig: (() => NamedConfig) | null = null,
): { readonly command: Command; readonly given: Given<Options> } {
  const { command, others } = chooseCommand(words, commands);
  const again = (): Given<Options> => {
    const config = readConfig?.() ?? null;
    try {
      return { ...givenTo(command, others, commands, config), refused: config?.refused ?? null, again };
    } catch (error) {
      // What is missed may be what was refused.
      throw error instanceof UsageError && config?.refused ? config.refused : error;
    }
  };
  return { command, given: again() };
}

function givenTo(
  command: Command,
  words: readonly Word[],
  commands: readonly Command[],
  config: NamedConfig | null,
): Omit<Given<Options>, 'refused' | 'again'> {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const outputWords: OutputWord[] = [];
  const own = new Map(Object.values(command.options).map((option) => [option.name, option]));
  const general = new Set(Object.values(generalOptions).map(({ name }) => name));
  // Options first: what stands behind an option that there is not may be a secret, and is not repeated as an operand that there is not.
  for (const word of words) {
    if (word.kind === 'option' && !own.has(word.name) && !general.has(word.name)) throw unknownOption(word, command, commands);
  }
  for (const word of words) {
    if (word.kind === 'operand') {
      const list = word.behind;
      if (list === null) operands.push(word.value);
      else if (list.attached) throw unclearOperand(word.value, list.written);
      else values.get(list.name)?.push(word.value);
      continue;
    }
    const option = own.get(word.name);
    if (option === undefined) {
      if (word.attached && word.option?.argument === null) throw takesNoValue(word);
      continue;
    }
    const before = values.get(option.name) ?? [];
    values.set(option.name, before);
    if (option.argument === null) {
      if (word.attached) throw takesNoValue(word);
      before.push('');
      if (option.name === jsonOption.name) outputWords.push({ option: 'format', value: 'json' });
      continue;
    }
    const value = valueFor(word, command);
    if (option.repeats === 'never' && before.length > 0)
      throw new UsageError('arguments', `--${option.name} was given twice`, 'give it once');
    before.push(value);
    if (option.name === 'format' || option.name === 'output') outputWords.push({ option: option.name, value });
  }
  const fromFile = config === null ? none : takeFrom(config, command, { values, operands, outputWords });
  checkOperands(command, operands);
  const read = Object.entries(command.options).map(
    ([key, option]) =>
      [key, fromFile.has(option.name) ? readFrom(config?.file ?? '', option, values) : option.read(values.get(option.name) ?? [])] as const,
  );
  const receiver = receiverOf(outputWords, command, commands);
  const fileWords = outputWords.filter((word) => !namesReceiver(word));
  return {
    values: Object.fromEntries(read),
    operands,
    receiver,
    outputs:
      command.writes === null || (receiver !== null && fileWords.length === 0)
        ? []
        : pairOutputs(fileWords, {
            name: command.name,
            kind: command.writes,
            commandsOf: (format) =>
              commands.filter(({ writes }) => writes !== null && formatsOf(writes).includes(format)).map(({ name }) => name),
          }),
    commands,
    placeOf: (option, value) => (config !== null && fromFile.has(option) ? placeIn(config, option, value) : null),
  };
}

function namesReceiver({ option, value }: OutputWord): boolean {
  return option === 'output' && isReceiver(value);
}

/** @throws UsageError */
function receiverOf(words: readonly OutputWord[], { name, options }: Command, commands: readonly Command[]): ReceiverUrl | null {
  const [first, second] = words.filter(namesReceiver);
  if (first === undefined) return null;
  const sendsDocuments = (of: Command['options']) => Object.values(of).some((option) => option.name === 'es-ca');
  if (!sendsDocuments(options)) {
    const others = commands.filter((command) => sendsDocuments(command.options)).map((command) => command.name);
    throw new UsageError('arguments', `${name} sends nothing to Elasticsearch`, `${others.join(', ')} do`);
  }
  if (second !== undefined)
    throw new UsageError(
      'arguments',
      '--output elasticsearch=URL was given twice',
      'a run has one receiver; name the other in a run of its own',
    );
  return receiverUrlOf(first.value);
}

/** The file of `--config-file`, and what it says. */
export type NamedConfig = ReadConfigFile & { readonly file: string };

const none: ReadonlySet<string> = new Set();

/** Adds what the file says and the command line does not; gives the names of those options. */
function takeFrom(
  config: NamedConfig,
  command: Command,
  given: { readonly values: Map<string, string[]>; readonly operands: string[]; readonly outputWords: OutputWord[] },
): ReadonlySet<string> {
  const written = new Set(given.values.keys());
  const taken = new Set<string>();
  for (const option of Object.values(command.options)) {
    const values = sectionOf(option.name, config) ?? config.options.get(option.name);
    if (values === undefined || isOverruled(option.name, written)) continue;
    given.values.set(option.name, [...values]);
    taken.add(option.name);
    if (option.name === jsonOption.name) given.outputWords.push({ option: 'format', value: 'json' });
    if (option.name === 'format' || option.name === 'output')
      given.outputWords.push(...values.map((value) => ({ option: option.name as OutputWord['option'], value })));
  }
  const takesTargets = command.operands?.completes === 'targets';
  if (takesTargets && given.operands.length === 0 && !['targets', 'replay', 'lab'].some((name) => given.values.has(name))) {
    given.operands.push(...config.targets);
    taken.add('targets');
  }
  return taken;
}

/** As faults of the file itself have it: `handclasp.yml:3: ca[1]`. */
function placeIn({ file, targets, options, lineOf }: NamedConfig, option: string, value: string | null): ReturnType<PlaceOf> {
  const values = option === 'targets' ? targets : (options.get(option) ?? []);
  const index = value === null ? -1 : values.indexOf(value);
  const isOneOfSeveral = index >= 0 && values.length > 1;
  return `${file}:${lineOf(isOneOfSeveral ? [option, index] : [option])}: ${option}${isOneOfSeveral ? `[${index}]` : ''}`;
}

/** Sections of the file that an option names: where there is such a section, the option names the file. */
function sectionOf(name: string, { file, waivers, alerts }: NamedConfig): readonly string[] | undefined {
  const isThere = name === 'waivers' ? waivers.length > 0 : name === 'alerts' && alerts !== null;
  return isThere ? [file] : undefined;
}

/** @throws UsageError that names the file */
function readFrom(file: string, option: Option, values: ReadonlyMap<string, readonly string[]>): unknown {
  try {
    return option.read(values.get(option.name) ?? []);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(error.code, `${file}: ${error.message}`, error.hint);
    throw error;
  }
}

/** @throws UsageError where there is none, or it is taken for one what is an option: `--ca --crl FILE` */
function valueFor({ value, attached, option, written }: OptionWord, command: Command): string {
  const isOption = !attached && value !== undefined && value.length > 1 && value.startsWith('-');
  // A negative number is none of ours, and of a number that is no good there is more to say.
  const isNumber = (option?.argument?.kind === 'number' || option?.argument?.kind === 'duration') && /^-[\d.]/.test(value ?? '');
  if (value === undefined || value === '' || (isOption && !isNumber)) throw valueMissing(written, isOption, command);
  return value;
}

function takesNoValue({ written }: OptionWord): UsageError {
  return new UsageError('arguments', `${written} takes no value`, 'leave out the = and what follows it');
}

function checkOperands({ name, operands: expected }: Command, operands: readonly string[]): void {
  const most = expected === null ? 0 : expected.most === 'any' ? Number.POSITIVE_INFINITY : expected.most;
  const tooMany = operands[most];
  if (tooMany !== undefined) throw unexpectedOperand(tooMany, name);
  if (expected !== null && operands.length < expected.least)
    throw new UsageError(
      'arguments',
      `a ${expected.metavariable.toLowerCase()} is missing`,
      `"handclasp ${name} --help" lists what there is`,
    );
}

function unclearOperand(value: string, written: string): UsageError {
  return new UsageError(
    'arguments',
    `it is not clear whether "${value}" belongs to ${written}`,
    `write "${written} A B" where both do; put what belongs to neither before ${written}`,
  );
}
