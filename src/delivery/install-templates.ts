import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import { faultOfStatus } from './read-bulk-answer.ts';
import type { Receiver } from './receiver.ts';
import type { ReceiverClient } from './receiver-client.ts';
import { callerOf } from './send-batch.ts';

/** Puts templates into a receiver, in order. Null where it has all of them now, otherwise why not. */
export async function installTemplates(
  templates: readonly { readonly path: string; readonly body: unknown }[],
  client: ReceiverClient,
  receiver: Pick<Receiver, 'credentials' | 'identity'>,
): Promise<DeliveryFault | null> {
  for (const { path, body } of templates) {
    const answer = await client.send('PUT', path, 'application/json', JSON.stringify(body));
    if (answer.kind === 'fault') return answer.because;
    const fault = faultOfStatus(answer.status, answer.body, callerOf(receiver))?.because ?? null;
    if (fault === null) continue;
    return fault.code === 'receiver-privilege-lacking' ? { ...fault, needs: 'manage_index_templates' } : fault;
  }
  return null;
}
