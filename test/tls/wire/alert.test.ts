import assert from 'node:assert/strict';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { alert } from '../../../src/tls/wire/alert.ts';
import { record, uint8 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';
import { hex } from '../../support/hex.ts';

describe('Alert (RFC 8446 §6)', () => {
  codecLaws(alert, record({ level: uint8, description: uint8 }));

  it('reads fatal certificate_required', () => {
    assert.deepEqual(decode(alert, hex('02 74')), { ok: true, value: { level: 2, description: 116 } });
  });
});
