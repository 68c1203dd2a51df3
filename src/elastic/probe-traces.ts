/** What a question of a probe leaves in the log of a node that refuses it. */
export type ProbeTrace = {
  /** In the message or in one of its exceptions; JDK 25 writes the alert's name before it. */
  readonly text: RegExp;
  /** As an operator finds it. */
  readonly line: string;
  /** The least `--depth` of `scan` that leaves it, or the option; null where only others ask so. */
  readonly from: 'glance' | 'standard' | 'full' | '--test-stranger' | null;
  /** Whoever asks so, and how. */
  readonly by: string;
};

/**
 * Measured on Elasticsearch 7.17.29, 8.19.21 (JDK 17) and 9.5.3 (JDK 25), and on OpenSearch 2.19.4, which writes each of them twice. A node that fails leaves the first of them
 * too, and the first in the clear: what tells the two apart is who it is and how often.
 */
export const probeTraces: readonly ProbeTrace[] = [
  {
    text: /Empty client certificate chain/,
    line: 'Empty client certificate chain',
    from: 'glance',
    by: 'a client without a certificate',
  },
  {
    text: /SSL\/TLS request received but SSL\/TLS is not enabled on this node|invalid internal transport message format, got \(16,3,/,
    line: 'SSL/TLS request received but SSL/TLS is not enabled on this node',
    from: 'glance',
    by: 'a client that tries TLS on a port without',
  },
  {
    text: /Client requested protocol \S+ is not enabled or supported in server context|client supported protocol versions \[[^\]]*\] are not accepted/,
    line: 'Client requested protocol TLSv1.1 is not enabled or supported in server context',
    from: 'standard',
    by: 'a client that asks for older protocol versions',
  },
  {
    text: /no cipher suites in common/,
    line: 'no cipher suites in common',
    from: 'standard',
    by: 'a client that asks for the cipher suites that are left',
  },
  {
    text: /No available authentication scheme/,
    line: 'No available authentication scheme',
    from: 'full',
    by: 'a client that asks for the signature schemes that are left',
  },
  {
    text: /No supported signature algorithm for/,
    line: 'No supported signature algorithm for RSA key',
    from: 'full',
    by: 'a client that asks for the signature schemes that are left, in TLS 1.2',
  },
  {
    text: /Unexpected key_share extension in HelloRetryRequest/,
    line: 'Unexpected key_share extension in HelloRetryRequest',
    from: 'full',
    by: 'a client that asks for the groups that are left',
  },
  {
    text: /subject name \[CN=handclasp stranger\]/,
    line: 'the client provided a certificate with subject name [CN=handclasp stranger]',
    from: '--test-stranger',
    by: 'handclasp, with a certificate that it made up',
  },
  {
    text: /PKIX path (?:building|validation) failed|unable to find valid certification path/,
    line: 'PKIX path building failed',
    from: '--test-stranger',
    by: 'a client with a certificate that the node does not trust',
  },
  {
    text: /client did not trust this server's certificate|Received fatal alert: (?:certificate_unknown|unknown_ca|bad_certificate)/,
    line: "client did not trust this server's certificate, closing connection",
    from: null,
    by: 'a client that does not trust the certificate of the node',
  },
  {
    text: /received plaintext (?:http )?traffic on an (?:https|encrypted) channel|not an SSL\/TLS record: (?!4553)/,
    line: 'received plaintext traffic on an encrypted channel',
    from: null,
    by: 'a health check or a monitor that speaks HTTP or plain TCP',
  },
];

/** What could have left this text; null where only a node, or a client that has its own reason, leaves it. */
export function probeTraceIn(text: string): ProbeTrace | null {
  return probeTraces.find((trace) => trace.text.test(text)) ?? null;
}
