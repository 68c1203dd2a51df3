import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Channel } from '../../../src/model/channel.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { JavaSecurityFault } from '../../../src/model/reasons/file-fault.ts';
import type { Anchor, Identity, MaterialFile, Setting, Setup, SetupProblem, TlsContext } from '../../../src/model/setup.ts';
import type { ConfiguredCertificate, ObservedConnection, SetupEvidence } from '../../../src/model/setup-evidence.ts';
import { setupRules } from '../../../src/rules/setup-rules.ts';
import { authority, certificate, daysFromNoon, evidence, healthy, noon, observation } from '../../support/evidence.ts';
import { bareSetup, tlsContext } from '../../support/tls-context.ts';

const [ssl, web] = ['xpack.security.transport.ssl', 'xpack.security.http.ssl'];
const place = (line: number) => ({ file: 'elasticsearch.yml', line });
const chosen = <T>(value: T, line: number | null = null) => ({ value, place: line === null ? null : place(line) });
const file = (path: string, setting: string, given: Partial<MaterialFile> = {}): MaterialFile => ({
  path,
  setting,
  place: place(5),
  format: 'pem',
  problem: null,
  mode: 0o640,
  modifiedAt: noon,
  ...given,
});
const identity = (given: Partial<Identity> = {}): Identity => ({
  chain: [certificate()],
  key: null,
  alias: null,
  keyMatches: true,
  file: 'node.crt',
  ...given,
});
const anchor = (one: Certificate = authority(), given: Partial<Anchor> = {}): Anchor => ({
  certificate: one,
  file: 'ca.crt',
  alias: null,
  from: 'ca-file',
  ...given,
});
const context = (name: string, given: Partial<TlsContext> = {}): TlsContext =>
  tlsContext(name, { clientAuthentication: chosen('required' as const), ...given });
const transport = (given: Partial<TlsContext> = {}) => context(ssl, { kind: 'transport', ...given });
const http = (given: Partial<TlsContext> = {}) => context(web, { kind: 'http', clientAuthentication: chosen('none' as const), ...given });
const profile = (given: Partial<TlsContext> = {}) =>
  context('transport.profiles.x.xpack.security.ssl', { kind: 'transport-profile', ...given });
const server = (given: Partial<TlsContext> = {}) =>
  context('server.ssl', { kind: 'kibana-server', clientAuthentication: chosen('none' as const), ...given });
const toElasticsearch = (given: Partial<TlsContext> = {}) => tlsContext('elasticsearch.ssl', { kind: 'kibana-elasticsearch', ...given });
const off = { enabled: chosen(false) } as const;
const trusts = (...anchors: readonly Anchor[]): Pick<TlsContext, 'trust'> => ({
  trust: { kind: 'anchors', anchors, publicRoots: false, because: null, place: place(6) },
});
const publicRoots: Pick<TlsContext, 'trust'> = { trust: { ...trusts().trust, publicRoots: true } };
const unread: Pick<TlsContext, 'trust'> = {
  trust: { ...trusts().trust, kind: 'unknown', because: { code: 'trust-file-unread', what: 'ca.p12' } },
};
const broken = (name: string) => file('broken.p12', `${name}.keystore.path`, { problem: { code: 'store-cut-off', format: 'jks' } });

type Wish = {
  readonly settings?: Readonly<Record<string, Setting['value']>>;
  readonly contexts?: readonly TlsContext[];
  readonly facts?: Partial<Setup['facts']>;
  readonly setup?: Partial<Omit<Setup, 'facts'>>;
  readonly shown?: readonly ConfiguredCertificate[];
  readonly met?: readonly ObservedConnection[];
  readonly expiresInMs?: number;
};

function evidenceOf({
  settings = {},
  contexts = [transport(), http()],
  facts = {},
  setup = {},
  shown = [],
  met = [],
  expiresInMs,
}: Wish): SetupEvidence {
  const lines = Object.entries(settings).map(
    ([key, value], index): Setting => ({ key, value, secret: false, place: place(20 + index), from: 'yml' }),
  );
  return {
    setup: bareSetup({ contexts, settings: lines, ...setup, facts: { transportHosts: ['10.0.0.3'], httpHosts: ['10.0.0.3'], ...facts } }),
    shown,
    met,
    at: noon,
    deployment: 'self',
    expiresInMs: expiresInMs ?? null,
  };
}

const ruleOf = (id: string) => setupRules.find((rule) => rule.id === id) ?? assert.fail(id);
/** `medium likely stops`, of each case; else the outcome. */
function said(id: string, wish: Wish): string {
  const outcome = ruleOf(id).judge(evidenceOf(wish));
  if (outcome.kind !== 'findings') return outcome.kind;
  return outcome.cases
    .map(({ severity, certainty, stops }) =>
      [severity ?? ruleOf(id).severity, ...(certainty === 'likely' ? ['likely'] : []), ...(stops ? ['stops'] : [])].join(' '),
    )
    .join(', ');
}
function first(id: string, wish: Wish) {
  const outcome = ruleOf(id).judge(evidenceOf(wish));
  return outcome.kind === 'findings' && outcome.cases[0] !== undefined ? outcome.cases[0] : assert.fail(`${id}: ${outcome.kind}`);
}
const shownBy = (
  one: TlsContext,
  given: Partial<Identity> = {},
  more: Partial<EndpointEvidence> = {},
  names: ConfiguredCertificate['names'] = [],
): ConfiguredCertificate => {
  const own = identity(given);
  return { context: one, identity: own, names, evidence: evidence({ chain: own.chain, ...more }) };
};
const seen = (as: ObservedConnection['as'], seenThere: EndpointEvidence, written = 'es03:9300'): ObservedConnection => ({
  written,
  as,
  evidence: seenThere,
});
const kibana = { product: 'kibana' } as const;
const alone = { transportHosts: ['localhost'], httpHosts: ['127.0.0.1'] } as const;
const insecure = { securityEnabled: chosen(false, 9) } as const;
const leaf = (given: Partial<Certificate>) => ({ chain: [certificate(given)] });
const remote = (addresses: readonly string[], apiKey = false) => ({ remoteClusters: [{ alias: 'west', addresses, apiKey }] });
const locked = {
  keystore: {
    file: 'elasticsearch.keystore',
    kind: 'locked',
    protected: true,
    entries: [],
    because: { code: 'keystore-password-missing' },
  },
} as const;
const enrolment = { settings: { 'xpack.security.enrollment.enabled': 'true' } } as const;
const stored = { settings: { 'xpack.security.enrollment.enabled': 'true', [`${web}.keystore.path`]: 'http.p12' } } as const;
const fips = { settings: { 'xpack.security.fips_mode.enabled': 'true' } } as const;
const realm = 'xpack.security.authc.realms.pki.p1';
const mute = transport({ clientAuthentication: chosen('none' as const) });
const listing = (names: readonly string[], suites = false) =>
  suites ? { cipherSuites: chosen(names, 7) } : { protocols: chosen(names, 7) };
const reports = (rule: string, given: Partial<SetupProblem> = {}): SetupProblem =>
  ({
    ...{
      rule,
      stops: false,
      certainty: 'proven',
      context: null,
      setting: `${ssl}.key`,
      place: place(3),
      file: null,
      because: { code: 'security-disabled' },
      logText: null,
    },
    ...given,
  }) as SetupProblem;
const own = (sha: string) => certificate({ sha256: sha });
const pair = (key: Date | null, cert: Date | null, keyMatches: boolean | null) =>
  transport({
    identities: [identity({ keyMatches })],
    files: [file('node.key', `${ssl}.key`, { modifiedAt: key }), file('node.crt', `${ssl}.certificate`, { modifiedAt: cert })],
  });
const later = (ms: number) => new Date(noon.getTime() + ms);
const java = (disabled: readonly string[] | null, problem: JavaSecurityFault | null = null) => ({
  jvm: {
    javaSecurity: {
      file: 'own.security',
      place: place(1),
      replaces: false,
      disabledAlgorithms: disabled,
      certPathDisabledAlgorithms: null,
      problem,
    },
    properties: [],
  },
});
const ec = { publicKey: { algorithm: 'EC', bits: 256, curve: 'P-256' } } as const;
const of = (kind: string) => leaf({ publicKey: { algorithm: kind, bits: 2048, curve: null } });
const suites = (names: readonly string[], kind: string, protocols: readonly string[] = ['TLSv1.3', 'TLSv1.2']): Wish => {
  const one = transport({ ...listing(names, true), protocols: chosen(protocols) });
  return { contexts: [one], shown: [shownBy(one, of(kind))] };
};
const mismatch = {
  kind: 'mismatch',
  name: '10.9.9.9',
  because: { code: 'address-of-others', names: { first: ['10.0.0.3'], count: 1 } },
} as const;
const match = { kind: 'match', name: '10.0.0.3', by: 'IP' } as const;
const full = transport();
const lax = transport({ verification: chosen('certificate' as const) });
const enrolledCa = anchor(authority(), { file: 'data/ca_17.crt' });
const port = (channel: Channel, given: Partial<EndpointEvidence> = {}) => evidence({ observation: observation({ channel }), ...given });
const holding = (given: Partial<Identity>, modifiedAt: Date | null = daysFromNoon(-1)) =>
  transport({ identities: [identity(given)], files: [file('node.crt', `${ssl}.certificate`, { modifiedAt })] });

