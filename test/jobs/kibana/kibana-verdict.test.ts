import assert from 'node:assert/strict';
import { deploymentOf, kibanaVerdict } from '../../../src/jobs/kibana/kibana-cause.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { EndpointReport } from '../../../src/model/report.ts';
import type { SetupProblem } from '../../../src/model/setup.ts';
import type { ObservedConnection, SetupEvidence } from '../../../src/model/setup-evidence.ts';
import { kibanaPath } from '../../../src/rules/kibana-rules.ts';
import { authority, certificate, healthy, observation } from '../../support/evidence.ts';
import { dialledHost, elasticsearchSsl, kibanaEvidence, serverSsl } from '../../support/kibana-evidence.ts';
import { peer, refused } from '../../support/peer.ts';

const brief = (seen: SetupEvidence, own: readonly EndpointReport[] = []) => {
  const { cause } = kibanaVerdict(seen, own);
  return cause === null ? null : `${cause.rule} ${cause.confidence}`;
};
const obstacle = (rule: string, given: Partial<SetupProblem> = {}): SetupProblem => ({
  rule,
  stops: true,
  certainty: 'proven',
  context: 'elasticsearch.ssl',
  setting: 'elasticsearch.ssl.certificateAuthorities',
  place: { file: 'kibana.yml', line: 3 },
  file: null,
  because: { code: 'kibana-server-without-key' },
  logText: null,
  ...given,
});
const at = (written: string, given: Parameters<typeof dialledHost>[0] = {}) =>
  dialledHost({ written, to: peer({ label: written, speaks: 'http', clientAuthentication: 'none' }), ...given });
const [expired, weak] = [at('https://es01:9200', { server: refused('expired') }), at('https://es02:9200', { server: refused('weak-key') })];
const likely = at('https://es03:9200', { server: { ...refused('expired'), certainty: 'likely' } });
const closed = at('https://es04:9200', {
  evidence: healthy('http', { observation: observation({ channel: 'http', reachability: { kind: 'refused' } }) }),
});
const fine = at('https://es09:9200');
/** Its own port serves something else than its files say. */
const plain: ObservedConnection = {
  written: 'localhost:5601',
  as: 'own-port',
  evidence: healthy('kibana', {
    observation: { ...observation({ channel: 'kibana' }), service: { ...observation().service, security: 'plaintext' } },
    chain: [],
  }),
};

