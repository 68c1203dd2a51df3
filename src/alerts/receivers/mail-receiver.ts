import { getSystemErrorName } from 'node:util';
import type { AlertMessage } from '../../model/alert.ts';
import type { AlertReceiverConfig } from '../../model/alerts-config.ts';
import type { AlertFault } from '../../model/reasons/alert-fault.ts';
import { toolVersion } from '../../model/tool-version.ts';
import { messageLines, messageTitle } from '../../wording/alert-texts.ts';
import { type AlertReceiver, attemptMs, type ReadReceiver } from '../alert-receiver.ts';

/** A mail server. With a user it has to speak TLS before it is told the password. */
export function mailReceiver(
  { name, server, user, from, to }: Extract<AlertReceiverConfig, { readonly kind: 'mail' }>,
  { secret, ca }: ReadReceiver,
): AlertReceiver {
  const { protocol, hostname, port } = new URL(server);
  const isSecure = protocol === 'smtps:';
  return {
    name,
    send: async (message, signal) => {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port: port === '' ? (isSecure ? 465 : 587) : Number(port),
        secure: isSecure,
        requireTLS: user !== null,
        ...(user === null || secret === null ? {} : { auth: { user, pass: secret.reveal() } }),
        ...(ca === null ? {} : { tls: { ca } }),
        connectionTimeout: attemptMs,
        greetingTimeout: attemptMs,
        socketTimeout: attemptMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const stop = () => transport.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await transport.sendMail(mailOf(message, { from, to }));
        return { kind: 'taken' };
      } catch (error) {
        const because = faultOf(error);
        // Who refuses the sender, a recipient or the text refuses the same again.
        return {
          kind: 'fault',
          because,
          passes: !(because.code === 'alert-mail-refused' && (because.status ?? 0) >= 500),
          retryAfter: null,
        };
      } finally {
        signal.removeEventListener('abort', stop);
        transport.close();
      }
    },
  };
}

function mailOf(message: AlertMessage, { from, to }: { readonly from: string; readonly to: readonly string[] }) {
  return {
    from,
    to: [...to],
    subject: `handclasp: ${messageTitle(message)}`.slice(0, 200),
    text: `${messageLines(message).join('\n\n')}\n\n-- \nhandclasp ${toolVersion}, run of ${message.at}\n`,
    // A server that has it already knows it again.
    messageId: `<${message.id}@handclasp>`,
    date: new Date(message.at),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function faultOf(error: unknown): AlertFault {
  const facts = error instanceof Error ? (error as Error & { readonly code?: unknown; readonly responseCode?: unknown }) : null;
  const code = typeof facts?.code === 'string' ? facts.code : 'unknown';
  if (typeof facts?.responseCode === 'number') return { code: 'alert-mail-refused', status: facts.responseCode, detail: code };
  if (code === 'ETIMEDOUT') return { code: 'alert-timeout', seconds: attemptMs / 1000 };
  const connection = ['ESOCKET', 'ECONNECTION', 'EDNS', 'ETLS'].includes(code);
  return connection
    ? { code: 'alert-unreachable', detail: systemCode(facts) ?? code }
    : { code: 'alert-mail-refused', status: null, detail: code };
}

/** What the system said: the library has another code in its place. */
function systemCode(error: Error | null): string | null {
  const number = error !== null && 'errno' in error ? error.errno : null;
  return typeof number === 'number' && number < 0 ? getSystemErrorName(number) : null;
}
