import { realClock } from '../model/clock.ts';
import { Delivery } from './delivery.ts';
import { type Receiver, receiverUrl } from './receiver.ts';
import { receiverClient } from './receiver-client.ts';
import { Spool } from './spool.ts';

/** Bytes that may wait for one receiver. */
const mostInSpool = 1024 * 1024 * 1024;

/**
 * Begins to hand documents to a receiver. What it does not take waits in `folder`, and what earlier runs left there is sent as well.
 *
 * @throws the error of the system where nothing could be kept in that folder
 */
export async function openDelivery(
  receiver: Receiver,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<Delivery> {
  const spool = new Spool(folder, receiverUrl(receiver), mostInSpool);
  await spool.prepare();
  const delivery = new Delivery({ receiver, client: await receiverClient(receiver), spool, clock: realClock, signal });
  await delivery.open();
  return delivery;
}
