import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseArguments } from '../../src/cli/argv/parse-arguments.ts';
import { toolVersion } from '../../src/model/tool-version.ts';
import { policies } from '../../src/policy/policies.ts';
import { startedBy, yamlBlocks, yamlOf } from '../support/deploy-examples.ts';
import { sourceText } from '../support/sources.ts';

type Texts = Readonly<Record<string, string>>;
type Action = {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: object;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly env?: Texts; readonly run?: string }[] };
};
type GitLabJob = {
  readonly script: readonly string[];
  readonly variables: Texts;
  readonly artifacts: { readonly reports: { readonly codequality: string; readonly junit: string }; readonly paths: readonly string[] };
};
type Pod = {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: Readonly<Record<'runAsNonRoot' | 'runAsUser' | 'runAsGroup' | 'seccompProfile', unknown>>;
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly securityContext: object;
    readonly volumeMounts: readonly { readonly mountPath: string }[];
  }[];
};
type KubernetesJob = { readonly spec: { readonly template: { readonly spec: Pod } } };
type Play = {
  readonly vars: Texts;
  readonly tasks: readonly { readonly 'ansible.builtin.command'?: { readonly argv: string } }[];
};

/** The option table takes the words. The file of `--config-file` is not there, and says nothing. */
function accepted(words: readonly string[] | null): readonly string[] {
  assert.ok(words !== null, 'the command was not started');
  const { kind } = parseArguments(words, 80, () => ({
    targets: ['es01'],
    waivers: [],
    alerts: null,
    refused: null,
    lineOf: () => 1,
    options: new Map(),
  }));
  assert.equal(kind, 'command');
  return words;
}

describe('the GitHub Action', () => {
  const action = yamlOf<Action>('action.yml');
  const gate = action.runs.steps.find(({ id }) => id === 'gate');
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** As the runner does it: an input that was not given has its default. */
  function run(inputs: Readonly<Record<string, string>>, exit = 0) {
    const value = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? '';
    const env = Object.fromEntries(
      Object.entries(gate?.env ?? {}).map(([name, text]) => [
        name,
        text.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_all, input) => value(input)),
      ]),
    );
    const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
    for (const file of [output, summary]) writeFileSync(file, '');
    const started = startedBy('bash', `set -eo pipefail\n${gate?.run}`, {
      program: 'node',
      exit,
      env: { ...env, GITHUB_ACTION_PATH: '/action', GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
    });
    return { ...started, output: readFileSync(output, 'utf8'), summary: readFileSync(summary, 'utf8') };
  }
  const withoutSummary = (words: readonly string[]) => words.filter((word) => !/\.md$/.test(word));

  it('gives its inputs to the command, word by word', () => {
    const { words, status, output, summary } = run({
      targets: 'es01 https://es02:9200\nkibana.example.org\n',
      policy: 'mozilla-modern',
      ca: 'http ca.crt\ntransport.crt\n',
    });
    const [program, ...rest] = words ?? [];
    assert.equal(program, '/action/dist/bin/handclasp.js');
    assert.deepEqual(withoutSummary(accepted(rest)), [
      ...['ready', '--policy', 'mozilla-modern', '--ca', 'http ca.crt', '--ca', 'transport.crt'],
      ...['--output', '-', '--output', 'handclasp.sarif', '--output', '--', 'es01', 'https://es02:9200', 'kibana.example.org'],
    ]);
    assert.equal(status, 0);
    assert.equal(output, 'exit-status=0\n');
    assert.equal(summary, '# verdict\n');
  });

  it('takes all from a file with options', () => {
    const { words } = run({ 'config-file': 'handclasp.yml' });
    assert.deepEqual(withoutSummary(accepted(words?.slice(1) ?? null)).slice(0, 3), ['ready', '--config-file', 'handclasp.yml']);
  });

  it('fails with the exit status of the gate, and says it', () => {
    const { status, output, summary } = run({ targets: 'es01' }, 3);
    assert.equal(status, 3);
    assert.equal(output, 'exit-status=3\n');
    assert.equal(summary, '# verdict\n');
  });

  it('takes no input for a part of its script, or of the command line', () => {
    const { words } = run({ targets: '$(touch pwned) --emit', policy: '"; exit 0; "', ca: '`id`' });
    assert.deepEqual(words?.slice(-4), ['--', '$(touch', 'pwned)', '--emit']);
    assert.ok(words?.includes('"; exit 0; "') && words.includes('`id`'));
  });

  it('has each input in its page, and each of its page', () => {
    const rows = [...sourceText('docs/github-action.md').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows, [...Object.keys(action.inputs), ...Object.keys(action.outputs)]);
    const [workflow = ''] = yamlBlocks('docs/github-action.md');
    const used = parse(workflow).jobs.gate.steps.flatMap(({ uses, with: given }: { readonly uses: string; readonly with?: object }) =>
      uses.includes('/handclasp@') ? Object.keys(given ?? {}) : [],
    );
    assert.ok(used.length > 0);
    for (const name of used) assert.ok(name in action.inputs, name);
  });
});

