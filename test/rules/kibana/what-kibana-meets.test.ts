import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Ending } from '../../../src/model/ending.ts';
import type { AnsweredHello, EndpointEvidence } from '../../../src/model/evidence.ts';
import { namesakesOf } from '../../../src/model/namesakes.ts';
import type { Observation, Service } from '../../../src/model/observation.ts';
import type { Peer } from '../../../src/model/peer-handshake.ts';
import type { TlsContext, Trust } from '../../../src/model/setup.ts';
import type { ObservedConnection, SetupEvidence } from '../../../src/model/setup-evidence.ts';
import { type RefusalReason, verifyReasons } from '../../../src/model/verify-reason.ts';
import { answerToIdentity } from '../../../src/rules/facts/elasticsearch-hosts.ts';
import type { SetupCase, SetupOutcome } from '../../../src/rules/framework/rule.ts';
import { ruleOfConnectedName } from '../../../src/rules/kibana/name-rules.ts';
import { kibanaPath, kibanaPort, kibanaRules } from '../../../src/rules/kibana-rules.ts';
import { authority, certificate, conversation, conversation12, evidence, healthy, noon, observation } from '../../support/evidence.ts';
import { dialledHost, elasticsearchSsl, kibanaEvidence, kibanaSetting, serverSsl } from '../../support/kibana-evidence.ts';
import { peer, refused } from '../../support/peer.ts';

/** What all rules on what Kibana meets make of it: those that find something, or cannot tell. */
function told(seen: SetupEvidence): readonly string[] {
  return kibanaRules.flatMap((rule) => {
    const outcome = rule.judge(seen);
    if (outcome.kind === 'findings') return outcome.cases.map(({ certainty }) => `${rule.id} ${certainty}`);
    return outcome.kind === 'unknown' ? [`${rule.id} unknown`] : [];
  });
}
const casesOf = (outcome: SetupOutcome): readonly SetupCase[] => (outcome.kind === 'findings' ? outcome.cases : []);
/** What was found, whichever rule it is. */
const found = (seen: SetupEvidence) => kibanaRules.flatMap((rule) => casesOf(rule.judge(seen)).map((one) => ({ rule: rule.id, ...one })));
const only = (seen: SetupEvidence) => {
  const [one, ...more] = found(seen);
  assert.ok(one !== undefined && more.length === 0, JSON.stringify(told(seen)));
  return one;
};
const trusting = (given: Partial<Trust>): TlsContext => ({ ...elasticsearchSsl, trust: { ...elasticsearchSsl.trust, ...given } });
const withContext = (context: TlsContext, ...met: readonly ObservedConnection[]) => kibanaEvidence(met, { contexts: [context, serverSsl] });
const anchored = (file: string, ...more: readonly string[]) =>
  trusting({ anchors: [file, ...more].map((path) => ({ certificate: authority(), file: path, alias: null, from: 'ca-file' as const })) });

const pathless: readonly RefusalReason[] = [
  'unknown-issuer',
  'self-signed-leaf',
  'untrusted-root',
  'incomplete-trust',
  'signature-invalid',
  'no-anchors',
  'refused-untold',
];
const all: readonly RefusalReason[] = [
  ...new Set<RefusalReason>([...verifyReasons, ...pathless, 'missing-intermediate', 'not-sent', 'no-certificate', 'unexplained']),
];

