import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { yamlBlocks } from '../support/deploy-examples.ts';
import { skipUnless } from '../support/required.ts';
import { root, sourceText } from '../support/sources.ts';
import { reader } from './tools.ts';

describe('examples before those who read them', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const asked = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: root, env: { ...process.env, ...env } });
    return { status, said: stdout + stderr };
  };
  /** A copy with a fault, which a reader that reads has to find. */
  const broken = (name: string, text: string, from: string, to: string) => {
    assert.ok(text.includes(from));
    return written(name, text.replace(from, to));
  };
  const written = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const block = (page: string) => yamlBlocks(page)[0] ?? assert.fail(`${page} shows no file`);

  for (const [what, schema, name, text, from, to] of [
    ['the GitHub Action', 'github-actions', 'action.yml', () => sourceText('action.yml'), 'using: composite', 'using: compsite'],
    ['the workflow of its page', 'github-workflows', 'tls.yml', () => block('docs/github-action.md'), 'runs-on:', 'run-on:'],
    [
      'the template for GitLab',
      'gitlab-ci',
      'handclasp.yml',
      () => sourceText('deploy/gitlab/handclasp.yml'),
      'when: always',
      'when: ever',
    ],
    [
      'the pipeline of its page',
      'gitlab-ci',
      '.gitlab-ci.yml',
      () => block('docs/gitlab.md'),
      'project: tools/handclasp',
      'projct: tools/handclasp',
    ],
    [
      'the workflow of parts',
      'github-workflows',
      'sharded-scan.yml',
      () => sourceText('deploy/github/sharded-scan.yml'),
      'fail-fast',
      'fail-slow',
    ],
    [
      'the pipeline of parts',
      'gitlab-ci',
      '.gitlab-ci.yml',
      () => sourceText('deploy/gitlab/sharded-scan.yml'),
      'parallel: 4',
      'parallel: few',
    ],
  ] as const) {
    it(`${what} holds to its schema`, function () {
      const check = (file: string) => asked(reader(this, 'check-jsonschema'), ['--builtin-schema', `vendor.${schema}`, file]);
      const { status, said } = check(written(name, text()));
      assert.equal(status, 0, said);
      assert.equal(check(broken(name, text(), from, to)).status, 1);
    });
  }

  for (const name of ['pre-upgrade-job', 'sharded-scan-job', 'watch-cronjob']) {
    it(`${name} holds to the schemas of Kubernetes, strictly`, function () {
      const program = reader(this, 'kubernetes-validate');
      const file = `deploy/kubernetes/${name}.yaml`;
      for (const version of ['1.30', '1.33', '1.35']) {
        const { status, said } = asked(program, ['--strict', '-k', version, file]);
        assert.equal(status, 0, `${version}: ${said}`);
      }
      const faulty = broken('job.yaml', sourceText(file), 'backoffLimit', 'backofLimit');
      assert.notEqual(asked(program, ['--strict', '-k', '1.33', faulty]).status, 0);
    });
  }

  it('the units hold to systemd', function () {
    skipUnless(this, asked('systemd-analyze', ['--version']).status === 0, 'systemd-analyze');
    const units = ['handclasp-watch.service', 'handclasp-once.service', 'handclasp-once.timer'];
    const { status, said } = asked('systemd-analyze', ['verify', ...units.map((unit) => `deploy/systemd/${unit}`)]);
    assert.equal(status, 0, said);
    assert.equal(said, '');
    const faulty = broken('handclasp-watch.service', sourceText('deploy/systemd/handclasp-watch.service'), 'ProtectHome=', 'ProtctHome=');
    assert.match(asked('systemd-analyze', ['verify', faulty]).said, /ProtctHome/);
  });

  it('hadolint has nothing to say of the Dockerfile', function () {
    const { status, said } = asked(reader(this, 'hadolint'), ['Dockerfile']);
    assert.equal(said, '');
    assert.equal(status, 0);
  });

  describe('the play', () => {
    const play = (program: string, exit: number, ...more: readonly string[]) => {
      const words = join(folder, 'words');
      rmSync(words, { force: true });
      const stub = written('handclasp', `#!/bin/sh\nprintf '%s\\n' "$@" >'${words}'\necho 'NOT READY  es02 is as it was'\nexit ${exit}\n`);
      chmodSync(stub, 0o755);
      const inventory = written('hosts.ini', '[elasticsearch]\nes01 ansible_connection=local\nes02 ansible_connection=local\n');
      const env = {
        PATH: `${folder}${delimiter}${process.env.PATH}`,
        ANSIBLE_LOCALHOST_WARNING: 'false',
        ANSIBLE_HOME: join(folder, 'ansible'),
        LC_ALL: 'C.UTF-8',
      };
      const result = asked(program, ['--inventory', inventory, 'deploy/ansible/pre-upgrade.yml', ...more], env);
      return { ...result, words: () => readFileSync(words, 'utf8').trimEnd().split('\n') };
    };

    it('is one to Ansible', function () {
      const { status, said } = play(reader(this, 'ansible-playbook'), 0, '--syntax-check');
      assert.equal(status, 0, said);
    });

    it('asks once for all hosts, and goes on where the cluster is ready, with --check too', function () {
      for (const more of [[], ['--check']]) {
        const { status, said, words } = play(reader(this, 'ansible-playbook'), 0, ...more);
        assert.equal(status, 0, said);
        assert.deepEqual(words(), [
          ...['ready', '--ca', 'ca.crt', '--policy', 'baseline', '--output', '-', '--output', 'handclasp.html'],
          ...['--', 'es01', 'es02'],
        ]);
      }
    });

    for (const exit of [1, 3]) {
      it(`ends with the report where the gate ends with ${exit}`, function () {
        const { status, said } = play(reader(this, 'ansible-playbook'), exit);
        assert.equal(status, 2, said);
        assert.match(said, /NOT READY {2}es02 is as it was/);
      });
    }
  });
});
