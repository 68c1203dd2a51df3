/** What of a certificate keeps its node from sending it, or others from accepting it, in front of what was seen. */
export type UntrustedCertificate =
  | { readonly code: 'self-signed'; readonly holder: string; readonly subject: string }
  /** The issuer was neither sent nor is it at hand, so that what it is does not show. */
  | { readonly code: 'issuer-unseen'; readonly holder: string; readonly judge: string; readonly issuer: string };

/** As a sentence. */
export function untrustedCertificateText(one: UntrustedCertificate): string {
  return one.code === 'self-signed'
    ? `The certificate ${one.subject} of ${one.holder} is self-signed.`
    : `${one.issuer} is a CA that ${one.judge} does not trust, or an intermediate that ${one.holder} does not send: it was not seen, so nothing tells which.`;
}
