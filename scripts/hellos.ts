import { captureAll, capturedRuntimes } from '../test/support/tls-peers/capture-all.ts';

/** Prints what the runtimes that are here say first, as JSON: src/hellos has it as data. */
for (const runtime of capturedRuntimes())
  for (const [id, hello] of await captureAll(runtime)) process.stdout.write(`${JSON.stringify({ id, runtime, ...hello }, null, 2)}\n`);