describe('the template for GitLab', () => {
  const { handclasp: job } = yamlOf<{ readonly handclasp: GitLabJob }>('deploy/gitlab/handclasp.yml');
  const run = (variables: Readonly<Record<string, string>> = {}) =>
    accepted(startedBy('sh', job.script.join('\n'), { program: 'handclasp', exit: 0, env: { ...job.variables, ...variables } }).words);

  it('runs a command line that the command accepts', () => {
    assert.deepEqual(run({ HANDCLASP_TARGETS: 'es01 es02' }).slice(-3), ['--', 'es01', 'es02']);
    assert.equal(run().at(-1), '@hosts.txt');
  });

  it('collects the files that it writes', () => {
    const written = run().flatMap((word, at, words) => (words[at - 1] === '-o' && word !== '-' ? [word] : []));
    const { reports, paths } = job.artifacts;
    assert.deepEqual(written.toSorted(), [reports.codequality, reports.junit, ...paths].toSorted());
  });

  it('has each variable in its page, and each of its page', () => {
    const rows = [...sourceText('docs/gitlab.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows, Object.keys(job.variables));
    const [pipeline = ''] = yamlBlocks('docs/gitlab.md');
    for (const name of Object.keys(parse(pipeline).handclasp.variables)) assert.ok(name in job.variables, name);
  });
});

for (const name of ['pre-upgrade-job', 'sharded-scan-job'])
  describe(`the ${name} for Kubernetes`, () => {
    const { spec } = yamlOf<KubernetesJob>(`deploy/kubernetes/${name}.yaml`).spec.template;
    const [container] = spec.containers;

    it('runs a command line that the command accepts, with files that it mounts', () => {
      // Kubernetes puts in what it knows.
      const words = accepted(container?.args.map((word) => word.replace('$(INDEX)', '7').replace('$(RUN)', '9f0c6e1a')) ?? null);
      const mounts = container?.volumeMounts.map(({ mountPath }) => mountPath);
      const named = words.flatMap((word, at) =>
        ['--ca', '--resume'].includes(words[at - 1] ?? '') ? [word] : /^@/.test(word) ? [word.slice(1)] : [],
      );
      assert.ok(named.length >= 2);
      for (const file of named)
        assert.ok(
          mounts?.some((path) => file.startsWith(`${path}/`)),
          file,
        );
    });

    it('holds to the restricted pod security standard, and to a read-only root', () => {
      const { securityContext: pod, automountServiceAccountToken } = spec;
      const own = container?.securityContext;
      assert.equal(automountServiceAccountToken, false);
      assert.equal(pod.runAsNonRoot, true);
      assert.deepEqual(pod.seccompProfile, { type: 'RuntimeDefault' });
      assert.deepEqual(own, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
      assert.ok(sourceText('Dockerfile').includes(`USER ${pod.runAsUser}:${pod.runAsGroup}`));
    });
  });

describe('a list in parts', () => {
  it('has as many pods as parts, counted from 0', () => {
    const { spec } = yamlOf<{ readonly spec: Readonly<Record<string, unknown>> & KubernetesJob['spec'] }>(
      'deploy/kubernetes/sharded-scan-job.yaml',
    );
    assert.equal(spec.completionMode, 'Indexed');
    const { args = [] } = spec.template.spec.containers[0] ?? {};
    assert.equal(args[args.indexOf('--shard') + 1], `$(INDEX)/${spec.completions}`);
  });

  it('is scanned and merged by command lines that the command accepts, in a pipeline of GitLab', () => {
    const jobs =
      yamlOf<Readonly<Record<'scan' | 'report', { readonly script: readonly string[]; readonly parallel?: number }>>>(
        'deploy/gitlab/sharded-scan.yml',
      );
    const total = jobs.scan.parallel ?? 0;
    const shards = Array.from({ length: total }, (_, at) => {
      const env = { CI_NODE_INDEX: String(at + 1), CI_NODE_TOTAL: String(total) };
      const words = accepted(startedBy('sh', jobs.scan.script.join('\n'), { program: 'handclasp', exit: 0, env }).words);
      return words[words.indexOf('--shard') + 1];
    });
    assert.deepEqual(shards, ['0/4', '1/4', '2/4', '3/4']);
    accepted(startedBy('sh', jobs.report.script.join('\n'), { program: 'handclasp', exit: 0, env: {} }).words);
  });

  it('is scanned and merged by command lines that the command accepts, in a workflow of GitHub', () => {
    type Job = {
      readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
      readonly steps: readonly { readonly run?: string }[];
    };
    const { jobs } = yamlOf<{ readonly jobs: Readonly<Record<'scan' | 'report', Job>> }>('deploy/github/sharded-scan.yml');
    const shards = jobs.scan.strategy?.matrix.shard ?? [];
    assert.deepEqual(shards, [...shards.keys()]);
    for (const shard of shards) {
      const line = jobs.scan.steps.flatMap(({ run = [] }) => run).join('\n');
      const script = line
        .replace(/\$\{\{ matrix\.shard \}\}/g, String(shard))
        .replace(/\$\{\{ strategy\.job-total \}\}/g, String(shards.length));
      accepted(startedBy('bash', script, { program: 'handclasp', exit: 0, env: {} }).words);
    }
    accepted(
      startedBy('bash', jobs.report.steps.flatMap(({ run = [] }) => run).join('\n'), { program: 'handclasp', exit: 0, env: {} }).words,
    );
  });

  it('is told in its page by command lines that the command accepts', () => {
    const lines = [...sourceText('docs/shards.md').matchAll(/^handclasp ([^\n]+)$/gm)].map(([, line = '']) => line);
    assert.ok(lines.length >= 4);
    for (const line of lines) accepted(line.split(' '));
  });
});

describe('the play for Ansible', () => {
  const [play] = yamlOf<readonly Play[]>('deploy/ansible/pre-upgrade.yml');

  it('runs a command line that the command accepts', () => {
    const template = play?.tasks[0]?.['ansible.builtin.command']?.argv ?? '';
    // A list of texts and variables, and another of hosts.
    const list = /\[(.*?)\]/s.exec(template)?.[1] ?? '';
    const words = [...list.matchAll(/'([^']*)'|(\w+)/g)].map(([, text, name = '']) => text ?? play?.vars[name] ?? '');
    assert.equal(words[0], 'handclasp');
    accepted([...words.slice(1), 'es01', 'es02']);
    assert.match(template, /\] \+ ansible_play_hosts \}\}/);
  });

  it('has each variable in its page', () => {
    const rows = [...sourceText('docs/ansible.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows, Object.keys(play?.vars ?? {}));
  });
});

describe('the container', () => {
  it('runs command lines that the command accepts', () => {
    const lines = [...sourceText('docs/container.md').matchAll(/^docker run [^\n]*? handclasp ([^\n>]*)/gm)].map(([, line = '']) =>
      line.trim(),
    );
    assert.ok(lines.length >= 2);
    for (const line of lines) accepted(line.split(' '));
  });

  it('is made of the tarball that npm pack makes', () => {
    assert.match(sourceText('Dockerfile'), /^COPY handclasp-\*\.tgz /m);
    assert.match(sourceText('.dockerignore'), /^!handclasp-\*\.tgz$/m);
  });
});

describe('pages on ways to run it', () => {
  const pages = ['container', 'github-action', 'gitlab', 'kubernetes', 'ansible', 'shards'].map((name) => `docs/${name}.md`);

  it('begin with what to type', () => {
    for (const page of pages) assert.match(sourceText(page), /^# [^\n]+\n\n```/, page);
  });

  it('name policies that there are, and this release', () => {
    const examples = [
      ...pages,
      'action.yml',
      'deploy/kubernetes/pre-upgrade-job.yaml',
      'deploy/kubernetes/sharded-scan-job.yaml',
      'deploy/gitlab/handclasp.yml',
    ].map(sourceText);
    const names = examples.flatMap((text) =>
      [...text.matchAll(/(?:\bHANDCLASP_POLICY:|(?<![\w-])policy:|--policy\n\s+-) ([a-z][\w-]+)$/gm)].map(([, name]) => name),
    );
    assert.ok(names.length >= 4, names.join());
    for (const name of names)
      assert.ok(
        policies.some((policy) => policy.name === name),
        name,
      );
    const versions = examples.flatMap((text) => [...text.matchAll(/handclasp(?:@v|:)(\d[\d.]*)/g)].map(([, version]) => version));
    assert.ok(versions.length >= 3, versions.join());
    for (const version of versions) assert.equal(version, toolVersion);
  });
});
