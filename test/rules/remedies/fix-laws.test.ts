import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { remedyText } from '../../../src/model/fix-text.ts';
import { placeholders } from '../../../src/model/placeholders.ts';
import { cases, eachStep, nameOf } from './fix-cases.ts';
import { isKnown, isRemovable } from './known-settings.ts';

describe('the fix of every rule, for every deployment, product, way to run and kind of file', () => {
  it('has at least one step, and each says what to do in sentences', () => {
    for (const one of cases) assert.ok(one.steps.length > 0, nameOf(one));
    eachStep(({ text }, name) => assert.match(text, /^[A-Z0-9].*[.:]$/s, `${name}: ${text}`));
  });

  it('has lines in each command, lines or settings to delete in each edit, and neither in advice', () => {
    eachStep(({ kind, lines, removes, text }, name) => {
      if (kind === 'command') assert.ok((lines ?? []).length > 0, `${name}: ${text}`);
      if (kind === 'edit') assert.ok((lines ?? []).length + (removes ?? []).length > 0, `${name}: ${text}`);
      else assert.equal(removes, undefined, `${name}: ${text}`);
      if (kind === 'advice') assert.equal(lines, undefined, `${name}: ${text}`);
      assert.notEqual(lines?.length, 0, `${name}: ${text}`);
      for (const line of lines ?? []) assert.match(line, /^\s*\S.*$/, name);
    });
  });

  it('is read by bash as it stands', function () {
    this.timeout(120_000);
    if (spawnSync('bash', ['-c', 'true']).status !== 0) {
      assert.ok(process.env.HANDCLASP_REQUIRE !== '1', 'bash is required');
      process.stdout.write('      skipped: there is no bash\n');
      this.skip();
    }
    const lines = new Set<string>();
    eachStep(({ kind, lines: all = [] }) => {
      if (kind === 'command' || kind === 'restart') for (const line of all) lines.add(line);
    });
    // Each by itself: a quote that is left open in one would be closed by the next.
    const script = 'while IFS= read -r line; do bash -n <<<"$line" 2>/dev/null || printf "%s\\n" "$line"; done';
    const { stdout } = spawnSync('bash', ['-c', script], { input: [...lines].map((line) => `${line}\n`).join(''), encoding: 'utf8' });
    assert.equal(stdout, '');
    assert.ok(lines.size > 100);
  });

  it('runs nothing that a name holds', () => {
    eachStep(({ kind, lines = [] }, name) => {
      if (kind !== 'command' && kind !== 'restart') return;
      for (const line of lines) assert.doesNotMatch(line.replace(/'(?:[^']|'\\'')*'/g, ''), /\$\(id\)|`id`|rm -rf/, `${name}: ${line}`);
    });
  });

  it('has no <placeholder>, and no remark in brackets in a line', () => {
    eachStep(({ text, lines = [] }, name) => {
      assert.doesNotMatch(text, /<[a-z]/i, name);
      for (const line of lines) {
        const unquoted = line.replace(/'(?:[^']|'\\'')*'|"[^"]*"/g, '');
        assert.doesNotMatch(unquoted, /<[a-z-]+>/i, `${name}: ${line}`);
        assert.doesNotMatch(unquoted, / {2,}\(| \([a-z]/i, `${name}: ${line}`);
      }
    });
  });

  it('knows a meaning for each word in capitals, and has a use for each in the list', () => {
    const used = new Set<string>();
    eachStep(({ lines = [], removes = [] }, name) => {
      for (const line of [...lines, ...removes]) {
        for (const [word] of line.replace(/[$][A-Z_]+|(?<=[:-])[A-Z]+=|DNS:|IP:/g, '').matchAll(/(?<![\w'$])[A-Z][A-Z_]{2,}(?![\w=])/g)) {
          if (names.has(word)) continue;
          assert.ok(Object.hasOwn(placeholders, word), `${name}: ${word} in ${line}`);
          used.add(word);
        }
      }
    });
    assert.deepEqual(
      Object.keys(placeholders).filter((word) => !used.has(word)),
      [],
    );
  });

  it('speaks to systemd where a package runs alone', () => {
    eachStep(({ lines = [], text }, name, { context }) => {
      for (const line of [text, ...lines]) if (/systemctl/.test(line)) assert.equal(context.packaging, 'package', `${name}: ${line}`);
      for (const line of lines) if (/systemctl/.test(line)) assert.equal(context.deployment, 'self', name);
    });
  });

  it('has no tool and no setting of the Elastic Stack where OpenSearch answers', () => {
    for (const one of cases) {
      if (one.context.product === 'opensearch')
        assert.doesNotMatch(
          remedyText(one),
          /xpack|elasticsearch|elastic-stack|certutil|kibana|ES_JAVA|verification_mode|client_authentication/i,
          nameOf(one),
        );
    }
  });

  it('asks for no shell on a node where a platform runs it', () => {
    eachStep(({ where, kind, text }, name, { context: { deployment, product } }) => {
      if (product === 'opensearch' || deployment === 'self') return;
      if (deployment === 'eck') {
        if (kind !== 'advice')
          assert.ok(['kubernetes', 'workstation', 'node', 'ca-machine', 'network', 'client'].includes(where.machine), `${name}: ${text}`);
      } else if (kind !== 'advice')
        assert.ok(['workstation', 'node', 'client', 'network', 'every-node'].includes(where.machine), `${name}: ${text}`);
    });
  });

  it('writes YAML into a yml file, with settings that the product has', () => {
    eachStep(({ where: { machine, file }, kind, lines }, name) => {
      if (kind !== 'edit' || lines === undefined || (file !== null && !file.endsWith('.yml') && machine !== 'kubernetes')) return;
      const read: unknown = parse(lines.join('\n'));
      assert.ok(typeof read === 'object' && read !== null, name);
      if (machine === 'kubernetes') return assert.deepEqual(Object.keys(read), ['spec'], name);
      if (file?.endsWith('instances.yml')) return;
      for (const key of Object.keys(read)) assert.ok(isKnown(file ?? '', key), `${name}: ${key} in ${file}`);
    });
  });

  it('deletes settings that the product has', () => {
    eachStep(({ where: { machine, file }, removes = [] }, name) => {
      if (machine === 'kubernetes') assert.deepEqual(removes, [], name);
      for (const setting of removes) assert.ok(isRemovable(file ?? '', setting), `${name}: ${setting} from ${file}`);
    });
  });

  it('names each setting that it deletes in the text, and sets none of them in the same step', () => {
    eachStep(({ text, lines = [], removes = [], kind }, name) => {
      if (kind !== 'edit') return;
      for (const setting of removes) {
        if (lines.length === 0) assert.ok(text.includes(setting), `${name}: ${setting} is not in: ${text}`);
        assert.ok(!lines.some((line) => line.startsWith(`${setting}:`)), `${name}: ${setting}`);
      }
    });
  });

  it('names the file that is edited, or the manifest', () => {
    eachStep(({ where, kind, text }, name) => {
      if (kind === 'edit') assert.ok(where.file !== null || where.machine === 'kubernetes', `${name}: ${text}`);
    });
  });

  it('begins what is to be done with a verb, and has no other way in it: that is advice', () => {
    eachStep(({ kind, text }, name) => {
      if (kind === 'advice') return;
      assert.ok(verbs.has(/^\w+/.exec(text)?.[0] ?? ''), `${name}: ${text}`);
      assert.doesNotMatch(text, /(?:^|[.;] )Or |; or /, name);
      assert.ok((text.match(/[.:](?: |$)/g) ?? []).length <= 4, `${name}: ${text}`);
    });
  });

  it('has the words of the glossary', () => {
    eachStep(({ text }, name) => {
      assert.doesNotMatch(
        text,
        /\b(?:anew|mends?|dials?|dialled|practice stack|takes? anyone|stranger)\b|^See that|Let it /i,
        `${name}: ${text}`,
      );
    });
  });

  it('has no setting and no tool in a command or an edit that release 7 lacks, but for rules on what 8 brought', () => {
    for (const { rule, context } of cases) {
      // The server for remote clusters came with 8.10, and rules that hold there hold at other ports as well.
      const isOld = context.product === 'elasticsearch' && context.deployment === 'self' && context.channel !== 'remote-cluster';
      if (!isOld || since8.has(rule.id)) continue;
      for (const { lines = [], where } of rule.fix({ ...context, release: '7.17.29' }))
        if (where.machine !== 'kubernetes')
          for (const line of lines)
            assert.doesNotMatch(
              line,
              /enrollment|reconfigure-node|reset-password|remote_cluster_(?:server|client)|cross_cluster/,
              `${rule.id}: ${line}`,
            );
    }
  });

  it('leaves no container with files that its user cannot read', () => {
    for (const { rule, context, steps } of cases) {
      if (context.packaging !== 'container' || context.product !== 'elasticsearch') continue;
      for (const { lines = [], kind } of steps) {
        if (kind !== 'command' || !lines.some((line) => /^docker compose cp .* SERVICE:/.test(line))) continue;
        assert.ok(
          lines.some((line) => / SERVICE chown 1000:0 /.test(line)) && lines.some((line) => / SERVICE chmod 640 /.test(line)),
          `${rule.id}: ${lines.join('\n')}`,
        );
      }
    }
  });

  it('runs no command on the machine itself with a path that only the container has', () => {
    eachStep(({ lines = [], kind }, name, { context: { packaging } }) => {
      if (packaging !== 'container' || kind !== 'command') return;
      for (const line of lines)
        if (!line.startsWith('docker ')) assert.doesNotMatch(line, /\/usr\/share\/(?:elasticsearch|kibana)\//, `${name}: ${line}`);
    });
  });

  it('has a line in every command', () => {
    eachStep(({ lines = [], kind, text }, name) => {
      if (kind === 'command') assert.ok(lines.length > 0, `${name}: ${text}`);
    });
  });

  it('has words that a native technical writer would use', () => {
    eachStep(({ text }, name) => {
      assert.doesNotMatch(
        text,
        /\bin place of theirs\b|\bin place of the files? of\b|\bto the (?:file|store) of [a-z]+\.|\b(?:is|are) no (?:CA|certificate)\b|\bhas (?:begun|ended)\b|\btake[ns]? (?:this|that|it|them) (?:off|back)\b|\bstands here\b|\bwhoever connects\b|\bof today\b/,
        `${name}: ${text}`,
      );
    });
  });

  it('gives the same text for the same place', () => {
    for (const { rule, context, steps } of cases.slice(0, 2000)) assert.deepEqual(rule.fix(context), steps);
  });
});

/** What begins a step that somebody carries out. */
const verbs: ReadonlySet<string> = new Set(
  (
    'Accept Add Allow Ask Bind Change Check Compare Convert Copy Create Delete Enroll Fetch Find Give Issue Join List Load Make Mount Move Name ' +
    'Put Remove Renew Replace Require Restart Send Set Signal Start Stop Store Take Trust Turn Unpack Upload Use Write'
  ).split(' '),
);

/** On what Elasticsearch has since release 8. */
const since8: ReadonlySet<string> = new Set([
  ...['autoconfig-separate-clusters', 'autoconfig-skipped', 'autoconfig-block-conflict', 'enrollment-impossible', 'fips-incompatible'],
  ...['remote-cluster-server-disabled', 'remote-port-model-mismatch'],
]);

/** Words in capitals that are no placeholders. */
const names: ReadonlySet<string> = new Set([
  ...['PKCS12', 'JKS', 'HUP', 'PWD', 'DER', 'POST', 'PUT', 'OPTIONAL', 'CA', 'CN', 'CONFIG', 'SIGHUP', 'TLS', 'TLSv'],
]);
