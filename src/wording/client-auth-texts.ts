import type { Ending } from '../model/ending.ts';
import type { ClientAuthReason } from '../model/reasons/client-auth-reason.ts';
import { brokenProtocolText } from './handshake-text.ts';
import type { Texts } from './texts.ts';

export const clientAuthTexts: Texts<ClientAuthReason> = {
  'handshake-not-completed': ({ ending }) => `the handshake was not completed: ${endingText(ending)}`,
  'first-flight-broke-off': ({ ending }) => `the handshake failed: ${endingText(ending)}`,
  'asked-and-broke-off': ({ ending }) =>
    ending.kind === 'alert'
      ? `it asks for a certificate; the handshake failed with ${endingText(ending)}`
      : 'it asks for a certificate; it closed the connection before it had sent all of its handshake',
  'asked-and-refused-unclearly': ({ ending }) =>
    `it asks for a certificate; ${endingText(ending)} after an empty Certificate does not say why`,
  'asked-and-not-finished': ({ ending }) =>
    ending.kind === 'timeout'
      ? `it asks for a certificate; ${endingText(ending)}`
      : `it asks for a certificate; the handshake could not be finished: ${endingText(ending)}`,
  'asked-and-not-tried': () => 'it asks for a certificate; whether it requires one was not tried, since that leaves a line in its log',
  'asked-and-undecided': () => 'it asks for a certificate; after an empty one, it sent neither a ticket, nor data, nor an alert',
  'asked-and-left-tls': () => 'it asks for a certificate, and then stopped speaking TLS',
  'as-saved': ({ text }) => text,
};

function endingText(ending: Ending): string {
  switch (ending.kind) {
    case 'alert':
      return `alert ${ending.description} ${ending.name}`;
    case 'closed':
      return ending.how === 'reset' ? 'the connection was reset' : 'the connection was closed';
    case 'timeout':
      return ending.by === 'deadline' ? 'the time for this address ended' : `nothing came within ${ending.afterMs} ms`;
    case 'protocol-error':
    case 'not-computable':
      return brokenProtocolText(ending.reason) ?? `the server broke the protocol (${ending.reason})`;
    case 'not-tls':
      return 'the server stopped speaking TLS';
    case 'stopped':
      return 'it was ended on purpose';
    case 'accepted':
    case 'undecided':
      return 'it did not show whether the server accepts';
  }
}
