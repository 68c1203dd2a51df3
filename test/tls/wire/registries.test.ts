import assert from 'node:assert/strict';
import { Alert, alertName } from '../../../src/tls/wire/alerts.ts';
import { CipherSuite, cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import { ContentType, contentTypeName } from '../../../src/tls/wire/content-types.ts';
import { ExtensionType, extensionName } from '../../../src/tls/wire/extension-types.ts';
import { HandshakeType, handshakeTypeName } from '../../../src/tls/wire/handshake-types.ts';
import { groupName, NamedGroup } from '../../../src/tls/wire/named-groups.ts';
import { SignatureScheme, signatureSchemeName } from '../../../src/tls/wire/signature-schemes.ts';

type Registry = {
  readonly codes: Readonly<Record<string, number>>;
  readonly name: (code: number) => string;
  readonly largest: number;
  /** A number that no registry names. */
  readonly unnamed: readonly [number, string];
  /** As the texts of the RFCs print them. */
  readonly known: readonly (readonly [number, string, source: string])[];
};

const registries: Readonly<Record<string, Registry>> = {
  alerts: {
    codes: Alert,
    name: alertName,
    largest: 0xff,
    unnamed: [5, '0x05'],
    known: [
      [0, 'close_notify', 'RFC 8446 §6'],
      [10, 'unexpected_message', 'RFC 8446 §6'],
      [21, 'decryption_failed', 'RFC 2246 §7.2'],
      [40, 'handshake_failure', 'RFC 8446 §6'],
      [41, 'no_certificate', 'RFC 6101 §5.4'],
      [42, 'bad_certificate', 'RFC 8446 §6'],
      [46, 'certificate_unknown', 'RFC 8446 §6'],
      [48, 'unknown_ca', 'RFC 8446 §6'],
      [60, 'export_restriction', 'RFC 2246 §7.2'],
      [70, 'protocol_version', 'RFC 8446 §6'],
      [86, 'inappropriate_fallback', 'RFC 7507 §6'],
      [109, 'missing_extension', 'RFC 8446 §6'],
      [110, 'unsupported_extension', 'RFC 8446 §6'],
      [112, 'unrecognized_name', 'RFC 6066 §9'],
      [116, 'certificate_required', 'RFC 8446 §6'],
      [120, 'no_application_protocol', 'RFC 7301 §3.2'],
      [121, 'ech_required', 'RFC 9849 §11.2'],
    ],
  },
  'content types': {
    codes: ContentType,
    name: contentTypeName,
    largest: 0xff,
    unnamed: [72, '0x48'],
    known: [
      [20, 'change_cipher_spec', 'RFC 8446 §5.1'],
      [21, 'alert', 'RFC 8446 §5.1'],
      [22, 'handshake', 'RFC 8446 §5.1'],
      [23, 'application_data', 'RFC 8446 §5.1'],
      [24, 'heartbeat', 'RFC 6520 §3'],
    ],
  },
  'handshake types': {
    codes: HandshakeType,
    name: handshakeTypeName,
    largest: 0xff,
    unnamed: [99, '0x63'],
    known: [
      [0, 'hello_request', 'RFC 5246 §7.4'],
      [1, 'client_hello', 'RFC 8446 §4'],
      [2, 'server_hello', 'RFC 8446 §4'],
      [4, 'new_session_ticket', 'RFC 8446 §4'],
      [8, 'encrypted_extensions', 'RFC 8446 §4'],
      [11, 'certificate', 'RFC 8446 §4'],
      [12, 'server_key_exchange', 'RFC 5246 §7.4'],
      [13, 'certificate_request', 'RFC 8446 §4'],
      [14, 'server_hello_done', 'RFC 5246 §7.4'],
      [15, 'certificate_verify', 'RFC 8446 §4'],
      [16, 'client_key_exchange', 'RFC 5246 §7.4'],
      [20, 'finished', 'RFC 8446 §4'],
      [22, 'certificate_status', 'RFC 6066 §8'],
      [24, 'key_update', 'RFC 8446 §4'],
      [25, 'compressed_certificate', 'RFC 8879 §7.2'],
      [254, 'message_hash', 'RFC 8446 §4'],
    ],
  },
  'extension types': {
    codes: ExtensionType,
    name: extensionName,
    largest: 0xffff,
    unnamed: [0xfafa, '0xfafa'],
    known: [
      [0, 'server_name', 'RFC 8446 §4.2'],
      [5, 'status_request', 'RFC 8446 §4.2'],
      [10, 'supported_groups', 'RFC 8446 §4.2'],
      [11, 'ec_point_formats', 'RFC 8422 §5.1'],
      [13, 'signature_algorithms', 'RFC 8446 §4.2'],
      [16, 'application_layer_protocol_negotiation', 'RFC 8446 §4.2'],
      [22, 'encrypt_then_mac', 'RFC 7366 §2'],
      [23, 'extended_master_secret', 'RFC 7627 §5.1'],
      [28, 'record_size_limit', 'RFC 8449 §4'],
      [35, 'session_ticket', 'RFC 5077 §3.2'],
      [41, 'pre_shared_key', 'RFC 8446 §4.2'],
      [43, 'supported_versions', 'RFC 8446 §4.2'],
      [44, 'cookie', 'RFC 8446 §4.2'],
      [45, 'psk_key_exchange_modes', 'RFC 8446 §4.2'],
      [47, 'certificate_authorities', 'RFC 8446 §4.2'],
      [48, 'oid_filters', 'RFC 8446 §4.2'],
      [49, 'post_handshake_auth', 'RFC 8446 §4.2'],
      [50, 'signature_algorithms_cert', 'RFC 8446 §4.2'],
      [51, 'key_share', 'RFC 8446 §4.2'],
      [57, 'quic_transport_parameters', 'RFC 9001 §8.2'],
      [0xff01, 'renegotiation_info', 'RFC 5746 §3.2'],
    ],
  },
  'named groups': {
    codes: NamedGroup,
    name: groupName,
    largest: 0xffff,
    unnamed: [0x0a0a, '0x0a0a'],
    known: [
      [1, 'sect163k1', 'RFC 4492 §5.1.1'],
      [14, 'sect571r1', 'RFC 4492 §5.1.1'],
      [22, 'secp256k1', 'RFC 4492 §5.1.1'],
      [0x0017, 'secp256r1', 'RFC 8446 §4.2.7'],
      [0x0018, 'secp384r1', 'RFC 8446 §4.2.7'],
      [0x0019, 'secp521r1', 'RFC 8446 §4.2.7'],
      [26, 'brainpoolP256r1', 'RFC 7027 §2'],
      [28, 'brainpoolP512r1', 'RFC 7027 §2'],
      [0x001d, 'x25519', 'RFC 8446 §4.2.7'],
      [0x001e, 'x448', 'RFC 8446 §4.2.7'],
      [31, 'brainpoolP256r1tls13', 'RFC 8734 §2'],
      [41, 'curveSM2', 'RFC 8998 §2'],
      [0x0100, 'ffdhe2048', 'RFC 8446 §4.2.7'],
      [0x0104, 'ffdhe8192', 'RFC 8446 §4.2.7'],
      [0x11ec, 'X25519MLKEM768', 'draft-ietf-tls-ecdhe-mlkem §6'],
      [0xff01, 'arbitrary_explicit_prime_curves', 'RFC 4492 §5.1.1'],
    ],
  },
  'signature schemes': {
    codes: SignatureScheme,
    name: signatureSchemeName,
    largest: 0xffff,
    unnamed: [0xfe01, '0xfe01'],
    known: [
      [0x0201, 'rsa_pkcs1_sha1', 'RFC 8446 §4.2.3'],
      [0x0203, 'ecdsa_sha1', 'RFC 8446 §4.2.3'],
      [0x0401, 'rsa_pkcs1_sha256', 'RFC 8446 §4.2.3'],
      [0x0403, 'ecdsa_secp256r1_sha256', 'RFC 8446 §4.2.3'],
      [0x0503, 'ecdsa_secp384r1_sha384', 'RFC 8446 §4.2.3'],
      [0x0603, 'ecdsa_secp521r1_sha512', 'RFC 8446 §4.2.3'],
      [0x0708, 'sm2sig_sm3', 'RFC 8998 §2'],
      [0x0804, 'rsa_pss_rsae_sha256', 'RFC 8446 §4.2.3'],
      [0x0806, 'rsa_pss_rsae_sha512', 'RFC 8446 §4.2.3'],
      [0x0807, 'ed25519', 'RFC 8446 §4.2.3'],
      [0x0808, 'ed448', 'RFC 8446 §4.2.3'],
      [0x0809, 'rsa_pss_pss_sha256', 'RFC 8446 §4.2.3'],
      [0x080b, 'rsa_pss_pss_sha512', 'RFC 8446 §4.2.3'],
      [0x081a, 'ecdsa_brainpoolP256r1tls13_sha256', 'RFC 8734 §2'],
      [0x0101, 'rsa_pkcs1_md5', 'RFC 5246 §7.4.1.4.1: md5(1), rsa(1)'],
      [0x0202, 'dsa_sha1', 'RFC 5246 §7.4.1.4.1: sha1(2), dsa(2)'],
      [0x0301, 'rsa_pkcs1_sha224', 'RFC 5246 §7.4.1.4.1: sha224(3), rsa(1)'],
      [0x0303, 'ecdsa_sha224', 'RFC 5246 §7.4.1.4.1: sha224(3), ecdsa(3)'],
    ],
  },
  'cipher suites': {
    codes: CipherSuite,
    name: cipherSuiteName,
    largest: 0xffff,
    unnamed: [0x1a1a, '0x1a1a'],
    known: [
      [0x0000, 'TLS_NULL_WITH_NULL_NULL', 'RFC 5246 §A.5'],
      [0x0003, 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', 'RFC 2246 §A.5'],
      [0x0005, 'TLS_RSA_WITH_RC4_128_SHA', 'RFC 5246 §A.5'],
      [0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'RFC 5246 §A.5'],
      [0x0018, 'TLS_DH_anon_WITH_RC4_128_MD5', 'RFC 5246 §A.5'],
      [0x001e, 'TLS_KRB5_WITH_DES_CBC_SHA', 'RFC 2712 §5'],
      [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA', 'RFC 5246 §A.5'],
      [0x0033, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', 'RFC 5246 §A.5'],
      [0x0035, 'TLS_RSA_WITH_AES_256_CBC_SHA', 'RFC 5246 §A.5'],
      [0x003d, 'TLS_RSA_WITH_AES_256_CBC_SHA256', 'RFC 5246 §A.5'],
      [0x0041, 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA', 'RFC 5932 §4'],
      [0x006b, 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256', 'RFC 5246 §A.5'],
      [0x008c, 'TLS_PSK_WITH_AES_128_CBC_SHA', 'RFC 4279 §2'],
      [0x0096, 'TLS_RSA_WITH_SEED_CBC_SHA', 'RFC 4162 §2'],
      [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'RFC 5288 §3'],
      [0x009f, 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', 'RFC 5288 §3'],
      [0x00ff, 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV', 'RFC 5746 §3.3'],
      [0x1301, 'TLS_AES_128_GCM_SHA256', 'RFC 8446 §B.4'],
      [0x1302, 'TLS_AES_256_GCM_SHA384', 'RFC 8446 §B.4'],
      [0x1303, 'TLS_CHACHA20_POLY1305_SHA256', 'RFC 8446 §B.4'],
      [0x1304, 'TLS_AES_128_CCM_SHA256', 'RFC 8446 §B.4'],
      [0x1305, 'TLS_AES_128_CCM_8_SHA256', 'RFC 8446 §B.4'],
      [0x5600, 'TLS_FALLBACK_SCSV', 'RFC 7507 §2'],
      [0xc009, 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'RFC 8422 §6'],
      [0xc014, 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 'RFC 8422 §6'],
      [0xc01a, 'TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA', 'RFC 5054 §2.7'],
      [0xc02b, 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'RFC 5289 §3.2'],
      [0xc030, 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'RFC 5289 §3.2'],
      [0xc03c, 'TLS_RSA_WITH_ARIA_128_CBC_SHA256', 'RFC 6209 §5'],
      [0xc09c, 'TLS_RSA_WITH_AES_128_CCM', 'RFC 6655 §3'],
      [0xc0af, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8', 'RFC 7251 §2'],
      [0xc100, 'TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC', 'RFC 9189 §4'],
      [0xcca8, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'RFC 7905 §2'],
      [0xccaa, 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'RFC 7905 §2'],
      [0xd001, 'TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256', 'RFC 8442 §3'],
    ],
  },
};

for (const [what, { codes, name, largest, unnamed, known }] of Object.entries(registries)) {
  describe(`The registry of ${what}`, () => {
    it('gives each name a number that fits its field, and no two names the same', () => {
      const seen = new Map<number, string>();
      for (const [one, code] of Object.entries(codes)) {
        assert.ok(Number.isInteger(code) && code >= 0 && code <= largest, `${one} is ${code}`);
        assert.equal(seen.get(code), undefined, `${one} and ${seen.get(code)} are both ${code}`);
        seen.set(code, one);
      }
    });

    it('names each number as its list does', () => {
      for (const [one, code] of Object.entries(codes)) assert.equal(name(code), one);
    });

    it('spells a number that it does not name in hexadecimal', () => {
      assert.equal(name(unnamed[0]), unnamed[1]);
    });

    for (const [code, one, source] of known) {
      it(`has ${one} where ${source} puts it`, () => {
        assert.equal(codes[one], code);
      });
    }
  });
}

describe('The registry of cipher suites', () => {
  it('names every number that IANA has assigned, and none between', () => {
    const assigned: readonly (readonly [first: number, last: number])[] = [
      [0x0000, 0x001b],
      [0x001e, 0x0046],
      [0x0067, 0x006d],
      [0x0084, 0x00c7],
      [0x00ff, 0x00ff],
      [0x1301, 0x1307],
      [0x5600, 0x5600],
      [0xc001, 0xc0b5],
      [0xc100, 0xc106],
      [0xcca8, 0xccae],
      [0xd001, 0xd003],
      [0xd005, 0xd005],
    ];
    const numbers = assigned.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
    // Reserved by IANA, or in its private range.
    const unregistered = [
      0x001c, 0x001d, 0x0060, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0080, 0x0081, 0x0082, 0x0083, 0xfefe, 0xfeff,
    ];
    const named = Object.values(CipherSuite).sort((a, b) => a - b);
    assert.deepEqual(
      named,
      [...numbers, ...unregistered].sort((a, b) => a - b),
    );
  });

  it('leaves every GREASE value without a name (RFC 8701 §2)', () => {
    for (let n = 0; n < 16; n++) {
      const grease = (n * 0x10 + 0x0a) * 0x0101;
      const spelled = `0x${grease.toString(16).padStart(4, '0')}`;
      assert.deepEqual([cipherSuiteName(grease), groupName(grease), extensionName(grease)], [spelled, spelled, spelled]);
    }
  });
});