describe('a certificate of Elasticsearch that Kibana refuses', () => {
  const told_: Readonly<Partial<Record<RefusalReason, string>>> = {
    'lookalike-ca': 'trust-lookalike-ca',
    'key-identifier-mismatch': 'aki-ski-mismatch',
    'missing-intermediate': 'trust-missing-intermediate',
    'unreadable-certificate': 'certificate-unreadable',
    'malformed-certificate': 'certificate-unreadable',
    expired: 'leaf-expired',
    'not-yet-valid': 'leaf-not-yet-valid',
    'ca-not-yet-valid': 'leaf-not-yet-valid',
    'ca-expired': 'ca-expired',
    'extended-key-usage': 'eku-missing-serverauth',
    'ca-extended-key-usage': 'eku-missing-serverauth',
    'key-usage': 'ku-without-digitalsignature',
    'not-a-ca': 'ca-not-a-ca',
    'path-length-exceeded': 'ca-not-a-ca',
    'ca-key-usage': 'ca-keyusage-without-certsign',
    'chain-too-long': 'chain-too-long',
    'weak-key': 'weak-key',
    'weak-signature': 'weak-signature',
  };
  for (const reason of all) {
    const rule = told_[reason] ?? 'trust-unknown-issuer';
    it(`is told by one rule: ${reason}: ${rule}`, () => {
      // What cannot be read counts twice: once for the rule, once as what nobody names.
      const rules = new Set(found(kibanaEvidence([dialledHost({ server: refused(reason) })])).map((one) => one.rule));
      assert.ok(rules.has(rule), [...rules].join());
      assert.deepEqual(
        [...rules].filter((id) => id !== rule && id !== 'trust-unknown-issuer'),
        [],
      );
    });
  }

  it('is told with who refuses, for what, and where to look', () => {
    const seen = withContext(anchored('ca.crt'), dialledHost({ server: refused('expired') }));
    const one = only({
      ...seen,
      setup: { ...seen.setup, settings: [...seen.setup.settings, kibanaSetting('elasticsearch.ssl.certificateAuthorities', 'ca.crt', 4)] },
    });
    assert.equal(one.message, 'Kibana refuses the certificate of https://es01:9200: no CA is trusted');
    assert.deepEqual(
      [one.blocks, one.stops, one.certainty, one.context, one.written],
      [true, false, 'proven', 'elasticsearch.ssl', 'https://es01:9200'],
    );
    assert.deepEqual(one.subjects, ['https://es01:9200', 'kibana.yml:1', 'kibana.yml:4', 'ca.crt']);
    const { refusedBy, reason, sha256, host, address } = one.facts ?? {};
    assert.deepEqual(
      [refusedBy, reason, sha256, host, address],
      ['Kibana', 'expired', certificate().sha256, 'https://es01:9200', '10.0.0.11'],
    );
  });

  it('is no more than likely where its refusal is', () => {
    assert.equal(only(kibanaEvidence([dialledHost({ server: { ...refused('expired'), certainty: 'likely' } })])).certainty, 'likely');
  });

  it('is not looked at where Kibana does not speak TLS, or the port does not', () => {
    const plain = peer({ label: 'http://es01:9200', security: 'plaintext' });
    const isRefusal = (one: { readonly rule: string }) => one.rule === 'leaf-expired';
    assert.deepEqual(
      found(kibanaEvidence([dialledHost({ written: 'http://es01:9200', server: refused('expired') })])).filter(isRefusal),
      [],
    );
    assert.deepEqual(found(kibanaEvidence([dialledHost({ to: plain, server: refused('expired') })])).filter(isRefusal), []);
    assert.equal(
      found(kibanaEvidence([dialledHost({ written: 'HTTPS://es01:9200', server: refused('expired') })])).filter(isRefusal).length,
      1,
    );
  });

  it('is told of each host', () => {
    const hosts = ['https://es01:9200', 'https://es02:9200'].map((written) => dialledHost({ written, server: refused('expired') }));
    assert.deepEqual(
      found(kibanaEvidence([...hosts, dialledHost({ written: 'https://es03:9200' })])).map(({ written }) => written),
      ['https://es01:9200', 'https://es02:9200'],
    );
  });

  it('is told of the monitoring cluster by the settings of that', () => {
    const monitoring = { ...elasticsearchSsl, name: 'monitoring.ui.elasticsearch.ssl' };
    const host = dialledHost({ as: 'monitoring-host', server: refused('expired') });
    assert.deepEqual(found(kibanaEvidence([host])), []);
    const one = only(
      kibanaEvidence([host], {
        contexts: [monitoring, elasticsearchSsl],
        settings: [kibanaSetting('monitoring.ui.elasticsearch.hosts.0', 'x', 9)],
      }),
    );
    assert.deepEqual([one.context, one.subjects], [monitoring.name, ['https://es01:9200', 'kibana.yml:9']]);
  });

  it('cannot be told once where that is unknown', () => {
    const unknown = { kind: 'unknown', because: { code: 'no-certificate-seen' } } as never;
    assert.deepEqual(told(kibanaEvidence([dialledHost({ server: unknown })])), ['trust-unknown-issuer unknown']);
    assert.deepEqual(told(kibanaEvidence([dialledHost({ client: unknown })])), ['trust-unknown-issuer unknown']);
    // What is found at one host counts more than what is open at another.
    assert.deepEqual(
      new Set(
        told(
          kibanaEvidence([
            dialledHost({ server: unknown }),
            dialledHost({ written: 'https://es02:9200', server: refused('unknown-issuer') }),
          ]),
        ),
      ),
      new Set(['trust-unknown-issuer proven', 'trust-unknown-issuer unknown']),
    );
  });
});

