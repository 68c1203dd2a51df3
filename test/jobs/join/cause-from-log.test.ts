import assert from 'node:assert/strict';
import { causeFromLog, factsOf, isOfNode, lineFor, possibilityOf } from '../../../src/jobs/join/cause-from-log.ts';
import { isOfTransport, keepsFromStarting, traceOf } from '../../../src/jobs/join/log-verdict.ts';
import type { LogEvidence } from '../../../src/logs/read-log.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import { failureSentence, failureText, possibilityText } from '../../../src/wording/log-texts.ts';
import { authority, daysFromNoon } from '../../support/evidence.ts';
import { logEvidence } from '../../support/log-evidence.ts';

const outside = (is: boolean) => () => is;
const told = (open: readonly LogEvidence[], isOutside = false) => causeFromLog({ open, isOutside: outside(isOutside) });
/** Rule, confidence, line. */
const brief = (open: readonly LogEvidence[], isOutside = false) => {
  const cause = told(open, isOutside);
  return cause === null ? null : `${cause.rule.id} ${cause.confidence} ${cause.logged?.line}`;
};

const diagnosis = (given: Partial<NonNullable<LogEvidence['diagnosis']>> = {}): NonNullable<LogEvidence['diagnosis']> =>
  ({ peer: 'client', host: null, subject: 'CN=es03', sha1: 'abcd', ...given }) as never;
/** es02 connected to somebody, who is a node. */
const ofNode = (line: number, given: Partial<LogEvidence> = {}) => logEvidence({ line, role: 'client', ...given });
/** Somebody connected to es02. */
const ofAnyone = (line: number, given: Partial<LogEvidence> = {}) => logEvidence({ line, ...given });
const pointing = { certainty: 'points-to', alternatives: ['trust-unknown-issuer'] } as const;

function saidOf(all: Parameters<typeof possibilityOf>[0]): string {
  const possibility = possibilityOf(all);
  return possibility === null ? '' : possibilityText(possibility);
}

