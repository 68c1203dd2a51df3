import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import type { Observation, Service } from '../../src/model/observation.ts';
import type { Gap } from '../../src/model/shortfall.ts';
import { certificateReport } from '../../src/report/certificate-report.ts';
import { endpointReport } from '../../src/report/endpoint-report.ts';
import type { Asked } from '../../src/report/not-checked.ts';
import { reasonText } from '../../src/wording/reason-text.ts';
import { certificate, conversation, evidence, observation, plaintext, unseen, withoutChain } from '../support/evidence.ts';
import { report } from '../support/report.ts';
import { assertIsReport } from '../support/report-schema.ts';

const day = 86_400_000;
const asked: Asked = { trust: false, name: false, quietWire: false };
const reported = (of: EndpointEvidence, given: Partial<Asked> = {}) => {
  const endpoint = endpointReport(of, { findings: [], unknown: [] }, { ...asked, ...given });
  assertIsReport(report([endpoint]));
  return endpoint;
};
const seen = (given: Partial<Observation>) => evidence({ observation: observation(given) });
const service = (given: Partial<Service>): Service => ({ ...observation().service, ...given });

describe('an endpoint of a report', () => {
  it('has a word and a sentence for whatever came back', () => {
    const cases: readonly (readonly [EndpointEvidence, string, RegExp])[] = [
      [evidence(), 'tls', /^Transport over TLSv1\.3\.$/],
      [plaintext(), 'transport', /in the clear, without TLS/],
      [unseen(), 'nothing', /refused/],
      [unseen({ reachability: { kind: 'timeout', afterMs: 5000 } }), 'nothing', /No connection came about in 5000 ms/],
      [unseen({ reachability: { kind: 'unreachable', detail: 'no route' } }), 'nothing', /no route/],
      [
        unseen({ reachability: { kind: 'unresolved', detail: 'no such name' }, address: null }),
        'nothing',
        /does not resolve: no such name/,
      ],
      [withoutChain(), 'cut', /handshake began .* the connection was closed before its hello/],
      [
        evidence({
          observation: {
            ...withoutChain().observation,
            conversations: [conversation({ version: null, ending: { kind: 'timeout', afterMs: 8000, phase: 'before-server-hello' } })],
          },
        }),
        'cut',
        /was not completed: time ran out after 8000 ms, before its hello\.$/,
      ],
      [seen({ service: service({ security: 'silent' }), conversations: [] }), 'silent', /sent nothing until the deadline/],
      [seen({ service: service({ security: 'closed' }), conversations: [] }), 'closed', /closed it without a byte/],
      [
        seen({ service: service({ security: 'other', banner: new TextEncoder().encode('SSH-2.0-OpenSSH\r\n') }), conversations: [] }),
        'other',
        /"SSH-2\.0-OpenSSH"/,
      ],
      [seen({ service: service({ security: 'other', banner: new Uint8Array([0, 1, 0xff]) }), conversations: [] }), 'other', /bytes 0001ff/],
    ];
    for (const [of, answer, status] of cases) {
      const endpoint = reported(of);
      assert.equal(endpoint.answer, answer);
      assert.match(endpoint.status, status);
    }
  });

  it('shows the newest version that was negotiated, whichever was asked first', () => {
    const old = conversation({ version: 'TLSv1.2', cipherSuite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' });
    const { tls } = reported(seen({ conversations: [old, conversation()], versions: { 'TLSv1.2': 'accepted', 'TLSv1.3': 'accepted' } }));
    assert.equal(tls?.version, 'TLSv1.3');
    assert.deepEqual(Object.keys(tls?.versions ?? {}), ['TLSv1.3', 'TLSv1.2']);
  });

  it('tells what was asked for beyond the handshakes, and nothing of what was not', () => {
    const list = (accepted: readonly string[], gap: Gap | null = null) => ({ accepted, gap });
    const suites = { ...list(['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256']), serverOrder: true };
    const details: NonNullable<Observation['details']> = {
      cipherSuites: { 'TLSv1.2': { ...list(['TLS_RSA_WITH_AES_128_CBC_SHA']), serverOrder: null }, 'TLSv1.3': suites },
      groups: { 'TLSv1.2': list(['secp256r1'], { kind: 'elsewhere', version: 'TLSv1.3' }), 'TLSv1.3': list(['x25519', 'secp256r1']) },
      signatureSchemes: { 'TLSv1.3': list(['ed25519'], { kind: 'silence', afterMs: 5000 }) },
      features: {
        version: 'TLSv1.2',
        extendedMasterSecret: true,
        secureRenegotiation: true,
        compression: false,
        heartbeat: false,
        ocspStapling: false,
        sessionTickets: true,
        sessionIds: false,
      },
      resumption: { sessionId: 'resumed', tickets: true },
      alpn: list(['h2']),
      fallbackScsv: null,
      serverName: { absent: 'same-certificate', unknown: 'refused' },
      leaves: [{ der: new Uint8Array(), times: 3, authentication: ['RSA'] }],
      tolerance: { unknownVersion: null, largeHello: 'tolerated', grease: 'unanswered' },
    };
    const shipped = {
      with: 'Elasticsearch 9',
      adds: ['TLSv1.1'],
      lacks: ['TLS_A', 'TLS_B'],
      order: 'not-compared',
      source: 'docs',
    } as const;
    const { tls, incomplete } = reported({ ...seen({ details }), shipped });
    assert.deepEqual(Object.entries(tls?.cipherSuites ?? {}), [
      ['TLSv1.3', ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256']],
      ['TLSv1.2', ['TLS_RSA_WITH_AES_128_CBC_SHA']],
    ]);
    assert.deepEqual(tls?.serverOrder, { 'TLSv1.3': true, 'TLSv1.2': null });
    assert.deepEqual(tls?.groups, ['x25519', 'secp256r1']);
    assert.deepEqual(tls?.gaps, ['signature schemes of TLSv1.3: not all checked, the expected answer did not come within 5000 ms']);
    assert.deepEqual(incomplete, tls?.gaps);
    assert.deepEqual(tls?.resumption, { sessionId: 'resumed', tickets: true });
    assert.equal(tls?.leafCertificates, 1);
    assert.equal(tls?.fallbackScsv, null);
    assert.deepEqual(tls?.shipped, {
      with: 'Elasticsearch 9',
      customised: true,
      adds: ['TLSv1.1'],
      lacks: ['TLS_A', 'TLS_B'],
      text: 'customised: adds TLSv1.1; lacks TLS_A, TLS_B',
    });
    const bare = reported(evidence()).tls ?? assert.fail('no TLS');
    assert.deepEqual(Object.keys(bare), ['version', 'cipherSuite', 'group', 'signatureScheme', 'alpn', 'versions']);
  });

  it('names the weakest client authentication, and why', () => {
    const auth = (clientAuth: Observation['clientAuth']) => reported(seen({ clientAuth })).clientAuth;
    const required = { kind: 'required', evidence: 'alert 42' } as const;
    const optional = { kind: 'optional', evidence: 'a ticket came' } as const;
    const none = { kind: 'none', evidence: 'no request' } as const;
    const unknown = { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } } as const;
    assert.equal(auth({ 'TLSv1.3': required, 'TLSv1.2': required })?.mode, 'required');
    assert.equal(auth({ 'TLSv1.3': required, 'TLSv1.2': required })?.evidence, 'alert 42');
    assert.equal(auth({ 'TLSv1.3': required, 'TLSv1.2': optional })?.mode, 'optional');
    assert.equal(auth({ 'TLSv1.3': none, 'TLSv1.2': optional })?.mode, 'none');
    assert.equal(auth({ 'TLSv1.3': required, 'TLSv1.2': unknown })?.mode, 'unknown');
    assert.deepEqual(auth({ 'TLSv1.3': required, 'TLSv1.2': unknown })?.byVersion, { 'TLSv1.3': 'required', 'TLSv1.2': 'requested' });
    assert.equal(auth({ 'TLSv1.3': required, 'TLSv1.2': optional })?.evidence, 'TLSv1.3: alert 42; TLSv1.2: a ticket came');
    assert.equal(auth({}), null);
  });

  describe('is incomplete', () => {
    const gaps = (of: EndpointEvidence, given: Partial<Asked> = {}) => reported(of, given).incomplete;

    it('not where all that was asked could be told', () => {
      assert.deepEqual(gaps(evidence(), { trust: true, name: true }), []);
      assert.deepEqual(gaps(plaintext(), { trust: true, name: true }), []);
    });

    it('where it was not reached, or not understood', () => {
      assert.deepEqual(gaps(unseen()), ['it could not be reached']);
      assert.equal(gaps(withoutChain()).length, 1);
      assert.equal(gaps(seen({ service: service({ security: 'silent' }), conversations: [] })).length, 1);
    });

    it('where client authentication is not known, unless it was left unproved on purpose', () => {
      const because = { code: 'asked-and-undecided' } as const;
      const of = seen({
        clientAuth: { 'TLSv1.3': { kind: 'unknown', requested: true, because }, 'TLSv1.2': { kind: 'none', evidence: '' } },
      });
      assert.deepEqual(gaps(of), [`client authentication in TLSv1.3: ${reasonText(because)}`]);
      assert.deepEqual(gaps(of, { quietWire: true }), []);
      // Whether it asks at all is told by a quiet run too.
      const unasked = seen({
        clientAuth: { 'TLSv1.3': { kind: 'unknown', requested: false, because }, 'TLSv1.2': { kind: 'none', evidence: '' } },
      });
      assert.equal(gaps(unasked, { quietWire: true }).length, 1);
      assert.equal(gaps(seen({ clientAuth: {} })).length, 2);
    });

    it('where it is not known whether a version is accepted', () => {
      assert.deepEqual(gaps(seen({ versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'unknown' } })), [
        'whether TLSv1.1 is accepted',
      ]);
    });

    it('where a verdict on trust or name was asked for and could not be had', () => {
      const trust = { code: 'verification-undecided', reason: 'budget-exhausted', why: { code: 'path-too-many' } } as const;
      const of = evidence({
        trust: { kind: 'not-checked', because: trust },
        name: { kind: 'not-checked', because: { code: 'certificate-unreadable' } },
      });
      assert.deepEqual(gaps(of), []);
      assert.equal(gaps(of, { trust: true, name: true }).length, 2);
      assert.deepEqual(
        gaps(of, { trust: true }).map((text) => text.split(':')[0]),
        ['whether its chain is trusted'],
      );
      assert.deepEqual(
        gaps(of, { name: true }).map((text) => text.split(':')[0]),
        ['whether it bears the name'],
      );
    });

    for (const [reason, count] of [
      ['revocation-unknown', 1],
      ['revoked', 0],
      ['expired', 0],
    ] as const)
      it(`${count === 1 ? '' : 'not '}where RFC 5280 refuses the chain as ${reason}, if trust was asked for`, () => {
        const refused = { kind: 'untrusted', reason, because: { code: 'path-leads-nowhere' }, at: null } as const;
        const of = evidence({
          trust: { kind: 'untrusted', reason: 'expired', because: { code: 'path-leads-nowhere' }, at: null },
          peers: { verdicts: { rfc5280: refused, jsse17: refused, jsse25: refused, node: refused }, remark: null, tree: [] },
        });
        assert.equal(gaps(of, { trust: true }).filter((text) => text.startsWith('whether it is revoked')).length, count);
        assert.equal(gaps(of).length, 0);
      });

    for (const [gap, count] of [
      [{ kind: 'elsewhere' }, 0],
      [{ kind: 'deadline', afterMs: 5 }, 1],
      [{ kind: 'timeout', afterMs: 5 }, 1],
      [null, 0],
    ] as const)
      it(`${count === 1 ? '' : 'not '}where a list has the gap ${gap?.kind ?? 'none'}`, () => {
        const accepted = ['TLS_AES_256_GCM_SHA384'];
        const details = { cipherSuites: { 'TLSv1.3': { accepted, gap } } } as unknown as NonNullable<Observation['details']>;
        assert.equal(gaps(seen({ details })).filter((text) => text.startsWith('cipher suites of TLSv1.3')).length, count);
      });
  });

  it('shows what stands behind a leaf that cannot be read, and which of the chain cannot be', () => {
    const above = certificate({ subject: 'CN=above' });
    const of = evidence({
      chain: [],
      behindUnreadable: [above],
      unreadable: [
        { der: new Uint8Array(), place: 0, flaw: { code: 'truncated', have: 1, need: 2 } },
        { der: new Uint8Array(), place: 2, flaw: { code: 'truncated', have: 1, need: 2 } },
      ],
    });
    const { chain, unreadable = [] } = reported(of);
    assert.deepEqual(
      chain.map(({ subject }) => subject),
      ['CN=above'],
    );
    assert.deepEqual(
      unreadable.map(({ place, code }) => [place, code]),
      [
        [1, 'truncated'],
        [3, 'truncated'],
      ],
    );
  });

  it('says why the name was not compared, or does not match, by a code as well, and nothing of it where it matches', () => {
    const hostname = (name: EndpointEvidence['name']) => reported(evidence({ name })).hostname;
    assert.deepEqual(hostname({ kind: 'match', name: 'es01', by: 'DNS:es01' }), { verdict: 'match', name: 'es01', detail: 'DNS:es01' });
    const names = { first: ['es02', 'es03'], count: 9 };
    assert.deepEqual(hostname({ kind: 'mismatch', name: 'es01', because: { code: 'name-of-others', names } }), {
      verdict: 'mismatch',
      name: 'es01',
      detail: 'the certificate is for es02, es03 and 7 more',
      code: 'name-of-others',
    });
    assert.deepEqual(hostname({ kind: 'not-checked', because: { code: 'no-name-asked' } }), {
      verdict: 'not-checked',
      name: null,
      detail: 'no name was asked for',
      code: 'no-name-asked',
    });
  });

  for (const [left, days] of [
    [0, 0],
    [1, 0],
    [day - 1, 0],
    [day, 1],
    [day + 1, 1],
    [30 * day, 30],
    [-1, -1],
    [-day, -1],
    [-day - 1, -2],
  ] as const)
    it(`counts whole days to the end of a certificate: ${left} ms are ${days}`, () => {
      const one = certificate();
      assert.equal(certificateReport(one, new Date(one.notAfter.getTime() - left)).daysLeft, days);
    });

  it('counts them anew for each instant at which a certificate is seen', () => {
    const one = certificate();
    const at = (days: number) => certificateReport(one, new Date(one.notAfter.getTime() - days * day)).daysLeft;
    assert.deepEqual([at(9), at(9), at(3), at(9)], [9, 9, 3, 9]);
  });
});