describe('a certificate of Elasticsearch from which nothing leads to a CA that Kibana trusts', () => {
  const verdicts = (given: { readonly jsse17?: boolean; readonly jsse25?: boolean }): Partial<EndpointEvidence> => {
    const verdict = (trusted = false) =>
      trusted
        ? { kind: 'trusted', path: [] }
        : { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null };
    return { peers: { verdicts: { jsse17: verdict(given.jsse17), jsse25: verdict(given.jsse25) } as never, remark: null, tree: [] } };
  };
  const dark = {
    anchors: [authority({ subject: 'CN=another' })],
    trust: { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null },
  } as const;
  const issuedBy = (issuer: string, given: Partial<Certificate> = {}) => certificate({ issuer, ...given });
  const namesake = { ...dark, anchors: [authority({ spkiSha256: 'ff', subjectKeyId: 'ff' })] };
  const short = {
    notBefore: new Date('2026-05-01'),
    notAfter: new Date('2026-07-01'),
    subjectAltNames: [{ kind: 'dns', value: 'es.acme.org' }],
  } as const;
  const publicRoots = trusting({ publicRoots: true });
  const cases: readonly (readonly [
    what: string,
    context: TlsContext,
    seen: Partial<EndpointEvidence>,
    expected: readonly string[],
    reason?: RefusalReason,
  ])[] = [
    ['whose issuer is nowhere', anchored('ca.crt'), { ...dark, chain: [issuedBy('CN=acme CA')] }, ['trust-unknown-issuer likely']],
    [
      'whose issuer is a root by its name',
      anchored('ca.crt'),
      { ...dark, chain: [issuedBy('CN=acme root')] },
      ['trust-unknown-issuer proven'],
    ],
    [
      'whose issuer is an intermediate by its name',
      anchored('ca.crt'),
      { ...dark, chain: [issuedBy('CN=acme issuing CA')] },
      ['trust-missing-intermediate likely'],
    ],
    ['that comes with its root', anchored('ca.crt'), { ...dark, chain: [certificate(), authority()] }, ['trust-unknown-issuer proven']],
    ['of a CA of the same name', anchored('ca.crt'), namesake, ['trust-lookalike-ca proven']],
    [
      'that a JVM of JDK 17 would take',
      anchored('ca.crt'),
      { ...dark, ...verdicts({ jsse17: true }) },
      ['kibana-trusts-wrong-link proven'],
    ],
    [
      'that a JVM of JDK 25 would take',
      anchored('ca.crt'),
      { ...dark, ...verdicts({ jsse25: true }) },
      ['kibana-trusts-wrong-link proven'],
    ],
    [
      'that no JVM would take',
      anchored('ca.crt'),
      { ...dark, chain: [certificate(), authority()], ...verdicts({}) },
      ['trust-unknown-issuer proven'],
    ],
    [
      'while it trusts the CA of its enrollment',
      anchored('/usr/share/kibana/data/ca_170.crt'),
      dark,
      ['kibana-enrollment-ca-stale proven', 'trust-unknown-issuer likely'],
    ],
    [
      'while it trusts that on Windows',
      anchored('C:\\kibana\\data\\ca_170.crt'),
      dark,
      ['kibana-enrollment-ca-stale proven', 'trust-unknown-issuer likely'],
    ],
    ['while it trusts another beside', anchored('data/ca_170.crt', 'ca.crt'), dark, ['trust-unknown-issuer likely']],
    ['while it trusts a file of a like name', anchored('mydata/ca_170.crt'), dark, ['trust-unknown-issuer likely']],
    ['while it trusts a file of another time', anchored('data/ca_x.crt'), dark, ['trust-unknown-issuer likely']],
    ['while it trusts nobody', trusting({}), dark, ['trust-unknown-issuer likely']],
    ['while it was told of no CA', publicRoots, dark, ['kibana-missing-es-ca proven']],
    [
      'while it was told of no CA, and the root is sent',
      publicRoots,
      { ...dark, chain: [certificate(short), authority()] },
      ['kibana-missing-es-ca proven'],
    ],
    [
      'while it was told of no CA, and it may be public',
      publicRoots,
      { ...dark, chain: [issuedBy('CN=some CA', short)] },
      ['kibana-missing-es-ca likely'],
    ],
    [
      'while it was told of no CA, and a root by its name issued it',
      publicRoots,
      { ...dark, chain: [issuedBy('CN=some root', short)] },
      ['kibana-missing-es-ca proven'],
    ],
    [
      'while it was told of no CA, and a JVM would take it',
      publicRoots,
      { ...dark, ...verdicts({ jsse17: true }) },
      ['kibana-missing-es-ca proven'],
    ],
    [
      'while it was told of no CA, and an intermediate by its name issued it',
      publicRoots,
      { ...dark, chain: [issuedBy('CN=x issuing CA')] },
      ['kibana-missing-es-ca proven'],
    ],
    ['but an intermediate that is known', publicRoots, dark, ['trust-missing-intermediate proven'], 'missing-intermediate'],
    ['of a CA of the same name, by the verifier', anchored('ca.crt'), {}, ['trust-lookalike-ca proven'], 'lookalike-ca'],
    [
      'of a CA of the same name, at enrollment',
      anchored('data/ca_1.crt'),
      {},
      ['kibana-enrollment-ca-stale proven', 'trust-lookalike-ca proven'],
      'lookalike-ca',
    ],
    [
      'of another key id, at enrollment',
      anchored('data/ca_1.crt'),
      {},
      ['kibana-enrollment-ca-stale proven', 'aki-ski-mismatch proven'],
      'key-identifier-mismatch',
    ],
    ['but has ended, at enrollment', anchored('data/ca_1.crt'), {}, ['leaf-expired proven'], 'expired'],
  ];
  for (const [what, context, seen, expected, reason = 'unknown-issuer'] of cases) {
    it(`is told: ${what}`, () => {
      const met = healthy('http', seen);
      const host = dialledHost({
        evidence: met,
        to: peer({ label: 'https://es01:9200', speaks: 'http', clientAuthentication: 'none', chain: met.chain }),
        server: refused(reason),
      });
      assert.deepEqual(told(withContext(context, host)), expected);
    });
  }

  it('tells a CA that was issued again with its key, on whichever side, and who has the older certificate of it', () => {
    const issuing = authority({ subjectKeyId: 'bb'.repeat(20), notBefore: noon });
    const server = (older: 'Kibana' | 'Elasticsearch') => {
      const [child, trusted] = older === 'Kibana' ? [issuing, authority()] : [authority(), issuing];
      return {
        ...refused('key-identifier-mismatch'),
        namesakes: namesakesOf(certificate(), { key: 'same', issuing: child, trusted }) ?? assert.fail(),
      };
    };
    const [kibana, elasticsearch] = (['Kibana', 'Elasticsearch'] as const).map((older) =>
      only(withContext(anchored('ca.crt'), dialledHost({ server: server(older) }))),
    );
    assert.equal(kibana?.rule, 'ca-reissued-same-key');
    assert.match(kibana?.message ?? '', /The trusted one is the older: Kibana needs the newer\.$/);
    assert.match(elasticsearch?.message ?? '', /Elasticsearch still shows a certificate from the older\. Restart it/);
  });

  it('says in which file the CA of the same name is', () => {
    const met = healthy('http', namesake);
    const message = (context: TlsContext) =>
      only(withContext(context, dialledHost({ evidence: met, server: refused('unknown-issuer') }))).message;
    const [anchor] = namesake.anchors;
    assert.ok(anchor !== undefined);
    const holding = trusting({ anchors: [{ certificate: anchor, file: 'old-ca.crt', alias: null, from: 'ca-file' }] });
    assert.match(
      message(holding),
      /no CA is trusted\. The CN=acme transport CA, O=acme in old-ca\.crt has another key than the one that issued CN=es01, O=acme\.$/,
    );
    assert.match(message(anchored('ca.crt')), /in its trust has another key/);
  });
});

