import assert from 'node:assert/strict';
import { optionsOf, readArgv } from '../../src/cli/argv/read-argv.ts';
import { readCommand } from '../../src/cli/argv/read-command.ts';
import type { Command } from '../../src/cli/commands/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { longHelp, longOverview } from '../../src/cli/help/long-help.ts';
import { generalOptions } from '../../src/cli/options/general.ts';
import type { Option } from '../../src/cli/options/option.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const known = [...optionsOf(commands), ...Object.values(generalOptions)];
const given = (...args: string[]) => readCommand(readArgv(args, known), commands).given;

function refusal(...args: string[]): UsageError {
  try {
    given(...args);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
}

const durations: Readonly<Record<string, string>> = { timeout: '500ms', jitter: '5m' };

/** A value that the option takes. */
function sampleOf({ argument, name }: Option): string | null {
  if (argument === null) return null;
  if (name === 'schedule') return '@daily';
  if (name === 'time-zone') return 'Europe/Berlin';
  if (argument.kind === 'choice') return argument.choices.at(-1) ?? '';
  if (argument.kind === 'duration') return durations[name] ?? '30d';
  return argument.kind === 'number' ? '2' : name === 'output' ? 'out.json' : 'something';
}

const withOperand = ({ name, operands }: Command) => [name, ...(operands?.least === 1 ? ['operand'] : [])];

/** As a command's `values` have it. */
const keyOf = ({ options }: Command, option: Option) => Object.entries(options).find(([, each]) => each.name === option.name)?.[0] ?? '';

describe('the table of options', () => {
  for (const command of commands) {
    const own = Object.values(command.options);
    for (const option of own) {
      const value = sampleOf(option);
      const { name } = option;

      it(`${command.name} takes --${name}${value === null ? '' : ' with a value, behind a blank or ='}`, () => {
        const forms = value === null ? [[`--${name}`]] : [[`--${name}`, value], [`--${name}=${value}`]];
        for (const form of forms) {
          const { values } = given(...withOperand(command), ...form);
          const read = values[keyOf(command, option)];
          if (value === null) assert.equal(read, true);
          else if (option.argument?.kind === 'duration')
            assert.equal(read, value === '500ms' ? 500 : value === '5m' ? 300_000 : 30 * 86_400_000);
          else if (option.repeats === 'never') assert.equal(String(read), value);
          else assert.deepEqual(read, [value]);
          // Behind several values a command could be one more of them.
          if (option.repeats !== 'list') assert.deepEqual(given(...form, ...withOperand(command)).values, values);
        }
      });

      if (option.formerName !== null) {
        it(`${command.name} takes --${option.formerName}, the former name of --${name}, which help does not list`, () => {
          const behind = value === null ? [] : [value];
          const by = (spelling: string) => given(...withOperand(command), `--${spelling}`, ...behind).values;
          assert.deepEqual(by(option.formerName ?? ''), by(name));
          assert.ok(!known.some((other) => other.name === option.formerName));
          assert.ok(!longHelp(command, 80).includes(`--${option.formerName}`));
        });
      }

      if (option.alias !== null) {
        it(`${command.name} takes -${option.alias} for --${name}`, () => {
          const forms =
            value === null
              ? [[`-${option.alias}`]]
              : [[`-${option.alias}`, value], [`-${option.alias}${value}`], [`-${option.alias}=${value}`]];
          const expected = given(...withOperand(command), `--${name}`, ...(value === null ? [] : [value])).values;
          for (const form of forms) assert.deepEqual(given(...withOperand(command), ...form).values, expected, form.join(' '));
        });
      }

      if (value === null) {
        it(`${command.name} takes no value with --${name}`, () => {
          const error = refusal(...withOperand(command), `--${name}=secret`);
          assert.equal(error.message, `--${name} takes no value`);
          assert.ok(!error.hint.includes('secret'));
        });
      } else {
        it(`${command.name} wants a value with --${name}`, () => {
          for (const form of [[`--${name}`], [`--${name}=`], [`--${name}`, ''], [`--${name}`, '--lab'], [`--${name}`, '--']])
            assert.equal(refusal(...withOperand(command), ...form).message, `--${name} needs a value`, form.join(' '));
        });

        it(`${command.name} takes --${name} ${option.repeats === 'never' ? 'once' : 'several times'}`, () => {
          const twice = [`--${name}`, value, `--${name}`, name === 'output' ? 'other.json' : value];
          if (option.repeats === 'never') assert.equal(refusal(...withOperand(command), ...twice).message, `--${name} was given twice`);
          else if (name !== 'format')
            assert.equal([given(...withOperand(command), ...twice).values[keyOf(command, option)]].flat().length, 2);
        });
      }
    }

    for (const option of optionsOf(commands).filter(({ name }) => !own.some((each) => each.name === name))) {
      it(`${command.name} has no --${option.name}, and says which commands have`, () => {
        const owners = commands.filter(({ options }) => Object.values(options).some(({ name }) => name === option.name));
        const value = sampleOf(option) === null ? [] : ['marked-secret'];
        const { message, hint } = refusal(command.name, `--${option.name}`, ...value);
        assert.equal(message, `${command.name} has no option --${option.name}`);
        assert.ok(hint.startsWith(`--${option.name} is an option of `), hint);
        for (const { name } of owners) assert.match(hint.split(';')[0] ?? '', new RegExp(`\\b${name}\\b`));
        assert.ok(!`${message}${hint}`.includes('marked-secret'));
      });
    }

    it(`${command.name} has help with each option, its argument and what holds without it`, () => {
      const help = longHelp(command, 80);
      const flat = help.replace(/\s+/g, ' ');
      for (const option of [...own, ...Object.values(generalOptions)]) {
        assert.ok(help.includes(`--${option.name}`), option.name);
        if (option.alias !== null) assert.match(help, new RegExp(`^ {2}-${option.alias}, --${option.name}\\b`, 'm'));
        if (option.argument !== null) assert.ok(help.includes(`--${option.name} ${option.argument.metavariable}`), option.name);
        assert.ok(flat.includes(option.help), option.name);
        if (option.usual !== null) assert.ok(flat.includes(`(default: ${option.usual})`), option.name);
      }
      if (command.operands !== null) assert.ok(help.includes(`  ${command.operands.metavariable}  `));
      for (const [line] of command.examples) assert.ok(help.includes(`handclasp ${line}`), line);
      for (const line of help.split('\n')) assert.ok(line.length <= 80 || line.startsWith('  handclasp '), line);
      assert.doesNotMatch(help, /\[(string|boolean|array)\]|default: none|undefined/);
    });

    it(`${command.name} has examples that it, or the command that they name, accepts`, () => {
      for (const [line] of command.examples) {
        const [words = ''] = line.split(/ [<>]+ /);
        given(...[...words.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word));
      }
    });

    it(`${command.name} calls its options by their names`, () => {
      for (const [key, { name }] of Object.entries(command.options)) {
        const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
        assert.ok(key === camel || key === `${camel}s`, `${key} is --${name}`);
      }
    });
  }

  it('has an option of one name with one letter and one kind of argument in all commands', () => {
    for (const { options } of commands) {
      for (const option of Object.values(options)) {
        const other = known.find(({ name }) => name === option.name);
        assert.deepEqual(
          // Of several nodes and Kibana ready takes the files, of the one that is in trouble the others.
          [option.alias, option.argument?.kind, option.name === 'config' ? null : option.repeats],
          [other?.alias, other?.argument?.kind, option.name === 'config' ? null : other?.repeats],
          option.name,
        );
      }
    }
  });

  it('has no letter twice', () => {
    const letters = known.flatMap(({ alias }) => (alias === null ? [] : [alias]));
    assert.equal(new Set(letters).size, letters.length);
  });

  it('has the commands at a glance', () => {
    const help = longOverview(commands, 80);
    for (const { name, summary } of commands) {
      assert.match(help, new RegExp(`^ {2}${name}\\b`, 'm'));
      assert.ok(help.replace(/\s+/g, ' ').includes(summary), name);
    }
  });

  it('has no name among the commands that an option could be taken for', () => {
    for (const { name } of commands) assert.match(name, /^[a-z]+$/);
    assert.equal(new Set(commands.map(({ name }) => name)).size, commands.length);
  });
});
