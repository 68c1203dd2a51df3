import assert from 'node:assert/strict';
import { differingNodes } from '../../../src/jobs/matrix/differing-nodes.ts';
import { evaluatePair, type PairJudgement } from '../../../src/jobs/matrix/evaluate-pair.ts';
import { type FoundInPair, foundByPart, pairFinding, standingOut } from '../../../src/jobs/matrix/pair-findings.ts';
import { pairReport } from '../../../src/jobs/matrix/pair-report.ts';
import { type AtFault, faultFinder } from '../../../src/jobs/matrix/trust-at-fault.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { PairVerdict } from '../../../src/model/pair-verdict.ts';
import type { Acceptance, Peer } from '../../../src/model/peer-handshake.ts';
import type { PairOutcome, PairRule } from '../../../src/rules/framework/rule.ts';
import { pairRules } from '../../../src/rules/pair-rules.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { certificate } from '../../support/evidence.ts';
import { handshake, namedTrust, peer, refused } from '../../support/peer.ts';

type Finding = Extract<PairOutcome, { readonly kind: 'finding' }>;

const ruleOf = (id: string): PairRule => pairRules.find((one) => one.id === id) ?? assert.fail(id);
const issued = (issuer: string, given: Partial<Certificate> = {}) => certificate({ subject: `CN=of ${issuer}`, issuer, ...given });
const node = (label: string, issuer = 'CN=ours', given: Partial<Peer> = {}): Peer =>
  peer({ label, chain: [issued(issuer)], trust: namedTrust('CN=ours'), ...given });
const [a, b, c, d] = [node('a'), node('b'), node('c'), node('d', 'CN=theirs')];

/** What one rule found of one pair. */
function found(
  id: string,
  [from, to]: readonly [Peer, Peer],
  outcome: Partial<Finding> = {},
  fault: AtFault | null = null,
  acceptances: { readonly server?: Acceptance; readonly client?: Acceptance } = {},
): FoundInPair {
  const message = `${from.label} and ${to.label}`;
  return {
    handshake: handshake({ from, to, ...acceptances }),
    finding: { rule: ruleOf(id), outcome: { kind: 'finding', message, ...outcome } },
    fault,
  };
}

