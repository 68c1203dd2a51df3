import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { plainContexts } from '../../../src/jobs/explain/explain-rule.ts';
import { evidenceNeeded, type KnownRule, knownRules } from '../../../src/jobs/explain/known-rules.ts';
import { deployments } from '../../../src/model/deployment.ts';
import type { FixContext, FixStep, MaterialFormat, Packaging } from '../../../src/model/fix.ts';
import { remedyText } from '../../../src/model/fix-text.ts';
import { placeholders } from '../../../src/model/placeholders.ts';
import { clusterRules } from '../../../src/rules/cluster-rules.ts';
import { joinRules } from '../../../src/rules/join-rules.ts';
import { kibanaRules } from '../../../src/rules/kibana-rules.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { setupRules } from '../../../src/rules/setup-rules.ts';
import { sslKeys } from '../../../src/settings/elasticsearch/tls-defaults.ts';

/** Every form of every rule: those of pairs, clusters and files may have a fix of their own under an id that others have as well. */
const rules: readonly KnownRule[] = [...knownRules, ...pairRules, ...joinRules, ...clusterRules, ...setupRules, ...kibanaRules];
const packagings: readonly (Packaging | null)[] = [null, 'package', 'archive', 'container'];
const formats: readonly (MaterialFormat | null)[] = [null, 'pem', 'pkcs12', 'jks'];

type Case = { readonly rule: KnownRule; readonly context: FixContext; readonly steps: readonly FixStep[] };

const directories: Readonly<Record<Packaging, string>> = {
  package: '/etc/elasticsearch',
  archive: '/opt/elasticsearch-9.2.0/config',
  container: '/usr/share/elasticsearch/config',
};

/** A place of which nothing is known, and one of which all is, with names that a shell and YAML would take amiss. */
function variants(context: FixContext): readonly FixContext[] {
  if (context.deployment !== 'self' || context.product === 'opensearch') return [context, known(context, null, null)];
  return packagings.flatMap((packaging) =>
    formats.flatMap((format) => [{ ...context, packaging, format }, known(context, packaging, format)]),
  );
}

function known(context: FixContext, packaging: Packaging | null, format: MaterialFormat | null): FixContext {
  const directory =
    packaging === null
      ? "/srv/it's here"
      : directories[packaging].replace('elasticsearch', context.product === 'kibana' ? 'kibana' : 'elasticsearch');
  const file = (name: string) => `${directory}/certs/${name}`;
  return {
    ...context,
    packaging,
    format,
    directory,
    home: packaging === 'archive' ? '/opt/elasticsearch-9.2.0' : null,
    release: '9.2.0',
    setting: context.product === 'kibana' ? 'server.ssl.keystore.path' : 'xpack.security.transport.ssl.keystore.path',
    path: file("node's own.p12"),
    files: {
      certificate: format === 'pem' ? file('node.crt') : null,
      key: format === 'pem' ? file('node.key') : null,
      keystore: format === 'pem' ? null : file("node's own.p12"),
      truststore: format === 'pem' ? null : file('trust.p12'),
      authorities: format === 'pem' ? [file('ca.crt')] : [],
    },
    secureSettings: ['xpack.security.transport.ssl.keystore.secure_password', 'elasticsearch.password'],
    node: { name: 'es-$(id)', subject: 'es', dns: ['es01.acme.org', '*.acme.org'], ips: ['10.0.0.13', '2001:db8::1'] },
    issuer: { name: "CN=Acme's `id` CA", madeBy: null },
    authority: { name: 'CN=Acme CA; rm -rf /', madeBy: null, sha256: 'ab'.repeat(32) },
    resource: { name: 'logs', namespace: 'prod' },
    found: {
      ...context.found,
      host: 'https://es01.acme.org:9200',
      speaks: 'https',
      rightHosts: ['https://es01.acme.org:9200'],
      remoteCluster: 'other',
    },
  };
}

