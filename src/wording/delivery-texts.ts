import type { ApiRefusal } from '../model/reasons/api-refusal.ts';
import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import { apiTexts } from './api-texts.ts';
import { pathFaultText } from './path-fault-texts.ts';
import type { Texts } from './texts.ts';

type OwnFault = Exclude<DeliveryFault, ApiRefusal>;

const privileges = {
  create_doc: 'the index privileges create_doc and auto_configure for logs-handclasp.*',
  manage_index_templates: 'the cluster privilege manage_index_templates',
} as const;

const callers = { user: 'the user', 'api-key': 'the API key', certificate: 'the client certificate' } as const;

const ownTexts: Texts<OwnFault> = {
  'receiver-untrusted': ({ because }) => `its certificate is not trusted: ${pathFaultText(because)}; nothing was sent to it`,
  'receiver-unproven': () => 'it did not prove that it has the key of its certificate; nothing was sent to it',
  'receiver-alert': ({ alert }) => `it refused the TLS handshake (${alert})`,
  'receiver-wants-credentials': () => '401, it asks for credentials (--es-api-key-file, --es-user or --es-cert)',
  'receiver-privilege-lacking': ({ of, needs }) => `403, ${callers[of]} lacks a privilege: ${privileges[needs]}`,
  'receiver-stream-missing': () => '404, it has no such data stream, and may not create it: add --es-install-template once',
};

const texts: Texts<DeliveryFault> = { ...apiTexts, ...ownTexts };

/** Why a receiver did not take documents, as the end of `URL: …`. */
export function deliveryFaultText(fault: DeliveryFault): string {
  return (texts[fault.code] as (fault: DeliveryFault) => string)(fault);
}