describe('what becomes of a pair', () => {
  /** Rules of which the first counts always, the second under `full` alone, the third always. */
  const rules = (['any', 'full', 'any'] as const).map(
    (under, index): PairRule => ({
      ...ruleOf('leaf-expired'),
      id: `rule-${index}`,
      under,
      judge: ({ at }) => {
        const kind = kinds[at.getTime()]?.[index];
        if (kind === 'finding') return { kind, message: `found by ${index}` };
        return kind === 'unknown' ? { kind, because: { code: 'no-connection' } } : { kind: kind ?? 'pass' };
      },
    }),
  );
  type Kind = PairOutcome['kind'];
  const kinds: (readonly Kind[])[] = [];
  const judged = (verification: Peer['verification'], ...said: readonly Kind[]): PairJudgement => {
    kinds.push(said);
    return evaluatePair(rules, handshake({ from: peer({ label: 'a', verification }), at: new Date(kinds.length - 1) }));
  };
  const all = 'nothing was found for which either would refuse the other';
  const cases: readonly (readonly [
    said: readonly Kind[],
    full: string,
    certificate: string,
    ofNone: readonly [PairVerdict, string | null],
  ])[] = [
    [['pass', 'pass', 'pass'], 'accepted', 'accepted', ['accepted', null]],
    [['not-applicable', 'not-applicable', 'not-applicable'], 'accepted', 'accepted', ['accepted', null]],
    [['finding', 'pass', 'pass'], 'refused rule-0', 'refused rule-0', ['refused', 'rule-0']],
    [['pass', 'finding', 'pass'], 'refused rule-1', 'accepted', ['unknown', 'rule-1']],
    [['pass', 'pass', 'finding'], 'refused rule-2', 'refused rule-2', ['refused', 'rule-2']],
    [['finding', 'finding', 'finding'], 'refused rule-0', 'refused rule-0', ['refused', 'rule-0']],
    [['pass', 'finding', 'finding'], 'refused rule-1', 'refused rule-2', ['refused', 'rule-1']],
    [['unknown', 'pass', 'pass'], 'unknown rule-0', 'unknown rule-0', ['unknown', 'rule-0']],
    [['pass', 'unknown', 'pass'], 'unknown rule-1', 'accepted', ['unknown', 'rule-1']],
    [['unknown', 'pass', 'finding'], 'refused rule-2', 'refused rule-2', ['refused', 'rule-2']],
    [['unknown', 'finding', 'pass'], 'refused rule-1', 'unknown rule-0', ['unknown', 'rule-1']],
    [['unknown', 'unknown', 'unknown'], 'unknown rule-0', 'unknown rule-0', ['unknown', 'rule-0']],
  ];
  for (const [said, full, underCertificate, ofNone] of cases) {
    it(`is told of rules that say ${said.join(', ')}: ${full} under full, ${underCertificate} under certificate`, () => {
      const told = ({ verdict, rule }: PairJudgement) => (rule === null ? verdict : `${verdict} ${rule.id}`);
      const modes = { full: full.split(' ')[0], certificate: underCertificate.split(' ')[0] };
      assert.equal(told(judged('full', ...said)), full);
      assert.equal(told(judged('certificate', ...said)), underCertificate);
      assert.equal(told(judged('none', ...said)), underCertificate);
      for (const mode of ['full', 'certificate', 'none', null] as const) {
        const judgement = judged(mode, ...said);
        assert.deepEqual(judgement.byVerification, modes);
        assert.deepEqual(
          judgement.findings.map(({ rule }) => rule.id),
          said.flatMap((kind, index) => (kind === 'finding' ? [`rule-${index}`] : [])),
        );
        assert.deepEqual(
          judgement.outcomes.map(({ outcome }) => outcome.kind),
          said,
        );
      }
      const open = judged(null, ...said);
      assert.deepEqual([open.verdict, open.rule?.id ?? null], ofNone);
      const differs = modes.full !== modes.certificate;
      assert.equal(open.because.code === 'pair-mode-decides', differs);
      const { detail } = pairReport(open);
      const mode = '(the verification_mode of a does not show from outside: under certificate it would be ';
      if (differs) assert.ok(detail.endsWith(` ${mode}${modes.certificate}, under full ${modes.full})`), detail);
    });
  }

  it('says what the rule said', () => {
    assert.equal(pairReport(judged('full', 'pass', 'finding')).detail, 'found by 1');
    assert.equal(pairReport(judged('full', 'unknown')).detail, 'no connection was made');
    assert.equal(pairReport(judged('full')).detail, all);
  });
});

describe('who is at fault where one does not trust the issuer of the other', () => {
  const of = (label: string, issuer: string) => node(label, issuer);
  /** CAs of the four nodes, then who connects to whom, who refuses, and who is at fault. */
  const cases: readonly (readonly [issuers: string, pair: string, refuses: 'from' | 'to' | undefined, fault: string | null])[] = [
    // Each trusts in its own way, all have one CA: whoever refuses has the wrong trust.
    ['xxxx', 'ab', 'from', 'a trust'],
    ['xxxx', 'ab', 'to', 'b trust'],
    // One is of another CA.
    ['xxxy', 'ad', 'from', 'd certificate'],
    ['xxxy', 'da', 'to', 'd certificate'],
    ['xxxy', 'da', 'from', 'd certificate'],
    ['xxxy', 'ad', 'to', 'd certificate'],
    ['xxxy', 'dd', 'from', 'd trust'],
    // Two are of one other each.
    ['xxyz', 'cd', 'from', 'd certificate'],
    ['xxyz', 'cd', 'to', 'c certificate'],
    ['xxyz', 'ca', 'from', 'c certificate'],
    // As many of the one as of the other, and each with its own: nobody is.
    ['xxyy', 'ac', 'from', null],
    ['xxyy', 'ab', 'from', 'a trust'],
    ['wxyz', 'ab', 'from', null],
    ['xxxx', 'ab', undefined, null],
  ];
  for (const [issuers, pair, refuses, fault] of cases) {
    it(`of CAs ${issuers}, ${pair}, refused by ${refuses}: ${fault}`, () => {
      const nodes = [...issuers].map((issuer, index) => of('abcd'[index] ?? '', `CN=${issuer}`));
      const [from, to] = [...pair].map((label) => nodes.find((one) => one.label === label) ?? assert.fail(label));
      assert.ok(from !== undefined && to !== undefined);
      const faultOf = faultFinder(nodes);
      const outcome = { kind: 'finding', message: '', ...(refuses === undefined ? {} : { refuses }) } as const;
      const told = faultOf({ handshake: handshake({ from, to }), finding: { rule: ruleOf('trust-unknown-issuer'), outcome } });
      assert.equal(told === null ? null : `${told.node} ${told.part}`, fault);
      const blamed = { ...outcome, blames: 'from' } as const;
      assert.equal(faultOf({ handshake: handshake({ from, to }), finding: { rule: ruleOf('leaf-expired'), outcome: blamed } }), null);
    });
  }

  it('does not count nodes without a certificate, or with one that signed itself', () => {
    const selfSigned = (label: string) => peer({ label, chain: [certificate({ subject: 'CN=x', issuer: 'CN=x' })] });
    const blank = (label: string) => peer({ label, chain: [] });
    const outcome = { kind: 'finding', message: '', refuses: 'from' } as const;
    const told = (nodes: readonly Peer[], from: Peer, to: Peer) =>
      faultFinder(nodes)({ handshake: handshake({ from, to }), finding: { rule: ruleOf('trust-unknown-issuer'), outcome } });
    const [s, t] = [selfSigned('s'), selfSigned('t')];
    assert.equal(told([s, t], s, t), null);
    assert.deepEqual(told([a, b, s], a, s), { node: 's', part: 'certificate' });
    assert.deepEqual(told([a, b, s], s, a), { node: 's', part: 'trust' });
    assert.deepEqual(told([a, b, blank('e')], a, blank('e')), { node: 'e', part: 'certificate' });
    assert.equal(told([blank('e'), blank('f')], blank('e'), blank('f')), null);
  });
});

