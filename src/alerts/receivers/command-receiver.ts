import { spawn } from 'node:child_process';
import type { AlertReceiverConfig } from '../../model/alerts-config.ts';
import { messageTitle } from '../../wording/alert-texts.ts';
import { type AlertOutcome, type AlertReceiver, attemptMs } from '../alert-receiver.ts';
import { alertDocument } from './alert-document.ts';

/** A program, started without a shell, that reads JSON from standard input. It has taken the message where it ends with 0. It inherits none of our secrets. */
export function commandReceiver({ name, run }: Extract<AlertReceiverConfig, { readonly kind: 'command' }>): AlertReceiver {
  const [program, ...args] = run;
  return {
    name,
    send: (message, signal) =>
      new Promise<AlertOutcome>((resolve) => {
        const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('HANDCLASP_')));
        const child = spawn(program, args, {
          stdio: ['pipe', 'ignore', 'ignore'],
          env: { ...env, HANDCLASP_ALERT_ID: message.id, HANDCLASP_ALERT_TITLE: messageTitle(message) },
          signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]),
          killSignal: 'SIGKILL',
        });
        child.once('error', (error) => {
          const isLate = error.name === 'AbortError';
          resolve(
            fault(isLate ? { code: 'alert-timeout', seconds: attemptMs / 1000 } : { code: 'alert-program-missing', detail: codeOf(error) }),
          );
        });
        child.once('close', (exit, ended) => {
          resolve(exit === 0 ? { kind: 'taken' } : fault({ code: 'alert-program-failed', exit, signal: ended }));
        });
        // It may end before it has read all.
        child.stdin.on('error', () => {});
        child.stdin.end(`${alertDocument(message)}\n`);
      }),
  };
}

function fault(because: Extract<AlertOutcome, { readonly kind: 'fault' }>['because']): AlertOutcome {
  return { kind: 'fault', because, passes: true, retryAfter: null };
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : 'unknown';
}