const cases: readonly Case[] = rules.flatMap((rule) => {
  const plain = [
    ...deployments.flatMap((deployment) => plainContexts(rule, deployment, 'elastic')),
    ...(evidenceNeeded(rule.id) === null && rule.products === undefined ? plainContexts(rule, 'self', 'opensearch') : []),
    ...(rule.channels.includes('unknown') ? [{ ...plainContexts(rule, 'self', 'elastic')[0], channel: 'unknown' } as FixContext] : []),
  ];
  return plain.flatMap(variants).map((context) => ({ rule, context, steps: rule.fix(context) }));
});

const nameOf = ({ rule, context: { channel, product, deployment, packaging, format } }: Case) =>
  `${rule.id}: ${product}, ${channel}, ${deployment}, ${packaging}, ${format}`;

function eachStep(check: (step: FixStep, name: string, one: Case) => void): void {
  for (const one of cases) for (const step of one.steps) check(step, nameOf(one), one);
}

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

  it('gives the same text for the same place', () => {
    for (const { rule, context, steps } of cases.slice(0, 2000)) assert.deepEqual(rule.fix(context), steps);
  });
});

/** Words in capitals that are no placeholders. */
const names: ReadonlySet<string> = new Set([
  ...['PKCS12', 'JKS', 'HUP', 'PWD', 'DER', 'POST', 'PUT', 'OPTIONAL', 'CA', 'CN', 'CONFIG', 'SIGHUP', 'TLS', 'TLSv'],
]);

const elasticsearchKeys: ReadonlySet<string> = new Set([
  'xpack.security.enabled',
  'xpack.security.autoconfiguration.enabled',
  'transport.host',
  'network.publish_host',
  'discovery.seed_hosts',
  'discovery.type',
  'cluster.name',
  'remote_cluster_server.enabled',
]);

const kibanaKeys: ReadonlySet<string> = new Set([
  'server.publicBaseUrl',
  'elasticsearch.hosts',
  'server.ssl.enabled',
  'server.ssl.clientAuthentication',
  'server.ssl.supportedProtocols',
]);
const kibanaSslKeys = ['certificate', 'key', 'certificateAuthorities', 'keystore.path', 'truststore.path', 'verificationMode'];

const openSearchKeys: ReadonlySet<string> = new Set([
  'transport.host',
  'network.publish_host',
  'discovery.seed_hosts',
  'cluster.name',
  'plugins.security.nodes_dn',
  'plugins.security.authcz.admin_dn',
  'plugins.security.ssl.http.enabled',
  'plugins.security.ssl.http.clientauth_mode',
  'plugins.security.ssl.transport.enforce_hostname_verification',
]);

function isKnown(file: string, key: string): boolean {
  // The setting that the finding names.
  if (key === 'SETTING') return true;
  if (/cluster\.remote\.[^.]+\.(?:seeds|server_name)$/.test(key)) return !file.endsWith('kibana.yml');
  if (file.endsWith('opensearch_dashboards.yml'))
    return /^(?:server\.ssl|opensearch\.ssl)\.(?:enabled|certificate|key|certificateAuthorities|supportedProtocols)$|^opensearch\.hosts$|^opensearch_security\.cookie\.secure$/.test(
      key,
    );
  if (file.endsWith('opensearch.yml'))
    return (
      openSearchKeys.has(key) ||
      /^plugins\.security\.ssl\.(?:transport|http)\.(?:pem(?:cert|key|trustedcas)_filepath|enabled_(?:protocols|ciphers))$/.test(key)
    );
  if (file.endsWith('kibana.yml')) {
    const part = /^(?:server|elasticsearch|monitoring\.ui\.elasticsearch)\.ssl\.(.*)$/.exec(key)?.[1];
    return kibanaKeys.has(key) || (part !== undefined && kibanaSslKeys.includes(part));
  }
  const part = /^xpack\.security\.(?:transport|http|remote_cluster_server|remote_cluster_client)\.ssl\.(.*)$/.exec(key)?.[1];
  return elasticsearchKeys.has(key) || (part !== undefined && (sslKeys.common as readonly string[]).includes(part));
}
