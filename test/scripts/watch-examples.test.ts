import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { parseArguments } from '../../src/cli/argv/parse-arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { configOptions } from '../../src/cli/config-options.ts';
import { configSchema } from '../../src/config/config-schema.ts';
import { readDescribed } from '../../src/config/read-described.ts';
import { yamlBlocks } from '../support/deploy-examples.ts';
import { sourceText } from '../support/sources.ts';

const schema = configSchema(configOptions(commands), null);
const page = 'docs/watch.md';

/** The command takes the words. The file of `--config-file` is not there, and says nothing. */
function accepted(line: readonly string[]): void {
  const { kind } = parseArguments(line, 80, () => ({
    targets: ['es01'],
    waivers: [],
    alerts: null,
    refused: null,
    lineOf: () => 1,
    options: new Map(),
  }));
  assert.equal(kind, 'command');
}

/** What is behind the name of the command, word by word. */
function wordsOf(line: string): readonly string[] {
  const [, words] = /\bhandclasp (watch\b.*)$/m.exec(line) ?? assert.fail(line);
  return (words ?? '').split(' ');
}

describe('ways to run a watch', () => {
  it('have files with options that hold to their schema', () => {
    const blocks = [page, 'docs/alerts.md'].flatMap(yamlBlocks);
    assert.ok(blocks.length > 0);
    for (const text of blocks) assert.deepEqual(readDescribed(text, schema).kind, 'read', text);
  });

  it('have units of systemd whose command lines are accepted', () => {
    for (const [unit, has, hasNot] of [
      ['handclasp-watch.service', /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m, /--once/],
      ['handclasp-once.service', /^Type=oneshot$/m, /ExecReload/],
    ] as const) {
      const text = sourceText(`deploy/systemd/${unit}`);
      accepted(wordsOf(/^ExecStart=.*$/m.exec(text)?.[0] ?? ''));
      assert.match(text, has);
      assert.doesNotMatch(text, hasNot);
      // No user of the machine but its own, and no place to write to but its own.
      for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'StateDirectory=handclasp'])
        assert.ok(text.includes(`\n${line}\n`), `${unit}: ${line}`);
    }
    assert.match(sourceText('deploy/systemd/handclasp-once.timer'), /^Persistent=true$/m);
  });

  it('have a line for cron whose command line is accepted', () => {
    const [, block = ''] = /^```crontab\n(.*?)^```$/ms.exec(sourceText(page)) ?? [];
    assert.match(block, /^\S+ \S+ \S+ \S+ \S+ {2}handclasp {2}\/usr\/local\/bin\/handclasp /);
    accepted(wordsOf(block.trim()));
  });

  it('have a CronJob whose command line is accepted, with a file that holds to its schema, and paths that it mounts', () => {
    const objects = parseAllDocuments(sourceText('deploy/kubernetes/watch-cronjob.yaml')).map((one) => one.toJS());
    const [configMap, , cronJob] = objects;
    const { spec } = cronJob.spec.jobTemplate.spec.template;
    const [container] = spec.containers;
    accepted(container.args);
    const text: string = configMap.data['handclasp.yml'];
    const read = readDescribed(text, schema);
    assert.equal(read.kind, 'read', text);
    const mounts: readonly string[] = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    const paths = [...`${text} ${container.args.join(' ')}`.matchAll(/(?<=[ [,])\/[\w./-]+/g)].map(([path]) => path);
    assert.equal(paths.length, 4);
    for (const path of paths)
      assert.ok(
        mounts.some((mount) => path.startsWith(`${mount}/`)),
        path,
      );
    assert.equal(spec.automountServiceAccountToken, false);
    assert.equal(spec.securityContext.runAsNonRoot, true);
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    assert.equal(cronJob.spec.concurrencyPolicy, 'Forbid');
  });

  it('begin with what to type', () => {
    assert.match(sourceText(page), /^# [^\n]+\n\n```/);
  });
});
