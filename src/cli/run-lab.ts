import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLab, displayWidth, type Exercise, exercisesOf, type Lab, startLab, wrapText } from '../index.ts';
import type { LabRequest } from './commands/lab.ts';
import { statusOfInterruption } from './exit-status.ts';
import { type Terminal, widthOf } from './terminal.ts';

/** Keeps the lab up until interrupted. What can be scanned, and with which CAs, goes to standard output. */
export async function runLab({ only, exercises }: LabRequest, terminal: Terminal): Promise<number> {
  const stack = await startLab({ ports: 'free', only });
  const folder = await mkdtemp(join(tmpdir(), 'handclasp-lab-'));
  try {
    const caFile = join(folder, 'lab-ca.pem');
    const certFile = join(folder, 'lab-node.pem');
    const listFile = join(folder, 'targets.txt');
    await writeFile(caFile, stack.trust.pem);
    await writeFile(certFile, stack.identity.chainPem + stack.identity.privateKeyPem, { mode: 0o600 });
    await writeFile(listFile, stack.endpoints.map(({ target }) => `${target}\n`).join(''));
    const width = widthOf(terminal);
    await terminal.out(
      [
        ...(exercises ? exerciseLines(exercisesOf(stack.endpoints, caFile), width) : serverLines(stack, width)),
        '',
        `targets         ${listFile}`,
        `CAs to trust    ${caFile}`,
        `a node's own    ${certFile}`,
        '',
        'Scan all of it from another terminal:',
        `  handclasp scan @${listFile} --ca ${caFile} --depth standard --try-self-signed`,
        '',
      ].join('\n'),
    );
    const moved = stack.endpoints.flatMap(({ takenPort }) => takenPort ?? []);
    if (moved.length > 0)
      terminal.err(`handclasp: ${moved.length === 1 ? 'port' : 'ports'} ${moved.join(', ')} taken: the list has free ones instead\n`);
    terminal.err('the lab is up; Ctrl-C ends it\n');
    if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort');
    return statusOfInterruption(terminal.interrupted);
  } finally {
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function serverLines(stack: Lab, width: number): readonly string[] {
  const lines = describeLab(stack);
  const column = Math.max(...lines.map(({ target }) => displayWidth(target))) + 2;
  return lines.flatMap(({ target, shows, story }) => [
    `${target.padEnd(column)}${shows}`,
    ...wrapText(story, width - column).map((line) => ' '.repeat(column) + line),
  ]);
}

/** The questions with what to type, which stays in one line so that it can be copied; the answers behind all of them. */
function exerciseLines(exercises: readonly Exercise[], width: number): readonly string[] {
  const numbered = (index: number, text: string) =>
    wrapText(text, width - 4).map((line, at) => `${at === 0 ? `${index + 1}.`.padEnd(4) : '    '}${line}`);
  return [
    ...exercises.flatMap(({ question, command }, index) => [...numbered(index, question), `    ${command}`]),
    '',
    'Answers:',
    ...exercises.flatMap(({ answer: { text, rule } }, index) => numbered(index, `${text} (${rule})`)),
  ];
}
