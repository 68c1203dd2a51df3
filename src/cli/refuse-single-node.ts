import { lookup } from 'node:dns/promises';
import { type Target, UsageError } from '../index.ts';

/** One node compares with nothing. A name that stands for several addresses is several nodes. @throws UsageError */
export async function refuseSingleNode(targets: readonly Target[]): Promise<void> {
  // Of a host without a port, transport is what is compared.
  const nodes = targets.filter(({ implied, port }) => implied !== true || port === 9300);
  const [first] = nodes;
  if (nodes.length > 1 || first === undefined) return;
  const addresses = await lookup(first.host, { all: true }).catch(() => []);
  if (addresses.length > 1) return;
  throw new UsageError(
    'no-target',
    `matrix compares nodes, and ${first.label} is one`,
    `add the others, as in "handclasp matrix ${first.host} es02", or let it find them with --discover`,
  );
}