describe('what a log blames', () => {
  const cases: readonly (readonly [what: string, open: readonly LogEvidence[], expected: string | null, isOutside?: boolean])[] = [
    ['nothing', [], null],
    ['a line on another connection', [ofNode(1, { connection: 'http' })], null],
    ['a line of a rule that nobody knows', [ofNode(1, { rule: 'no-such-rule' })], null],
    ['one of each', [ofNode(1, { rule: 'no-such-rule' }), ofNode(2)], 'leaf-expired proven 2'],
    ['what is stated of a node', [ofNode(1)], 'leaf-expired proven 1'],
    ['what is pointed to of a node', [ofNode(1, pointing)], 'leaf-expired possible 1'],
    ['what is stated of anyone', [ofAnyone(1)], 'leaf-expired possible 1'],
    ['the same of a node that is not in the cluster, once', [ofAnyone(1)], 'leaf-expired possible 1', true],
    ['the same, nine times', [logEvidence({}, [1, 2, 3, 4, 5, 6, 7, 8, 9])], 'leaf-expired possible 1', true],
    ['the same, ten times', [logEvidence({}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])], 'leaf-expired likely 1', true],
    ['ten times of anyone', [logEvidence({}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])], 'leaf-expired possible 1'],
    ['what is pointed to of anyone', [ofAnyone(1, pointing)], 'leaf-expired possible 1'],
    // Of a node before anyone; what is stated before what is pointed to; the latest.
    ['a node, and later anyone', [ofNode(1), ofAnyone(2, { rule: 'weak-key' })], 'leaf-expired proven 1'],
    ['what is stated, and later what is pointed to', [ofNode(1), ofNode(2, { rule: 'weak-key', ...pointing })], 'leaf-expired proven 1'],
    ['two that are stated', [ofNode(1), ofNode(2, { rule: 'weak-key' })], 'weak-key likely 2'],
    ['two that are stated, the other way round', [ofNode(2, { rule: 'weak-key' }), ofNode(1)], 'weak-key likely 2'],
    ['the same twice', [ofNode(1), ofNode(2, { peer: { host: '10.0.0.14', port: 9300 } })], 'leaf-expired proven 2'],
    // What a node is pointed to for, anyone may state.
    ['what anyone states, and a node is pointed to', [ofNode(1, pointing), ofAnyone(2)], 'leaf-expired likely 2'],
    [
      'what anyone states, as the alternative of what a node is pointed to',
      [ofNode(1, pointing), ofAnyone(2, { rule: 'trust-unknown-issuer' })],
      'trust-unknown-issuer likely 2',
    ],
    ['what anyone states of something else', [ofNode(1, pointing), ofAnyone(2, { rule: 'weak-key' })], 'leaf-expired possible 1'],
    // Without times, what stands first.
    ['two without times', [ofNode(4, { rule: 'weak-key', lastAt: null }), ofNode(3, { lastAt: null })], 'leaf-expired likely 3'],
  ];
  for (const [what, open, expected, isOutside] of cases) {
    it(`is, of ${what}: ${expected}`, () => {
      assert.equal(brief(open, isOutside), expected);
    });
  }

  it('is told by the line that names the certificate, where two are of one failure', () => {
    const plain = ofNode(2);
    const named = ofNode(1, { diagnosis: diagnosis() });
    assert.equal(told([plain, named])?.logged?.line, 1);
    for (const other of [{ rule: 'weak-key' }, { refusedBy: 'peer' }, { peer: { host: '10.0.0.99', port: 1 } }] as const)
      assert.equal(told([plain, { ...named, ...other }])?.logged?.line, 2);
  });

  it('has the facts of the line, and what else it may be', () => {
    const cause = told([ofNode(1, pointing)]);
    assert.deepEqual(cause?.evidence, { ...factsOf(ofNode(1, pointing)), orRather: ['trust-unknown-issuer'] });
    assert.deepEqual(told([ofNode(1)])?.evidence, factsOf(ofNode(1)));
    assert.deepEqual(told([ofNode(1), ofNode(2, { rule: 'weak-key' })])?.evidence.logsBesides, ['leaf-expired']);
    assert.deepEqual(cause?.assumes, [{ code: 'log-is-of-now' }]);
    assert.deepEqual(cause?.logged, { event: failureText(ofNode(1)), line: 1 });
  });

  it('names who it is about', () => {
    const subjects = (given: Partial<LogEvidence>) => told([ofNode(1, given)])?.subjects;
    assert.deepEqual(subjects({}), ['es02', '10.0.0.13']);
    assert.deepEqual(subjects({ peerName: 'es03', diagnosis: diagnosis() }), ['es02', 'es03', 'CN=es03']);
    assert.deepEqual(subjects({ node: null, peer: null }), []);
    assert.deepEqual(subjects({ peer: null, diagnosis: diagnosis({ subject: null }) }), ['es02']);
  });

  it('says who else may have left it, where nothing shows that it is a node', () => {
    const left = { message: 'Empty client certificate chain', rule: 'client-cert-not-sent' };
    assert.match(told([ofAnyone(1, left)])?.detail ?? '', /This line may come from a scanner/);
    assert.doesNotMatch(told([ofNode(1, left)])?.detail ?? '', /may come from/);
    assert.doesNotMatch(told([ofAnyone(1, left)], true)?.detail ?? '', /may come from/);
  });
});

describe('a line that is about a node', () => {
  const left = { message: 'Empty client certificate chain' };
  const cases: readonly (readonly [what: string, evidence: LogEvidence, expected: boolean])[] = [
    ['this node connected', ofNode(1), true],
    ['somebody connected', ofAnyone(1), false],
    ['its certificate is named', ofAnyone(1, { diagnosis: diagnosis() }), true],
    ['no certificate was shown', ofAnyone(1, { diagnosis: diagnosis({ subject: null }) }), false],
    [
      'the certificate is one that handclasp made up',
      ofAnyone(1, { diagnosis: diagnosis(), message: 'the client provided a certificate with subject name [CN=handclasp stranger]' }),
      false,
    ],
    ['a name is told', ofAnyone(1, { peerName: 'es03' }), true],
    ['nobody refused anybody, and it does not start', ofAnyone(1, { refusedBy: null }), true],
    ['it waits for somebody', ofAnyone(1, { refusedBy: null, goesOn: 'waits' }), false],
    ['it warns', ofAnyone(1, { refusedBy: null, goesOn: 'warns', certainty: 'points-to' }), true],
    ['somebody left what a scan leaves', ofAnyone(1, left), false],
  ];
  for (const [what, evidence, expected] of cases)
    it(`${expected ? 'is' : 'is not'} so where ${what}`, () => assert.equal(isOfNode(evidence), expected));
});

