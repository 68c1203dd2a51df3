import assert from 'node:assert/strict';
import { channels } from '../../src/model/channel.ts';
import type { Conversation, Observation } from '../../src/model/observation.ts';
import { legacyProtocolEnabled } from '../../src/rules/endpoint/legacy-protocol-enabled.ts';
import { tlsHandshakeTimeout } from '../../src/rules/endpoint/tls-handshake-timeout.ts';
import { transportReachablePublicly } from '../../src/rules/endpoint/transport-reachable-publicly.ts';
import { weakCipherAccepted } from '../../src/rules/endpoint/weak-cipher-accepted.ts';
import { endpointRules } from '../../src/rules/endpoint-rules.ts';
import { judgeEndpoint } from '../../src/rules/framework/judge-endpoint.ts';
import { seedHostUnreachable } from '../../src/rules/join/seed-host-unreachable.ts';
import { conversation, conversation12, evidence, observation, unseen } from '../support/evidence.ts';
import { finding, unknownBecause } from '../support/outcomes.ts';

const deadline = { kind: 'deadline', afterMs: 20_000 } as const;
const untried = unseen({ vantage: 'outside', reachability: { kind: 'not-attempted', limit: 'EMFILE' } });
const seen = (given: Partial<Observation>) => evidence({ observation: observation(given) });

describe('what a limit of this machine kept from being checked', () => {
  for (const channel of channels) {
    it(`is no finding on ${channel}`, () => {
      assert.deepEqual(judgeEndpoint(endpointRules, unseen({ ...untried.observation, channel })).findings, []);
    });
  }

  it('does not pass for closed to the public, nor for a seed that cannot be reached', () => {
    assert.match(unknownBecause(transportReachablePublicly.judge(untried)), /ran out of open files \(EMFILE\)/);
    const judged = seedHostUnreachable.judge({ endpoints: [{ label: 'es02:9300', evidence: untried }] } as unknown as Parameters<
      typeof seedHostUnreachable.judge
    >[0]);
    assert.equal(judged.kind, 'unknown');
  });
});

describe('what the time for an address cut off', () => {
  it('is said of older versions, and sends nobody to a depth that was asked for', () => {
    const cut = seen({
      versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted' },
      unanswered: [{ topic: 'older-versions', version: null, because: deadline }],
    });
    assert.equal(
      unknownBecause(legacyProtocolEnabled.judge(cut)),
      'not all older versions were checked: the time for this address (20 s) ended; --timeout 10 gives more',
    );
  });

  it('is said of cipher suites', () => {
    const cipherSuites = { 'TLSv1.2': { accepted: ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'], gap: deadline, serverOrder: null } };
    assert.match(
      unknownBecause(weakCipherAccepted.judge(seen({ details: { cipherSuites } }))),
      /^not all cipher suites were checked \(cipher suites of TLSv1\.2: the time/,
    );
    const unasked = seen({ unanswered: [{ topic: 'cipher-suites', version: 'TLSv1.3', because: deadline }] });
    assert.match(unknownBecause(weakCipherAccepted.judge(unasked)), /^not all cipher suites were checked \(cipher suites of TLSv1\.3/);
  });

  it('is no handshake that stands still', () => {
    const cut: Partial<Conversation> = {
      version: null,
      chain: [],
      ending: { kind: 'timeout', afterMs: 300, phase: 'before-server-hello', by: 'deadline' },
    };
    assert.equal(tlsHandshakeTimeout.judge(seen({ conversations: [conversation(), conversation12(cut)] })).kind, 'pass');
    assert.equal(tlsHandshakeTimeout.judge(seen({ conversations: [conversation(cut)] })).kind, 'unknown');
    const stalled = { ...cut, ending: { kind: 'timeout', afterMs: 5000, phase: 'before-server-hello' } } as const;
    assert.equal(finding(tlsHandshakeTimeout.judge(seen({ conversations: [conversation(stalled)] }))).severity, undefined);
  });
});

describe('an older version that is taken, and in which no handshake is completed', () => {
  const broken = conversation({
    offeredVersions: ['TLSv1.1', 'TLSv1', 'SSLv3'],
    version: 'TLSv1.1',
    cipherSuite: 'TLS_RSA_WITH_AES_128_CBC_SHA',
    certificateRequest: null,
    ending: { kind: 'alert', description: 80, name: 'internal_error', phase: 'server-flight' },
  });
  const versions = { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'accepted', TLSv1: 'rejected', SSLv3: 'rejected' } as const;

  it('is not said to be accepted', () => {
    const judged = legacyProtocolEnabled.judge(seen({ versions, conversations: [conversation(), broken] }));
    assert.match(unknownBecause(judged), /^the server chose TLSv1\.1, but no handshake in it was completed: the server sent alert 80/);
  });

  it('is, where only a suite that nobody computes any more ended it', () => {
    const old: Conversation = {
      ...broken,
      ending: { kind: 'not-computable', reason: 'cipher-suite-not-computable', phase: 'server-flight' },
    };
    assert.equal(finding(legacyProtocolEnabled.judge(seen({ versions, conversations: [conversation(), old] }))).severity, 'medium');
  });
});
