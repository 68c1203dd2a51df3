import type { ClientLine } from './client-line.ts';

/** Kubernetes, its operators, and what stands in front of a server. */
export const services: readonly ClientLine[] = [
  {
    texts: [
      [
        /secret "\S{1,253}certs\S{0,100}" not found/,
        'MountVolume.SetUp failed for volume "elastic-internal-http-certificates" : secret "quickstart-es-http-certs-internal" not found',
      ],
      [
        /secret "\S{1,253}-ca" not found/,
        'MountVolume.SetUp failed for volume "elasticsearch-certs" : secret "quickstart-es-ca" not found',
      ],
      [/secret "\S{1,253}-tls" not found/, 'MountVolume.SetUp failed for volume "tls" : secret "kibana-tls" not found'],
    ],
    writtenBy: ['kubernetes'],
    meaning: 'secret-not-there',
    rules: [],
  },
  {
    texts: [
      [
        /probe failed: Get "http:.{1,300}malformed HTTP response/,
        'Readiness probe failed: Get "http://10.0.0.1:5601/login": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
      ],
    ],
    writtenBy: ['kubernetes'],
    meaning: 'probe-without-tls',
    rules: [],
  },
  {
    texts: [
      [
        /probe failed: Get "https:.{1,300}HTTP response to HTTPS client/,
        'Readiness probe failed: Get "https://10.0.0.1:9200/": http: server gave HTTP response to HTTPS client',
      ],
    ],
    writtenBy: ['kubernetes'],
    meaning: 'probe-with-tls',
    rules: ['http-plaintext', 'kibana-plaintext', 'eck-tls-disabled'],
  },
  {
    texts: [
      ['only expected one PEM formated CA certificate', 'only expected one PEM formated CA certificate in default/quickstart-tls'],
      ["can't find certificate tls.crt in", "can't find certificate tls.crt in default/quickstart-tls"],
      ["can't find private key tls.key in", "can't find private key tls.key in default/quickstart-tls"],
    ],
    writtenBy: ['kubernetes'],
    meaning: 'operator-refuses-secret',
    rules: ['eck-custom-secret-incomplete'],
  },
  {
    texts: [
      ['Error 526', 'Error 526 Invalid SSL certificate'],
      ['526 Invalid SSL certificate', '526 Invalid SSL certificate'],
      [
        /upstream SSL certificate verify error: .{0,200}unable to get (?:local )?issuer/,
        'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
      ],
    ],
    writtenBy: ['proxy'],
    meaning: 'proxy-does-not-trust-server',
    rules: ['trust-unknown-issuer', 'trust-missing-intermediate'],
  },
  {
    texts: [
      ['Error 525', 'Error 525 SSL handshake failed'],
      ['525 SSL handshake failed', '525 SSL handshake failed'],
    ],
    writtenBy: ['proxy'],
    meaning: 'proxy-handshake-failed',
    rules: ['http-plaintext', 'no-common-protocol', 'no-common-cipher', 'proxy-sni-missing'],
  },
  {
    texts: [
      [
        'upstream prematurely closed connection while reading response header',
        'upstream prematurely closed connection while reading response header from upstream',
      ],
      ['502 Bad Gateway', '502 Bad Gateway'],
    ],
    writtenBy: ['proxy'],
    meaning: 'proxy-speaks-http-to-tls',
    rules: ['plain-clients-on-https'],
  },
  {
    texts: [
      [
        'unable to authenticate user [kibana_system]',
        '[security_exception] Reason: unable to authenticate user [kibana_system] for REST request [/_nodes]',
      ],
    ],
    writtenBy: ['kibana'],
    meaning: 'password-of-kibana',
    rules: [],
  },
];