describe('the one thing that keeps Kibana from Elasticsearch', () => {
  const cases: readonly (readonly [what: string, seen: SetupEvidence, expected: string | null])[] = [
    ['nothing', kibanaEvidence([fine]), null],
    ['nothing that was met', kibanaEvidence([]), null],
    ['what it does not start with', kibanaEvidence([fine], { startupErrors: [obstacle('file-missing')] }), 'file-missing proven'],
    ['what it puts up with', kibanaEvidence([fine], { warnings: [obstacle('unknown-ssl-setting', { stops: false })] }), null],
    [
      'what it does not start with, before the wire',
      kibanaEvidence([expired], { startupErrors: [obstacle('file-missing')] }),
      'file-missing proven',
    ],
    [
      'two, in the order of its checks',
      kibanaEvidence([fine], { startupErrors: [obstacle('pem-empty'), obstacle('file-missing')] }),
      'pem-empty proven',
    ],
    [
      'two, in the other order',
      kibanaEvidence([fine], { startupErrors: [obstacle('file-missing'), obstacle('pem-empty')] }),
      'file-missing proven',
    ],
    [
      'one that is likely, and one that is proven',
      kibanaEvidence([fine], { startupErrors: [obstacle('file-not-readable', { certainty: 'likely' }), obstacle('pem-empty')] }),
      'pem-empty proven',
    ],
    [
      'one that is likely, and the wire that is sure',
      kibanaEvidence([expired], { startupErrors: [obstacle('file-not-readable', { certainty: 'likely' })] }),
      'leaf-expired proven',
    ],
    [
      'one that is likely',
      kibanaEvidence([likely], { startupErrors: [obstacle('file-not-readable', { certainty: 'likely' })] }),
      'file-not-readable likely',
    ],
    ['a host that is refused', kibanaEvidence([expired]), 'leaf-expired proven'],
    ['two hosts, by the order of the way', kibanaEvidence([weak, expired]), 'leaf-expired proven'],
    ['a likely host, and one that is sure', kibanaEvidence([likely, weak]), 'weak-key proven'],
    ['a host that is not reached', kibanaEvidence([closed]), 'elasticsearch-host-unreachable likely'],
    ['a host that is not reached, and one that is refused', kibanaEvidence([closed, weak]), 'weak-key proven'],
    // What comes later at one host is not felt before.
    [
      'what a host meets first',
      kibanaEvidence([
        at('https://es01:9200', { server: { ...refused('unknown-issuer'), certainty: 'likely' }, client: refused('no-certificate') }),
      ]),
      'trust-unknown-issuer likely',
    ],
    [
      'a refusal that nothing explains',
      kibanaEvidence([at('https://es01:9200', { client: { ...refused('unexplained'), certainty: 'likely' } })]),
      'trust-unknown-issuer possible',
    ],
    ['what its own port serves', kibanaEvidence([fine, plain]), 'kibana-plaintext likely'],
    ['what its own port serves, after the wire', kibanaEvidence([likely, plain]), 'leaf-expired likely'],
    [
      'users that are refused',
      kibanaEvidence([at('https://es01:9200', { to: peer({ label: 'x', speaks: 'http', clientAuthentication: 'required' }) })]),
      null,
    ],
  ];
  for (const [what, seen, expected] of cases) it(`is, of ${what}: ${expected}`, () => assert.equal(brief(seen), expected));

  it('is among the findings, each of which is there once', () => {
    const { cause, findings, reported } = kibanaVerdict(
      kibanaEvidence([weak, expired, plain], { startupErrors: [obstacle('file-missing')] }),
      [],
    );
    assert.ok(cause !== null && cause.finding !== null);
    assert.equal(findings[cause.finding]?.rule, cause.rule);
    assert.deepEqual(
      findings
        .map(({ rule }) => rule)
        .filter((id) => ['leaf-expired', 'weak-key', 'file-missing', 'kibana-plaintext'].includes(id))
        .sort(),
      ['file-missing', 'kibana-plaintext', 'leaf-expired', 'weak-key'],
    );
    assert.deepEqual(
      reported.filter(({ rule }) => rule === 'weak-key' || rule === 'kibana-plaintext'),
      [
        { rule: 'weak-key', written: 'https://es02:9200', context: 'elasticsearch.ssl' },
        { rule: 'kibana-plaintext', written: null, context: 'server.ssl' },
      ],
    );
  });

  it('says which hosts it gets through to, where it is of one of several', () => {
    const reached = (...met: readonly ObservedConnection[]) => {
      const { cause } = kibanaVerdict(kibanaEvidence(met), []);
      return [cause?.evidence.reached, /Nothing of the kind was found at (.*)\.$/.exec(cause?.detail ?? '')?.[1]];
    };
    assert.deepEqual(reached(expired, fine), [['https://es09:9200'], 'https://es09:9200']);
    assert.deepEqual(reached(expired), [undefined, undefined]);
    assert.deepEqual(reached(expired, weak), [undefined, undefined]);
    assert.deepEqual(reached(expired, closed), [undefined, undefined]);
    assert.deepEqual(
      kibanaVerdict(kibanaEvidence([fine], { startupErrors: [obstacle('file-missing')] }), []).cause?.evidence.reached,
      undefined,
    );
  });

  const assumed = (seen: SetupEvidence) => kibanaVerdict(seen, []).cause?.assumes?.map(({ code }) => code);
  const publicRoots = { ...elasticsearchSsl, trust: { ...elasticsearchSsl.trust, publicRoots: true } };
  const issuedBy = (issuer: string, given = {}) => {
    const met = healthy('http', {
      chain: [certificate({ issuer, ...given })],
      anchors: [authority({ subject: 'CN=another' })],
      trust: { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null },
    });
    return at('https://es01:9200', {
      evidence: met,
      server: refused('unknown-issuer'),
      to: peer({ label: 'https://es01:9200', speaks: 'http', clientAuthentication: 'none', chain: met.chain }),
    });
  };
  const short = {
    notBefore: new Date('2026-05-01'),
    notAfter: new Date('2026-07-01'),
    subjectAltNames: [{ kind: 'dns', value: 'es.acme.org' }],
  };
  const assumptions: readonly (readonly [what: string, seen: SetupEvidence, expected: readonly string[] | undefined])[] = [
    ['what is proven', kibanaEvidence([expired]), undefined],
    ['what may be', kibanaEvidence([at('https://x', { client: { ...refused('unexplained'), certainty: 'likely' } })]), undefined],
    [
      'a file that it may not read',
      kibanaEvidence([fine], { startupErrors: [obstacle('file-not-readable', { certainty: 'likely' })] }),
      ['service-reads-no-more'],
    ],
    [
      'another obstacle',
      kibanaEvidence([fine], { startupErrors: [obstacle('file-missing', { certainty: 'likely' })] }),
      ['files-are-those-in-use'],
    ],
    ['a host that is not reached from here', kibanaEvidence([closed]), ['same-network']],
    [
      'a port that is of transport by its number',
      kibanaEvidence([
        at('https://es01:9300', {
          evidence: healthy('http', {
            observation: {
              ...healthy('http').observation,
              target: { label: 'x', host: 'x', port: 9300, scheme: null },
              service: { ...healthy('http').observation.service, application: null },
            },
          }),
        }),
      ]),
      ['same-network'],
    ],
    ['what Elasticsearch would refuse', kibanaEvidence([at('https://es01:9200', { client: refused('expired') })]), ['judged-as-java-does']],
    ['an issuer that was not sent', kibanaEvidence([issuedBy('CN=some CA')]), ['unseen-issuer-is-root']],
    ['an intermediate by its name', kibanaEvidence([issuedBy('CN=some issuing CA')]), ['unseen-issuer-is-intermediate']],
    [
      'a certificate that may be public',
      kibanaEvidence([issuedBy('CN=some CA', short)], { contexts: [publicRoots, serverSsl] }),
      ['certificate-is-not-public'],
    ],
    ['what its own port serves', kibanaEvidence([fine, plain]), ['files-are-those-in-use']],
  ];
  for (const [what, seen, expected] of assumptions)
    it(`takes for granted, of ${what}: ${expected ?? 'nothing'}`, () => assert.deepEqual(assumed(seen), expected));

  it('has both sides where one does not trust the other, and only there', () => {
    const trust = (met: ObservedConnection) => {
      const sides = kibanaVerdict(kibanaEvidence([met]), []).cause?.trust;
      return sides === undefined ? null : [sides.rejectedBy, sides.rejected];
    };
    assert.deepEqual(trust(issuedBy('CN=x')), ['Kibana', 'https://es01:9200']);
    assert.deepEqual(trust(at('https://es01:9200', { client: refused('unknown-issuer') })), ['https://es01:9200', 'Kibana']);
    assert.equal(trust(expired), null);
    assert.equal(trust(closed), null);
    assert.equal(trust(plain), null);
  });

  it('has the lines that whoever refuses writes, or those of the rule', () => {
    const lines = (met: ObservedConnection) => kibanaVerdict(kibanaEvidence([met]), []).cause?.logLines ?? [];
    assert.ok(lines(expired).some((line) => /certificate has expired/.test(line)));
    const ofJava = lines(at('https://es01:9200', { client: refused('expired') }));
    assert.ok(ofJava.length > 0 && ofJava.every((line) => !/^certificate has expired$/.test(line)), ofJava.join());
    assert.ok(
      ofJava.some((line) => /NotAfter|validity check failed|CertificateExpired/.test(line)),
      ofJava.join(),
    );
    assert.deepEqual(lines(at('http://es01:9200')), ['socket hang up']);
    assert.ok(lines(closed).some((line) => /ECONNREFUSED/.test(line)));
  });
});

