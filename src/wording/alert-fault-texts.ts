import type { AlertFault } from '../model/reasons/alert-fault.ts';
import type { Texts } from './texts.ts';

const texts: Texts<AlertFault> = {
  'alert-status': ({ status }) => `it answered ${status}`,
  'alert-unreachable': ({ detail }) => connectionText(detail),
  'alert-timeout': ({ seconds }) => `it did not answer within ${seconds} s`,
  'alert-program-missing': ({ detail }) => `the program cannot be started (${detail})`,
  'alert-program-failed': ({ exit, signal }) => `the program ended ${signal === null ? `with ${exit}` : `by ${signal}`}`,
  'alert-mail-refused': ({ status, detail }) => `the mail server refused it${status === null ? '' : ` with ${status}`} (${detail})`,
};

/** Why a receiver did not take an alert, as the end of `NAME: …`. */
export function alertFaultText(fault: AlertFault): string {
  return (texts[fault.code] as (fault: AlertFault) => string)(fault);
}

function connectionText(code: string): string {
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'the connection was refused',
    ENOTFOUND: 'its name cannot be resolved',
    EAI_AGAIN: 'its name cannot be resolved at the moment',
    EHOSTUNREACH: 'there is no route to it',
    ECONNRESET: 'it hung up',
    ESOCKET: 'it hung up, or its certificate is not trusted (ca: names the CA)',
    UND_ERR_SOCKET: 'it hung up',
    UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted (ca: names the CA)',
    SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (ca: names the CA)',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (ca: names the CA)',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted (ca: names the CA)',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  };
  return known[code] ?? `the connection failed (${code})`;
}
