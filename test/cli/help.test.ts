import assert from 'node:assert/strict';
import { optionsOf, readArgv } from '../../src/cli/argv/read-argv.ts';
import { readCommand } from '../../src/cli/argv/read-command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { overviewExamples } from '../../src/cli/help/overview.ts';
import { generalOptions } from '../../src/cli/options/general.ts';
import { toolVersion } from '../../src/model/tool-version.ts';
import { runCli } from './run-cli.ts';

const printed = async (args: readonly string[], columns = 80) => {
  const { status, out, err } = await runCli(args, { columns });
  assert.deepEqual([status, err], [0, ''], args.join(' '));
  return out;
};

/** Command lines stay whole, so that they can be copied. */
const isCommandLine = (line: string) => /^ +handclasp /.test(line);

describe('help', () => {
  it('says where to begin where nothing was asked', async () => {
    const out = await printed([]);
    assert.equal(out, await printed(['-h']));
    assert.ok(out.split('\n').length <= 15);
    for (const [purpose, line] of overviewExamples) {
      assert.match(out, new RegExp(`^ {2}${purpose} +handclasp ${line.replace(/[*.]/g, '\\$&')}$`, 'm'));
      const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
      readCommand(readArgv(words, [...optionsOf(commands), ...Object.values(generalOptions)]), commands);
    }
  });

  it('has all commands and the exit status with --help, and with the command help', async () => {
    const out = await printed(['--help']);
    assert.equal(out, await printed(['help']));
    for (const { name } of commands) assert.match(out, new RegExp(`^ {2}${name}\\b`, 'm'));
    assert.match(out, /^Exit status:$/m);
  });

  it('has for each command the exit statuses that it can end with', async () => {
    const statuses = async (name: string) => {
      const [, text = ''] = (await printed([name, '--help'])).split('Exit status:\n');
      return [...text.matchAll(/^ {2}(\d+) /gm)].map(([, status]) => Number(status));
    };
    for (const name of ['scan', 'matrix', 'ready', 'join', 'kibana', 'inspect'])
      assert.deepEqual(await statuses(name), [0, 1, 2, 3, 4, 130], name);
    assert.deepEqual(await statuses('diff'), [0, 1, 2, 4, 130]);
    for (const name of ['lab', 'history', 'explain', 'completion', 'help']) assert.deepEqual(await statuses(name), [0, 2, 4, 130], name);
    for (const { name } of commands) {
      const [, line = ''] = /\nExit: ([\s\S]*)$/.exec(await printed([name, '-h'])) ?? [];
      const all = await statuses(name);
      for (const [, status] of line.matchAll(/(?:^|· )(\d+) /g)) assert.ok(all.includes(Number(status)), `${name}: ${line}`);
    }
    assert.match(await printed(['ready', '--help']), /^ {2}1 +a MUST requirement is not met$/m);
  });

  it('refuses a command that there is not', async () => {
    const { status, err } = await runCli(['help', 'scna']);
    assert.equal(status, 2);
    assert.match(err, /^handclasp: unknown command "scna"\n {2}did you mean "scan"\?/);
  });

  it('gives the version alone, by letter and by word', async () => {
    assert.equal(await printed(['-V']), `${toolVersion}\n`);
    assert.equal(await printed(['scan', '--version']), `${toolVersion}\n`);
  });

  for (const command of commands) {
    const { name, options } = command;

    describe(`of ${name}`, () => {
      it('is a screen with -h: each option, the common ones with what they are for, in a line each', async () => {
        const out = await printed([name, '-h']);
        const lines = out.trimEnd().split('\n');
        assert.ok(lines.length <= 24, `${lines.length} lines`);
        for (const line of lines) assert.ok(line.length <= 80, line);
        for (const option of Object.values(options)) {
          if (option.group === 'Elasticsearch output') {
            assert.ok(out.includes('--es-…') && option.name.startsWith('es-'), option.name);
            continue;
          }
          if (option.group === 'Queue' && option.name !== 'queue') {
            assert.ok(out.includes('--queue-…') && option.name.startsWith('queue-'), option.name);
            continue;
          }
          const argument = option.argument?.kind === 'choice' ? option.argument.noun : option.argument?.metavariable;
          assert.ok(out.includes(`--${option.name}${argument === undefined || !option.common ? '' : ` ${argument}`}`), option.name);
          if (!option.common) continue;
          const { argument: taken } = option;
          const text = taken?.kind !== 'choice' ? option.help : taken.choices.length > 5 ? 'more' : taken.choices.join(', ');
          assert.ok(
            lines.some((line) => line.includes(`--${option.name}`) && line.endsWith(text)),
            `${option.name} takes more than a line`,
          );
        }
        const usual = Object.values(options).filter((option) => option.common);
        for (const group of new Set(usual.map((option) => option.group))) assert.match(out, new RegExp(`^${group} `, 'm'));
        assert.equal(lines.filter((line) => line.startsWith('Exit: ')).length, 1);
      });

      it('is longer with --help, the same as with the command help, and says what each option does', async () => {
        const out = await printed([name, '--help']);
        assert.equal(out, await printed(['help', name]));
        assert.equal(out, await printed(['--help', name, '-h']));
        const flat = out.replace(/\s+/g, ' ');
        for (const { help, detail } of Object.values(options)) {
          assert.ok(flat.includes(help), help);
          assert.ok(flat.includes(detail ?? ''), detail ?? '');
        }
      });

      for (const columns of [40, 60, 80, 100, 200]) {
        it(`keeps within ${columns} columns`, async () => {
          for (const args of [[name, '-h'], [name, '--help'], [], ['--help']]) {
            for (const line of (await printed(args, columns)).split('\n')) {
              assert.ok(line.length <= Math.min(columns, 100) || isCommandLine(line), line);
            }
          }
        });
      }
    });
  }
});
