import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describePracticeStack, displayWidth, startPracticeStack, wrapText } from '../index.ts';
import { statusOfInterruption } from './exit-status.ts';
import { type Terminal, widthOf } from './terminal.ts';

/** Keeps the practice stack up until interrupted. What can be scanned, and with which CAs, goes to standard output. */
export async function runLab(terminal: Terminal): Promise<number> {
  const stack = await startPracticeStack({ ports: 'fixed' });
  const folder = await mkdtemp(join(tmpdir(), 'handclasp-lab-'));
  try {
    const caFile = join(folder, 'practice-ca.pem');
    const certFile = join(folder, 'practice-node.pem');
    const listFile = join(folder, 'targets.txt');
    await writeFile(caFile, stack.trust.pem);
    await writeFile(certFile, stack.identity.chainPem + stack.identity.privateKeyPem, { mode: 0o600 });
    await writeFile(listFile, stack.endpoints.map(({ target }) => `${target}\n`).join(''));
    const lines = describePracticeStack(stack);
    const column = Math.max(...lines.map(({ target }) => displayWidth(target))) + 2;
    const width = widthOf(terminal);
    await terminal.out(
      [
        ...lines.flatMap(({ target, shows, story }) => [
          `${target.padEnd(column)}${shows}`,
          ...wrapText(story, width - column).map((line) => ' '.repeat(column) + line),
        ]),
        '',
        `targets         ${listFile}`,
        `CAs to trust    ${caFile}`,
        `a node's own    ${certFile}`,
        '',
        'Scan all of it from another terminal:',
        `  handclasp scan @${listFile} --ca ${caFile} --depth standard --test-stranger`,
        '',
      ].join('\n'),
    );
    terminal.err('practice stack is up; Ctrl-C ends it\n');
    if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort');
    return statusOfInterruption(terminal.interrupted);
  } finally {
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}