const otherName = { kind: 'other', value: 'es01.node.acme' } as const;
const restrictions = `${ssl}.trust_restrictions`;
const restricted = (fields?: Setting['value']) => ({
  [`${restrictions}.path`]: 'restrictions.yml',
  ...(fields === undefined ? {} : { [`${restrictions}.x509_fields`]: fields }),
});
const nameless = leaf({ subjectAltNames: null });
const httpLayer = http();
const atWeb = { channel: 'http' } as const;
const table: readonly (readonly [rule: string, rows: readonly (readonly [what: string, wish: Wish, expected: string])[]])[] = [
  [
    'transport-plaintext',
    [
      ['with TLS', {}, 'pass'],
      ['without', { contexts: [transport(off)] }, 'critical'],
      ['without security', { facts: insecure }, 'critical'],
      ['without, on the loopback', { contexts: [transport(off)], facts: alone }, 'not-applicable'],
      ['without, published', { contexts: [transport(off)], facts: { ...alone, transportPublishHosts: ['10.0.0.3'] } }, 'critical'],
      [
        'without, where it does not start',
        { contexts: [transport(off)], setup: { startupErrors: [reports('bootstrap-tls-missing')] } },
        'not-applicable',
      ],
      [
        'without, where it does not start for something else',
        { contexts: [transport(off)], setup: { startupErrors: [reports('pem-empty')] } },
        'critical',
      ],
    ],
  ],
  [
    'http-plaintext',
    [
      ['with TLS', {}, 'pass'],
      ['without', { contexts: [http(off)] }, 'high'],
      ['without security', { facts: insecure }, 'high'],
      ['on the loopback', { contexts: [http(off)], facts: alone }, 'info'],
      ['on the loopback and beyond', { contexts: [http(off)], facts: { httpHosts: ['localhost', '10.0.0.3'] } }, 'high'],
    ],
  ],
  [
    'kibana-plaintext',
    [
      ['with TLS', { setup: kibana, contexts: [server()] }, 'pass'],
      ['without', { setup: kibana, contexts: [server(off)] }, 'high'],
      ['on the loopback', { setup: kibana, contexts: [server(off)], facts: alone }, 'info'],
    ],
  ],
  [
    'remote-othername-missing',
    [
      ['no restriction', { shown: [shownBy(transport())] }, 'not-applicable'],
      ['nothing shown on transport', { settings: restricted(), shown: [shownBy(http())] }, 'not-applicable'],
      ['a store that was not read', { settings: restricted(), contexts: [transport({ files: [broken(ssl)] })] }, 'unknown'],
      ['no other name', { settings: restricted(), shown: [shownBy(transport())] }, 'high likely'],
      ['no names at all', { settings: restricted(), shown: [shownBy(transport(), leaf({ subjectAltNames: null }))] }, 'high likely'],
      ['another name', { settings: restricted(), shown: [shownBy(transport(), leaf({ subjectAltNames: [otherName] }))] }, 'pass'],
      ['no certificate', { settings: restricted(), shown: [shownBy(transport(), { chain: [] })] }, 'pass'],
      ['a DNS name, which counts', { settings: restricted('subjectAltName.dnsName'), shown: [shownBy(transport())] }, 'pass'],
      [
        'a DNS name beside others',
        { settings: restricted('subjectAltName.otherName.commonName, DNSNAME'), shown: [shownBy(transport())] },
        'pass',
      ],
      ['a list of fields', { settings: restricted(['subjectAltName.dnsName']), shown: [shownBy(transport())] }, 'pass'],
      [
        'an address, where DNS names count',
        {
          settings: restricted('subjectAltName.dnsName'),
          shown: [shownBy(transport(), leaf({ subjectAltNames: [{ kind: 'ip', value: '10.0.0.3' }] }))],
        },
        'high likely',
      ],
      [
        'one of two',
        { settings: restricted(), shown: [shownBy(transport(), leaf({ subjectAltNames: [otherName] })), shownBy(transport())] },
        'high likely',
      ],
    ],
  ],
  [
    'transport-client-auth-not-enforced',
    [
      ['required', {}, 'pass'],
      ['optional, which another rule tells', { contexts: [transport({ clientAuthentication: chosen('optional' as const) })] }, 'pass'],
      ['none', { contexts: [mute] }, 'critical'],
      ['not set', { contexts: [transport({ clientAuthentication: null })] }, 'pass'],
      ['none, and TLS is off', { contexts: [{ ...mute, ...off }] }, 'not-applicable'],
    ],
  ],
  [
    'transport-client-auth-optional',
    [
      ['required', {}, 'pass'],
      ['optional', { contexts: [transport({ clientAuthentication: chosen('optional' as const) })] }, 'critical'],
      ['none', { contexts: [mute] }, 'pass'],
    ],
  ],
  [
    'transport-profile-weakens-auth',
    [
      ['no profile', {}, 'not-applicable'],
      ['as transport', { contexts: [profile()] }, 'pass'],
      ['that asks nobody', { contexts: [profile({ clientAuthentication: chosen('none' as const) })] }, 'critical'],
      ['that asks', { contexts: [profile({ clientAuthentication: chosen('optional' as const) })] }, 'critical'],
      ['of which nothing is said', { contexts: [profile({ clientAuthentication: null })] }, 'pass'],
      ['that verifies nothing', { contexts: [profile({ verification: chosen('none' as const) })] }, 'critical'],
      [
        'both',
        { contexts: [profile({ verification: chosen('none' as const), clientAuthentication: chosen('none' as const) })] },
        'critical, critical',
      ],
    ],
  ],
  [
    'http-verification-none-with-client-auth',
    [
      ['asks nobody', {}, 'not-applicable'],
      ['asks, and verifies', { contexts: [http({ clientAuthentication: chosen('optional' as const) })] }, 'pass'],
      [
        'asks, and verifies nothing',
        { contexts: [http({ clientAuthentication: chosen('optional' as const), verification: chosen('none' as const) })] },
        'critical',
      ],
      ['asks nobody, and verifies nothing', { contexts: [http({ verification: chosen('none' as const) })] }, 'not-applicable'],
      ['no HTTP', { contexts: [transport()] }, 'not-applicable'],
    ],
  ],
  [
    'transport-verification-certificate-only',
    [
      ['full', {}, 'pass'],
      ['certificate', { contexts: [lax] }, 'info'],
      ['none', { contexts: [transport({ verification: chosen('none' as const) })] }, 'pass'],
      ['no TLS', { contexts: [transport(off)] }, 'not-applicable'],
    ],
  ],
  [
    'transport-trusts-public-cas',
    [
      ['its own CA', { contexts: [transport(trusts(anchor()))] }, 'pass'],
      ['nothing set', { contexts: [transport(publicRoots)] }, 'critical'],
      ['nothing set, of a profile', { contexts: [transport(trusts(anchor())), profile(publicRoots)] }, 'critical likely'],
      ['no TLS', { contexts: [] }, 'not-applicable'],
      [
        'a public root among them',
        {
          contexts: [transport(trusts())],
          shown: [shownBy(transport(trusts()), {}, { acceptableIssuers: [{ name: 'CN=R', der: new Uint8Array(), publicRoot: true }] })],
        },
        'critical',
      ],
      ['no public root among them', { contexts: [transport(trusts())], shown: [shownBy(transport(trusts()))] }, 'pass'],
      [
        'a public root of HTTP',
        {
          contexts: [transport(trusts())],
          shown: [shownBy(http(trusts()), {}, { acceptableIssuers: [{ name: 'CN=R', der: new Uint8Array(), publicRoot: true }] })],
        },
        'pass',
      ],
      ['what could not be read', { contexts: [transport({ ...trusts(), files: [broken(ssl)] })] }, 'unknown'],
    ],
  ],
  [
    'pki-realm-without-client-auth',
    [
      ['no realm', {}, 'not-applicable'],
      [
        'HTTP asks',
        { settings: { [`${realm}.order`]: '1' }, contexts: [mute, http({ clientAuthentication: chosen('optional' as const) })] },
        'pass',
      ],
      ['nobody asks', { settings: { [`${realm}.order`]: '1' }, contexts: [mute, http()] }, 'high stops'],
      ['nobody asks, on the loopback', { settings: { [`${realm}.order`]: '1' }, contexts: [mute, http()], facts: alone }, 'high'],
      [
        'nobody asks, alone',
        { settings: { [`${realm}.order`]: '1' }, contexts: [mute, http()], facts: { discoveryType: 'single-node' } },
        'high',
      ],
      ['transport asks', { settings: { [`${realm}.order`]: '1' } }, 'medium'],
      ['transport asks, and it is delegated', { settings: { [`${realm}.order`]: '1', [`${realm}.delegation.enabled`]: 'true' } }, 'pass'],
      [
        'nobody asks, and it is delegated',
        { settings: { [`${realm}.order`]: '1', [`${realm}.delegation.enabled`]: 'true' }, contexts: [mute, http()] },
        'high stops',
      ],
      [
        'the realm is off',
        { settings: { [`${realm}.order`]: '1', [`${realm}.enabled`]: 'false' }, contexts: [mute, http()] },
        'not-applicable',
      ],
      [
        'a realm of another kind',
        { settings: { 'xpack.security.authc.realms.ldap.p1.order': '1' }, contexts: [mute, http()] },
        'not-applicable',
      ],
      [
        'two realms',
        {
          settings: { [`${realm}.order`]: '1', [`${realm}.x`]: '1', 'xpack.security.authc.realms.pki.p2.order': '2' },
          contexts: [mute, http()],
        },
        'high stops, high stops',
      ],
    ],
  ],
  [
    'discovery-single-node',
    [
      ['not set', { facts: { seedHosts: ['es01'] } }, 'pass'],
      ['alone', { facts: { discoveryType: 'single-node' } }, 'not-applicable'],
      ['with seed hosts', { facts: { discoveryType: 'single-node', seedHosts: ['es01'] } }, 'high'],
      ['with members that were named', { facts: { discoveryType: 'single-node' }, met: [seen('seed-host', evidence())] }, 'high'],
      ['with its own port', { facts: { discoveryType: 'single-node' }, met: [seen('own-port', evidence())] }, 'not-applicable'],
      ['multi-node', { facts: { discoveryType: 'multi-node', seedHosts: ['es01'] } }, 'pass'],
    ],
  ],
  [
    'seed-hosts-missing',
    [
      ['named', { facts: { seedHosts: ['es01'] } }, 'pass'],
      ['not named', {}, 'medium'],
      ['not named, and found otherwise', { facts: { seedProviders: ['settings', 'ec2'] } }, 'unknown'],
      ['not named, and read from files', { facts: { seedProviders: ['settings', 'file'] } }, 'medium'],
      ['not named, and alone', { facts: { discoveryType: 'single-node' } }, 'not-applicable'],
    ],
  ],
  [
    'transport-bound-to-localhost',
    [
      ['beyond', { facts: { seedHosts: ['es01:9300'] } }, 'pass'],
      ['with others', { facts: { ...alone, seedHosts: ['es01:9300'] } }, 'high'],
      ['with others, at a range of ports', { facts: { ...alone, seedHosts: ['10.0.0.1:9300-9400'] } }, 'high'],
      ['with itself', { facts: { ...alone, seedHosts: ['127.0.0.1:9300-9400', 'localhost:9301', '[::1]'] } }, 'not-applicable'],
      ['with HTTP that is open', { facts: { ...alone, httpHosts: ['0.0.0.0'] } }, 'low'],
      ['with nothing', { facts: alone }, 'not-applicable'],
      ['with others, and told to stay alone', { facts: { ...alone, seedHosts: ['es01'], discoveryType: 'single-node' } }, 'not-applicable'],
    ],
  ],
  [
    'hostname-underscore',
    [
      ['none', { facts: { seedHosts: ['es-01:9300'] } }, 'pass'],
      ['in a seed', { facts: { seedHosts: ['es_01:9300'] } }, 'high'],
      ['in a seed, where names are not compared', { contexts: [lax], facts: { seedHosts: ['es_01'] } }, 'info'],
      ['in what it publishes', { facts: { transportPublishHosts: ['es_03'] } }, 'high'],
      ['in a word for the machine', { facts: { transportPublishHosts: ['_site_', '_eth_0_'] } }, 'pass'],
      ['in a remote cluster', { facts: remote(['es_09:9300']) }, 'high'],
      ['without TLS', { contexts: [transport(off)], facts: { seedHosts: ['es_01'] } }, 'not-applicable'],
    ],
  ],
  [
    'san-publish-address-missing',
    [
      ['it fits', { shown: [shownBy(full, {}, {}, [match])] }, 'pass'],
      ['it does not', { shown: [shownBy(full, {}, {}, [mismatch])] }, 'high likely'],
      ['it does not, and names are not compared', { contexts: [lax], shown: [shownBy(lax, {}, {}, [mismatch])] }, 'not-applicable'],
      ['it does not, on the loopback', { facts: alone, shown: [shownBy(full, {}, {}, [mismatch])] }, 'not-applicable'],
      ['the machine decides', { shown: [shownBy(full)] }, 'unknown'],
      ['the machine decides of one of two', { shown: [shownBy(full), shownBy(full, {}, {}, [match])] }, 'pass'],
      ['nothing is shown', {}, 'not-applicable'],
      ['nothing could be read', { contexts: [transport({ files: [broken(ssl)] })] }, 'unknown'],
      ['what HTTP shows', { shown: [shownBy(http(), {}, {}, [mismatch])] }, 'not-applicable'],
    ],
  ],
  [
    'verification-full-with-shared-certificate',
    [
      ['names', { shown: [shownBy(full)] }, 'pass'],
      ['no names', { shown: [shownBy(full, leaf({ subjectAltNames: null }))] }, 'high likely'],
      ['no names, and they are not compared', { contexts: [lax], shown: [shownBy(lax, leaf({ subjectAltNames: null }))] }, 'pass'],
      ['nothing', {}, 'not-applicable'],
      ['nothing that could be read', { contexts: [transport({ files: [broken(ssl)] })] }, 'unknown'],
    ],
  ],
  [
    'enrollment-impossible',
    [
      ['not asked for', {}, 'not-applicable'],
      ['switched off', { settings: { 'xpack.security.enrollment.enabled': 'false' } }, 'not-applicable'],
      ['PEM files', enrolment, 'medium'],
      ['no TLS', { ...enrolment, contexts: [http(off)] }, 'medium'],
      [
        'a store with the key of its CA',
        { ...stored, contexts: [http({ trust: { ...publicRoots.trust, anchors: [anchor(authority(), { from: 'key-entry' })] } })] },
        'pass',
      ],
      [
        'a store with its key alone',
        { ...stored, contexts: [http({ trust: { ...publicRoots.trust, anchors: [anchor(certificate(), { from: 'key-entry' })] } })] },
        'medium',
      ],
      [
        'a store with its CA alone',
        { ...stored, contexts: [http({ trust: { ...publicRoots.trust, anchors: [anchor(authority(), { from: 'trusted-entry' })] } })] },
        'medium',
      ],
      ['a store, and trust of its own', { ...stored, contexts: [http(trusts(anchor()))] }, 'unknown'],
      ['a store that could not be read', { ...stored, contexts: [http({ ...publicRoots, files: [broken(web)] })] }, 'unknown'],
    ],
  ],
  [
    'autoconfig-skipped',
    [
      ['with TLS', {}, 'pass'],
      ['with TLS on one layer', { contexts: [transport(off), http()] }, 'pass'],
      ['nothing set', { contexts: [transport(off), http(off)] }, 'high likely'],
      ['nothing set on 8', { contexts: [transport(off), http(off)], setup: { version: '8.0.0' } }, 'high likely'],
      ['nothing set on 7', { contexts: [transport(off), http(off)], setup: { version: '7.17.29' } }, 'not-applicable'],
      ['nothing set, of a release that nobody knows', { contexts: [transport(off), http(off)], setup: { version: null } }, 'high likely'],
      ['switched off in so many words', { contexts: [transport({ enabled: chosen(false, 4) }), http(off)] }, 'not-applicable'],
      [
        'with other settings',
        {
          contexts: [
            transport({ ...off, settings: [{ key: `${ssl}.key`, value: 'x', secret: false, place: place(1), from: 'yml' }] }),
            http(off),
          ],
        },
        'not-applicable',
      ],
      ['without security', { contexts: [transport(off), http(off)], facts: insecure }, 'not-applicable'],
    ],
  ],
  [
    'san-missing',
    [
      ['names', { contexts: [full, httpLayer], shown: [shownBy(full), shownBy(httpLayer)] }, 'pass'],
      ['none on transport, which compares names', { contexts: [full], shown: [shownBy(full, nameless)] }, 'not-applicable'],
      ['none on transport, which compares none', { contexts: [lax], shown: [shownBy(lax, nameless)] }, 'info'],
      ['none on HTTP', { contexts: [httpLayer], shown: [shownBy(httpLayer, nameless, atWeb)] }, 'medium'],
      [
        'none on both',
        { contexts: [lax, httpLayer], shown: [shownBy(lax, nameless), shownBy(httpLayer, nameless, atWeb)] },
        'info, medium',
      ],
    ],
  ],
  [
    'fips-incompatible',
    [
      ['not asked for', {}, 'not-applicable'],
      ['switched off', { settings: { 'xpack.security.fips_mode.enabled': 'false' } }, 'not-applicable'],
      ['PEM files', { ...fips, contexts: [transport({ files: [file('a', `${ssl}.key`)] })] }, 'pass'],
      [
        'a store',
        { ...fips, contexts: [transport({ files: [file('a.p12', `${ssl}.keystore.path`, { format: 'pkcs12' })] })] },
        'critical likely stops',
      ],
      [
        'a store of a layer that is off',
        { ...fips, contexts: [transport({ ...off, files: [file('a.p12', `${ssl}.keystore.path`, { format: 'jks' })] })] },
        'pass',
      ],
      ['BCFKS', { ...fips, contexts: [transport({ files: [file('a', `${ssl}.keystore.path`, { format: 'bcfks' })] })] }, 'pass'],
      ['old versions by a list', { ...fips, contexts: [transport(listing(['TLSv1.2', 'TLSv1']))] }, 'critical likely'],
      ['old versions by default', { ...fips, contexts: [transport({ protocols: chosen(['TLSv1.2', 'TLSv1']) })] }, 'pass'],
      ['TLS 1.1', { ...fips, contexts: [transport(listing(['TLSv1.2', 'TLSv1.1']))] }, 'pass'],
      [
        'RSA of 2047 bits',
        { ...fips, shown: [shownBy(full, leaf({ publicKey: { algorithm: 'RSA', bits: 2047, curve: null } }))] },
        'critical likely',
      ],
      ['RSA of 2048 bits', { ...fips, shown: [shownBy(full)] }, 'pass'],
      ['an EC key', { ...fips, shown: [shownBy(full, leaf(ec))] }, 'pass'],
      ['what could not be read', { ...fips, contexts: [transport({ files: [broken(ssl)] })] }, 'unknown'],
    ],
  ],
  [
    'legacy-protocol-enabled',
    [
      ['modern ones', {}, 'pass'],
      ['TLS 1.1 that is dead', { contexts: [transport(listing(['TLSv1.1']))] }, 'pass'],
      ['TLS 1.1 that the JVM speaks', { contexts: [transport(listing(['TLSv1.1']))], setup: java(['SSLv3']) }, 'medium'],
      ['TLS 1.0 that the JVM speaks', { contexts: [transport(listing(['TLSv1']))], setup: java(['SSLv3']) }, 'high'],
      ['SSL 3 that the JVM speaks', { contexts: [transport(listing(['SSLv3']))], setup: java(['TLSv1']) }, 'high'],
      ['SSL 2, which is gone', { contexts: [transport(listing(['SSLv2', 'SSLv2Hello']))], setup: java([]) }, 'pass'],
      ['TLS 1.1 that the JVM still refuses', { contexts: [transport(listing(['TLSv1.1']))], setup: java(['TLSv1.1']) }, 'pass'],
      ['TLS 1.1 of a JVM that keeps its own list', { contexts: [transport(listing(['TLSv1.1']))], setup: java(null) }, 'pass'],
      [
        'a list of the JVM that could not be read',
        { contexts: [transport(listing(['TLSv1.1']))], setup: java(null, { code: 'no-path-given' }) },
        'unknown',
      ],
      ['Kibana with modern ones', { setup: kibana, contexts: [server()] }, 'pass'],
      ['Kibana with TLS 1.1', { setup: kibana, contexts: [server(listing(['TLSv1.1', 'TLSv1.2']))] }, 'unknown'],
      ['Kibana with TLS 1.0', { setup: kibana, contexts: [server(listing(['TLSv1']))] }, 'unknown'],
      ['Kibana without TLS', { setup: kibana, contexts: [] }, 'not-applicable'],
    ],
  ],
  [
    'upgrade-tls-breakers',
    [
      ['nothing on 8', {}, 'pass'],
      ['a release that nobody knows', { setup: { version: null } }, 'unknown'],
      ['9', { setup: { version: '9.0.0' }, contexts: [transport(listing(['TLSv1.1']))] }, 'not-applicable'],
      ['old versions alone', { contexts: [transport(listing(['TLSv1.1', 'TLSv1']))] }, 'medium'],
      ['an old version and a modern one', { contexts: [transport(listing(['TLSv1.1', 'TLSv1.2']))] }, 'pass'],
      ['old versions by default', { contexts: [transport({ protocols: chosen(['TLSv1.1']) })] }, 'pass'],
      ['no versions', { contexts: [transport(listing([]))] }, 'pass'],
      ...['TLSv1.2', 'TLSv1.3'].map((name) => [`${name} alone`, { contexts: [transport(listing([name]))] }, 'pass'] as const),
      ...['TLSv1.20', 'xTLSv1.2', 'TLSv1.4'].map(
        (name) => [`${name} alone`, { contexts: [transport(listing([name]))] }, 'medium'] as const,
      ),
      ['suites without forward secrecy alone', { contexts: [transport(listing(['TLS_RSA_X', 'SSL_RSA_Y'], true))] }, 'medium'],
      ['suites of both kinds', { contexts: [transport(listing(['TLS_RSA_X', 'TLS_AES_Y'], true))] }, 'pass'],
      ['no suites', { contexts: [transport(listing([], true))] }, 'pass'],
      ['suites by default', { contexts: [transport({ cipherSuites: chosen(['TLS_RSA_X']) })] }, 'pass'],
      ['both, of a layer that is off', { contexts: [transport({ ...off, ...listing(['TLSv1.1']) })] }, 'pass'],
      ['both', { contexts: [transport({ ...listing(['TLSv1']), ...listing(['TLS_RSA_X'], true) })] }, 'medium, medium'],
      ['both, of Kibana', { setup: kibana, contexts: [server(listing(['TLSv1.1']))] }, 'pass'],
      ['a file outside', { setup: { warnings: [reports('file-outside-config-dir')] } }, 'medium'],
      [
        'a file outside, for which it does not start',
        { setup: { startupErrors: [reports('file-outside-config-dir', { stops: true })] } },
        'pass',
      ],
      [
        'a file outside, for which it may not start',
        { setup: { startupErrors: [reports('file-outside-config-dir', { stops: true, certainty: 'likely' })] } },
        'medium',
      ],
      ['settings without enabled on 7', { setup: { version: '7.17.29', warnings: [reports('ssl-settings-without-enabled')] } }, 'medium'],
      ['settings without enabled on 8', { setup: { warnings: [reports('ssl-settings-without-enabled')] } }, 'pass'],
      ['TLS without a key on 7', { setup: { version: '7.17.29', warnings: [reports('ssl-enabled-without-key')] } }, 'medium'],
      ['something else', { setup: { warnings: [reports('weak-store-password')] } }, 'pass'],
    ],
  ],
  [
    'no-common-cipher',
    [
      ['the default', { shown: [shownBy(full)] }, 'pass'],
      ['no listener', { contexts: [] }, 'not-applicable'],
      ['a list, and no key that shows', { contexts: [transport(listing(['x'], true))] }, 'unknown'],
      ['of RSA for RSA', suites(['TLS_ECDHE_RSA_WITH_X'], 'RSA'), 'pass'],
      ['of ECDSA for RSA', suites(['TLS_ECDHE_ECDSA_WITH_X'], 'RSA'), 'critical'],
      ['of key transport for RSA', suites(['TLS_RSA_WITH_X'], 'RSA'), 'pass'],
      ['of ECDSA for EC', suites(['TLS_ECDHE_ECDSA_WITH_X'], 'EC'), 'pass'],
      ['of RSA for EC', suites(['TLS_ECDHE_RSA_WITH_X'], 'EC'), 'critical'],
      ['of ECDSA for Ed25519', suites(['TLS_ECDHE_ECDSA_WITH_X'], 'Ed25519'), 'pass'],
      ['of RSA for Ed25519', suites(['TLS_ECDHE_RSA_WITH_X'], 'Ed25519'), 'critical'],
      ['of DSS for DSA', suites(['TLS_DHE_DSS_WITH_X'], 'DSA'), 'pass'],
      ['of RSA for DSA', suites(['TLS_DHE_RSA_WITH_X'], 'DSA'), 'critical'],
      ['of ECDHE for RSA-PSS', suites(['TLS_ECDHE_RSA_WITH_X'], 'RSA-PSS'), 'pass'],
      ['of DHE for RSA-PSS', suites(['TLS_DHE_RSA_WITH_X'], 'RSA-PSS'), 'pass'],
      ['of key transport for RSA-PSS', suites(['TLS_RSA_WITH_X'], 'RSA-PSS'), 'critical'],
      ['of any for a strange key', suites(['TLS_ECDHE_RSA_WITH_X'], 'strange'), 'pass'],
      ['of TLS 1.3', suites(['TLS_AES_X'], 'EC'), 'pass'],
      ['of TLS 1.3, which is off', suites(['TLS_AES_X'], 'EC', ['TLSv1.2']), 'critical'],
      ['of TLS 1.2, which is off', suites(['TLS_ECDHE_RSA_WITH_X'], 'RSA', ['TLSv1.3']), 'critical'],
      ['in the words of OpenSSL', suites(['ECDHE-RSA-X'], 'RSA'), 'critical'],
      ['of nobody', suites(['TLS_DH_anon_WITH_X', 'TLS_ECDHE_RSA_WITH_NULL_X'], 'RSA'), 'critical'],
      ['one of two', suites(['TLS_ECDHE_ECDSA_WITH_X', 'TLS_ECDHE_RSA_WITH_X'], 'RSA'), 'pass'],
      ['of one that only connects', { contexts: [toElasticsearch(listing(['x'], true))] }, 'not-applicable'],
    ],
  ],
  [
    'pem-pair-out-of-step',
    [
      ['no pair', {}, 'not-applicable'],
      ['a pair', { contexts: [pair(noon, later(600_000), true)] }, 'pass'],
      ['no pair, written together', { contexts: [pair(noon, later(60_000), false)] }, 'pass'],
      ['no pair, written apart', { contexts: [pair(noon, later(60_001), false)] }, 'high'],
      ['no pair, the key later', { contexts: [pair(later(60_001), noon, false)] }, 'high'],
      ['no pair, of a time that is not known', { contexts: [pair(null, noon, false)] }, 'pass'],
      ['no pair, of a time that is not known of the other', { contexts: [pair(noon, null, false)] }, 'pass'],
      ['what was not compared', { contexts: [pair(noon, later(600_000), null)] }, 'unknown'],
      [
        'a key alone',
        { contexts: [transport({ identities: [identity({ keyMatches: false })], files: [file('node.key', `${ssl}.key`)] })] },
        'not-applicable',
      ],
    ],
  ],
  [
    'layers-expire-apart',
    [
      ['on one day', { shown: [shownBy(transport()), shownBy(http())] }, 'pass'],
      [
        'a millisecond short of a day apart',
        { shown: [shownBy(transport(), leaf({ notAfter: new Date(daysFromNoon(366).getTime() - 1) })), shownBy(http())] },
        'pass',
      ],
      ['a day apart', { shown: [shownBy(transport(), leaf({ notAfter: daysFromNoon(366) })), shownBy(http())] }, 'info'],
      ['a day apart, the other way', { shown: [shownBy(transport()), shownBy(http(), leaf({ notAfter: daysFromNoon(366) }))] }, 'info'],
      [
        'of several the first to end',
        { shown: [shownBy(transport(), leaf({ notAfter: daysFromNoon(400) })), shownBy(transport()), shownBy(http())] },
        'pass',
      ],
      ['one layer', { shown: [shownBy(transport())] }, 'not-applicable'],
      [
        'one layer, and what could not be read',
        { contexts: [transport(), http({ files: [broken(web)] })], shown: [shownBy(transport())] },
        'unknown',
      ],
    ],
  ],
  [
    'same-certificate-http-and-transport',
    [
      ['one key', { shown: [shownBy(transport()), shownBy(http())] }, 'medium'],
      ['two keys', { shown: [shownBy(transport()), shownBy(http(), leaf({ spkiSha256: 'ff' }))] }, 'pass'],
    ],
  ],
  [
    'ca-private-key-on-nodes',
    [
      ['none', { contexts: [transport({ identities: [identity()], ...trusts(anchor()) })] }, 'pass'],
      ['beside what is trusted', { contexts: [transport(trusts(anchor(authority(), { from: 'key-entry', keyMatches: true })))] }, 'high'],
      [
        'of another, beside what is trusted',
        { contexts: [transport(trusts(anchor(authority(), { from: 'key-entry', keyMatches: false })))] },
        'pass',
      ],
      ['as its own', { contexts: [transport({ identities: [identity({ chain: [authority()] })] })] }, 'high'],
      ['of another as its own', { contexts: [transport({ identities: [identity({ chain: [authority()], keyMatches: false })] })] }, 'pass'],
      [
        'both, which are one',
        {
          contexts: [
            transport({ identities: [identity({ chain: [authority()] })], ...trusts(anchor(authority(), { from: 'key-entry' })) }),
          ],
        },
        'high',
      ],
      ['for enrolment', { contexts: [http({ identities: [identity({ chain: [authority()], alias: 'http_ca' }), identity()] })] }, 'info'],
      [
        'for enrolment, on transport',
        { contexts: [transport({ identities: [identity({ chain: [authority()], alias: 'http_ca' }), identity()] })] },
        'high',
      ],
      ['for enrolment, alone', { contexts: [http({ identities: [identity({ chain: [authority()], alias: 'http_ca' })] })] }, 'high'],
      ['in a store that could not be read', { contexts: [transport({ files: [broken(ssl)] })] }, 'unknown'],
    ],
  ],
  [
    'truststore-pins-leaf',
    [
      ['a CA', { contexts: [transport(trusts(anchor()))] }, 'pass'],
      ['a leaf', { contexts: [transport(trusts(anchor(), anchor(certificate())))] }, 'low'],
      ['a leaf on HTTP', { contexts: [http(trusts(anchor(certificate())))] }, 'not-applicable'],
      ['what could not be read', { contexts: [transport(unread)] }, 'unknown'],
      ['the public roots', { contexts: [transport(publicRoots)] }, 'not-applicable'],
    ],
  ],
  [
    'ca-expired',
    [
      ['in its last instant', { contexts: [transport(trusts(anchor(authority({ notAfter: noon }))))] }, 'not-applicable'],
      ['after it', { contexts: [transport(trusts(anchor(authority({ notAfter: later(-1) }))))] }, 'low'],
      ['after it, to Kibana', { setup: kibana, contexts: [toElasticsearch(trusts(anchor(authority({ notAfter: later(-1) }))))] }, 'high'],
      [
        'after it, to who connects to Kibana',
        { setup: kibana, contexts: [server(trusts(anchor(authority({ notAfter: later(-1) }))))] },
        'high',
      ],
      ['after it, of a leaf', { contexts: [transport(trusts(anchor(certificate({ notAfter: later(-1) }))))] }, 'not-applicable'],
      [
        'after it, of a layer that is off',
        { contexts: [transport({ ...off, ...trusts(anchor(authority({ notAfter: later(-1) }))) })] },
        'not-applicable',
      ],
      [
        'twice',
        {
          contexts: [
            transport(trusts(anchor(authority({ notAfter: later(-1) })))),
            http(trusts(anchor(authority({ notAfter: later(-1) })))),
          ],
        },
        'low',
      ],
    ],
  ],
  [
    'ca-expiring',
    [
      ['with 90 days', { contexts: [transport(trusts(anchor(authority({ notAfter: daysFromNoon(90) }))))] }, 'low'],
      ['with more', { contexts: [transport(trusts(anchor(authority({ notAfter: later(90 * 86_400_000 + 1) }))))] }, 'not-applicable'],
      [
        'with more, of which word was asked',
        { expiresInMs: 100 * 86_400_000, contexts: [transport(trusts(anchor(authority({ notAfter: daysFromNoon(95) }))))] },
        'low',
      ],
      ['after its end', { contexts: [transport(trusts(anchor(authority({ notAfter: later(-1) }))))] }, 'not-applicable'],
    ],
  ],
  [
    'eku-client-missing-clientauth',
    [
      ['for clients', { shown: [shownBy(toElasticsearch())] }, 'pass'],
      ['for servers', { shown: [shownBy(toElasticsearch(), leaf({ extendedKeyUsage: ['serverAuth'] }))] }, 'high'],
      ['for any', { shown: [shownBy(toElasticsearch(), leaf({ extendedKeyUsage: ['anyExtendedKeyUsage'] }))] }, 'pass'],
      ['without purposes', { shown: [shownBy(toElasticsearch(), leaf({ extendedKeyUsage: null }))] }, 'pass'],
      ['for nothing', { shown: [shownBy(toElasticsearch(), leaf({ extendedKeyUsage: [] }))] }, 'high'],
      ['of a listener', { shown: [shownBy(http(), leaf({ extendedKeyUsage: ['serverAuth'] }))] }, 'not-applicable'],
      ['that could not be read', { setup: kibana, contexts: [toElasticsearch({ files: [broken('elasticsearch.ssl')] })] }, 'unknown'],
      ['that is none', { shown: [shownBy(toElasticsearch(), { chain: [] })] }, 'pass'],
    ],
  ],
  [
    'remote-trust-missing',
    [
      ['no remote cluster', {}, 'not-applicable'],
      ['a remote cluster without an address', { facts: remote([]) }, 'not-applicable'],
      ['a keystore that is closed', { facts: remote(['w:9300']), setup: locked }, 'unknown'],
      ['trust in a CA', { facts: remote(['w:9300']), contexts: [transport(trusts(anchor()))] }, 'unknown'],
      [
        'trust in itself alone',
        {
          facts: remote(['w:9300']),
          contexts: [transport(trusts(anchor(own('aa'))))],
          shown: [shownBy(transport(), { chain: [own('aa')] })],
        },
        'critical likely',
      ],
      [
        'trust in itself alone, and an API key',
        {
          facts: remote(['w:9300'], true),
          contexts: [transport(trusts(anchor(own('aa'))))],
          shown: [shownBy(transport(), { chain: [own('aa')] })],
        },
        'unknown',
      ],
      [
        'trust in itself and a CA',
        {
          facts: remote(['w:9300']),
          contexts: [transport(trusts(anchor(own('aa')), anchor()))],
          shown: [shownBy(transport(), { chain: [own('aa')] })],
        },
        'unknown',
      ],
      [
        'trust in nobody',
        { facts: remote(['w:9300']), contexts: [transport(trusts())], shown: [shownBy(transport(), { chain: [own('aa')] })] },
        'unknown',
      ],
      [
        'trust in what comes behind its own',
        {
          facts: remote(['w:9300']),
          contexts: [transport(trusts(anchor()))],
          shown: [shownBy(transport(), { chain: [own('aa'), authority()] })],
        },
        'unknown',
      ],
      [
        'trust in the public roots',
        {
          facts: remote(['w:9300']),
          contexts: [transport({ trust: { ...publicRoots.trust, anchors: [anchor(own('aa'))] } })],
          shown: [shownBy(transport(), { chain: [own('aa')] })],
        },
        'unknown',
      ],
    ],
  ],
  [
    'remote-port-model-mismatch',
    [
      ['certificates at 9300', { facts: remote(['w:9300']) }, 'pass'],
      ['certificates at 9443', { facts: remote(['w:9443']) }, 'high likely'],
      ['an API key at 9443', { facts: remote(['w:9443'], true) }, 'pass'],
      ['an API key at 9300', { facts: remote(['w:9300'], true) }, 'high likely'],
      ['an API key at 9400', { facts: remote(['w:9400'], true) }, 'high likely'],
      ['an API key at another port', { facts: remote(['w:9500', 'w:19300x'], true) }, 'pass'],
      ['two addresses', { facts: remote(['v:9443', 'w:9443']) }, 'high likely, high likely'],
      ['a keystore that is closed', { facts: remote(['w:9443']), setup: locked }, 'unknown'],
    ],
  ],
  [
    'remote-cert-model-deprecated',
    [
      ['an API key', { facts: remote(['w:9443'], true), setup: { version: '9.0.0' } }, 'pass'],
      ['certificates on 9', { facts: remote(['w:9300']), setup: { version: '9.0.0' } }, 'low'],
      ['certificates on 8', { facts: remote(['w:9300']) }, 'not-applicable'],
      ['certificates of a release that nobody knows', { facts: remote(['w:9300']), setup: { version: null } }, 'unknown'],
      ['an API key of a release that nobody knows', { facts: remote(['w:9300'], true), setup: { version: null } }, 'pass'],
    ],
  ],
  [
    'remote-cluster-server-disabled',
    [
      ['nothing of it', {}, 'not-applicable'],
      ['its port, and it is off', { settings: { 'remote_cluster.port': '9443' } }, 'medium'],
      [
        'its TLS, and it is off',
        { settings: { 'xpack.security.remote_cluster_server.ssl.key': 'x', 'remote_cluster_server.enabled': 'false' } },
        'medium',
      ],
      ['it is on, beyond the loopback', { settings: { 'remote_cluster_server.enabled': 'true', 'network.host': '10.0.0.3' } }, 'pass'],
      [
        'it is on, with a host of its own',
        { settings: { 'remote_cluster_server.enabled': 'true', 'network.host': '10.0.0.3', 'remote_cluster.host': 'localhost' } },
        'medium',
      ],
      ['it is on, on the loopback', { settings: { 'remote_cluster_server.enabled': 'true', 'network.host': '127.0.0.1' } }, 'medium'],
      ['it is on, and no host is set', { settings: { 'remote_cluster_server.enabled': 'true' } }, 'medium'],
      [
        'it is on, with several hosts',
        { settings: { 'remote_cluster_server.enabled': 'true', 'network.host': ['localhost', '10.0.0.3'] } },
        'pass',
      ],
    ],
  ],
  [
    'kibana-trusts-wrong-link',
    [
      ['a root', { setup: kibana, contexts: [toElasticsearch(trusts(anchor()))] }, 'pass'],
      [
        'an intermediate',
        {
          setup: kibana,
          contexts: [toElasticsearch(trusts(anchor(authority({ issuer: 'CN=root', selfIssued: false, selfSigned: false }))))],
        },
        'high',
      ],
      ['a leaf', { setup: kibana, contexts: [toElasticsearch(trusts(anchor(certificate())))] }, 'high'],
      ['a leaf and a root', { setup: kibana, contexts: [toElasticsearch(trusts(anchor(certificate()), anchor()))] }, 'pass'],
      ['nothing set', { setup: kibana, contexts: [toElasticsearch(publicRoots)] }, 'not-applicable'],
      ['what could not be read', { setup: kibana, contexts: [toElasticsearch(unread)] }, 'unknown'],
      [
        'everything',
        { setup: kibana, contexts: [toElasticsearch({ trust: { ...trusts().trust, kind: 'everything' } })] },
        'not-applicable',
      ],
    ],
  ],
  [
    'kibana-missing-es-ca',
    [
      ['a CA', { setup: kibana, contexts: [toElasticsearch(trusts(anchor()))] }, 'pass'],
      [
        'nothing set',
        { setup: kibana, contexts: [toElasticsearch(publicRoots)], facts: { elasticsearchHosts: ['https://es01:9200'] } },
        'unknown',
      ],
      [
        'nothing set, at Elastic Cloud',
        {
          setup: kibana,
          contexts: [toElasticsearch(publicRoots)],
          facts: { elasticsearchHosts: ['https://x.es.us-east-1.aws.elastic.cloud:443'] },
        },
        'pass',
      ],
      [
        'nothing set, at Elastic Cloud and elsewhere',
        {
          setup: kibana,
          contexts: [toElasticsearch(publicRoots)],
          facts: { elasticsearchHosts: ['https://x.es.us-east-1.aws.elastic.cloud:443', 'https://es01:9200'] },
        },
        'unknown',
      ],
      [
        'nothing set, and nothing verified',
        { setup: kibana, contexts: [toElasticsearch({ ...publicRoots, verification: chosen('none' as const) })] },
        'not-applicable',
      ],
      ['what could not be read', { setup: kibana, contexts: [toElasticsearch(unread)] }, 'unknown'],
      ['no TLS', { setup: kibana, contexts: [toElasticsearch(off)] }, 'not-applicable'],
    ],
  ],
  [
    'kibana-enrollment-ca-stale',
    [
      ['none', { setup: kibana, contexts: [toElasticsearch(trusts(anchor()))] }, 'not-applicable'],
      ['that nobody met', { setup: kibana, contexts: [toElasticsearch(trusts(enrolledCa))] }, 'unknown'],
      [
        'that is in use',
        { setup: kibana, contexts: [toElasticsearch(trusts(enrolledCa))], met: [seen('elasticsearch-host', healthy('http'))] },
        'pass',
      ],
      [
        'that is not',
        {
          setup: kibana,
          contexts: [toElasticsearch(trusts(enrolledCa))],
          met: [seen('elasticsearch-host', healthy('http', leaf({ issuer: 'CN=other' })))],
        },
        'high',
      ],
      [
        'of another key',
        {
          setup: kibana,
          contexts: [toElasticsearch(trusts(enrolledCa))],
          met: [seen('elasticsearch-host', healthy('http', leaf({ authorityKeyId: '00' })))],
        },
        'high',
      ],
      [
        'whose key is not named',
        {
          setup: kibana,
          contexts: [toElasticsearch(trusts(enrolledCa))],
          met: [seen('elasticsearch-host', healthy('http', leaf({ authorityKeyId: null })))],
        },
        'pass',
      ],
      [
        'that is not, at a port of its own',
        {
          setup: kibana,
          contexts: [toElasticsearch(trusts(enrolledCa))],
          met: [seen('own-port', healthy('http', leaf({ issuer: 'CN=other' })))],
        },
        'unknown',
      ],
    ],
  ],
  [
    'stale-certificate-in-memory',
    [
      ['nothing met', { contexts: [holding({})] }, 'not-applicable'],
      ['its own', { contexts: [holding({})], met: [seen('own-port', port('transport'))] }, 'pass'],
      ['another', { contexts: [holding(leaf({ serialNumber: '99' }))], met: [seen('own-port', port('transport'))] }, 'high likely'],
      [
        'the one before it',
        { contexts: [holding(leaf({ serialNumber: '99', notBefore: daysFromNoon(-9) }))], met: [seen('own-port', port('transport'))] },
        'high',
      ],
      [
        'one that begins as late',
        { contexts: [holding(leaf({ serialNumber: '99', notBefore: daysFromNoon(-365) }))], met: [seen('own-port', port('transport'))] },
        'high likely',
      ],
      [
        'one of another holder',
        { contexts: [holding(leaf({ subject: 'CN=x', notBefore: daysFromNoon(-9) }))], met: [seen('own-port', port('transport'))] },
        'high likely',
      ],
      [
        'one of another issuer',
        { contexts: [holding(leaf({ issuer: 'CN=x', notBefore: daysFromNoon(-9) }))], met: [seen('own-port', port('transport'))] },
        'high likely',
      ],
      [
        'another, of a file just written',
        { contexts: [holding(leaf({ serialNumber: '99' }), noon)], met: [seen('own-port', port('transport'))] },
        'unknown',
      ],
      [
        'another, of a file of no time',
        { contexts: [holding(leaf({ serialNumber: '99' }), null)], met: [seen('own-port', port('transport'))] },
        'high likely',
      ],
      [
        'another at a seed host',
        { contexts: [holding(leaf({ serialNumber: '99' }))], met: [seen('seed-host', port('transport'))] },
        'not-applicable',
      ],
      ['another on HTTP', { contexts: [holding(leaf({ serialNumber: '99' }))], met: [seen('own-port', port('http'))] }, 'not-applicable'],
      ['no file', { contexts: [transport()], met: [seen('own-port', port('transport'))] }, 'unknown'],
      [
        'one of two keys',
        {
          contexts: [transport({ identities: [identity(leaf({ serialNumber: '99' })), identity()] })],
          met: [seen('own-port', port('transport'))],
        },
        'pass',
      ],
    ],
  ],
  [
    'kibana-public-url-mismatch',
    [
      ['not set', { setup: kibana, contexts: [server()] }, 'not-applicable'],
      [
        'https',
        {
          setup: kibana,
          contexts: [server()],
          settings: { 'server.publicBaseUrl': 'https://kb' },
          shown: [shownBy(server(), {}, {}, [match])],
        },
        'pass',
      ],
      ['http', { setup: kibana, contexts: [server()], settings: { 'server.publicBaseUrl': 'http://kb' } }, 'medium likely'],
      ['http without TLS', { setup: kibana, contexts: [server(off)], settings: { 'server.publicBaseUrl': 'http://kb' } }, 'not-applicable'],
      [
        'another name',
        {
          setup: kibana,
          contexts: [server()],
          settings: { 'server.publicBaseUrl': 'https://kb' },
          shown: [shownBy(server(), {}, {}, [mismatch])],
        },
        'medium likely',
      ],
      [
        'both',
        {
          setup: kibana,
          contexts: [server()],
          settings: { 'server.publicBaseUrl': 'HTTP://kb' },
          shown: [shownBy(server(), {}, {}, [mismatch])],
        },
        'medium likely, medium likely',
      ],
      [
        'what could not be read',
        { setup: kibana, contexts: [server({ files: [broken('server.ssl')] })], settings: { 'server.publicBaseUrl': 'https://kb' } },
        'unknown',
      ],
    ],
  ],
];

