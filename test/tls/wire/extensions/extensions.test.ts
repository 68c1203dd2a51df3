import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Codec, decode, encode } from '../../../../src/tls/bytes/codec.ts';
import { protocolNameList } from '../../../../src/tls/wire/extensions/alpn.ts';
import { distinguishedNames } from '../../../../src/tls/wire/extensions/certificate-authorities.ts';
import { cookie } from '../../../../src/tls/wire/extensions/cookie.ts';
import { pointFormats } from '../../../../src/tls/wire/extensions/ec-point-formats.ts';
import { clientKeyShares, selectedGroup, serverKeyShare } from '../../../../src/tls/wire/extensions/key-share.ts';
import { offeredPsks, selectedIdentity } from '../../../../src/tls/wire/extensions/pre-shared-key.ts';
import { pskKeyExchangeModes } from '../../../../src/tls/wire/extensions/psk-modes.ts';
import { recordSizeLimit } from '../../../../src/tls/wire/extensions/record-size-limit.ts';
import { renegotiatedConnection } from '../../../../src/tls/wire/extensions/renegotiation-info.ts';
import { serverNameList } from '../../../../src/tls/wire/extensions/server-name.ts';
import { signatureSchemeList } from '../../../../src/tls/wire/extensions/signature-algorithms.ts';
import { statusRequest } from '../../../../src/tls/wire/extensions/status-request.ts';
import { namedGroupList } from '../../../../src/tls/wire/extensions/supported-groups.ts';
import { clientSupportedVersions, selectedVersion } from '../../../../src/tls/wire/extensions/supported-versions.ts';
import { bytes, record, uint8, uint16 } from '../../../support/arbitraries.ts';
import { codecLaws } from '../../../support/codec-laws.ts';
import { hex } from '../../../support/hex.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const codes = fc.array(uint16, { maxLength: 20 });
const smallCodes = fc.array(uint8, { maxLength: 20 });
const strings = fc.array(bytes, { maxLength: 5 });
const keyShare = record({ group: uint16, keyExchange: bytes });

/** The laws, and one value with the bytes that its RFC gives it. */
function extensionData<T>(title: string, codec: Codec<T>, values: fc.Arbitrary<T>, value: T, data: string): void {
  describe(title, () => {
    codecLaws(codec, values);

    it(`is ${data}`, () => {
      assert.deepEqual(encode(codec, value), hex(data));
      assert.deepEqual(decode(codec, hex(data)), { ok: true, value });
    });
  });
}

extensionData(
  'server_name (RFC 6066 §3)',
  serverNameList,
  fc.array(record({ type: uint8, name: bytes }), { maxLength: 4 }),
  [{ type: 0, name: ascii('es01') }],
  '0007 00 0004 65733031',
);
extensionData('supported_versions of a client (RFC 8446 §4.2.1)', clientSupportedVersions, codes, [0x0304, 0x0303], '04 0304 0303');
extensionData('supported_versions of a server (RFC 8446 §4.2.1)', selectedVersion, uint16, 0x0304, '0304');
extensionData('supported_groups (RFC 8446 §4.2.7)', namedGroupList, codes, [0x001d, 0x0017], '0004 001d 0017');
extensionData(
  'pre_shared_key of a client (RFC 8446 §4.2.11)',
  offeredPsks,
  record({
    identities: fc.array(record({ identity: bytes, obfuscatedTicketAge: fc.nat(0xffffffff) }), { maxLength: 3 }),
    binders: strings,
  }),
  { identities: [{ identity: ascii('t'), obfuscatedTicketAge: 0xfad6aac5 }], binders: [hex('aabb')] },
  '0007 0001 74 fad6aac5 0003 02 aabb',
);
extensionData('pre_shared_key of a server (RFC 8446 §4.2.11)', selectedIdentity, uint16, 0, '0000');
extensionData('signature_algorithms (RFC 8446 §4.2.3)', signatureSchemeList, codes, [0x0403, 0x0804], '0004 0403 0804');
extensionData(
  'key_share of a client (RFC 8446 §4.2.8)',
  clientKeyShares,
  fc.array(keyShare, { maxLength: 4 }),
  [
    { group: 0x001d, keyExchange: hex('aabb') },
    { group: 0x0017, keyExchange: hex('cc') },
  ],
  '000b 001d 0002 aabb 0017 0001 cc',
);
extensionData(
  'key_share of a server (RFC 8446 §4.2.8)',
  serverKeyShare,
  keyShare,
  { group: 0x001d, keyExchange: hex('aabb') },
  '001d 0002 aabb',
);
extensionData('key_share of a HelloRetryRequest (RFC 8446 §4.2.8)', selectedGroup, uint16, 0x0017, '0017');
extensionData(
  'application_layer_protocol_negotiation (RFC 7301 §3.1)',
  protocolNameList,
  strings,
  [ascii('h2'), ascii('http/1.1')],
  '000c 02 6832 08 687474702f312e31',
);
extensionData('cookie (RFC 8446 §4.2.2)', cookie, bytes, hex('aabbcc'), '0003 aabbcc');
extensionData(
  'status_request of a client (RFC 6066 §8)',
  statusRequest,
  record({ statusType: uint8, responderIds: strings, requestExtensions: bytes }),
  { statusType: 1, responderIds: [], requestExtensions: new Uint8Array() },
  '01 0000 0000',
);
extensionData(
  'certificate_authorities (RFC 8446 §4.2.4)',
  distinguishedNames,
  strings,
  [hex('3000'), hex('310b')],
  '0008 0002 3000 0002 310b',
);
extensionData('psk_key_exchange_modes (RFC 8446 §4.2.9)', pskKeyExchangeModes, smallCodes, [1], '01 01');
extensionData('ec_point_formats (RFC 8422 §5.1.2)', pointFormats, smallCodes, [0, 1, 2], '03 000102');
extensionData('renegotiation_info (RFC 5746 §3.2)', renegotiatedConnection, bytes, new Uint8Array(), '00');
extensionData('record_size_limit (RFC 8449 §4)', recordSizeLimit, uint16, 0x4001, '4001');
