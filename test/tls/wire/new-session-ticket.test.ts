import { newSessionTicket12, newSessionTicket13 } from '../../../src/tls/wire/new-session-ticket.ts';
import { bytes, extensions, record, uint32 } from '../../support/arbitraries.ts';
import { codecLaws } from '../../support/codec-laws.ts';

describe('NewSessionTicket, TLS 1.2 and earlier (RFC 5077 §3.3)', () => {
  codecLaws(newSessionTicket12, record({ lifetimeHint: uint32, ticket: bytes }));
});

describe('NewSessionTicket, TLS 1.3 (RFC 8446 §4.6.1)', () => {
  codecLaws(newSessionTicket13, record({ lifetime: uint32, ageAdd: uint32, nonce: bytes, ticket: bytes, extensions }));
});
