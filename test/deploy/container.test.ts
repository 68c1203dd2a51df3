import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipUnless } from '../support/required.ts';
import { root, sourceText } from '../support/sources.ts';

/*
 * There is no Docker where this runs: what the Dockerfile says is done in a folder in place of its root, and what it starts runs as its user, without network but loopback,
 * while every file system is read-only.
 */
describe('what the Dockerfile says, followed', function () {
  this.timeout(240_000);
  let image: string;
  const ran = (program: string, args: readonly string[], cwd = root) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd });
    return { status, out: stdout, err: stderr };
  };

  before(function () {
    skipUnless(
      this,
      ran('unshare', ['--mount', '--net', 'true']).status === 0 && ran('setpriv', ['--version']).status === 0,
      'unshare, setpriv and root',
    );
    image = mkdtempSync(join(tmpdir(), 'handclasp-image-'));
    chmodSync(image, 0o755);
    mkdirSync(join(image, 'tmp'));
    mkdirSync(join(image, 'work'));
    const packed = ran('npm', ['pack', '--ignore-scripts', '--pack-destination', join(image, 'tmp')]);
    assert.equal(packed.status, 0, packed.err);
    const dockerfile = sourceText('Dockerfile');
    const [, pattern = '', copied = ''] = /^COPY (handclasp-\S+) (\S+)$/m.exec(dockerfile) ?? [];
    const [tarball = ''] = readdirSync(join(image, 'tmp')).filter((name) => name.startsWith(pattern.split('*')[0] ?? '?'));
    cpSync(join(image, 'tmp', tarball), join(image, copied));
    const [, install = ''] = /^RUN (npm install [^\n]+)$/m.exec(dockerfile) ?? [];
    const installed = ran('sh', ['-c', install.replace(/ \/(opt|tmp)\//g, ` ${image}/$1/`)]);
    assert.equal(installed.status, 0, installed.err);
  });
  after(() => {
    if (image !== undefined) rmSync(image, { recursive: true });
  });

  /** As `docker run --read-only --network none` of that user. */
  function started(...words: readonly string[]) {
    const dockerfile = sourceText('Dockerfile');
    const [, user = '', group = ''] = /^USER (\d+):(\d+)$/m.exec(dockerfile) ?? [];
    const [, entry = ''] = /^ENTRYPOINT \["(\w+)"\]$/m.exec(dockerfile) ?? [];
    const [, path = ''] = /^ENV PATH=([^:]+):/m.exec(dockerfile) ?? [];
    const script = [
      'set -e',
      'ip link set lo up 2>/dev/null || true',
      'mount --make-rprivate /',
      'mount -o remount,bind,ro /',
      // Where the tests keep their files may be a file system of its own.
      `mount --bind '${image}' '${image}' && mount -o remount,bind,ro '${image}'`,
      `cd '${image}/work'`,
      `export PATH='${image}${path}':"$PATH" HOME=/nonexistent`,
      `exec setpriv --reuid ${user} --regid ${group} --clear-groups --no-new-privs --bounding-set=-all ${entry} "$@"`,
    ].join('\n');
    return ran('unshare', ['--mount', '--net', 'sh', '-c', script, 'sh', ...words], image);
  }

  it('has the command, and neither what makes it nor an optional package', () => {
    const { status, out } = started('--version');
    assert.equal(status, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
    const packages = readdirSync(join(image, 'opt/handclasp/lib/node_modules/handclasp/node_modules'));
    assert.ok(packages.includes('undici'));
    for (const name of ['typescript', 'esbuild', '@photostructure']) assert.ok(!packages.includes(name), name);
  });

  it('scans the lab, as that user, without network, and with every file read-only', () => {
    const { status, out, err } = started('scan', '--lab');
    assert.equal(status, 1, err);
    assert.match(out, /lab: (\d+) of \1 endpoints show what they should/);
  });

  it('says so where a file is to be written, and cannot be', () => {
    const { status, err } = started('scan', '--lab', '-o', 'scan.json');
    assert.equal(status, 2);
    assert.match(err, /^handclasp: cannot write scan\.json: /);
  });
});