describe('the cause at the own port of Kibana', () => {
  const finding = (rule: string, severity: Finding['severity'] = 'critical'): Finding =>
    ({ rule, severity, title: rule, detail: rule, evidence: { seen: 1 }, remedy: '', fix: { steps: [] }, source: '' }) as never;
  const own = (target: string, ...findings: readonly Finding[]): EndpointReport => ({ target, findings }) as never;
  const cause = (endpoints: readonly EndpointReport[], seen = kibanaEvidence([fine])) => kibanaVerdict(seen, endpoints).cause;

  it('is the first that is critical, where nothing else is the cause', () => {
    const {
      rule,
      subjects,
      confidence,
      finding: place,
      evidence,
    } = cause([own('a', finding('weak-key', 'high')), own('b', finding('san-missing', 'low'), finding('leaf-expired'))]) ?? {};
    assert.deepEqual([rule, subjects, confidence, place, evidence], ['leaf-expired', ['b'], 'proven', null, { seen: 1 }]);
    assert.equal(cause([own('a', finding('weak-key', 'high'))]), null);
    assert.equal(cause([own('a', finding('leaf-expired'))], kibanaEvidence([weak]))?.rule, 'weak-key');
  });
});

describe('what is ruled out before the cause of Kibana', () => {
  const codes = (seen: SetupEvidence) => kibanaVerdict(seen, []).ruledOut.map(({ code }) => code);
  const way = kibanaPath.map(({ code }) => code);

  it('is each step of the way before it, and its files', () => {
    assert.deepEqual(codes(kibanaEvidence([fine])), ['own-files', ...way]);
    assert.deepEqual(codes(kibanaEvidence([expired])), ['own-files', ...way.slice(0, 3)]);
    assert.deepEqual(codes(kibanaEvidence([closed])), ['own-files']);
    assert.deepEqual(codes(kibanaEvidence([at('http://es01:9200')])), ['own-files', way[0]]);
    assert.deepEqual(codes(kibanaEvidence([at('https://es01:9200', { client: refused('expired') })])), ['own-files', ...way.slice(0, 5)]);
    assert.deepEqual(codes(kibanaEvidence([fine, plain])), ['own-files', ...way]);
  });

  it('are no files where one of them stops it, or could not be read', () => {
    assert.deepEqual(codes(kibanaEvidence([fine], { startupErrors: [obstacle('file-missing')] })), []);
    assert.deepEqual(codes(kibanaEvidence([fine], { unknown: [{ code: 'file-unread' } as never] })), way);
  });

  it('is no step that is open at one of its hosts, or at which nothing was asked', () => {
    const dark = at('https://es02:9200', { server: { kind: 'unknown', because: { code: 'no-certificate-seen' } } as never });
    assert.deepEqual(codes(kibanaEvidence([fine, dark])), ['own-files', ...way.filter((code) => code !== 'elasticsearch-not-trusted')]);
    assert.deepEqual(codes(kibanaEvidence([])), ['own-files']);
  });

  it('is a step at which something was found that keeps nobody out', () => {
    const users = at('https://es01:9200', { to: peer({ label: 'x', speaks: 'http', clientAuthentication: 'required' }) });
    assert.deepEqual(codes(kibanaEvidence([users])), ['own-files', ...way]);
  });
});