describe('a finding of pairs', () => {
  const asked: (readonly string[])[] = [];
  const contextAt = (subjects: readonly string[]) => {
    asked.push(subjects);
    return fixContext({ channel: 'transport', product: 'elasticsearch', deployment: 'self' });
  };
  const finding = (id: string, all: readonly FoundInPair[], part: AtFault['part'] | null = null) => {
    const [first, ...more] = all;
    assert.ok(first !== undefined);
    return pairFinding({ rule: ruleOf(id), part, found: [first, ...more] }, contextAt);
  };

  it('is apart by what is at fault', () => {
    const judgements = (
      [
        [a, d],
        [d, a],
        [b, c],
      ] as const
    ).map(([from, to]) =>
      evaluatePair(
        [{ ...ruleOf('trust-unknown-issuer'), judge: () => ({ kind: 'finding', message: 'x', refuses: 'from' }) }],
        handshake({ from, to }),
      ),
    );
    const faults = new Map<string, AtFault>([
      ['d', { node: 'd', part: 'certificate' }],
      ['a', { node: 'd', part: 'trust' }],
    ]);
    const parts = foundByPart(ruleOf('trust-unknown-issuer'), judgements, (one) => faults.get(one.handshake.to.label) ?? null);
    assert.deepEqual(
      parts.map(({ part, found: all }) => [part, all.map(({ handshake: { from, to } }) => from.label + to.label)]),
      [
        [null, ['bc']],
        ['certificate', ['ad']],
        ['trust', ['da']],
      ],
    );
    assert.deepEqual(
      foundByPart(ruleOf('leaf-expired'), judgements, () => null),
      [],
    );
  });

  it('is on those to blame, and else on those whom it happens to most often', () => {
    assert.deepEqual(standingOut([found('leaf-expired', [a, d], { blames: 'to' }), found('leaf-expired', [b, d], { blames: 'to' })]), [
      'd',
    ]);
    assert.deepEqual(standingOut([found('leaf-expired', [d, a], { blames: 'from' }), found('leaf-expired', [b, c], { blames: 'to' })]), [
      'd',
      'c',
    ]);
    assert.deepEqual(standingOut([found('no-common-cipher', [a, d]), found('no-common-cipher', [b, d])]), ['d']);
    assert.deepEqual(standingOut([found('no-common-cipher', [a, d])]), ['a', 'd']);
    // Who is to blame is known of some of them alone.
    assert.deepEqual(standingOut([found('no-common-cipher', [a, d], { blames: 'from' }), found('no-common-cipher', [b, d])]), ['d']);
    assert.deepEqual(standingOut([found('trust-unknown-issuer', [a, d], {}, { node: 'a', part: 'trust' })]), ['a']);
  });

  it('says what was found of the first of them', () => {
    assert.equal(finding('no-common-cipher', [found('no-common-cipher', [a, b]), found('no-common-cipher', [c, a])]).detail, 'a and b');
    assert.equal(
      finding('leaf-expired', [found('leaf-expired', [a, d], { blames: 'from' }), found('leaf-expired', [d, b], { blames: 'to' })]).detail,
      'a and d',
    );
    const faults = [
      found('trust-unknown-issuer', [b, a], {}, { node: 'a', part: 'trust' }),
      found('trust-unknown-issuer', [c, b], {}, { node: 'b', part: 'trust' }),
    ];
    assert.equal(finding('trust-unknown-issuer', faults).detail, 'b and a');
    // The first is about two of which neither stands out.
    assert.equal(
      finding('no-common-cipher', [found('no-common-cipher', [a, b]), found('no-common-cipher', [d, c]), found('no-common-cipher', [b, d])])
        .detail,
      'a and b',
    );
    assert.equal(
      finding('no-common-cipher', [
        found('no-common-cipher', [a, b]),
        found('no-common-cipher', [d, c]),
        found('no-common-cipher', [c, node('e')]),
      ]).detail,
      'd and c',
    );
  });

  it('is as grave as names count, and says so where the mode does not show', () => {
    const modes = (...all: readonly Peer['verification'][]) =>
      finding(
        'san-name-mismatch',
        all.map((verification) => found('san-name-mismatch', [{ ...a, verification }, d], { blames: 'to', severity: 'critical' })),
      );
    assert.deepEqual([modes('full').severity, modes('full').detail], ['critical', 'a and d']);
    assert.equal(modes(null, 'full').severity, 'critical');
    for (const unsure of [modes(null), modes('certificate')])
      assert.deepEqual(
        [unsure.severity, /^Under verification_mode full, which is the default, peers refuse it\. a and d$/.test(unsure.detail)],
        ['high', true],
      );
    const always = finding('leaf-expired', [found('leaf-expired', [{ ...a, verification: null }, d], { blames: 'to' })]);
    assert.deepEqual([always.severity, always.detail], [ruleOf('leaf-expired').severity, 'a and d']);
  });

  it('has its facts, how sure it is, and the steps for the part at fault', () => {
    const told = finding('trust-unknown-issuer', [
      found('trust-unknown-issuer', [a, d], { certainty: 'likely', facts: { reason: 'x' } as never }),
    ]);
    assert.deepEqual([told.certainty, told.evidence, told.subjects], ['likely', { reason: 'x', pairs: 1 }, ['a', 'd']]);
    assert.equal('certainty' in finding('trust-unknown-issuer', [found('trust-unknown-issuer', [a, d])]), false);
    assert.deepEqual(asked.at(-1), ['a', 'd']);
    const steps = (deployment: 'self' | 'eck', part: AtFault['part'] | null) =>
      pairFinding({ rule: ruleOf('trust-unknown-issuer'), part, found: [found('trust-unknown-issuer', [a, d])] }, () =>
        fixContext({ channel: 'transport', product: 'elasticsearch', deployment }),
      ).remedy;
    assert.match(steps('self', 'trust'), /Make the node trust the CA that issued the certificates of the others/);
    assert.notEqual(steps('self', 'trust'), steps('self', 'certificate'));
    assert.equal(steps('self', null), steps('self', 'certificate'));
    assert.equal(steps('eck', 'trust'), steps('eck', 'certificate'));
  });
});