describe('a certificate of Kibana that Elasticsearch refuses', () => {
  const told_: Readonly<Partial<Record<RefusalReason, string>>> = {
    'no-certificate': 'http-client-cert-required-by-surprise',
    'lookalike-ca': 'trust-lookalike-ca',
    'missing-intermediate': 'trust-missing-intermediate',
    expired: 'leaf-expired',
    'not-yet-valid': 'leaf-not-yet-valid',
    'ca-not-yet-valid': 'leaf-not-yet-valid',
    'extended-key-usage': 'eku-client-missing-clientauth',
    'ca-extended-key-usage': 'eku-client-missing-clientauth',
    'key-usage': 'ku-without-digitalsignature',
    'weak-key': 'weak-key',
    'weak-signature': 'weak-signature',
  };
  for (const reason of all) {
    const rule = told_[reason] ?? 'trust-unknown-issuer';
    it(`is told by one rule: ${reason}: ${rule}`, () => {
      const one = only(kibanaEvidence([dialledHost({ client: refused(reason) })]));
      assert.equal(one.rule, rule);
      if (reason === 'no-certificate') return;
      assert.match(one.message, /^https:\/\/es01:9200 refuses the certificate of Kibana: no CA is trusted/);
      assert.equal(one.facts?.refusedBy, 'Elasticsearch');
    });
  }

  const alert = (phase: string): Ending => ({ kind: 'alert', description: 46, name: 'certificate_unknown', phase }) as Ending;
  const closed = (phase: string): Ending => ({ kind: 'closed', how: 'fin', phase }) as Ending;
  const by = (what: string): Ending => ({ kind: 'accepted', by: what }) as Ending;
  const answers: readonly (readonly [what: string, Observation['conversations'], answer: 'accepted' | 'refused' | null])[] = [
    ['nothing', [], null],
    ['a refusal without it', [conversation()], null],
    ['a refusal of one of our own making', [conversation({ identity: 'self-signed' })], null],
    ...(['client-flight', 'after-finished'] as const).flatMap((phase) => [
      [`an alert, ${phase}`, [conversation({ identity: 'given', ending: alert(phase) })], 'refused'] as const,
      [`an end, ${phase}`, [conversation({ identity: 'given', ending: closed(phase) })], 'refused'] as const,
    ]),
    ...(['before-server-hello', 'server-flight'] as const).flatMap((phase) => [
      [`an alert, ${phase}`, [conversation({ identity: 'given', ending: alert(phase) })], null] as const,
      [`an end, ${phase}`, [conversation({ identity: 'given', ending: closed(phase) })], null] as const,
    ]),
    ['silence', [conversation({ identity: 'given', ending: { kind: 'timeout', phase: 'after-finished' } as Ending })], null],
    ['a Finished of TLS 1.3', [conversation({ identity: 'given', ending: by('finished') })], null],
    ['a Finished of TLS 1.2', [conversation12({ identity: 'given', ending: by('finished') })], 'accepted'],
    ['data', [conversation({ identity: 'given', ending: by('data') })], 'accepted'],
    [
      'data, and an alert before',
      [conversation({ identity: 'given', ending: alert('after-finished') }), conversation({ identity: 'given', ending: by('data') })],
      'refused',
    ],
    [
      'silence, then an alert',
      [conversation({ identity: 'given', ending: by('finished') }), conversation({ identity: 'given', ending: alert('client-flight') })],
      'refused',
    ],
  ];
  for (const [what, conversations, answer] of answers) {
    it(`is ${answer === 'refused' ? 'proven' : 'likely'} by ${what}`, () => {
      const met = healthy('http', { observation: { ...healthy('http').observation, conversations } });
      const host = dialledHost({ evidence: met, client: refused('expired') });
      assert.equal(answerToIdentity(host), answer);
      const told_ = found(kibanaEvidence([host])).filter((one) => one.rule === 'leaf-expired');
      assert.deepEqual(
        told_.map(({ certainty }) => certainty),
        [answer === 'refused' ? 'proven' : 'likely'],
      );
    });
  }

  it('names the files of its certificate', () => {
    const identity = { chain: [certificate()], key: null, alias: null, keyMatches: true, file: 'kb.crt' };
    const seen = withContext({ ...elasticsearchSsl, identities: [identity] }, dialledHost({ client: refused('expired') }));
    const settings = [
      ...seen.setup.settings,
      kibanaSetting('elasticsearch.ssl.certificate', 'kb.crt', 5),
      kibanaSetting('elasticsearch.ssl.keystore.path', 'kb.p12', 6),
    ];
    assert.deepEqual(only({ ...seen, setup: { ...seen.setup, settings } }).subjects, [
      'https://es01:9200',
      'kibana.yml:1',
      'kibana.yml:5',
      'kibana.yml:6',
      'kb.crt',
    ]);
  });
});