describe('what files of a Kibana only guess', () => {
  const enrolled = {
    ...elasticsearchSsl,
    trust: {
      ...elasticsearchSsl.trust,
      anchors: [{ certificate: authority(), file: 'data/ca_170.crt', alias: null, from: 'ca-file' as const }],
    },
  };
  it('is open without the wire, and settled by it', () => {
    const open = (met: readonly ObservedConnection[]) => {
      const { unknown, findings } = kibanaVerdict(kibanaEvidence(met, { contexts: [enrolled, serverSsl] }), []);
      return [...unknown, ...findings].map(({ rule }) => rule).filter((rule) => rule === 'kibana-enrollment-ca-stale').length;
    };
    assert.equal(open([]), 1);
    assert.equal(open([fine]), 0);
  });

  it('is told once, and without an option that there is none of', () => {
    const { unknown } = kibanaVerdict(kibanaEvidence([]), []);
    assert.equal(new Set(unknown.map((one) => JSON.stringify(one))).size, unknown.length);
    assert.ok(unknown.every(({ because }) => !because.includes('--ca')));
  });
});

describe('the deployment that steps are for', () => {
  const endpoint = (channel: string, type: string): EndpointReport => ({ channel, deployment: { type } }) as never;
  it('is the one that was named, else that of Elasticsearch, else one of its own', () => {
    assert.equal(deploymentOf([endpoint('kibana', 'ece'), endpoint('http', 'eck')], undefined), 'eck');
    assert.equal(deploymentOf([endpoint('http', 'eck')], 'ech'), 'ech');
    assert.equal(deploymentOf([endpoint('kibana', 'eck')], undefined), 'self');
    assert.equal(deploymentOf([], undefined), 'self');
  });
});
