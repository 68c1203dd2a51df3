import { toolVersion } from '../index.ts';

/** Runs the command line in this process. Scripts ask for the version before each run: it waits for nothing that a command needs. */
export async function start(args: readonly string[]): Promise<void> {
  const [only, ...others] = args;
  const isVersion = others.length === 0 && (only === '--version' || only === '-V');
  if (isVersion && (await isWritten(`${toolVersion}\n`))) return;
  const { runProcess } = await import('./run-process.ts');
  await runProcess(args);
}

/** False where the system refused, which is then told as of any other output. */
function isWritten(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    process.stdout.once('error', () => resolve(false));
    process.stdout.write(text, (error) => resolve(!error));
  });
}
