import { alertFaultText, printable, testMessage } from '../../index.ts';
import { exitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import type { AlertPlan } from './read-alerts.ts';

/** Sends each receiver a message that tells of nothing, says who has taken it, and gives the exit status. */
export async function testAlerts({ receivers }: AlertPlan, terminal: Terminal): Promise<number> {
  const message = testMessage(new Date());
  const outcomes = await Promise.all(receivers.map(async ({ name, send }) => [name, await send(message, terminal.interrupted)] as const));
  for (const [name, outcome] of outcomes)
    await terminal.out(
      printable(`${name}: ${outcome.kind === 'taken' ? 'has taken a test message' : alertFaultText(outcome.because)}`).concat('\n'),
    );
  return outcomes.every(([, { kind }]) => kind === 'taken') ? exitStatus.clean : exitStatus.incomplete;
}
