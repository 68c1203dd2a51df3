import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commands/index.ts';
import { ruleIds } from '../../src/cli/rule-ids.ts';
import { formatsOf } from '../../src/output/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { skipUnless } from '../support/required.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
const script = async (shell: string) => (await runCli(['completion', shell])).out;
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

/** What a line of words is quoted to by a shell: the last is the one that is typed. */
const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** What is typed, and all that is offered for its last word. */
const typed = [
  { line: 'handclasp ins', offers: ['inspect'] },
  { line: 'handclasp scan --show unr', offers: ['unreachable'] },
  { line: 'handclasp scan --format js', offers: ['json'] },
  { line: 'handclasp lab --only leaf-exp', offers: ruleIds.filter((id) => id.startsWith('leaf-exp')) },
  { line: 'handclasp explain weak-k', offers: ['weak-key'] },
  { line: 'handclasp scan --ca nod', offers: ['node.pem'] },
];

describe('completion', () => {
  for (const shell of shells) {
    it(`has each command, option, choice and rule for ${shell}, and does not call back`, async () => {
      const text = await script(shell);
      for (const { name, options } of commands) {
        assert.match(text, new RegExp(`\\b${name}\\b`));
        for (const option of Object.values(options)) {
          assert.ok(text.includes(shell === 'fish' ? `-l ${option.name} ` : `--${option.name}`), option.name);
          if (option.alias !== null) assert.match(text, new RegExp(shell === 'fish' ? `-s ${option.alias}\\b` : `-${option.alias}\\b`));
          if (option.argument?.kind === 'choice') assert.ok(text.includes(option.argument.choices.join(' ')), option.name);
        }
      }
      for (const id of ruleIds) assert.ok(text.includes(id), id);
      assert.doesNotMatch(text, /\$\(handclasp|`handclasp|\(handclasp/);
    });

    it(`has a script that ${shell} can read`, async function () {
      skipUnless(this, has(shell), shell);
      const folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
      try {
        writeFileSync(join(folder, 'script'), await script(shell));
        execFileSync(shell, ['-n', join(folder, 'script')]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it('is for the shell in use where none is named, and for bash where that is unknown', async () => {
    for (const [path, shell] of [
      ['/usr/bin/zsh', 'zsh'],
      ['/usr/local/bin/fish', 'fish'],
      ['/bin/bash', 'bash'],
      ['/bin/dash', 'bash'],
      ['', 'bash'],
    ] as const) {
      assert.equal((await runCli(['completion'], { env: { SHELL: path } })).out, await script(shell), path);
    }
    assert.equal((await runCli(['completion'])).out, await script('bash'));
  });

  it('names the shells that there are', async () => {
    const { err, status } = await runCli(['completion', 'tcsh']);
    assert.equal(status, 2);
    assert.match(err, /bash, zsh, fish/);
  });

  describe('in fish', () => {
    let folder: string;
    before(async function () {
      skipUnless(this, has('fish'), 'fish');
      folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
      writeFileSync(join(folder, 'handclasp.fish'), await script('fish'));
      writeFileSync(join(folder, 'node.pem'), '');
    });
    after(() => {
      if (folder) rmSync(folder, { recursive: true });
    });

    for (const { line, offers } of typed) {
      it(`offers ${offers.join(', ')} for "${line}"`, () => {
        const out = execFileSync('fish', ['--no-config', '-c', `source handclasp.fish; complete -C '${line}'`], {
          cwd: folder,
          encoding: 'utf8',
        });
        assert.deepEqual(
          out.split('\n').flatMap((each) => (each === '' ? [] : (each.split('\t')[0] ?? ''))),
          offers,
        );
      });
    }
  });

  describe('in zsh', () => {
    let folder: string;
    before(async function () {
      skipUnless(this, has('zsh'), 'zsh');
      folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
      writeFileSync(join(folder, '_handclasp'), await script('zsh'));
      writeFileSync(join(folder, 'node.pem'), '');
    });
    after(() => {
      if (folder) rmSync(folder, { recursive: true });
    });

    for (const { line, offers } of typed.filter((one) => one.offers.length === 1)) {
      it(`completes "${line}" to ${offers.join()}`, () => {
        // What zsh completes to, it writes into the line: the words of the line are then taken for those of a function.
        const session = [
          'zmodload zsh/zpty',
          'zpty -b z zsh -f -i',
          `zpty -w z 'fpath=(${folder} $fpath); autoload -U compinit; compinit -u -D; handclasp() { print -r -- "<$@[-1]>" }'`,
          `zpty -w z $'${line}\\t'`,
          "zpty -r z out '*\n<*>*'",
          'print -r -- "$out"',
          'zpty -d z',
        ].join('\n');
        const out = execFileSync('zsh', ['-f', '-c', session], { cwd: folder, encoding: 'utf8', timeout: 15_000 });
        assert.equal(/\n<([^>"$]*)>/.exec(out.replaceAll('\r', ''))?.[1], offers[0], out);
      }).timeout(20_000);
    }
  });

  describe('in bash', () => {
    let folder: string;
    before(async function () {
      skipUnless(this, has('bash'), 'bash');
      folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
      writeFileSync(join(folder, 'handclasp.bash'), await script('bash'));
      writeFileSync(join(folder, 'node.pem'), '');
      writeFileSync(join(folder, 'node two.pem'), '');
      mkdirSync(join(folder, 'conf'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** What is offered for the last word. */
    const offered = (...words: string[]): readonly string[] => {
      const line = `source ./handclasp.bash; COMP_WORDS=(handclasp ${quoted(words)}); COMP_CWORD=${words.length}; _handclasp; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const out = execFileSync('bash', ['--norc', '-c', line], { cwd: folder, encoding: 'utf8' });
      return out.split('\n').filter((each) => each !== '');
    };

    it('offers commands, also behind options', () => {
      const names = commands.map(({ name }) => name);
      assert.deepEqual(offered(''), names);
      assert.deepEqual(offered('s'), ['scan']);
      assert.deepEqual(offered('--ca', 'node.pem', ''), names);
    });

    it('offers the options of the command, and no others', () => {
      for (const { name, options } of commands) {
        const own = Object.values(options).flatMap((option) => [
          `--${option.name}`,
          ...(option.alias === null ? [] : [`-${option.alias}`]),
        ]);
        assert.deepEqual(
          [...offered(name, '-')].sort(),
          [...own, '--help', '-h', '--version', '-V', '--no-color', '--config-file'].sort(),
          name,
        );
      }
    });

    it('offers what an option takes, and nothing else', () => {
      for (const { name, options, writes } of commands) {
        for (const { name: option, argument } of Object.values(options)) {
          const got = [...offered(name, `--${option}`, '')].sort();
          switch (argument?.kind) {
            case 'choice':
              assert.deepEqual(got, [...argument.choices].sort(), option);
              break;
            case 'file':
              assert.deepEqual(got, ['conf', 'handclasp.bash', 'node two.pem', 'node.pem'], option);
              break;
            case 'directory':
              assert.deepEqual(got, ['conf'], option);
              break;
            case 'text':
              assert.deepEqual(got, [...(argument.completes?.words ?? []), ...(argument.completes?.rules ? ruleIds : [])].sort(), option);
              break;
            case 'number':
            case 'duration':
              assert.deepEqual(got, [], option);
              break;
            case undefined:
          }
        }
        if (writes !== null) {
          const formats = formatsOf(writes).map((format) => format.name);
          assert.deepEqual(offered(name, '--format', '=', ''), formats, 'bash parts words at =');
          assert.deepEqual(offered(name, '--format', '='), formats);
        }
      }
    }).timeout(60_000);

    it('offers rules where problems or servers are chosen by rule', () => {
      assert.deepEqual(offered('scan', '--show', 'unr'), ['unreachable']);
      for (const words of [
        ['scan', '--show'],
        ['matrix', '--show'],
        ['lab', '--only'],
      ])
        assert.deepEqual(
          offered(...words, 'leaf-'),
          ruleIds.filter((id) => id.startsWith('leaf-')),
          words.join(' '),
        );
    });

    it('starts no program for a word', () => {
      // Whatever is not built into bash would be looked for along a path that has nothing.
      const line = `source ./handclasp.bash; PATH=/nowhere; COMP_WORDS=(handclasp scan --show leaf-); COMP_CWORD=3; _handclasp; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', line], { cwd: folder, encoding: 'utf8' });
      assert.equal(stderr, '');
      assert.match(stdout, /^leaf-expired$/m);
    });

    it('offers rules, files and lists for operands', () => {
      assert.deepEqual(
        offered('explain', 'leaf-'),
        ruleIds.filter((id) => id.startsWith('leaf-')),
      );
      assert.deepEqual([...offered('inspect', 'no')].sort(), ['node two.pem', 'node.pem']);
      assert.deepEqual([...offered('scan', '@', 'no')].sort(), ['node two.pem', 'node.pem'], 'bash parts words at @');
      assert.deepEqual(offered('scan', 'no'), []);
      assert.deepEqual(offered('completion', ''), ['bash', 'zsh', 'fish']);
      assert.deepEqual(offered('kibana', ''), []);
    });
  });
});