describe('the trace of somebody who only looks', () => {
  const left = 'Empty client certificate chain';
  const cases: readonly (readonly [what: string, given: Partial<LogEvidence>, expected: boolean])[] = [
    ['in the message', { message: left }, true],
    ['in the exception', { exception: left }, true],
    ['nowhere', {}, false],
    ['in the message of a certificate that is named', { message: left, diagnosis: diagnosis() }, true],
    ['in the exception of a certificate that is named', { exception: left, diagnosis: diagnosis() }, false],
    ['in the exception where none was shown', { exception: left, diagnosis: diagnosis({ subject: null }) }, true],
  ];
  for (const [what, given, expected] of cases)
    it(`${expected ? 'is' : 'is not'} seen ${what}`, () => assert.equal(traceOf(logEvidence(given)) !== null, expected));

  it('is told by what may have left it: a scan, or a health check alone', () => {
    const scan = logEvidence({ message: left });
    const monitor = logEvidence({ message: 'received plaintext traffic on an encrypted channel, closing connection' });
    assert.notEqual(traceOf(monitor), null);
    assert.equal(saidOf([]), '');
    assert.equal(saidOf([logEvidence()]), '');
    assert.equal(saidOf([logEvidence({ message: left, role: 'client' })]), '');
    assert.match(saidOf([scan]), /^This line may come from a scanner or a health check, .*\(it leaves exactly this\)/);
    assert.match(saidOf([logEvidence({ message: left }, [1, 2])]), /^These lines .*\(it leaves exactly these\)/);
    assert.match(saidOf([scan, scan]), /^These lines .* a scanner/);
    assert.equal(saidOf([monitor]), 'This line may come from a health check or a monitor.');
    assert.equal(saidOf([monitor, monitor]), 'These lines may come from a health check or a monitor.');
    assert.match(saidOf([monitor, scan]), /a scanner or a health check/);
  });
});

describe('what a line says', () => {
  const events: readonly (readonly [given: Partial<LogEvidence>, expected: string])[] = [
    [{}, 'es02 refuses 10.0.0.13'],
    [{ role: 'client' }, 'es02 refuses 10.0.0.13:40000'],
    [{ role: null }, 'es02 refuses 10.0.0.13:40000'],
    [{ role: 'client', peer: { host: '10.0.0.13', port: null } }, 'es02 refuses 10.0.0.13'],
    [{ peer: null }, 'es02 refuses its peer'],
    [{ peerName: 'es03' }, 'es02 refuses es03'],
    [{ diagnosis: diagnosis() }, 'es02 refuses the certificate CN=es03 of 10.0.0.13'],
    [{ diagnosis: diagnosis(), peer: null }, 'es02 refuses the certificate CN=es03'],
    [{ diagnosis: diagnosis({ subject: null }) }, 'es02 refuses 10.0.0.13'],
    [{ refusedBy: 'peer' }, 'es02 is refused by 10.0.0.13'],
    [{ refusedBy: 'peer', peer: null }, 'es02 is refused'],
    [{ refusedBy: null }, 'es02 says why it does not start'],
    [{ refusedBy: null, goesOn: 'waits for its peer' }, 'es02 waits for its peer'],
    [{ node: null }, 'The process that wrote the log refuses 10.0.0.13'],
    [{ node: null, product: 'kibana' }, 'Kibana refuses 10.0.0.13'],
  ];
  for (const [given, expected] of events) it(`is told: ${expected}`, () => assert.equal(failureText(logEvidence(given)), expected));

  it('is told with its line, and how often', () => {
    assert.equal(failureSentence(logEvidence({}, [7])), 'es02 refuses 10.0.0.13 (line 7).');
    assert.equal(failureSentence(logEvidence({}, [7, 9])), 'es02 refuses 10.0.0.13 (line 7, 2 times).');
  });

  it('is told as facts', () => {
    assert.deepEqual(factsOf(logEvidence({}, [7])), { line: 7, loggedBy: 'es02', refusedBy: 'this-node', log: 'the message' });
    assert.deepEqual(factsOf(logEvidence({ node: null, refusedBy: null, exception: 'x'.repeat(400) }, [7, 8])), {
      line: 7,
      times: 2,
      log: 'x'.repeat(300),
    });
    assert.deepEqual(factsOf(logEvidence({ diagnosis: diagnosis() }, [7])), {
      ...factsOf(logEvidence({}, [7])),
      subject: 'CN=es03',
      sha1: 'abcd',
    });
    assert.equal('subject' in factsOf(logEvidence({ diagnosis: diagnosis({ subject: null }) }, [7])), false);
  });
});

describe('the line of a log that tells of a rule', () => {
  const [states, points] = [ofNode(3), ofNode(1, { rule: 'weak-key', ...pointing })];
  const line = (rule: string, log: readonly LogEvidence[]) => {
    const found = lineFor(rule, log);
    return found === null ? null : `${found.evidence.line} ${found.states}`;
  };

  it('is one that states it, else one that points to it or has it as an alternative', () => {
    assert.equal(line('leaf-expired', [points, ofNode(2, pointing), states]), '3 true');
    assert.equal(line('weak-key', [states, points]), '1 false');
    assert.equal(line('trust-unknown-issuer', [states, points]), '1 false');
    assert.equal(line('san-missing', [states, points]), null);
    assert.equal(line('leaf-expired', []), null);
  });
});