describe('the client certificate that Elasticsearch asks Kibana for', () => {
  const ssl = 'elasticsearch.ssl';
  const set = (...settings: readonly (readonly [string, string | null])[]): TlsContext => ({
    ...elasticsearchSsl,
    settings: settings.map(([key, value]) => kibanaSetting(`${ssl}.${key}`, value)),
  });
  const asked = (clientAuthentication: Peer['clientAuthentication']) =>
    peer({ label: 'https://es01:9200', speaks: 'http', clientAuthentication });
  const [missing, whole] = [{ to: asked('required'), client: refused('no-certificate') }, { to: asked('required') }];
  const surprise = 'http-client-cert-required-by-surprise';
  const cases: readonly (readonly [
    what: string,
    context: TlsContext,
    host: Parameters<typeof dialledHost>[0],
    expected: readonly string[],
  ])[] = [
    ['demanded, and none there', set(), missing, [`${surprise} proven`]],
    ['demanded, and half of one there', set(['certificate', 'kb.crt']), missing, ['kibana-es-mtls-half-configured proven']],
    ['demanded, and the other half there', set(['key', 'kb.key']), missing, ['kibana-es-mtls-half-configured proven']],
    ['demanded, and both halves there', set(['certificate', 'kb.crt'], ['key', 'kb.key']), missing, [`${surprise} proven`]],
    [
      'demanded, and half of one beside a key store',
      set(['certificate', 'kb.crt'], ['keystore.path', 'kb.p12']),
      missing,
      [`${surprise} proven`],
    ],
    ['not demanded, and half of one there', set(['certificate', 'kb.crt']), {}, []],
    ['demanded, and taken, for its own requests', set(), whole, [`${surprise} proven`]],
    ['demanded, and taken, for all requests', set(['alwaysPresentCertificate', 'true']), whole, []],
    ['demanded, and taken, for its own as it says', set(['alwaysPresentCertificate', 'false']), whole, [`${surprise} proven`]],
    ['asked for', set(), { to: asked('optional') }, []],
    ['not asked for', set(), { to: asked('none') }, []],
    ['demanded or not', set(), { to: asked('unknown') }, [`${surprise} unknown`]],
    ['demanded, and refused', set(), { to: asked('required'), client: refused('expired') }, ['leaf-expired likely']],
    ['demanded by a transport port', set(), { ...missing, evidence: healthy('transport') }, ['kibana-es-scheme-mismatch likely']],
  ];
  for (const [what, context, host, expected] of cases) {
    it(`is told: ${what}`, () => assert.deepEqual(told(withContext(context, dialledHost(host))), expected));
  }

  it('keeps Kibana out where it has none, and users where it shows it for itself alone', () => {
    const [none, itself] = [only(withContext(set(), dialledHost(missing))), only(withContext(set(), dialledHost(whole)))];
    assert.deepEqual([none.blocks, itself.blocks], [true, undefined]);
    assert.match(itself.message, /those that it makes for users are refused: elasticsearch\.ssl\.alwaysPresentCertificate is not true\.$/);
    assert.deepEqual(itself.facts?.alwaysPresentCertificate, false);
  });

  it('says which half is there and which is not', () => {
    const half = (key: string) => only(withContext(set([key, 'x']), dialledHost(missing)));
    assert.match(
      half('certificate').message,
      /Kibana shows none: elasticsearch\.ssl\.certificate is set, and elasticsearch\.ssl\.key is not\.$/,
    );
    assert.match(half('key').message, /elasticsearch\.ssl\.key is set, and elasticsearch\.ssl\.certificate is not\.$/);
    assert.deepEqual([half('key').facts?.set, half('key').facts?.missing], [`${ssl}.key`, `${ssl}.certificate`]);
  });

  it('says whose certificates are accepted', () => {
    const names = Array.from({ length: 12 }, (_, index) => ({ name: `CN=${index}`, der: new Uint8Array(), publicRoot: false }));
    const accepts = (acceptableIssuers: EndpointEvidence['acceptableIssuers']) =>
      only(kibanaEvidence([dialledHost({ ...missing, evidence: healthy('http', { acceptableIssuers }) })])).facts?.accepts;
    assert.deepEqual(
      accepts(names),
      names.slice(0, 10).map(({ name }) => name),
    );
    assert.deepEqual(accepts(null), []);
  });
});

