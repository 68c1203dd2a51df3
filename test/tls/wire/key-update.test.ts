import { keyUpdate } from '../../../src/tls/wire/key-update.ts';
import { record, uint8 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

describe('KeyUpdate (RFC 8446 §4.6.3)', () => {
  codecLaws(keyUpdate, record({ requestUpdate: uint8 }));
});
