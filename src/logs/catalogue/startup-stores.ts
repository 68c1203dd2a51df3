import type { LogLine } from './log-line.ts';

/** PKCS#12 and JKS stores that do not open, or do not hold what they should. */
export const startupStores: readonly LogLine[] = [
  {
    texts: [
      [
        '(no password was provided)',
        'cannot read configured [PKCS12] keystore (as a truststore) [/etc/elasticsearch/certs/ca.p12] - this is usually caused by an incorrect password; (no password was provided)',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'keystore-password-not-stored',
  },
  {
    texts: [
      ['keystore password was incorrect', 'java.io.IOException: keystore password was incorrect'],
      [
        'caused by an incorrect password',
        'cannot read configured [PKCS12] keystore [/etc/elasticsearch/certs/node.p12] - this is usually caused by an incorrect password; (a keystore password was provided)',
      ],
      [
        'incorrect key-password',
        'failed to load a KeyManager for keystore [/etc/elasticsearch/certs/node.jks], this is usually caused by an incorrect key-password (we tried to access the key using the same password as the keystore)',
      ],
      [
        'due to UnrecoverableKeyException',
        'java.security.UnrecoverableKeyException: failed to decrypt safe contents entry: due to UnrecoverableKeyException',
      ],
    ],
    writtenBy: ['elasticsearch', 'opensearch', 'jsse'],
    refusedBy: null,
    rule: 'keystore-password-wrong',
  },
  {
    texts: [
      'PKCS#12 MAC could not be verified. Invalid password?',
      ['mac verify failure', 'error:11800071:PKCS12 routines::mac verify failure'],
      'ERR_OSSL_PKCS12_MAC_VERIFY_FAILURE',
      ['Provider routines::bad decrypt', 'error:1C800064:Provider routines::bad decrypt'],
      ['ERR_OSSL_BAD_DECRYPT', "code: 'ERR_OSSL_BAD_DECRYPT'"],
    ],
    writtenBy: ['kibana', 'openssl', 'node'],
    refusedBy: null,
    rule: 'keystore-password-wrong',
  },
  {
    texts: [
      [
        'does not contain any trusted certificate entries',
        'the truststore [/etc/elasticsearch/certs/trust.p12] does not contain any trusted certificate entries',
      ],
      [
        'trustAnchors parameter must be non-empty',
        'java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty',
      ],
    ],
    writtenBy: ['elasticsearch', 'jsse'],
    refusedBy: null,
    rule: 'truststore-no-anchors',
    reasons: ['no-anchors'],
  },
  {
    texts: [
      ['Invalid keystore format', 'java.io.IOException: Invalid keystore format'],
      ['toDerInputStream rejects tag type', 'java.io.IOException: toDerInputStream rejects tag type 45'],
    ],
    writtenBy: ['jsse'],
    refusedBy: null,
    rule: 'keystore-type-mismatch',
  },
  {
    texts: [
      ['does not contain a private key entry', 'the keystore [/etc/elasticsearch/certs/node.p12] does not contain a private key entry'],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: null,
    rule: 'keystore-without-private-key',
  },
  {
    texts: [
      ['Did not find private key in keystore', 'Did not find private key in keystore at [keystore.path].'],
      ['Did not find key in Elasticsearch keystore', 'Did not find key in Elasticsearch keystore.'],
    ],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'keystore-without-private-key',
  },
  {
    texts: [['Keystore contains multiple private keys', 'Keystore contains multiple private keys.']],
    writtenBy: ['kibana'],
    refusedBy: null,
    rule: 'keystore-several-keys',
  },
  {
    texts: [
      ['inner_evp_generic_fetch', 'error:0308010C:digital envelope routines:inner_evp_generic_fetch:unsupported'],
      'Cannot read encrypted PBE data block. Unsupported OID.',
    ],
    writtenBy: ['kibana', 'openssl'],
    refusedBy: null,
    rule: 'kibana-legacy-pkcs12',
  },
  {
    texts: [
      ['key values mismatch', 'error:05800074:x509 certificate routines::key values mismatch'],
      ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', "code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'"],
    ],
    writtenBy: ['openssl', 'node', 'go'],
    refusedBy: null,
    rule: 'key-certificate-mismatch',
  },
];
