import { encryptedExtensions } from '../../../src/tls/wire/encrypted-extensions.ts';
import { extensions, record } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

describe('EncryptedExtensions (RFC 8446 §4.3.1)', () => {
  codecLaws(encryptedExtensions, record({ extensions }));
});