describe('the port that Kibana dials', () => {
  const speaking = (given: Partial<Service>, more: Partial<Observation> = {}) =>
    healthy('http', {
      observation: observation({
        channel: 'http',
        target: { label: 'x', host: 'es01', port: 9200, scheme: null },
        service: { ...healthy('http').observation.service, ...given },
        ...more,
      }),
    });
  const http = healthy('http').observation.service.application;
  const transport = { kind: 'transport', pong: true, versionId: 1, notHttp: true } as const;
  const at = (port: number) => ({ target: { label: 'x', host: 'es01', port, scheme: null } }) as const;
  const wrong = 'kibana-es-scheme-mismatch';
  const mute = { kind: 'none', asked: [] } as const;
  const plain = { to: peer({ label: 'x', security: 'plaintext', speaks: 'http', clientAuthentication: 'none' }) };
  const cases: readonly (readonly [
    what: string,
    written: 'https' | 'http',
    seen: EndpointEvidence,
    expected: readonly string[],
    says?: RegExp,
  ])[] = [
    ['https at TLS', 'https', speaking({}), []],
    ['http at TLS', 'http', speaking({}), [`${wrong} proven`], /says http, and the port speaks TLS\.$/],
    ['http in the clear', 'http', speaking({ security: 'plaintext' }), []],
    [
      'https in the clear',
      'https',
      speaking({ security: 'plaintext' }),
      [`${wrong} proven`],
      /says https, and the port speaks HTTP in the clear\.$/,
    ],
    ['something else', 'https', speaking({ security: 'other', application: null }), [`${wrong} proven`], /speaks neither TLS nor HTTP\.$/],
    ['transport', 'https', speaking({ application: transport }), [`${wrong} proven`], /: it speaks the transport protocol, not HTTP\.$/],
    ['transport in the clear', 'http', speaking({ application: transport, security: 'plaintext' }), [`${wrong} proven`], /not HTTP\.$/],
    [
      'TLS at 9300',
      'https',
      speaking({ application: mute }, at(9300)),
      [`${wrong} likely`],
      /by its number, and no HTTP was heard there\.$/,
    ],
    ['TLS at 9399', 'https', speaking({ application: null }, at(9399)), [`${wrong} likely`]],
    ['TLS at 9299', 'https', speaking({ application: mute }, at(9299)), []],
    ['TLS at 9400', 'https', speaking({ application: mute }, at(9400)), []],
    ['HTTPS at 9300', 'https', speaking({ application: http }, at(9300)), []],
    ['HTTP in the clear at 9300', 'http', speaking({ security: 'plaintext', application: http }, at(9300)), []],
    ['silence', 'https', speaking({ security: 'silent', application: null }), [`${wrong} unknown`]],
    ['an end', 'https', speaking({ security: 'closed', application: null }), [`${wrong} unknown`]],
    ['nothing known', 'https', speaking({ security: 'unknown', application: null }), [`${wrong} unknown`]],
  ];
  for (const [what, scheme, seen, expected, says] of cases) {
    it(`is ${expected.length === 0 ? 'right' : 'wrong, or not known to be right'}: ${scheme} at ${what}`, () => {
      const host = dialledHost({
        written: `${scheme}://es01:9200`,
        evidence: seen,
        ...(seen.observation.service.security === 'plaintext' ? plain : {}),
      });
      const result = told(kibanaEvidence([host])).filter((line) => line.startsWith(wrong));
      assert.deepEqual(result, expected);
      if (says !== undefined) assert.match(found(kibanaEvidence([host])).find(({ rule }) => rule === wrong)?.message ?? '', says);
    });
  }

  it('is said to be a default where nobody set it', () => {
    const host = dialledHost({ written: 'http://es01:9200', evidence: speaking({}) });
    assert.match(
      only(kibanaEvidence([host], { settings: [] })).message,
      /TLS\. It is the default, since elasticsearch\.hosts is not set\.$/,
    );
    assert.match(only(kibanaEvidence([host], { settings: [kibanaSetting('elasticsearch.hosts.0', 'x')] })).message, /TLS\.$/);
  });

  it('says how it kept silent', () => {
    const because = (security: 'silent' | 'closed') => {
      const rule = kibanaRules.find(({ id }) => id === wrong);
      const outcome = rule?.judge(kibanaEvidence([dialledHost({ evidence: speaking({ security, application: null }) })]));
      return outcome?.kind === 'unknown' ? outcome.because : null;
    };
    assert.deepEqual(because('silent'), { code: 'host-protocol-not-shown', host: 'https://es01:9200', how: 'silent' });
    assert.deepEqual(because('closed'), { code: 'host-protocol-not-shown', host: 'https://es01:9200', how: 'closed' });
  });

  it('has what its setting could not be read for, beside what was met', () => {
    const obstacle = {
      rule: wrong,
      stops: true,
      certainty: 'proven',
      context: null,
      setting: 'elasticsearch.hosts',
      place: null,
      file: null,
      because: { code: 'kibana-host-no-url', setting: 'elasticsearch.hosts', host: 'es01' },
      logText: null,
    } as const;
    const startupErrors = [obstacle, { ...obstacle, rule: 'file-missing' }];
    assert.deepEqual(
      found(kibanaEvidence([dialledHost({ written: 'http://es01:9200', evidence: speaking({}) })], { startupErrors })).map(
        ({ message, stops }) => [message, stops],
      ),
      [
        ['elasticsearch.hosts has es01, which is not a URL: it begins with neither https:// nor http://.', true],
        ['http://es01:9200 says http, and the port speaks TLS.', false],
      ],
    );
    assert.deepEqual(told(kibanaEvidence([dialledHost()], { startupErrors })), [`${wrong} proven`]);
    assert.deepEqual(told(kibanaEvidence([], { startupErrors })), [`${wrong} proven`]);
  });

  const reach: readonly (readonly [what: string, Observation['reachability'], expected: readonly string[]])[] = [
    ['takes connections', { kind: 'open' }, []],
    ['refuses them', { kind: 'refused' }, ['elasticsearch-host-unreachable likely']],
    ['does not answer', { kind: 'timeout', afterMs: 1000 }, ['elasticsearch-host-unreachable likely']],
    ['was not tried', { kind: 'not-attempted', because: 'aborted' } as never, ['elasticsearch-host-unreachable unknown']],
  ];
  for (const [what, reachability, expected] of reach) {
    it(`is reached or not where it ${what}`, () => {
      const isIt = (line: string) => line.startsWith('elasticsearch-host-unreachable');
      assert.deepEqual(told(kibanaEvidence([dialledHost({ evidence: speaking({}, { reachability }) })])).filter(isIt), expected);
    });
  }

  it('is of little weight where another address of the name is reached', () => {
    const closed = dialledHost({ evidence: speaking({}, { reachability: { kind: 'refused' } }) });
    const [open, other] = [dialledHost(), dialledHost({ written: 'https://es02:9200' })];
    const weight = (...met: readonly ObservedConnection[]) => {
      const one = only(kibanaEvidence(met));
      return [one.severity, one.blocks, /Another address of the same name can/.test(one.message)];
    };
    assert.deepEqual(weight(closed, open), ['low', undefined, true]);
    assert.deepEqual(weight(closed, other), [undefined, true, false]);
    assert.deepEqual(weight(closed), [undefined, true, false]);
    assert.deepEqual(weight(closed, { ...open, as: 'monitoring-host' }), [undefined, true, false]);
  });
});

