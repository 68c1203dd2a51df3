import { localLimitText } from '../model/local-limit.ts';
import type { Silence } from '../model/reasons/silence.ts';
import type { Texts } from './texts.ts';

export const silenceTexts: Texts<Silence> = {
  'connection-refused': () => 'the port refused the connection',
  'connection-timeout': ({ afterMs }) => `no connection came about within ${afterMs} ms`,
  'host-unreachable': ({ detail }) => `no connection came about: ${detail}`,
  'name-unresolved': ({ detail }) => `no connection came about: ${detail}`,
  'connection-not-attempted': ({ limit }) => `no connection was tried: ${localLimitText(limit)}`,
  'port-silent': () => 'the port took the connection and sent nothing',
  'port-closed-at-once': () => 'the port closed each connection without a word',
  'protocol-not-shown': () => 'what the port speaks did not show',
};
