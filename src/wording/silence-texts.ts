import { localLimitText } from '../model/local-limit.ts';
import type { Silence } from '../model/reasons/silence.ts';
import type { Texts } from './texts.ts';

export const silenceTexts: Texts<Silence> = {
  'connection-refused': () => 'the port refused the connection',
  'connection-timeout': ({ afterMs }) => `no connection within ${afterMs} ms`,
  'host-unreachable': ({ detail }) => `no connection: ${detail}`,
  'name-unresolved': ({ detail }) => `no connection: ${detail}`,
  'connection-not-attempted': ({ limit }) => `no connection was tried: ${localLimitText(limit)}`,
  'port-silent': () => 'the port accepted the connection and sent nothing',
  'port-closed-at-once': () => 'the port closed each connection without sending anything',
  'protocol-not-shown': () => 'the protocol of the port could not be seen',
};