describe('the handshake of Kibana with Elasticsearch', () => {
  const to = (given: Partial<Peer>) => ({
    to: peer({ label: 'https://es01:9200', speaks: 'http', clientAuthentication: 'none', ...given }),
  });
  const from = peer({ label: 'Kibana', speaks: null });
  const answeredHello: AnsweredHello = { hello: 'node24', client: 'Node.js 24', answer: 'answered', alert: null, lacks: null };
  const refusedHello: AnsweredHello = { ...answeredHello, answer: 'refused', alert: 'handshake_failure' };
  const heldBack: AnsweredHello = {
    ...refusedHello,
    lacks: { code: 'own-chain-held-back', subject: 'CN=old root', algorithm: 'sha1WithRSAEncryption', isRoot: true, runtime: 'JDK 26' },
  };
  const noScheme: AnsweredHello = {
    ...refusedHello,
    lacks: { code: 'no-signature-scheme', version: 'TLSv1.2', key: 'RSA 2048', client: [], server: ['rsa_pkcs1_sha1'] },
  };
  const hellos = (...clientHellos: readonly AnsweredHello[]) => ({ evidence: healthy('http', { clientHellos }) });
  const cases: readonly (readonly [what: string, host: Parameters<typeof dialledHost>[0], expected: readonly string[]])[] = [
    ['has a version and a suite', {}, []],
    [
      'has no version',
      { from, ...to({ versions: { 'TLSv1.3': 'rejected', 'TLSv1.2': 'rejected', 'TLSv1.1': 'accepted' } }) },
      ['no-common-protocol proven'],
    ],
    ['may have a version', { from, ...to({ versions: { 'TLSv1.3': 'rejected' } }) }, ['no-common-protocol unknown']],
    [
      'has no suite',
      {
        from,
        ...to({
          versions: { 'TLSv1.3': 'accepted' },
          suites: { 'TLSv1.3': { names: ['TLS_AES_128_CCM_SHA256'], complete: true, from: 'served' } },
        }),
      },
      ['no-common-cipher proven'],
    ],
    ['is refused for a root with SHA-1', hellos(heldBack), ['upgrade-jdk26-sha1-root proven']],
    ['is refused for a signature', hellos(noScheme), ['kibana-handshake-refused proven']],
    ['is refused, and nothing shows why', hellos({ ...refusedHello, lacks: null }), ['kibana-handshake-refused proven']],
    ['is refused on one of two runtimes', hellos(heldBack, answeredHello), ['upgrade-jdk26-sha1-root likely']],
    ['is answered', hellos(answeredHello), []],
    ['could not be asked for', hellos({ ...answeredHello, answer: 'unknown' }), []],
    ['meets the key of another certificate', to({ keyFits: false }), ['key-certificate-mismatch proven']],
    ['meets its own key', to({ keyFits: true }), []],
    ['meets a key that did not show', to({ keyFits: null }), []],
  ];
  for (const [what, host, expected] of cases)
    it(`is told: it ${what}`, () => assert.deepEqual(told(kibanaEvidence([dialledHost(host)])), expected));

  it('names the parameter that is missing, and whose hello it was', () => {
    const { message, facts } = only(kibanaEvidence([dialledHost(hellos(noScheme))]));
    assert.equal(
      message,
      "https://es01:9200 answers handclasp, but not Kibana: to what Node.js 24 offers it answers alert handshake_failure: the client accepts no signature that the server's key (RSA 2048) can make in TLS 1.2: the key makes rsa_pkcs1_sha1.",
    );
    assert.equal(facts?.lacks, 'no-signature-scheme');
    const closed = only(kibanaEvidence([dialledHost(hellos({ ...refusedHello, alert: null, lacks: null }))]));
    assert.match(closed.message, /it closes the connection\. What is missing/);
  });

  it('names whose key it is', () => {
    const one = only(kibanaEvidence([dialledHost(to({ keyFits: false }))]));
    assert.equal(one.message, 'The private key of https://es01:9200 does not belong to its certificate CN=es01, O=acme.');
    assert.equal(one.facts?.sha256, certificate().sha256);
    assert.match(only(kibanaEvidence([dialledHost(to({ keyFits: false, chain: [] }))])).message, /its certificate \.$/);
  });
});

describe('the name by which Kibana connects', () => {
  const mismatched = (told_: EndpointEvidence['mismatch'], given: Partial<EndpointEvidence> = {}) =>
    healthy('http', {
      name: { kind: 'mismatch', name: 'es09', because: { code: 'name-of-others', names: { first: ['es01'], count: 1 } } },
      mismatch: told_,
      ...given,
    });
  const rules: Readonly<Record<NonNullable<EndpointEvidence['mismatch']>, string>> = {
    'address-as-dns': 'san-ip-as-dns',
    'common-name-alone': 'san-cn-only-name',
    'wildcard-beside': 'san-wildcard-scope',
    'localhost-alone': 'san-localhost-only',
    'former-addresses': 'san-stale-after-move',
    'outside-name': 'san-nat-or-public-address',
    'address-missing': 'san-ip-missing',
    'name-missing': 'san-name-mismatch',
  };
  const mode = (value: 'full' | 'certificate' | 'none'): TlsContext => ({ ...elasticsearchSsl, verification: { value, place: null } });
  for (const [kind, rule] of Object.entries(rules) as [keyof typeof rules, string][]) {
    it(`is told by the rule that knows why it does not fit: ${kind}: ${rule}`, () => {
      const one = only(withContext(mode('full'), dialledHost({ evidence: mismatched(kind) })));
      assert.deepEqual([one.rule, one.certainty, one.facts?.name], [rule, 'proven', 'es09']);
      assert.equal(
        one.message,
        'Kibana connects to https://es01:9200 under verificationMode full: es09 is not in the certificate CN=es01, O=acme; the certificate is for es01.',
      );
      assert.equal(ruleOfConnectedName(mismatched(kind)), kind === 'address-as-dns' ? null : rule);
      for (const lax of ['certificate', 'none'] as const)
        assert.deepEqual(told(withContext(mode(lax), dialledHost({ evidence: mismatched(kind) }))), []);
    });
  }

  it('fits, or was not compared, and then no rule tells of it', () => {
    assert.equal(ruleOfConnectedName(healthy('http')), null);
    for (const seen of [
      healthy('http', { mismatch: 'name-missing' }),
      mismatched('name-missing', { name: { kind: 'not-checked', because: { code: 'no-certificate-seen' } } }),
      mismatched('name-missing', { chain: [] }),
    ])
      assert.deepEqual(told(withContext(mode('full'), dialledHost({ evidence: seen }))), []);
  });
});