/** They point to the setting by which a host or a remote cluster is named, which most of these setups leave out. */
const bySettings: ReadonlySet<string> = new Set(['hostname-underscore', 'remote-port-model-mismatch', 'remote-cert-model-deprecated']);

describe('rules on setups, on both sides of what they look at', () => {
  for (const [rule, rows] of table) {
    for (const [what, wish, expected] of rows) {
      it(`${rule}: ${what}: ${expected}`, () => {
        assert.equal(said(rule, wish), expected);
        const outcome = ruleOf(rule).judge(evidenceOf(wish));
        if (outcome.kind !== 'findings') return;
        for (const one of outcome.cases) {
          assert.ok(one.subjects.length > 0 || bySettings.has(rule), 'it names a file or a setting');
          assert.match(one.message, /^\S.*\.$/s);
          assert.doesNotMatch(one.message, /undefined|null|\[object|Stryker/);
          const settings = one.facts?.settings ?? [];
          assert.ok(Array.isArray(settings));
          for (const setting of settings) assert.match(String(setting), /^(?!null$)[a-z][\w.*-]*$/i, 'it is the name of a setting');
        }
      });
    }
  }
});

describe('what keeps a node from configuring itself', () => {
  const kept: readonly (readonly [key: string, value: Setting['value'], keeps: boolean])[] = [
    ['xpack.security.autoconfiguration.enabled', 'false', true],
    ['xpack.security.autoconfiguration.enabled', 'true', false],
    ...['xpack.security.enabled', 'discovery.seed_hosts', 'discovery.seed_providers', 'cluster.initial_master_nodes'].map(
      (key) => [key, 'x', true] as const,
    ),
    ['discovery.seed_hosts', ['es01', 'es02'], true],
    ['discovery.type', 'single-node', false],
    ['discovery.type', 'multi-node', false],
    ['discovery.type', 'zen', true],
    ['node.roles', ['master', 'data'], false],
    ['node.roles', ['master', 'data_hot'], false],
    ['node.roles', ['master'], true],
    ['node.roles', ['data'], true],
    ['node.roles', ['voting_only', 'masters'], true],
    ['node.name', 'x', false],
  ];
  for (const [key, value, keeps] of kept)
    it(`${keeps ? 'is' : 'is not'} ${key}: ${value}`, () => {
      const { message, facts } = first('autoconfig-skipped', { contexts: [transport(off), http(off)], settings: { [key]: value } });
      assert.equal(message.includes(`What keeps it: ${key}.`), keeps);
      assert.equal(message.includes('No setting keeps it'), !keeps);
      assert.deepEqual(facts?.settings, keeps ? [key] : undefined);
    });

  it('may be several settings', () => {
    const settings = { 'node.roles': 'data', 'discovery.seed_hosts': 'es01' };
    assert.match(
      first('autoconfig-skipped', { contexts: [transport(off), http(off)], settings }).message,
      /: discovery\.seed_hosts, node\.roles\.$/,
    );
  });
});

describe('what a finding on a setup says', () => {
  const cases: readonly (readonly [rule: string, wish: Wish, message: string, subjects?: readonly string[]])[] = [
    [
      'transport-plaintext',
      { contexts: [transport({ enabled: chosen(false, 4) })] },
      'Transport would speak no TLS (xpack.security.transport.ssl.enabled is not true), and other machines reach it.',
      ['elasticsearch.yml:4'],
    ],
    [
      'transport-plaintext',
      { facts: insecure },
      'Transport would speak no TLS (security is off), and other machines reach it.',
      ['elasticsearch.yml:9'],
    ],
    [
      'http-plaintext',
      { contexts: [http(off)], facts: alone },
      'The REST API would speak no TLS (xpack.security.http.ssl.enabled is not true); it is bound to the loopback.',
      ['xpack.security.http.ssl.enabled'],
    ],
    [
      'http-plaintext',
      { facts: insecure },
      'The REST API would speak no TLS (security is off), and other machines reach it.',
      ['elasticsearch.yml:9'],
    ],
    [
      'transport-bound-to-localhost',
      { facts: { ...alone, seedHosts: ['es01'] }, settings: { 'network.host': 'localhost', 'discovery.seed_hosts': 'es01' } },
      'Transport is bound to the loopback (network.host), and discovery.seed_hosts names other machines: they cannot connect back.',
      ['elasticsearch.yml:20', 'elasticsearch.yml:21'],
    ],
    [
      'transport-bound-to-localhost',
      { facts: { ...alone, httpHosts: ['0.0.0.0'] }, settings: { 'http.host': '0.0.0.0' } },
      'Transport is bound to the loopback (transport.host is not set), and HTTP is not: a second node cannot join.',
      ['elasticsearch.yml:20'],
    ],
    [
      'transport-bound-to-localhost',
      { facts: { ...alone, seedHosts: ['es01'] }, settings: { 'transport.bind_host': 'localhost', 'network.host': 'x' } },
      'Transport is bound to the loopback (transport.bind_host), and discovery.seed_hosts names other machines: they cannot connect back.',
      ['elasticsearch.yml:20'],
    ],
    [
      'autoconfig-skipped',
      { contexts: [transport(off), http(off)] },
      'Security is on, and neither transport nor HTTP has TLS: the node has not configured itself. No setting keeps it: it was not started yet, its data directory was not empty, or its output went to a file.',
      ['/etc/elasticsearch'],
    ],
    [
      'pem-pair-out-of-step',
      { contexts: [pair(noon, later(3_600_000), false)] },
      'node.crt was written 1 hour after node.key, and the two are no pair.',
    ],
    [
      'pem-pair-out-of-step',
      { contexts: [pair(later(3_600_000), noon, false)] },
      'node.key was written 1 hour after node.crt, and the two are no pair.',
    ],
    [
      'layers-expire-apart',
      { shown: [shownBy(transport(), leaf({ notAfter: daysFromNoon(366) })), shownBy(http())] },
      'Transport ends on 2027-06-02, HTTP on 2027-06-01.',
      ['node.crt'],
    ],
    [
      'remote-port-model-mismatch',
      { facts: remote(['w:9443']), settings: { 'cluster.remote.west.seeds': 'x', 'cluster.remote.west.credentials': 'y' } },
      'The remote cluster west has no API key here, and the node connects to it at w:9443, which is usually its port for API keys.',
      ['elasticsearch.yml:20'],
    ],
    [
      'remote-port-model-mismatch',
      { facts: remote(['w:9300'], true), settings: { 'cluster.remote.west.seeds': 'x' } },
      'The remote cluster west has an API key, and the node connects to it at w:9300, which is usually a transport port.',
      ['elasticsearch.yml:20'],
    ],
    [
      'legacy-protocol-enabled',
      { contexts: [transport(listing(['TLSv1', 'TLSv1.1']))], setup: java([]) },
      `${ssl} has TLSv1 and TLSv1.1, and own.security takes that off the JVM's list of what is disabled.`,
      ['elasticsearch.yml:7', 'elasticsearch.yml:1'],
    ],
    [
      'legacy-protocol-enabled',
      { contexts: [transport({ protocols: chosen(['TLSv1.1']) })], setup: java([]) },
      `${ssl} has TLSv1.1 by default, and own.security takes that off the JVM's list of what is disabled.`,
      ['elasticsearch.yml:1'],
    ],
    [
      'ca-expired',
      { contexts: [transport(trusts(anchor(authority({ notAfter: daysFromNoon(-3) }))))] },
      `CN=acme transport CA, O=acme, which ${ssl} trusts, ended on 2026-05-29, 3 days ago. Nodes do not look at the dates of a CA that they trust; other clients do.`,
      ['elasticsearch.yml:6', 'ca.crt'],
    ],
    [
      'ca-expired',
      { setup: kibana, contexts: [toElasticsearch(trusts(anchor(authority({ notAfter: daysFromNoon(-3) }))))] },
      'CN=acme transport CA, O=acme, which elasticsearch.ssl trusts, ended on 2026-05-29, 3 days ago: Kibana refuses what it issued.',
    ],
    [
      'kibana-trusts-wrong-link',
      { setup: kibana, contexts: [toElasticsearch(trusts(anchor(certificate())))] },
      'Kibana trusts certificates that are no CA alone (CN=es01, O=acme) and no root: Node finds no end to any chain.',
      ['elasticsearch.yml:6', 'ca.crt'],
    ],
    [
      'eku-client-missing-clientauth',
      { shown: [shownBy(toElasticsearch(), leaf({ extendedKeyUsage: [] }))] },
      'CN=es01, O=acme may be used for nothing and not for clientAuth.',
      ['node.crt'],
    ],
    [
      'truststore-pins-leaf',
      { contexts: [transport(trusts(anchor(certificate(), { from: 'key-entry' }), anchor(own('bb'))))] },
      'ca.crt, which is keystore and truststore in one, makes CN=es01, O=acme and 1 more that are no CA trusted directly.',
    ],
    [
      'truststore-pins-leaf',
      { contexts: [transport(trusts(anchor(certificate())))] },
      'ca.crt makes CN=es01, O=acme, which is no CA, trusted directly.',
    ],
    [
      'verification-full-with-shared-certificate',
      { shown: [shownBy(full, leaf({ subjectAltNames: null }))] },
      'verification_mode is full, since it is not set, and CN=es01, O=acme has no names in subjectAltName: peers set up alike refuse this node, unless they connect to it as es01.',
      ['node.crt'],
    ],
    [
      'verification-full-with-shared-certificate',
      {
        shown: [shownBy(transport({ verification: chosen('full' as const, 8) }), leaf({ subjectAltNames: null, commonName: 'instance' }))],
      },
      'verification_mode is full, and CN=es01, O=acme has no names in subjectAltName: peers set up alike refuse this node.',
      ['elasticsearch.yml:8', 'node.crt'],
    ],
    [
      'remote-cluster-server-disabled',
      { settings: { 'remote_cluster_server.enabled': 'true', 'network.host': '127.0.0.1' } },
      'The remote cluster server is bound to the loopback (network.host: 127.0.0.1).',
      ['elasticsearch.yml:21'],
    ],
    [
      'remote-cluster-server-disabled',
      { settings: { 'remote_cluster_server.enabled': 'true' } },
      'The remote cluster server is bound to the loopback (no host is set).',
      ['elasticsearch.yml:20'],
    ],
    [
      'hostname-underscore',
      { facts: { seedHosts: ['es_01:9300-9400'] }, settings: { 'discovery.seed_hosts': 'x' } },
      'The name es_01 has an underscore: with verification_mode full no node connects to it.',
      ['elasticsearch.yml:20'],
    ],
    [
      'san-publish-address-missing',
      {
        shown: [shownBy(full, {}, {}, [mismatch])],
        settings: { 'transport.publish_host': 'x', 'network.hostx': 'y', 'xtransport.host': 'z' },
      },
      'The node publishes 10.9.9.9, but its certificate does not cover it: the certificate is for the addresses 10.0.0.3.',
      ['elasticsearch.yml:20', 'node.crt'],
    ],
    [
      'no-common-cipher',
      suites(['TLS_ECDHE_RSA_WITH_X'], 'EC'),
      `None of the suites in ${ssl}.cipher_suites can be used with a key of EC and TLSv1.3, TLSv1.2: every handshake fails.`,
      ['elasticsearch.yml:7'],
    ],
  ];
  for (const [rule, wish, message, subjects] of cases) {
    it(`${rule}: ${message}`, () => {
      const one = first(rule, wish);
      assert.equal(one.message, message);
      if (subjects !== undefined) assert.deepEqual(one.subjects, subjects);
    });
  }

  it('stale-certificate-in-memory: which is shown, and which lies in the file', () => {
    const message = (given: Partial<Certificate>) =>
      first('stale-certificate-in-memory', { contexts: [holding(leaf(given))], met: [seen('own-port', port('transport'))] }).message;
    assert.match(
      message({ serialNumber: '99' }),
      /^es03:9300 shows the certificate CN=es01, O=acme with serial number \w+, until 2027-06-01, and node\.crt holds serial number 99, until 2027-06-01\.$/,
    );
    assert.match(message({ subject: 'CN=x', serialNumber: '99' }), /node\.crt holds CN=x, serial number 99, until/);
    const none = first('stale-certificate-in-memory', { contexts: [holding({ chain: [] })], met: [seen('own-port', port('transport'))] });
    assert.match(none.message, /node\.crt holds another\.$/);
    assert.equal(JSON.stringify(none.facts).includes('"onDisk":null'), true);
  });
});
