import { certificateVerify, certificateVerify10 } from '../../../src/tls/wire/certificate-verify.ts';
import { bytes, record, uint16 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

describe('CertificateVerify, TLS 1.2 and 1.3 (RFC 8446 §4.4.3)', () => {
  codecLaws(certificateVerify, record({ scheme: uint16, signature: bytes }));
});

describe('CertificateVerify, TLS 1.1 and earlier (RFC 4346 §7.4.8)', () => {
  codecLaws(certificateVerify10, record({ signature: bytes }));
});
