import { randomUUID } from 'node:crypto';
import type { AlertMessage } from '../model/alert.ts';

/** A message that tells of nothing, so that somebody sees that messages come. */
export function testMessage(at: Date): AlertMessage {
  return { id: randomUUID(), at: at.toISOString(), alerts: [{ key: 'test', change: 'opened', severity: 'info', facts: { kind: 'test' } }] };
}
