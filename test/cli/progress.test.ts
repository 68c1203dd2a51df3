import assert from 'node:assert/strict';
import { Progress } from '../../src/cli/progress.ts';
import type { Target } from '../../src/model/target.ts';
import { endpointReport, finding } from '../support/report.ts';
import { fakeClock } from '../support/status-clock.ts';
import { runCli } from './run-cli.ts';

const target = (label: string): Target => ({ label, host: label, port: 9300, scheme: null });
const wipe = '\r\u001b[K';

function shown(errIsTerminal: boolean, total = 3, columns = 80) {
  const written: string[] = [];
  const clock = fakeClock();
  const progress = new Progress({ err: (text) => written.push(text), errIsTerminal, columns }, total, clock);
  return { written, clock, progress, last: () => written.at(-1)?.replace(wipe, '') };
}

describe('progress at a terminal', () => {
  it('has what is done of all, the seconds, the problems so far, and the slowest', () => {
    const { clock, progress, last } = shown(true);
    assert.equal(last(), '0 of 3 targets · 0 s · 0 problems');
    progress.begun(target('es01:9300'));
    clock.pass(2000);
    progress.begun(target('es02:9300'));
    clock.pass(2000);
    assert.equal(last(), '0 of 3 targets · 4 s · 0 problems · slowest es01:9300 (4 s)');
    progress.found(endpointReport({ findings: [finding(), finding({ severity: 'medium' }), finding({ severity: 'low' })] }));
    progress.ended(target('es01:9300'));
    clock.pass(1000);
    assert.equal(last(), '1 of 3 targets · 5 s · 2 problems · slowest es02:9300 (3 s)');
  });

  it('goes on each second, though nothing happens, and never breaks the line', () => {
    const { clock, progress, written } = shown(true, 3, 20);
    progress.begun(target('a-host-with-a-very-long-name.example.org:9300'));
    clock.pass(5000);
    assert.equal(written.length, 6);
    for (const text of written) assert.ok(text.startsWith(wipe) && text.length <= wipe.length + 19, text);
  });

  it('is wiped at the end, and then is silent', () => {
    const { clock, progress, written } = shown(true);
    progress.end();
    assert.equal(written.at(-1), wipe);
    const before = written.length;
    clock.pass(60_000);
    assert.equal(written.length, before);
    assert.equal(clock.running(), 0);
  });

  it('is not written more often than can be read', () => {
    const { progress, written } = shown(true, 1000);
    for (let index = 0; index < 1000; index += 1) progress.ended(target(`es${index}`));
    assert.equal(written.length, 1);
  });

  it('counts targets that were found on the way', () => {
    const { clock, progress, last } = shown(true, 1);
    for (const label of ['es01', 'es02']) progress.ended(target(label));
    progress.begun(target('es03'));
    clock.pass(1000);
    assert.match(last() ?? '', /^2 of 3 targets/);
  });
});

describe('progress elsewhere', () => {
  it('is a line each half minute, and none of a run that takes no longer', () => {
    const { clock, progress, written } = shown(false);
    progress.begun(target('es01:9300'));
    clock.pass(29_000);
    assert.deepEqual(written, []);
    clock.pass(32_000);
    assert.deepEqual(written, [
      'handclasp: 0 of 3 targets · 30 s · 0 problems · slowest es01:9300 (30 s)\n',
      'handclasp: 0 of 3 targets · 60 s · 0 problems · slowest es01:9300 (60 s)\n',
    ]);
    progress.end();
    clock.pass(60_000);
    assert.equal(written.length, 2);
  });
});

describe('progress of a command', () => {
  it('goes to standard error, and leaves nothing there; --quiet has none', async () => {
    const atTerminal = await runCli(['scan', '127.0.0.1:1', '127.0.0.1:2', '--json'], { errIsTerminal: true });
    assert.match(atTerminal.err, /0 of 2 targets/);
    assert.ok(atTerminal.err.endsWith(wipe), JSON.stringify(atTerminal.err));
    assert.doesNotMatch(atTerminal.out, /of 2 targets/);
    assert.equal((await runCli(['scan', '127.0.0.1:1', '--json', '--quiet'], { errIsTerminal: true })).err, '');
    assert.equal((await runCli(['scan', '127.0.0.1:1', '--json'])).err, '');
  });
});
