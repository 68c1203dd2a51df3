import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FailOn, failOnChoices, statusOfInterruption, statusOfReport, statusOfRun } from '../../src/cli/exit-status.ts';
import { daysFromNow, issue, makeCa, toPem } from '../../src/lab/pki.ts';
import { type Severity, severities } from '../../src/model/severity.ts';
import { formats } from '../../src/output/index.ts';
import { endpointReport, finding, report } from '../support/report.ts';
import { runCli } from './run-cli.ts';

describe('the exit status of a report', () => {
  const gap = { rule: 'trust-unknown-issuer', because: 'no CA was given' };
  const of = (found: Severity | null, more: { failOn?: FailOn; exitZero?: boolean; gaps?: boolean; undiscovered?: boolean } = {}) => {
    const endpoint = endpointReport({
      findings: found === null ? [] : [finding({ severity: found })],
      incomplete: more.gaps ? [gap as never] : [],
    });
    const discovery = more.undiscovered
      ? { nodes: 1, added: [], code: 'nodes-not-named' as const, because: 'a node refused' }
      : { nodes: 1, added: [], code: null, because: null };
    return statusOfReport(report([endpoint], more.undiscovered === undefined ? {} : { discovery }), {
      failOn: more.failOn ?? 'medium',
      exitZero: more.exitZero ?? false,
    });
  };

  for (const failOn of failOnChoices) {
    for (const [index, found] of severities.entries()) {
      const reached = failOn !== 'never' && index <= severities.indexOf(failOn);
      it(`is ${reached ? 1 : 0} where ${found} was found and ${failOn} counts; gaps alone are 3`, () => {
        assert.equal(of(found, { failOn }), reached ? 1 : 0);
        assert.equal(of(found, { failOn, gaps: true }), reached ? 1 : 3);
        assert.equal(of(found, { failOn, undiscovered: true }), reached ? 1 : 3);
        assert.equal(of(found, { failOn, undiscovered: false }), reached ? 1 : 0);
        assert.equal(of(found, { failOn, gaps: true, exitZero: true }), 0);
      });
    }
    it(`is 0 where nothing was found, and 3 where something could not be told, whatever counts: ${failOn}`, () => {
      assert.deepEqual([of(null, { failOn }), of(null, { failOn, gaps: true }), of(null, { failOn, undiscovered: true })], [0, 3, 3]);
    });
  }

  const plugin = formats.filter(({ name }) => name === 'nagios').map((format) => ({ format, file: null }));
  for (const [what, found, given, status] of [
    ['all well', null, {}, 0],
    ['a problem', 'high', {}, 1],
    ['something that the command could not tell', null, { undetermined: true }, 3],
    ['a problem beside it', 'high', { undetermined: true }, 1],
    ['an interruption', null, { signal: 'SIGINT' }, 130],
    ['an end by SIGTERM', 'high', { signal: 'SIGTERM' }, 143],
    ['all well, for a plugin', null, { plugin }, 0],
    ['a problem, for a plugin', 'high', { plugin }, 2],
    ['a milder problem, for a plugin', 'medium', { plugin }, 1],
    ['something that the command could not tell, for a plugin', null, { plugin, undetermined: true }, 3],
    ['an interruption, for a plugin', null, { plugin, signal: 'SIGINT' }, 3],
    ['an interruption after a problem was found, for a plugin', 'high', { plugin, signal: 'SIGINT' }, 2],
    ['a problem that is to count for nothing, for a plugin', 'high', { plugin, exitZero: true }, 0],
  ] as const satisfies readonly (readonly [string, Severity | null, object, number])[])
    it(`of a run is ${status} for ${what}`, () => {
      const {
        signal,
        undetermined = false,
        exitZero = false,
        plugin: outputs = [],
      } = given as {
        signal?: string;
        undetermined?: boolean;
        exitZero?: boolean;
        plugin?: typeof plugin;
      };
      const interrupted = signal === undefined ? new AbortController().signal : AbortSignal.abort(signal);
      const document = report([endpointReport({ findings: found === null ? [] : [finding({ severity: found })] })]);
      assert.equal(statusOfRun(document, { failOn: 'high', exitZero, outputs }, { interrupted }, undetermined), status);
    });

  it('is that of the signal where the run was interrupted', () => {
    assert.equal(statusOfInterruption(AbortSignal.abort('SIGTERM')), 143);
    assert.equal(statusOfInterruption(AbortSignal.abort('SIGINT')), 130);
    assert.equal(statusOfInterruption(AbortSignal.abort()), 130);
  });
});

describe('the exit status of inspect', () => {
  let folder: string;
  const ca = makeCa();
  const file = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-status-'));
    const expired = issue(ca, { notBefore: daysFromNow(-20), notAfter: daysFromNow(-1), altNames: ['DNS:es01'] });
    writeFileSync(file('good.pem'), issue(ca, { altNames: ['DNS:es01'] }).certificatePem);
    writeFileSync(file('expired.pem'), expired.certificatePem);
    writeFileSync(file('half.pem'), ca.certificatePem + toPem('CERTIFICATE', Uint8Array.of(0x30, 3, 1, 2)));
    writeFileSync(file('none.txt'), 'nothing');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const cases: readonly (readonly [readonly string[], number])[] = [
    [['good.pem'], 0],
    [['expired.pem'], 1],
    [['good.pem', 'expired.pem'], 1],
    [['expired.pem', '--fail-on', 'never'], 0],
    [['expired.pem', '--exit-zero'], 0],
    [['half.pem', '--fail-on', 'never'], 3],
    [['half.pem', '--exit-zero'], 0],
    [['none.txt'], 2],
    [['good.pem', 'none.txt'], 3],
    [['expired.pem', 'none.txt'], 1],
    [['missing.pem'], 2],
  ];
  const plugin: readonly (readonly [readonly string[], string, number])[] = [
    [['good.pem'], 'OK', 0],
    [['expired.pem'], 'CRITICAL', 2],
    [['expired.pem', '--exit-zero'], 'OK', 0],
    [['expired.pem', '--fail-on', 'never'], 'OK', 0],
    [['half.pem', '--exit-zero'], 'UNKNOWN', 3],
    [['half.pem', '--fail-on', 'never'], 'UNKNOWN', 3],
    [['good.pem', '--expires-in', '5200w'], 'CRITICAL', 2],
    [['good.pem', '--expires-in', '5200w', '--exit-zero'], 'CRITICAL', 2],
  ];
  for (const [args, state, status] of plugin) {
    it(`as a plugin is that of the state that it prints: ${args.join(' ')}: ${state}`, async () => {
      const given = args.map((arg) => (/\.pem$/.test(arg) ? file(arg) : arg));
      const run = await runCli(['inspect', ...given, '--format', 'nagios']);
      assert.deepEqual([run.status, /^TLS (\w+) -/.exec(run.out)?.[1]], [status, state]);
    });
  }

  it('as a plugin is the same of a scan, of a streamed one and of ready', async () => {
    for (const command of [['scan'], ['scan', '--stream'], ['ready']]) {
      const { status, out } = await runCli([...command, '127.0.0.1:1', '-q', '--exit-zero', '--format', 'nagios']);
      assert.deepEqual([status, /^TLS (\w+) -/.exec(out)?.[1]], [3, 'UNKNOWN'], command.join(' '));
    }
  });

  for (const [args, status] of cases) {
    it(`${args.join(' ')}: ${status}`, async () => {
      const given = args.map((arg) => (/\.\w+$/.test(arg) ? file(arg) : arg));
      assert.equal((await runCli(['inspect', ...given])).status, status);
    });
  }
});
