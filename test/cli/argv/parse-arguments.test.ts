import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseArguments } from '../../../src/cli/argv/parse-arguments.ts';
import { optionsOf, readArgv } from '../../../src/cli/argv/read-argv.ts';
import { readCommand } from '../../../src/cli/argv/read-command.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import type { join } from '../../../src/cli/commands/join.ts';
import { generalOptions } from '../../../src/cli/options/general.ts';
import type { Values } from '../../../src/cli/options/option.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const known = [...optionsOf(commands), ...Object.values(generalOptions)];
const read = (...args: string[]) => readCommand(readArgv(args, known), commands);
const operands = (...args: string[]) => read(...args).given.operands;
const joined = (...args: string[]) => {
  const { given } = read(...args);
  return { to: (given.values as Values<typeof join.options>).to, operands: given.operands };
};

function refusal(...args: string[]): string {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}\n${error.hint}`;
    throw error;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
}

const text = (...args: string[]) => {
  const invocation = parseArguments(args, 80);
  assert.equal(invocation.kind, 'text', args.join(' '));
  return invocation.kind === 'text' ? (invocation.text.split('\n')[0] ?? '') : '';
};

describe('the command line', () => {
  describe('several values after one option', () => {
    it('are those up to the next option', () => {
      assert.deepEqual(joined('join', 'es03', '--to', 'es01', 'es02'), { to: ['es01', 'es02'], operands: ['es03'] });
      assert.deepEqual(joined('join', '--to', 'es01', 'es02', '--quiet', 'es03'), { to: ['es01', 'es02'], operands: ['es03'] });
      assert.deepEqual(joined('join', '--to', 'es01', '--to', 'es02', 'es04'), { to: ['es01', 'es02', 'es04'], operands: [] });
    });

    it('end at --, and a lone dash is one of them', () => {
      assert.deepEqual(joined('join', '--to', 'es01', '-', '--', 'es03'), { to: ['es01', '-'], operands: ['es03'] });
    });

    it('are the same where the command stands behind another option', () => {
      assert.deepEqual(joined('--config', 'es', 'join', '--to', 'a', 'b'), { to: ['a', 'b'], operands: [] });
      assert.deepEqual(joined('--quiet', 'join', 'c', '--to', 'a', 'b'), { to: ['a', 'b'], operands: ['c'] });
    });

    it('are refused behind =, which takes one', () => {
      assert.match(refusal('join', '--to=a', 'b'), /^it is not clear whether "b" belongs to --to\n.*--to A B/);
      assert.match(refusal('kibana', '--config', 'd', '--to=a', 'b'), /^it is not clear whether "b" belongs to --to/);
      assert.deepEqual(joined('join', 'b', '--to=a', '--to=c'), { to: ['a', 'c'], operands: ['b'] });
      assert.deepEqual(joined('join', '--to=a', '--', 'b'), { to: ['a'], operands: ['b'] });
    });
  });

  describe('the command', () => {
    it('may stand behind options', () => {
      assert.equal(read('--ca', 'ca.crt', '-qv', 'scan', 'es01').command.name, 'scan');
      assert.equal(read('-o', 'x.json', 'explain', 'leaf-expired').command.name, 'explain');
      assert.equal(read('--', 'inspect', '-x.pem').command.name, 'inspect');
    });

    it('is refused where it may be the value of an option, with how to write it', () => {
      for (const args of [
        ['--ca', 'scan', 'es01'],
        ['--ca', 'scan'],
        ['--to', 'a', 'scan', 'b'],
        ['--to', 'scan', 'a'],
        ['--quiet', '--ca', 'scan'],
      ]) {
        const option = args.includes('--to') ? '--to' : '--ca';
        assert.equal(
          refusal(...args),
          `it is not clear whether "scan" is the command or a value of ${option}\nwrite the command first, as in "handclasp scan ${option} ..."`,
        );
      }
    });

    it('may be the value of an option where another one is the command', () => {
      const { command, given } = read('--config', 'scan', 'join');
      assert.equal(command.name, 'join');
      assert.equal(given.values.config, 'scan');
    });

    it('may be an operand behind the command', () => {
      assert.deepEqual(operands('explain', 'scan', 'join'), ['scan', 'join']);
    });

    it('that is misspelt is guessed at; a target is not repeated', () => {
      assert.equal(refusal('scna', 'es01'), 'unknown command "scna"\ndid you mean "scan"? "handclasp --help" lists what there is');
      assert.match(refusal('https://elastic:hunter2@es01:9200'), /^no command was given\ncommands are scan, join, /);
      assert.match(refusal('--quiet'), /^no command was given\n/);
      assert.match(refusal(), /^no command was given\n/);
    });
  });

  describe('an option that there is not', () => {
    it('is guessed at among those of the command, then among the others', () => {
      assert.match(refusal('scan', '--tiemout', '3'), /^unknown option --tiemout\ndid you mean --timeout\? "handclasp scan --help"/);
      assert.match(refusal('scan', '--conc', '3'), /\ndid you mean --concurrency\?/);
      assert.match(refusal('explain', '--crll', 'x'), /^unknown option --crll\ndid you mean --crl, an option of scan and watch\?/);
      assert.match(
        refusal('lab', '--qiet'),
        /\ndid you mean --quiet, an option of scan, join, matrix, ready, kibana, watch, merge and worker\?/,
      );
      assert.match(refusal('scan', '--flurb'), /^unknown option --flurb\n"handclasp scan --help" lists what there is$/);
    });

    it('may be a whole name behind a single dash', () => {
      assert.match(refusal('scan', '-crl', 'x'), /^unknown option -crl\ndid you mean --crl\?/);
      assert.match(refusal('-version'), /^unknown option -version\ndid you mean --version\?/);
    });

    it('may be no option: then it stands behind --', () => {
      for (const line of ['-> javax.net.ssl', '-1', '--- stack', '-- x'])
        assert.match(
          refusal('explain', line),
          /^unknown option --?\.{0,3}\S*\nput -- before what begins with a dash and is not an option/,
          line,
        );
      assert.deepEqual(operands('explain', '--', '-> javax.net.ssl'), ['-> javax.net.ssl']);
    });

    it('is named without its value, wherever it stands', () => {
      for (const [args, name] of [
        [['--password', 'hunter2', 'scan', 'es01'], '--password'],
        [['scan', '--password', 'hunter2', 'es01'], '--password'],
        [['scan', 'es01', '--password', 'hunter2'], '--password'],
        [['scan', '--password=hunter2'], '--password'],
        [['--password=hunter2'], '--password'],
        [['scan', '--password:hunter2'], '--password...'],
        [['scan', '--passwordhunter2'], '--password...'],
        [['scan', '--PASSWORDhunter2'], '--PASSWORD...'],
        [['scan', '--password-hunter2'], '--password...'],
        [['scan', '--my-passphrasehunter2'], '--my-passphrase...'],
        [['scan', '--api-keyhunter2'], '--api-key...'],
        [['--tokenhunter2', 'scan'], '--token...'],
        [['scan', '-phunter2'], '-p'],
        [['-p', 'hunter2'], '-p'],
        [['scan', '-p=hunter2'], '-p'],
        [['lab', '--password', 'hunter2'], '--password'],
        [['completion', '--password', 'hunter2'], '--password'],
        [['matrix', '--api-key', 'hunter2'], '--api-key'],
      ] as const) {
        const reported = refusal(...args);
        assert.ok(reported.startsWith(`unknown option ${name}\n`), reported);
        assert.ok(!reported.includes('hunter'), reported);
      }
    });

    it('never is a reason to repeat what is behind it', () => {
      const secret = fc.stringMatching(/^[a-z0-9!@#:/]{8,20}$/).map((end) => `S3cr3t${end}`);
      const place = fc.constantFrom(...commands.map(({ name }) => [name]), []);
      fc.assert(
        fc.property(
          secret,
          place,
          fc.constantFrom('--password', '--passwd', '--api-key', '--secret', '-p', '-P'),
          (value, command, option) => {
            for (const form of [[option, value], [`${option}=${value}`]])
              for (const args of [
                [...command, ...form],
                [...form, ...command],
              ])
                assert.ok(!refusal(...args).includes(value.slice(6)), args.join(' '));
          },
        ),
      );
    });
  });

  it('takes what stands behind -- as it is', () => {
    assert.deepEqual(operands('scan', '--', '--ca', '-', '-q'), ['--ca', '-', '-q']);
    assert.equal(read('scan', '--', '--quiet').given.values.quiet, false);
  });

  it('takes a lone dash for an operand, or for a value', () => {
    assert.deepEqual(operands('scan', '-'), ['-']);
    assert.equal(read('join', '--log', '-').given.values.log, '-');
    assert.equal(read('scan', 'es01', '-o', '-').given.outputs[0]?.file, null);
  });

  it('takes letters together', () => {
    const { values, outputs } = read('scan', 'es01', '-qvo', 'x.json').given;
    assert.deepEqual([values.quiet, values.verbose, outputs[0]?.file], [true, true, 'x.json']);
  });

  it('has the same result wherever options stand among operands', () => {
    const parts = [['es01'], ['es02'], ['--ca', 'a.crt'], ['--ca=b.crt'], ['-q'], ['--depth', 'full'], ['--format', 'json', '-o', 'x']];
    const inOrder = read('scan', ...parts.flat()).given;
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        const { values, operands: words, outputs } = read('scan', ...shuffled.flat()).given;
        assert.deepEqual({ ...values, ca: [...(values.ca as string[])].sort() }, { ...inOrder.values, ca: ['a.crt', 'b.crt'] });
        assert.deepEqual([...words].sort(), ['es01', 'es02']);
        assert.deepEqual(outputs, inOrder.outputs);
      }),
    );
  });

  it('is answered with a value or a UsageError, whatever it is', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(...commands.map(({ name }) => name)),
      fc.constantFrom(...known.flatMap(({ name, alias }) => [`--${name}`, `--${name}=x`, ...(alias === null ? [] : [`-${alias}`])])),
      fc.constantFrom('-', '--', '---', '-=', '--=', '--__proto__', '--constructor=x', 'es01', 'a.json'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (args) => {
        try {
          parseArguments(args, 80);
        } catch (error) {
          assert.ok(error instanceof UsageError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses operands that a command does not take', () => {
    assert.match(refusal('lab', 'es01'), /^unexpected argument "es01"/);
    assert.match(refusal('completion', 'bash', 'zsh'), /^unexpected argument "zsh"/);
    assert.match(refusal('inspect'), /^a file is missing/);
  });

  it('is answered with help before all else, and with the version', () => {
    assert.equal(text('--help'), 'Usage: handclasp COMMAND [OPTION..]');
    assert.equal(text('-h', 'scan'), 'Usage: handclasp scan [TARGET..] [OPTION..]');
    assert.equal(text('scan', '--wat', '-qh'), 'Usage: handclasp scan [TARGET..] [OPTION..]');
    assert.equal(text('scan', '--ca', '--help'), 'Usage: handclasp scan [TARGET..] [OPTION..]');
    assert.equal(text('scna', '--help'), 'Usage: handclasp COMMAND [OPTION..]');
    for (const args of [['--version'], ['-V'], ['scan', '--version'], ['--version', 'scan']]) assert.equal(text(...args), '0.1.0');
  });
});