describe('what the port of Kibana itself serves', () => {
  const own = (evidence_: EndpointEvidence): ObservedConnection => ({ written: 'localhost:5601', as: 'own-port', evidence: evidence_ });
  const asks = (kinds: readonly ('none' | 'optional' | 'required' | 'unknown')[]) =>
    healthy('kibana', {
      observation: {
        ...healthy('kibana').observation,
        clientAuth: Object.fromEntries(kinds.map((kind, index) => [['TLSv1.3', 'TLSv1.2'][index], { kind, evidence: '' }])) as never,
      },
    });
  const server = (value: 'none' | 'optional' | 'required' | null, enabled = true): TlsContext => ({
    ...serverSsl,
    enabled: { value: enabled, place: null },
    clientAuthentication: value === null ? null : { value, place: null },
  });
  const stale = 'stale-certificate-in-memory likely';
  const cases: readonly (readonly [what: string, context: TlsContext | null, seen: EndpointEvidence, expected: readonly string[]])[] = [
    ['as it says', server('required'), asks(['required', 'required']), []],
    ['none, though it says that it demands one', server('required'), asks(['none']), [stale]],
    ['one, though it says none', server('none'), asks(['required']), [stale]],
    ['one, though nothing is said', server(null), asks(['optional']), [stale]],
    ['none, and nothing is said', server(null), asks(['none']), []],
    ['not alike in both versions', server('required'), asks(['none', 'required']), []],
    ['what did not show', server('required'), asks(['unknown']), []],
    ['what was not asked', server('required'), asks([]), []],
    ['one, though it says that TLS is off', server('none', false), asks(['required']), []],
    ['one, and there are no settings', null, asks(['required']), []],
    ['nothing that was seen', server('required'), { ...asks(['none']), chain: [] }, []],
  ];
  for (const [what, context, seen, expected] of cases) {
    it(`asks browsers for ${what}`, () => {
      const contexts = context === null ? [elasticsearchSsl] : [elasticsearchSsl, context];
      const isFound = (line: string) => !line.endsWith(' unknown');
      assert.deepEqual(told(kibanaEvidence([own(seen)], { contexts })).filter(isFound), expected);
    });
  }

  it('is HTTP in the clear, though it says TLS', () => {
    const plain = healthy('kibana', {
      observation: { ...observation({ channel: 'kibana' }), service: { ...observation().service, security: 'plaintext' } },
      chain: [],
    });
    const of = (context: TlsContext, seen: EndpointEvidence, as: ObservedConnection['as'] = 'own-port') =>
      told(kibanaEvidence([{ ...own(seen), as }], { contexts: [elasticsearchSsl, context] })).filter((line) =>
        line.startsWith('kibana-plaintext'),
      );
    assert.deepEqual(of(server('none'), plain), ['kibana-plaintext likely']);
    assert.deepEqual(of(server('none', false), plain), []);
    assert.deepEqual(of(server('none'), plain, 'public-url'), []);
    assert.deepEqual(of(server('none'), healthy('kibana')), []);
    assert.deepEqual(told(kibanaEvidence([own(plain)], { contexts: [elasticsearchSsl] })), []);
  });

  const mismatch = {
    name: { kind: 'mismatch', name: 'kb.acme.org', because: { code: 'name-of-others', names: { first: ['es01'], count: 1 } } },
  } as const;
  const security = (value: Service['security'], given: Partial<EndpointEvidence> = {}) =>
    healthy('kibana', {
      observation: observation({ channel: 'kibana', service: { ...healthy('kibana').observation.service, security: value } }),
      ...given,
    });
  const publicUrls: readonly (readonly [url: string, what: string, seen: EndpointEvidence, expected: string | null])[] = [
    ['https', 'a certificate for it', healthy('kibana'), null],
    ['https', 'a certificate for another name', healthy('kibana', mismatch), 'does not cover it: the certificate is for es01.'],
    ['HTTPS', 'a certificate for another name', healthy('kibana', mismatch), 'does not cover it: the certificate is for es01.'],
    ['https', 'HTTP in the clear', security('plaintext'), 'speaks HTTP in the clear.'],
    ['http', 'HTTP in the clear', security('plaintext'), null],
    ['http', 'TLS', healthy('kibana', mismatch), 'what answers there speaks TLS.'],
    ['https', 'no certificate that was seen', healthy('kibana', { ...mismatch, chain: [] }), null],
    [
      'https',
      'a name that was not compared',
      healthy('kibana', { name: { kind: 'not-checked', because: { code: 'no-certificate-seen' } } }),
      null,
    ],
  ];
  for (const [scheme, what, seen, expected] of publicUrls) {
    it(`is at its public URL over ${scheme}: ${what}: ${expected ?? 'well'}`, () => {
      const met: ObservedConnection = { written: `${scheme}://kb.acme.org`, as: 'public-url', evidence: seen };
      const cases_ = found(kibanaEvidence([met]));
      assert.deepEqual(
        cases_.map(({ rule, message }) => [rule, message.endsWith(expected ?? '')]),
        expected === null ? [] : [['kibana-public-url-mismatch', true]],
      );
      const [, , , rule] = kibanaPort.rules;
      assert.equal(rule?.judge(kibanaEvidence([met])).kind, expected === null ? 'pass' : 'findings');
      assert.equal(rule?.judge(kibanaEvidence([])).kind, 'not-applicable');
      assert.equal(rule?.judge(kibanaEvidence([{ ...met, as: 'own-port' }])).kind, 'not-applicable');
    });
  }

  it('is not known where nothing answers at its public URL', () => {
    const closed: ObservedConnection = {
      written: 'https://kb.acme.org',
      as: 'public-url',
      evidence: evidence({ observation: observation({ reachability: { kind: 'refused' }, conversations: [] }), chain: [] }),
    };
    assert.deepEqual(told(kibanaEvidence([closed])), ['kibana-public-url-mismatch unknown']);
  });
});

describe('the way of Kibana to Elasticsearch', () => {
  it('is well at each step where it is well', () => {
    for (const { rules, code } of kibanaPath) {
      const kinds = rules.map((rule) => rule.judge(kibanaEvidence([dialledHost()])).kind);
      assert.ok(kinds.includes('pass'), code);
      assert.deepEqual(
        kinds.filter((kind) => kind !== 'pass' && kind !== 'not-applicable'),
        [],
        code,
      );
    }
  });

  it('is of no rule where Kibana dials nobody', () => {
    for (const { rules } of kibanaPath)
      for (const rule of rules) assert.equal(rule.judge(kibanaEvidence([])).kind, 'not-applicable', rule.id);
  });
});
