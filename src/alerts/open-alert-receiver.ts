import type { AlertReceiver, ReadReceiver } from './alert-receiver.ts';

/** Opens nothing yet: the first message does. */
export async function openAlertReceiver(read: ReadReceiver): Promise<AlertReceiver> {
  const { config } = read;
  switch (config.kind) {
    case 'webhook':
    case 'slack':
    case 'pagerduty':
      return (await import('./receivers/http-receiver.ts')).httpReceiver(config, read);
    case 'command':
      return (await import('./receivers/command-receiver.ts')).commandReceiver(config);
    case 'mail':
      return (await import('./receivers/mail-receiver.ts')).mailReceiver(config, read);
  }
}
