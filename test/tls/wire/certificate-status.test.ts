import { certificateStatus } from '../../../src/tls/wire/certificate-status.ts';
import { bytes, record, uint8 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

describe('CertificateStatus (RFC 6066 §8)', () => {
  codecLaws(certificateStatus, record({ statusType: uint8, response: bytes }));
});
