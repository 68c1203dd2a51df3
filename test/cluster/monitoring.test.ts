import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava, javaRange } from '../../scripts/cluster/java-home.ts';
import { esqlClassPath, installKql } from '../../scripts/cluster/query-languages.ts';
import { esqlRules } from '../../scripts/monitoring/esql-rules.ts';
import type { EndpointReport, Report } from '../../src/model/report.ts';
import { askingAsSuperuser } from './ask-cluster.ts';
import { esqlRows, panelRows, panelsOfDashboard, type Row } from './monitoring-queries.ts';
import { withClusters } from './real-clusters.ts';
import { run } from './scan.ts';

const dayMs = 86_400_000;
const source = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../../test/support/EsqlSyntax.java' : '../support/EsqlSyntax.java', import.meta.url),
);

for (const { name, net, version } of [
  { name: 'test-monitoring8', net: '127.0.164', version: '8.19.21' },
  { name: 'test-monitoring9', net: '127.0.165', version: '9.5.3' },
]) {
  describe(`rules and dashboard over documents in Elasticsearch ${version}`, function () {
    this.timeout(180_000);
    const clusters = withClusters([{ name, net, product: 'elasticsearch', version }], () => installKql(version));
    const ask = askingAsSuperuser(clusters, name);
    let folder: string;
    /** What both runs have seen. */
    let endpoints: readonly EndpointReport[];
    let runs: readonly Report[];

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'handclasp-monitoring-'));
      const { ca, login } = clusters.cluster(name);
      writeFileSync(join(folder, 'password'), `${login?.password}\n`, { mode: 0o600 });
      const output = [
        ...['-o', `elasticsearch=https://${clusters.node(name).http}`, '--es-ca', ca ?? '', '--es-spool', join(folder, 'spool')],
        ...['--es-user', login?.user ?? '', '--es-password-file', join(folder, 'password'), '--es-namespace', 'monitored'],
      ];
      const reports: Report[] = [];
      for (const [index, target] of [['--lab', '--es-install-template'], ['transport://127.0.0.1:1']].entries()) {
        const file = join(folder, `${index}.json`);
        const { code, stderr } = await run(['scan', ...target, '--exit-zero', '-o', file, ...output]);
        assert.equal(code, 0, stderr);
        reports.push(JSON.parse(readFileSync(file, 'utf8')));
      }
      runs = reports;
      endpoints = reports.flatMap((report) => report.endpoints);
      await ask('POST', '/logs-handclasp.*/_refresh');
    });
    after(() => {
      if (folder !== undefined) rmSync(folder, { recursive: true });
    });

    const findings = () =>
      endpoints.flatMap((endpoint) =>
        endpoint.findings.map(({ rule, severity, title }) => ({ target: endpoint.target, rule, severity, title })),
      );
    const urgent = () => findings().filter(({ severity }) => severity === 'critical' || severity === 'high');
    const isSuccess = ({ reachability, incomplete }: EndpointReport) => reachability === 'open' && incomplete.length === 0;
    const leaves = () =>
      endpoints.flatMap(({ target, chain: [leaf] }) =>
        leaf === undefined ? [] : [{ target, ...leaf, sha256: leaf.sha256.toUpperCase() }],
      );
    const ending = () => leaves().filter(({ notAfter }) => Date.parse(notAfter) < Date.now() + 30 * dayMs);
    const transport = () => endpoints.filter(({ channel }) => channel === 'transport');
    const distinct = (values: readonly unknown[]) => new Set(values).size;
    /** Rows of distinct targets by some keys. */
    const byKeys = <T extends { readonly target: string }>(all: readonly T[], ...keys: readonly (keyof T)[]) => {
      const groups = new Map<string, Set<string>>();
      for (const one of all) {
        const key = JSON.stringify(keys.map((each) => one[each]));
        groups.set(key, (groups.get(key) ?? new Set()).add(one.target));
      }
      return [...groups].map(([key, targets]) => [...JSON.parse(key), targets.size]).sort();
    };

    describe('a panel of the dashboard', () => {
      const panel = (title: string) =>
        panelRows(ask, panelsOfDashboard().find((one) => one.title === title) ?? assert.fail(title), 'monitored');

      it('counts endpoints, problems, certificates that end, and what was not checked', async () => {
        assert.deepEqual(await panel('Endpoints'), [[endpoints.length]]);
        const rules = urgent().map(({ rule }) => rule);
        assert.deepEqual(await panel('Critical and high problems'), [[distinct(rules), distinct(urgent().map(({ target }) => target))]]);
        assert.ok(ending().length > 1);
        assert.deepEqual(await panel('Certificates that expire within 30 days'), [[distinct(ending().map(({ sha256 }) => sha256))]]);
        const unchecked = endpoints.filter((one) => !isSuccess(one));
        assert.ok(
          unchecked.some(({ reachability }) => reachability !== 'open') && unchecked.some(({ reachability }) => reachability === 'open'),
        );
        assert.deepEqual(await panel('Not reached or not fully checked'), [[unchecked.length]]);
      });

      it('lists every certificate by its end, and every problem by its rule', async () => {
        const rows = await panel('Certificates by end');
        assert.deepEqual(
          rows.map(([end, subject, issuer, count]) => [end, subject, issuer, count]).sort(),
          byKeys(leaves(), 'notAfter', 'subject', 'issuer'),
        );
        assert.deepEqual((await panel('Problems by rule')).toSorted(), byKeys(findings(), 'severity', 'rule', 'title'));
      });

      it('divides endpoints by version, and transport ports by client authentication', async () => {
        const modes = transport().flatMap(({ target, clientAuth }) => (clientAuth === null ? [] : [{ target, mode: clientAuth.mode }]));
        assert.deepEqual((await panel('Client authentication of transport')).toSorted(), byKeys(modes, 'mode'));
        const newest = endpoints.flatMap(({ target, tls }) =>
          tls === null || tls.version === null ? [] : [{ target, version: tls.version.replace('TLSv', '') }],
        );
        assert.deepEqual((await panel('Newest version of TLS')).toSorted(), byKeys(newest, 'version'));
      });

      it('lists the runs', async () => {
        const rows = await panel('Runs');
        assert.deepEqual(
          rows.map(([, command, started, count]) => [command, started, count]),
          runs.map(({ startedAt, endpoints: own }) => ['scan', startedAt, own.length]),
        );
      });
    });

    describe('a rule in ES|QL', () => {
      const rule = (beginning: string) => esqlRules.find(({ title }) => title.startsWith(beginning))?.query ?? assert.fail(beginning);
      const rows = (beginning: string, namespace = 'monitored') => esqlRows(ask, rule(beginning), namespace);
      const targets = (found: readonly Row[]) => found.map((row) => row['handclasp.target']).sort();

      it('is taken by the grammar of this release, which refuses what is no such query', async function () {
        this.timeout(120_000);
        const java = findJava(javaRange('elasticsearch', version)) ?? assert.fail('no Java');
        const { stdout, stderr } = spawnSync(
          join(java.home, 'bin', 'java'),
          // What the parser only names in its signatures is not published either.
          ['-XX:+UnlockDiagnosticVMOptions', '-XX:-BytecodeVerificationRemote', '-cp', await esqlClassPath(version), source],
          { input: [...esqlRules.map(({ query }) => query), 'FROM a | WHERE b ISS NOT NULL'].join('\0'), encoding: 'utf8' },
        );
        const answers = stdout.trimEnd().split('\n');
        assert.deepEqual(
          answers.slice(0, -1),
          esqlRules.map(() => 'taken'),
          stderr,
        );
        assert.match(answers.at(-1) ?? '', /mismatched input 'ISS'/);
      });

      it('finds the certificates that end, once however many endpoints show one', async () => {
        const found = await rows('A certificate that expires');
        assert.deepEqual(
          found.map((row) => [row['tls.server.hash.sha256'], row['tls.server.subject'], row.endpoints]).sort(),
          byKeys(ending(), 'sha256', 'subject'),
        );
      });

      it('finds critical and high problems', async () => {
        const found = await rows('A critical or high problem');
        assert.deepEqual(
          found.map((row) => [row['rule.id'], row['rule.name'], row['handclasp.finding.severity'], row.endpoints]).sort(),
          byKeys(urgent(), 'rule', 'title', 'severity'),
        );
      });

      it('finds transport ports without client certificates, and what was not checked', async () => {
        const lax = transport().filter(({ clientAuth }) => clientAuth?.mode === 'none' || clientAuth?.mode === 'optional');
        assert.ok(lax.length > 1);
        assert.deepEqual(targets(await rows('A transport port')), lax.map(({ target }) => target).sort());
        const unchecked = endpoints.filter((one) => !isSuccess(one)).map(({ target }) => target);
        assert.deepEqual([...new Set(targets(await rows('An endpoint that was not reached')))], unchecked.sort());
      });

      it('finds who showed another certificate, and whose runs have ended', async () => {
        assert.deepEqual(await rows('An endpoint that showed more than one'), []);
        assert.deepEqual(await rows('No run for a day'), []);
        // As they would stand there after a week: the same endpoint with another certificate, and a machine whose runs ended.
        const { hits } = (await ask('POST', '/logs-handclasp.endpoint-monitored/_search', {
          query: { exists: { field: 'tls.server.hash.sha256' } },
          size: 2,
          sort: ['handclasp.target'],
        })) as { readonly hits: { readonly hits: readonly { readonly _source: Document }[] } };
        const [one, other] = hits.hits.map(({ _source }) => _source);
        assert.ok(one !== undefined && other !== undefined);
        const daysBefore = (document: Document, days: number, changes: object): Document => ({
          ...document,
          ...{
            data_stream: { ...document.data_stream, namespace: 'later' },
            '@timestamp': new Date(Date.now() - days * dayMs).toISOString(),
          },
          ...changes,
        });
        const renewed = { tls: { ...one.tls, server: { ...one.tls.server, hash: { sha256: 'A'.repeat(64) } } } };
        const documents = [
          daysBefore(one, 3, renewed),
          daysBefore(other, 3, {}),
          ...[one, other].map((document) => daysBefore(document, 0, {})),
          daysBefore(other, 2, { observer: { ...other.observer, hostname: 'silent' } }),
        ];
        const lines = documents.flatMap((document) => [JSON.stringify({ create: {} }), JSON.stringify(document)]);
        const { errors } = (await ask('POST', '/logs-handclasp.endpoint-later/_bulk?refresh=true', `${lines.join('\n')}\n`)) as {
          readonly errors: boolean;
        };
        assert.equal(errors, false);
        assert.deepEqual(targets(await rows('An endpoint that showed more than one', 'later')), [one.handclasp.target]);
        assert.deepEqual(
          (await rows('No run for a day', 'later')).map((row) => row['observer.hostname']),
          ['silent'],
        );
      });
    });
  });
}

type Document = {
  readonly data_stream: object;
  readonly tls: { readonly server: object };
  readonly observer: object;
  readonly handclasp: { readonly target: string };
};
