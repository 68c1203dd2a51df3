import assert from 'node:assert/strict';
import type { FixContext, FixStep } from '../../../src/model/fix.ts';
import { remedyText } from '../../../src/model/fix-text.ts';
import { remoteCertModelDeprecated } from '../../../src/rules/endpoint/remote-cert-model-deprecated.ts';
import { kibanaEsSchemeMismatch } from '../../../src/rules/kibana/kibana-es-scheme-mismatch.ts';
import { enableTransportTlsAsOthers } from '../../../src/rules/remedies/enable-tls.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { layerOf } from '../../../src/rules/remedies/layer.ts';
import { type Case, cases, eachStep, nameOf } from './fix-cases.ts';

const linesOf = (steps: readonly FixStep[], ...kinds: readonly FixStep['kind'][]) =>
  steps.flatMap(({ kind, lines = [] }) => (kinds.includes(kind) ? lines : []));
const ownMachines = cases.filter(({ context }) => context.deployment === 'self');
/** A line as the shell takes it apart, what stands in quotes as one word. */
const unquoted = (line: string) => line.replace(/'\\''/g, '').replace(/'([^']*)'/g, (_, word: string) => word.replace(/\s/g, '_'));

/** Settings files: what their process reads at start. */
const settingsFile = /(?:^|\/)(?:elasticsearch|kibana|opensearch|opensearch_dashboards)\.yml$/;

/** The steps say it in words, or the setting is read by a running node. */
const restartInWords: ReadonlySet<string> = new Set([
  ...['proxy-sni-missing', 'remote-cluster-server-disabled', 'remote-cert-model-deprecated'],
]);

/** What is named there is made by the one who has the CA, or has its name from the text. */
const madeElsewhere: ReadonlySet<string> = new Set(['remote-cluster-server-disabled', 'kibana-client-auth-without-ca']);

/** On nodes that name no trust of their own. */
const withoutTrust: ReadonlySet<string> = new Set(['transport-trusts-public-cas', 'javax-net-ssl-properties']);

/** About two files at once, of which a node uses one kind. */
const ofBothKinds: ReadonlySet<string> = new Set([
  ...['trust-lookalike-ca', 'key-certificate-mismatch', 'pem-pair-out-of-step', 'remote-othername-missing', 'remote-trust-missing'],
  ...['conflicting-key-settings'],
]);

function each(of: readonly Case[], check: (one: Case, name: string) => void): void {
  for (const one of of) check(one, nameOf(one));
}

describe('the steps of a fix together', () => {
  it('name all that they are made of', () => {
    each(cases, (one, name) => assert.doesNotMatch(remedyText(one), /\bundefined\b|\[object |\bNaN\b/, name));
    eachStep(({ kind, lines = [] }, name) => {
      // A gap is an operand that came out empty.
      for (const line of lines) if (kind === 'edit') assert.doesNotMatch(line, /""/, `${name}: ${line}`);
      for (const line of lines) if (kind !== 'edit') assert.doesNotMatch(unquoted(line), /\S {2,}\S| $/, `${name}: ${line}`);
    });
  });

  it('do nothing twice, and restart a process again only after something else was done there', () => {
    each(cases, ({ steps }, name) => {
      const others = steps.filter(({ kind }) => kind !== 'restart').map((step) => JSON.stringify(step));
      assert.equal(new Set(others).size, others.length, name);
      const restarted = new Set<string>();
      for (const { kind, where } of steps) {
        const machine = `${where.machine} ${where.name}`;
        if (kind !== 'restart') restarted.delete(machine);
        // To be stopped and started are two steps of the same kind.
        else if (!steps.some(({ text }) => text.startsWith('Stop '))) {
          assert.ok(!restarted.has(machine), `${name}: ${machine} is restarted twice`);
          restarted.add(machine);
        }
      }
    });
  });

  it('restart what reads an edited settings file, after the edit', () => {
    each(ownMachines, ({ rule, steps }, name) => {
      if (restartInWords.has(rule.id)) return;
      for (const [index, { kind, where }] of steps.entries()) {
        if (kind !== 'edit' || !settingsFile.test(where.file ?? '')) continue;
        const isRestarted = steps.slice(index).some((later) => later.kind === 'restart' && later.where.machine === where.machine);
        assert.ok(isRestarted, `${name}: ${where.file} of ${where.machine}`);
      }
    });
  });

  it('put each file in place that a setting comes to name', () => {
    each(ownMachines, ({ rule, steps }, name) => {
      if (madeElsewhere.has(rule.id)) return;
      const put = linesOf(steps, 'command', 'restart');
      for (const line of linesOf(steps, 'edit'))
        for (const [file] of line.matchAll(/(?:certs\/|\/)[\w./-]+\.(?:crt|key|pem|p12|jks)/g))
          assert.ok(
            put.some((command) => command.includes(file)),
            `${name}: ${line}`,
          );
    });
  });

  it('trust by a PEM file or by a store, not by both', () => {
    each(cases, ({ rule, context, steps }, name) => {
      if (withoutTrust.has(rule.id) || context.product !== 'elasticsearch' || context.files.truststore === null) return;
      const layer = layerOf(context);
      if (steps.some(({ removes = [] }) => removes.includes(layer.truststore))) return;
      for (const line of linesOf(steps, 'edit')) assert.ok(!line.trim().startsWith(`${layer.authorities}:`), `${name}: ${line}`);
    });
  });

  it('have the files in use in their lines, where those are known', () => {
    const unknown = /\b(?:CERT|KEY|TRUST|KEYSTORE|TRUSTSTORE)_FILE\b/;
    each(ownMachines, ({ rule, context, steps }, name) => {
      const { directory, format, product } = context;
      if (directory === null || format === null || product !== 'elasticsearch' || ofBothKinds.has(rule.id)) return;
      for (const { where, kind, lines = [] } of steps)
        if (kind !== 'advice' && (where.machine === 'node' || where.machine === 'every-node'))
          for (const line of lines) assert.doesNotMatch(line, unknown, `${name}: ${line}`);
    });
  });

  it('give files to the owner of the directory that they are in', () => {
    eachStep(({ lines = [] }, name) => {
      for (const line of lines) {
        const [, directory, files = ''] = / --reference=(\S+)\/[\w.]+\.yml (.+)$/.exec(unquoted(line)) ?? [];
        if (directory === undefined) continue;
        for (const file of files.split(' ')) assert.ok(/^[A-Z_]+$/.test(file) || file.startsWith(directory), `${name}: ${line}`);
      }
    });
  });

  it('promise that a running process reads a certificate by itself of Elasticsearch alone', () => {
    let promised = 0;
    eachStep(({ text }, name) => {
      const [, setting] = /\b[Rr]eplace the files? that (\S+?\.(?:certificate|keystore\.path|pemcert_filepath)) /.exec(text) ?? [];
      if (setting === undefined) return;
      assert.equal(/A running node reads (?:it|them) within 5 seconds\b/.test(text), setting.startsWith('xpack.'), `${name}: ${text}`);
      promised++;
    });
    assert.ok(promised > 100);
  });

  it('read what a step before has made, or is named by', () => {
    const reads =
      /(?:^cp |^docker compose cp |^cat |^unzip |-in |-inkey |-srckeystore |-file |-CA |-CAkey |--ca )"?(?:\$PWD\/|\/work\/)?([a-z][\w.-]*)(?= |"|$)/g;
    const makes =
      /(?:-out |>>?|-keyout |-destkeystore |-keystore |--out |^docker compose cp SERVICE:\S+ |^cp \S+ )"?(?:\$PWD\/|\/work\/)?([a-z][\w.-]*)/g;
    each(ownMachines, ({ steps }, name) => {
      // certutil made it when the cluster was set up.
      const there = new Set(['elastic-stack-ca.p12']);
      for (const [index, { kind, lines = [] }] of steps.entries()) {
        if (kind !== 'command') continue;
        for (const line of lines.map(unquoted)) {
          for (const [, file = ''] of line.matchAll(reads)) {
            const isNamed = steps.slice(0, index + 1).some(({ text, where }) => text.includes(file) || where.file === file);
            assert.ok(there.has(file) || isNamed, `${name}: ${file} in ${line}`);
          }
          for (const [, file = ''] of line.matchAll(makes)) there.add(file);
        }
      }
    });
  });

  it('use what they have made', () => {
    each(ownMachines, ({ context, steps }, name) => {
      // Where to is told in words, since the kind of port is not known.
      if (context.channel === 'unknown') return;
      const lines = steps.flatMap(({ kind, lines: all = [] }) => (kind === 'command' ? all : []));
      for (const [index, line] of lines.entries())
        for (const [, file = ''] of unquoted(line).matchAll(/(?:-out |[^>]>|-keyout |-destkeystore )"?(?:\$PWD\/)?([a-z][\w.-]*)/g)) {
          const rest = [line.slice(line.indexOf(file) + file.length), ...lines.slice(index + 1), ...steps.map(({ text }) => text)];
          assert.ok(
            rest.some((text) => text.includes(file)),
            `${name}: ${file} of ${line}`,
          );
        }
    });
  });
});

describe('TLS on the transport of one node, as the others have it', () => {
  const node: FixContext = fixContext({
    channel: 'transport',
    product: 'elasticsearch',
    deployment: 'self',
    directory: '/etc/elasticsearch',
  });
  const files = { ...node.files, keystore: '/etc/elasticsearch/node.p12' };
  const ssl = 'xpack.security.transport.ssl';
  const stepsOf = (given: Partial<FixContext>, also?: Readonly<Record<string, boolean>>) =>
    enableTransportTlsAsOthers({ ...node, ...given }, also);
  const theirs = { name: 'CN=theirs', madeBy: null, sha256: null };

  it('is turned on where the certificate of that CA is configured already', () => {
    const steps = stepsOf({ files, issuer: theirs, authority: theirs }, { 'xpack.security.enabled': true });
    assert.deepEqual(linesOf(steps, 'edit'), ['xpack.security.enabled: true', `${ssl}.enabled: true`]);
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['edit', 'restart'],
    );
  });

  const others: readonly (readonly [what: string, given: Partial<FixContext>, ca: string])[] = [
    ['no certificate is configured', { issuer: theirs, authority: theirs }, 'CA_CERT'],
    ['that of another CA is', { files, issuer: { name: 'CN=own', madeBy: null }, authority: theirs }, 'CA_CERT'],
    ['the CA has no name', { files }, 'ca.crt'],
    ['certutil made the CA', { authority: { ...theirs, madeBy: 'certutil' } }, 'ca.crt'],
  ];
  for (const [what, given, ca] of others)
    it(`takes a certificate, its key and the CA, ${ca}, where ${what}`, () => {
      const steps = stepsOf(given);
      assert.deepEqual(linesOf(steps, 'edit'), [
        `${ssl}.enabled: true`,
        `${ssl}.verification_mode: certificate`,
        `${ssl}.key: certs/node.key`,
        `${ssl}.certificate: certs/node.crt`,
        `${ssl}.certificate_authorities: ["certs/ca.crt"]`,
      ]);
      const copied = linesOf(steps, 'command').filter((line) => line.startsWith('cp '));
      assert.deepEqual(
        copied.map((line) => line.split(' ').at(-1)),
        ['crt', 'key'].map((end) => `/etc/elasticsearch/certs/node.${end}`).concat('/etc/elasticsearch/certs/ca.crt'),
      );
      assert.equal(copied.at(-1), `cp ${ca} /etc/elasticsearch/certs/ca.crt`);
      assert.equal(
        steps.some(({ text }) => text.startsWith("Take the CA's certificate out")),
        ca === 'ca.crt',
      );
      assert.equal(steps.at(-1)?.kind, 'restart');
    });
});

describe('a certificate between clusters that gives way to an API key', () => {
  const stepsOf = (release: string | null) =>
    remoteCertModelDeprecated.fix(fixContext({ channel: 'transport', product: 'elasticsearch', deployment: 'self', release }));
  for (const release of ['7.17.29', '8.9.2', '8.13.4'])
    it(`waits for another release than ${release}`, () => {
      assert.deepEqual(
        stepsOf(release).map(({ kind, where: { machine } }) => [kind, machine]),
        [['advice', 'every-node']],
      );
    });
  for (const release of [null, '8.14.0', '8.19.1', '9.0.0', '9.2.1'])
    it(`is replaced on ${release ?? 'a release that is not known'}`, () => {
      const steps = stepsOf(release);
      assert.ok(linesOf(steps, 'edit').includes('remote_cluster_server.enabled: true'));
      assert.ok(linesOf(steps, 'command').some((line) => line.includes('cluster.remote.REMOTE.credentials')));
    });
});

describe('the scheme of a host of Elasticsearch', () => {
  const context = fixContext({
    channel: 'http',
    product: 'kibana',
    deployment: 'self',
    prefix: 'elasticsearch.ssl',
    directory: '/etc/kibana',
  });
  const authorities = { ...context.files, authorities: ['/etc/kibana/ca.pem'] };
  const truststore = { ...context.files, truststore: '/etc/kibana/ca.p12' };
  const rows: readonly (readonly [speaks: string, files: FixContext['files'], addsTrust: boolean, tellsOfTls: boolean])[] = [
    ['https', context.files, true, false],
    ['https', authorities, false, false],
    ['https', truststore, false, false],
    ['http', context.files, false, true],
    ['http', authorities, false, true],
    ['transport', context.files, true, true],
    ['transport', truststore, false, true],
  ];
  for (const [speaks, files, addsTrust, tellsOfTls] of rows)
    it(`is set where the port speaks ${speaks}, ${files === context.files ? 'and nothing is trusted' : 'and a CA is trusted'}`, () => {
      const rightHosts = ['https://es01:9200'];
      const steps = kibanaEsSchemeMismatch.fix({ ...context, files, found: { ...context.found, speaks, rightHosts } });
      assert.equal(linesOf(steps, 'edit')[0], 'elasticsearch.hosts: ["https://es01:9200"]');
      assert.equal(
        linesOf(steps, 'edit').some((line) => line.startsWith('elasticsearch.ssl.certificateAuthorities:')),
        addsTrust,
      );
      assert.equal(
        steps.some(({ text }) => text.includes('xpack.security.http.ssl.enabled: true')),
        tellsOfTls,
      );
      assert.ok(steps.some(({ kind }) => kind === 'restart'));
    });
});