describe('two CA certificates of one name in a log', () => {
  const older = authority();
  const newer = authority({ subjectKeyId: 'bb'.repeat(20), notBefore: daysFromNoon(-1) });
  const named = (given: Partial<NonNullable<LogEvidence['diagnosis']>>) =>
    diagnosis({
      ...{ trust: 'same-key', issuer: older.subject, trustedSha1: [older.sha1], validity: null },
      above: [{ subject: older.subject, sha1: newer.sha1, trusted: true }],
      ...given,
    });
  const said = (known: readonly Certificate[], given: Partial<NonNullable<LogEvidence['diagnosis']>> = {}) =>
    causeFromLog({ open: [ofNode(1, { rule: 'ca-reissued-same-key', diagnosis: named(given) })], isOutside: outside(false) }, known);

  it('are told by their fingerprints, and how to find out which is newer', () => {
    const cause = said([]);
    assert.match(
      cause?.detail ?? '',
      /The CA was issued again with the same key, and Java accepts only what comes from the certificate that it trusts\./,
    );
    assert.match(
      cause?.detail ?? '',
      new RegExp(`in the refused chain has the SHA-1 ${newer.sha1}, the trusted one has the SHA-1 ${older.sha1}\\.`),
    );
    assert.match(cause?.detail ?? '', /Give both files with --ca to see which is the newer\.$/);
    assert.equal(cause?.evidence.namesakes, undefined);
    assert.match(said([], { above: [] })?.detail ?? '', /The certificate of the CA was not sent with it, the trusted one has the SHA-1 /);
  });

  it('are told with their dates and key ids where both were given', () => {
    const cause = said([newer, older]);
    assert.match(cause?.detail ?? '', /The trusted one is the older: es02 needs the newer\.$/);
    assert.deepEqual([cause?.evidence.namesakes?.newer, cause?.evidence.namesakes?.issuing?.sha256], ['issuing', newer.sha256]);
    assert.match(said([older])?.detail ?? '', /with --ca/);
  });

  it('are none where the CA in the chain is the one that is trusted, or the line tells of none', () => {
    for (const given of [{ trustedSha1: [newer.sha1] }, { trust: 'trusted' }, { trustedSha1: [] }] as const)
      assert.doesNotMatch(said([newer, older], given)?.detail ?? '', /issued again/);
  });

  it('are told of two keys as well', () => {
    assert.match(
      causeFromLog(
        { open: [ofNode(1, { rule: 'trust-lookalike-ca', diagnosis: named({ trust: 'lookalike' }) })], isOutside: outside(false) },
        [newer, older],
      )?.detail ?? '',
      /^(?!.*issued again).*The trusted one is the older: es02 needs the newer\.$/,
    );
  });
});

describe('a line that keeps a node from joining', () => {
  const starting = { refusedBy: null, role: null, goesOn: null } as const;
  const cases: readonly (readonly [what: string, given: Partial<LogEvidence>, expected: boolean])[] = [
    ['of transport', {}, true],
    ['of HTTP', { connection: 'http' }, false],
    ['of a remote cluster', { connection: 'remote-cluster' }, false],
    ['of a connection that nothing tells', { connection: null }, true],
    ['of a start, whatever it is for', { connection: 'http', ...starting }, true],
    ['of a start at which somebody refused', { connection: 'http', ...starting, refusedBy: 'peer' }, false],
    ['of a start at which somebody was asked', { connection: 'http', ...starting, role: 'client' }, false],
    ['of a start that goes on', { connection: 'http', ...starting, goesOn: 'warns' }, false],
    ['of Kibana', { product: 'kibana' }, false],
    ['of the start of Kibana', { product: 'kibana', ...starting }, false],
    ['of clients without TLS at an HTTPS port', { rule: 'plain-clients-on-https', connection: null }, false],
  ];
  for (const [what, given, expected] of cases)
    it(`${expected ? 'is one' : 'is none'} ${what}`, () => assert.equal(isOfTransport(logEvidence(given)), expected));

  it('keeps it from starting where nobody refused, nobody was asked, and it does not go on', () => {
    assert.equal(keepsFromStarting(logEvidence(starting)), true);
    for (const more of [{ refusedBy: 'peer' }, { role: 'server' }, { goesOn: 'waits' }] as const)
      assert.equal(keepsFromStarting(logEvidence({ ...starting, ...more })), false);
  });
});
