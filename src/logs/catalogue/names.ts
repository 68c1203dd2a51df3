import type { LogLine } from './log-line.ts';

/** A certificate that does not have the name or the address that was connected to. */
export const names: readonly LogLine[] = [
  {
    texts: [
      ['No subject alternative names present', 'java.security.cert.CertificateException: No subject alternative names present', 'jsse'],
    ],
    writtenBy: ['jsse', 'go'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'san-missing',
    related: ['san-ip-missing', 'verification-full-with-shared-certificate'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [
      [
        'No subject alternative names matching IP address',
        'java.security.cert.CertificateException: No subject alternative names matching IP address 10.0.0.12 found',
        'jsse',
      ],
      [
        /IP: \S{1,100} is not in the cert's list/,
        "Hostname/IP does not match certificate's altnames: IP: 10.0.0.12 is not in the cert's list: 10.0.0.11",
        'node',
      ],
    ],
    writtenBy: ['jsse', 'node', 'python', 'go'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'san-ip-missing',
    related: ['san-publish-address-missing', 'san-stale-after-move'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [
      [
        'No subject alternative DNS name matching',
        'java.security.cert.CertificateException: No subject alternative DNS name matching es02 found.',
        'jsse',
      ],
      ['No name matching', 'java.security.cert.CertificateException: No name matching es02 found', 'jsse'],
      [
        'Expected SSL certificate to be valid for host',
        'Expected SSL certificate to be valid for host [es02], but it is only valid for subject alternative names [DNS:es01]',
      ],
    ],
    writtenBy: ['jsse', 'elasticsearch'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'san-name-mismatch',
    related: ['verification-full-with-shared-certificate'],
    reasons: ['name-mismatch'],
  },
  {
    texts: [
      [
        "does not match certificate's altnames",
        "Hostname/IP does not match certificate's altnames: Host: es02. is not in the cert's altnames: DNS:es01",
        'node',
      ],
      ['ERR_TLS_CERT_ALTNAME_INVALID', "code: 'ERR_TLS_CERT_ALTNAME_INVALID'", 'node'],
    ],
    writtenBy: ['node', 'python', 'go', 'browser', 'curl'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'san-name-mismatch',
    reasons: ['name-mismatch'],
  },
  {
    texts: [
      ['Illegal given domain name', 'java.security.cert.CertificateException: Illegal given domain name: es_01', 'jsse'],
      ['Contains non-LDH ASCII characters', 'java.lang.IllegalArgumentException: Contains non-LDH ASCII characters', 'jsse'],
    ],
    writtenBy: ['jsse'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'hostname-underscore',
    reasons: ['invalid-name'],
  },
];
