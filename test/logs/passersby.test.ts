import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passerbyIn, passersby } from '../../src/logs/find-log-line.ts';
import { logEntries } from '../../src/logs/log-entries.ts';

const folder = join('test', 'jobs', 'join', 'logs');
/** Logs of nodes that were scanned with `--depth full`, some with `--try-self-signed`. */
const scanned = readdirSync(folder).filter((name) => name.includes('scanned'));

describe('what a scan leaves in logs', () => {
  it('is known, every line of it, of each release', () => {
    assert.ok(scanned.length >= 5);
    for (const name of scanned) {
      const entries = [...logEntries(readFileSync(join(folder, name), 'utf8'))];
      const complaints = entries.filter(
        ({ level, message, trace }) => /^(?:WARN|ERROR)$/i.test(level) && /SSL|trust/.test(`${message}\n${trace}`),
      );
      assert.ok(complaints.length >= 6, `${complaints.length} complaints in ${name}`);
      const unknown = complaints.filter(({ message, trace }) => passerbyIn(`${message}\n${trace}`)?.from == null);
      assert.deepEqual(
        unknown.map(({ line, message, trace }) => `${name}:${line} ${message} ${trace}`),
        [],
      );
    }
  });

  it('is found by the line that operators find, and each has been seen', () => {
    const all = scanned.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    for (const { line, from, by } of passersby) {
      assert.deepEqual(passerbyIn(line), { from, by }, line);
      if (from === null || line.startsWith('SSL/TLS request received')) continue;
      assert.ok(all.includes(line), `no log has ${line}`);
    }
  });

  it('is not what a node leaves that speaks the transport protocol in the clear', () => {
    assert.equal(passerbyIn('NotSslRecordException: not an SSL/TLS record: 4553000000310000'), null);
    assert.equal(passerbyIn('NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31')?.from, null);
  });
});