describe('why a node differs', () => {
  const because = (one: FoundInPair, more: readonly FoundInPair[] = []) =>
    differingNodes([{ rule: one.finding.rule, part: one.fault?.part ?? null, found: [one, ...more] }]);
  const [clear, tls] = [node('e', 'CN=ours', { security: 'plaintext' }), node('f')];
  const trust = (at: string): AtFault => ({ node: at, part: 'trust' });
  const shows = (at: string): AtFault => ({ node: at, part: 'certificate' });
  const two = { ...d, trust: namedTrust('CN=x', 'CN=y', 'CN=z') };
  const mute = { ...d, trust: { kind: 'everything', because: { code: 'asks-no-certificate' } } as never };
  const none = { ...d, trust: namedTrust() };
  const cases: readonly (readonly [what: string, one: FoundInPair, expected: readonly (readonly [string, string])[]])[] = [
    [
      'its transport is in the clear',
      found('transport-mixed-tls', [tls, clear], { blames: 'to' }),
      [['e', 'it speaks its transport in the clear']],
    ],
    ['it alone speaks TLS', found('transport-mixed-tls', [clear, tls], { blames: 'to' }), [['f', 'it speaks TLS, and the others do not']]],
    [
      'a certificate of another CA of the name',
      found('trust-lookalike-ca', [a, d], {}, shows('d')),
      [['d', 'its certificate is from another CA of the same name: CN=theirs']],
    ],
    [
      'trust in another CA of the name',
      found('trust-lookalike-ca', [d, a], {}, trust('d')),
      [['d', 'it trusts another CA of the same name: CN=ours']],
    ],
    [
      'a cluster of its own',
      found('autoconfig-separate-clusters', [a, d], {}, shows('d')),
      [['d', 'it was auto-configured on its own, with another CA of the same name']],
    ],
    [
      'a certificate of another CA',
      found('trust-unknown-issuer', [a, d], {}, shows('d')),
      [['d', 'its certificate is from another CA: CN=theirs']],
    ],
    [
      'trust in another CA',
      found('trust-unknown-issuer', [d, a], {}, trust('d')),
      [['d', 'it does not trust the CA of the others, CN=ours; it trusts CN=ours']],
    ],
    [
      'trust in several others',
      found('client-cert-not-sent', [two, a], {}, trust('d')),
      [['d', 'it does not trust the CA of the others, CN=ours; it trusts CN=x and 2 more']],
    ],
    [
      'trust that does not show',
      found('client-cert-not-sent', [mute, a], {}, trust('d')),
      [['d', 'it does not trust the CA of the others, CN=ours']],
    ],
    [
      'trust in nobody',
      found('client-cert-not-sent', [none, a], {}, trust('d')),
      [['d', 'it does not trust the CA of the others, CN=ours']],
    ],
    [
      'a certificate of its own making',
      found('trust-unknown-issuer', [a, { ...d, chain: [] }], {}, shows('d')),
      [['d', 'its certificate is from another CA: an unknown CA']],
    ],
    [
      'a certificate that the other refuses',
      found('leaf-expired', [a, d], { blames: 'to' }, null, { server: refused('expired') }),
      [['d', 'its certificate is refused: no CA is trusted']],
    ],
    [
      'a certificate that the one refuses which it connects to',
      found('leaf-expired', [d, a], { blames: 'from' }, null, { client: refused('expired') }),
      [['d', 'its certificate is refused: no CA is trusted']],
    ],
    ['a fault that nobody refuses', found('leaf-expired', [a, d], { blames: 'to' }), [['d', 'a and d']]],
    [
      'what does not fit together',
      found('no-common-cipher', [a, d], {}, null, { server: refused('expired') }),
      [
        ['a', 'a and d'],
        ['d', 'a and d'],
      ],
    ],
  ];
  it('has one code for one sentence, names aside', () => {
    const all = cases.flatMap(([, one]) =>
      because(one).map(({ code, because: why }) => [code, why.replace(/(?:CN=|:|;| a |, an).*|^a and d$/, '')]),
    );
    const codes = new Map(all.map(([code = '', why = '']) => [why, code]));
    assert.ok(codes.size >= 8, [...codes.keys()].join(' | '));
    for (const [code = '', why = ''] of all) assert.equal(codes.get(why), code, why);
  });

  for (const [what, one, expected] of cases) {
    it(`is said: ${what}`, () => {
      assert.deepEqual(
        because(one).map(({ node: who, because: why, rule }) => [who, why, rule]),
        expected.map(([who, why]) => [who, why, one.finding.rule.id]),
      );
    });
  }

  it('is said of each node once, by the first rule, of a pair in which it is the server', () => {
    const all = [
      { rule: ruleOf('leaf-expired'), part: null, found: [found('leaf-expired', [d, a]), found('leaf-expired', [b, d])] },
      {
        rule: ruleOf('weak-key'),
        part: null,
        found: [found('weak-key', [a, d], { blames: 'to' }), found('weak-key', [a, c], { blames: 'to' })],
      },
    ] as const;
    assert.deepEqual(
      differingNodes(all).map(({ node: who, rule, because: why }) => [who, rule, why]),
      [
        ['d', 'leaf-expired', 'b and d'],
        ['c', 'weak-key', 'a and c'],
      ],
    );
  });
});
