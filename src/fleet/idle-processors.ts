import { cpus } from 'node:os';

/** How many processors had nothing to do since it was last asked, as a fraction; of the whole machine, whoever else uses it. */
export function createIdleProcessors(read: () => readonly { readonly times: Readonly<Record<string, number>> }[] = cpus): () => number {
  const sums = () => {
    let idle = 0;
    let all = 0;
    const processors = read();
    for (const { times } of processors) {
      idle += times.idle ?? 0;
      for (const time of Object.values(times)) all += time;
    }
    return { idle, all, count: processors.length };
  };
  let last = sums();
  return () => {
    const now = sums();
    const passed = now.all - last.all;
    const spare = passed > 0 ? ((now.idle - last.idle) / passed) * now.count : 0;
    last = now;
    return spare;
  };
}
