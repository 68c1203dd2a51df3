import type { Alert } from '../wire/alerts.ts';

/** The name of an alert, as the RFC spells it. */
export type AlertName = keyof typeof Alert;

/** What a peer can be refused for. Kebab-case and stable: reports say them. Each has a peer in the tests that is refused for it. */
export type RefusalReason =
  | 'alpn-not-offered'
  | 'alpn-not-one-protocol'
  | 'bad-diffie-hellman-parameters'
  | 'bad-finished'
  | 'bad-key-share'
  | 'bad-record-mac'
  | 'bad-signature'
  | 'certificate-context'
  | 'certificate-does-not-fit-suite'
  | 'certificate-request-context'
  | 'certificate-request-without-signature-algorithms'
  | 'certificate-type-not-accepted'
  | 'change-cipher-spec-inside-message'
  | 'cipher-suite-changed-after-retry'
  | 'cipher-suite-not-computable'
  | 'cipher-suite-not-offered'
  | 'cipher-suite-of-another-version'
  | 'compression-not-offered'
  | 'data-inside-message'
  | 'downgrade'
  | 'duplicate-extension'
  | 'early-data'
  | 'empty-alert'
  | 'empty-certificate'
  | 'empty-certificate-authorities'
  | 'empty-cookie'
  | 'empty-handshake-record'
  | 'empty-ocsp-response'
  | 'empty-signature-algorithms'
  | 'empty-ticket'
  | 'extended-master-secret-not-empty'
  | 'extension-in-wrong-message'
  | 'extension-not-offered'
  | 'group-not-computable'
  | 'group-not-offered'
  | 'group-without-key-share'
  | 'hello-request-not-empty'
  | 'key-update-request'
  | 'late-change-cipher-spec'
  | 'legacy-version'
  | 'malformed-change-cipher-spec'
  | 'malformed-message'
  | 'malformed-renegotiation-info'
  | 'message-across-key-change'
  | 'message-too-long'
  | 'no-certificate'
  | 'no-certificate-verify'
  | 'no-certificate-types'
  | 'no-common-signature-scheme'
  | 'no-content-type'
  | 'no-key-share'
  | 'no-server-key-exchange'
  | 'no-supported-versions'
  | 'no-uncompressed-points'
  | 'not-tls'
  | 'plaintext-too-long'
  | 'protected-change-cipher-spec'
  | 'psk-not-offered'
  | 'psk-of-another-hash'
  | 'record-too-long'
  | 'renegotiation'
  | 'renegotiation-info-not-empty'
  | 'retry-without-change'
  | 'rsa-key-too-small'
  | 'second-hello-retry-request'
  | 'server-hello-done-not-empty'
  | 'server-name-not-empty'
  | 'session-id-echoed'
  | 'session-id-not-echoed'
  | 'session-ticket-not-empty'
  | 'signature-scheme-does-not-fit-key'
  | 'signature-scheme-not-offered'
  | 'ssl-3.0-not-computable'
  | 'status-request-not-empty'
  | 'supported-versions-below-tls-1.3'
  | 'too-many-change-cipher-specs'
  | 'too-many-empty-records'
  | 'too-many-key-updates'
  | 'too-many-warnings'
  | 'unexpected-change-cipher-spec'
  | 'unexpected-message'
  | 'unexpected-message-after-handshake'
  | 'unknown-alert-level'
  | 'unknown-record-type'
  | 'unprotected-record'
  | 'unreadable-certificate'
  | 'unreadable-public-key'
  | 'version-changed-after-retry'
  | 'version-not-offered'
  | 'wrong-record-version';

/**
 * Thrown inside the handshake where the peer breaks the protocol; the machine turns it into an alert and an event.
 * It never leaves src/tls.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly alert: AlertName;
  readonly reason: RefusalReason;

  constructor(alert: AlertName, reason: RefusalReason) {
    super(`${reason} (${alert})`);
    this.alert = alert;
    this.reason = reason;
  }
}

/** Reasons to stop that are no fault of the peer: what it took, of what it was offered, is beyond what can be computed here, or what we have does not fit its request. */
export const notComputable: ReadonlySet<string> = new Set<RefusalReason>([
  'cipher-suite-not-computable',
  'ssl-3.0-not-computable',
  'group-not-computable',
  'unreadable-public-key',
  'certificate-type-not-accepted',
  'no-common-signature-scheme',
]);

export function refuse(alert: AlertName, reason: RefusalReason): never {
  throw new Refusal(alert, reason);
}
