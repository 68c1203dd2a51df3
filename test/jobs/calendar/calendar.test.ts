import assert from 'node:assert/strict';
import { gatherEvidence } from '../../../src/evidence/gather-evidence.ts';
import { calendarOf, withWaivers } from '../../../src/jobs/calendar/calendar.ts';
import { compareNodes } from '../../../src/jobs/matrix/compare-nodes.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type Authority, issue, makeCa, makeSelfSigned } from '../../../src/lab/pki.ts';
import type { CalendarReport } from '../../../src/model/calendar.ts';
import type { Channel } from '../../../src/model/channel.ts';
import { decidingPeers } from '../../../src/model/deciding-peers.ts';
import type { Observation } from '../../../src/model/observation.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { conversation, conversation12, healthy } from '../../support/evidence.ts';
import { parsed } from '../../support/peer.ts';

const now = new Date('2026-06-01T12:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const ca = (subject: string, until: number, parent?: Authority) =>
  makeCa({ subject, notBefore: days(-900), notAfter: days(until), ...(parent === undefined ? {} : { parent }) });

type Node = {
  readonly name: string;
  readonly channel?: Exclude<Channel, 'unknown'>;
  readonly by: Authority;
  readonly until: number;
  /** Whom it names as trusted; its own CA by default. */
  readonly trusts?: readonly Authority[];
  readonly asks?: boolean;
  readonly certificate?: Partial<CertificateWish>;
  /** Its truststore holds its own certificate. */
  readonly pins?: boolean;
};

/** What a port of that kind shows. */
function observed({
  name,
  channel = 'transport',
  by,
  until,
  trusts = [by],
  asks = true,
  certificate = {},
  pins = false,
}: Node): Observation {
  const { observation } = healthy(channel);
  const wish: CertificateWish = {
    subject: name,
    altNames: [`DNS:${name}`] as const,
    notBefore: days(-300),
    notAfter: days(until),
    ...certificate,
  };
  const identity = issue(by, wish);
  const chain = pemBlocks(identity.chainPem);
  const subjects = [
    ...trusts.map((each) => parsed(each.certificate).subjectDer),
    ...(pins ? [parsed(chain[0] ?? assert.fail()).subjectDer] : []),
  ];
  const certificateRequest =
    channel === 'transport' && asks ? { authorities: subjects, signatureSchemes: ['ecdsa_secp256r1_sha256'] } : null;
  const shown = { chain, certificateRequest, startedAt: now };
  return {
    ...observation,
    target: { label: name, host: name, port: observation.target.port, scheme: null },
    address: `10.0.0.${name.length}`,
    startedAt: now,
    conversations: observation.conversations.map((one) =>
      one.version === 'TLSv1.3' ? conversation({ ...one, ...shown }) : conversation12({ ...one, ...shown }),
    ),
    ...(asks ? {} : { clientAuth: { 'TLSv1.3': { kind: 'none', evidence: '' }, 'TLSv1.2': { kind: 'none', evidence: '' } } }),
  };
}

function pemBlocks(pem: string): readonly Uint8Array[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, text = '']) => Buffer.from(text, 'base64'));
}

const judged = (observations: readonly Observation[], anchors: readonly Authority[], at: Date) =>
  Promise.all(
    observations.map((one) =>
      gatherEvidence(one, { at, anchors: anchors.map(({ certificate }) => parsed(certificate)), deployment: 'self' }),
    ),
  );

async function calendar(nodes: readonly Node[], anchors: readonly Authority[]): Promise<CalendarReport> {
  return calendarOf(await judged(nodes.map(observed), anchors, now), { at: now });
}

const transportCa = ca('Transport CA', 3000);
const shortCa = ca('Short CA', 200);
const root = ca('Root', 3000);
const issuing = ca('Issuing CA', 100, root);
const other = ca('Other CA', 3000);

const clusters: readonly (readonly [what: string, nodes: readonly Node[], anchors: readonly Authority[]])[] = [
  [
    'one CA, ends apart',
    [
      { name: 'a', by: transportCa, until: 12 },
      { name: 'bb', by: transportCa, until: 40 },
      { name: 'ccc', by: transportCa, until: 400 },
    ],
    [transportCa],
  ],
  [
    'one that has ended',
    [
      { name: 'a', by: transportCa, until: -3 },
      { name: 'bb', by: transportCa, until: 40 },
    ],
    [transportCa],
  ],
  [
    'certificates that outlive their CA',
    [
      { name: 'a', by: shortCa, until: 300 },
      { name: 'bb', by: shortCa, until: 400 },
    ],
    [shortCa],
  ],
  [
    'certificates that outlive an intermediate that is sent',
    [
      { name: 'a', by: issuing, until: 300, trusts: [root] },
      { name: 'bb', by: issuing, until: 400, trusts: [root] },
    ],
    [root],
  ],
  [
    'two CAs, of which one node trusts both',
    [
      { name: 'a', by: transportCa, until: 12, trusts: [transportCa, other] },
      { name: 'bb', by: other, until: 30, trusts: [transportCa, other] },
      { name: 'ccc', by: transportCa, until: 50 },
    ],
    [transportCa, other],
  ],
  [
    'one that asks for no certificate',
    [
      { name: 'a', by: transportCa, until: 12 },
      { name: 'bb', by: transportCa, until: 40, asks: false },
    ],
    [transportCa],
  ],
  [
    'no CA given',
    [
      { name: 'a', by: transportCa, until: 12 },
      { name: 'bb', by: transportCa, until: 40 },
    ],
    [],
  ],
];

describe('the calendar, held to the judgement of its moments', () => {
  for (const [what, nodes, anchors] of clusters) {
    it(`names who breaks: ${what}`, async () => {
      const observations = nodes.map(observed);
      const { events } = await calendar(nodes, anchors);
      const pairsAt = async (at: Date) => {
        const { pairs } = await compareNodes(await judged(observations, anchors, at), {
          at,
          deployment: 'self',
          known: anchors.map(({ certificate }) => parsed(certificate)),
        });
        // Names are compared under full alone, and are no matter of dates.
        return new Map(pairs.map(({ from, to, byVerification }) => [`${from} ${to}`, byVerification.certificate]));
      };
      for (const event of events) {
        const [before, after] = [
          await pairsAt(new Date(Date.parse(event.at) - 1000)),
          await pairsAt(new Date(Date.parse(event.at) + 1000)),
        ];
        const broken = [...after]
          .filter(([pair, verdict]) => verdict === 'refused' && before.get(pair) !== 'refused')
          .map(([pair]) => pair);
        const proven = event.breaks.filter(({ certainty }) => certainty === 'proven');
        for (const { by, refuses } of proven) {
          // What has ended before, at the other end, breaks the same connection already.
          const isBrokenBefore = events
            .slice(0, events.indexOf(event))
            .some(({ breaks }) => breaks.some((one) => one.by === refuses && one.refuses === by));
          const pairs = [`${by} ${refuses}`, `${refuses} ${by}`];
          if (isBrokenBefore)
            assert.ok(
              pairs.some((pair) => before.get(pair) === 'refused'),
              event.summary,
            );
          else
            assert.ok(
              pairs.some((pair) => broken.includes(pair)),
              `${event.summary}: ${broken.join()}`,
            );
        }
        for (const pair of broken) {
          const [from = '', to = ''] = pair.split(' ');
          const told = event.breaks.some(({ by, refuses }) => (by === from && refuses === to) || (by === to && refuses === from));
          assert.ok(told, `${pair} breaks and is not told: ${event.summary}`);
        }
      }
    });
  }

  const ports: readonly (readonly [what: string, node: Node, anchors: readonly Authority[]])[] = (
    ['http', 'kibana', 'remote-cluster'] as const
  ).flatMap((channel) => [
    [`${channel}, a leaf`, { name: 'a', channel, by: transportCa, until: 12 }, [transportCa]] as const,
    [`${channel}, a CA that its leaf outlives`, { name: 'a', channel, by: shortCa, until: 300 }, [shortCa]] as const,
    [`${channel}, an intermediate that its leaf outlives`, { name: 'a', channel, by: issuing, until: 300 }, [root]] as const,
    [`${channel}, another CA than the one given`, { name: 'a', channel, by: other, until: 12 }, [transportCa]] as const,
  ]);
  for (const [what, node, anchors] of ports) {
    it(`names which clients break: ${what}`, async () => {
      const { events } = await calendar([node], anchors);
      for (const event of events) {
        const at = async (instant: Date) => (await judged([observed(node)], anchors, instant))[0]?.peers?.verdicts ?? assert.fail();
        const [before, after] = [await at(new Date(Date.parse(event.at) - 1000)), await at(new Date(Date.parse(event.at) + 1000))];
        const broken = decidingPeers[node.channel ?? 'transport'].filter(
          (model) => before[model].kind === 'trusted' && after[model].kind === 'untrusted',
        );
        const proven = event.breaks.filter(({ certainty }) => certainty === 'proven');
        if (Date.parse(event.at) > days(node.until).getTime()) continue; // the leaf ends first
        assert.equal(proven.length > 0, broken.length > 0, `${event.summary} ${broken}`);
        const refusing = proven.map(({ clients }) => clients ?? assert.fail(`no clients: ${event.summary}`));
        const withNode = refusing.some((clients) => clients !== 'java-clients');
        if (node.channel !== 'remote-cluster') assert.equal(withNode, broken.includes('node'), event.summary);
        const withJava = refusing.some((clients) => clients !== 'openssl-clients' && clients !== 'kibana-and-openssl-clients');
        assert.equal(withJava, broken.includes('jsse25'), event.summary);
      }
    });
  }
});

const summaries = async (nodes: readonly Node[], anchors: readonly Authority[]) =>
  (await calendar(nodes, anchors)).events.map(({ summary }) => summary);

describe('what the calendar says', () => {
  it('is what ends, when, and who breaks, the earliest first', async () => {
    const [, nodes, anchors] = clusters[0] ?? assert.fail();
    assert.deepEqual(await summaries(nodes, anchors), [
      "a's transport certificate expires in 12 days (2026-06-13): bb and ccc refuse it from then on.",
      "bb's transport certificate expires in 40 days (2026-07-11): a and ccc refuse it from then on.",
      "ccc's transport certificate expires in 400 days (2027-07-06): a and bb refuse it from then on.",
      'The CA CN=Transport CA above a, bb and ccc expires in 8 years (2034-08-18). Java does not look at the dates of a CA that it trusts, so nodes go on; clients with OpenSSL and Node.js refuse it.',
    ]);
  });

  it('counts what has ended from its end', async () => {
    const [, nodes, anchors] = clusters[1] ?? assert.fail();
    assert.equal(
      (await summaries(nodes, anchors))[0],
      "a's transport certificate expired 3 days ago (2026-05-29): bb refuses it since then.",
    );
  });

  it('names the clients of a port that no node of the run connects to', async () => {
    const http: Node = { name: 'a', channel: 'http', by: shortCa, until: 300 };
    assert.deepEqual(await summaries([http], [shortCa]), [
      'The CA CN=Short CA above a expires in 200 days (2026-12-18): Kibana and clients with OpenSSL refuse it from then on. Java does not look at the dates of a CA that it trusts, and goes on.',
      "a's HTTP certificate expires in 300 days (2027-03-28): Java clients refuse it from then on.",
    ]);
    const kibana: Node = { name: 'kb', channel: 'kibana', by: transportCa, until: 5 };
    assert.match(
      (await summaries([kibana], [transportCa]))[0] ?? '',
      /^kb's Kibana certificate expires in 5 days .*: browsers and other clients refuse it from then on\.$/,
    );
  });

  it('speaks of several nodes in the plural, and of one in the singular, whatever its name', async () => {
    const remote: Node = { name: 'a', channel: 'remote-cluster', by: transportCa, until: 5 };
    assert.match((await summaries([remote], [transportCa]))[0] ?? '', /: nodes of other clusters refuse it from then on\.$/);
    const named: readonly Node[] = [
      { name: 'a', by: transportCa, until: 5 },
      { name: 'my-nodes', by: transportCa, until: 400 },
    ];
    assert.match((await summaries(named, [transportCa]))[0] ?? '', /: my-nodes refuses it from then on\.$/);
  });

  it('says what was taken for granted where no CA was given, and what is not known of it', async () => {
    const http: Node = { name: 'a', channel: 'http', by: transportCa, until: 12 };
    const [leaf] = (await calendar([http], [])).events;
    assert.equal(
      leaf?.summary,
      "a's HTTP certificate expires in 12 days (2026-06-13): Kibana and other clients refuse it from then on, if they accept it until then.",
    );
    assert.equal(leaf?.breaks[0]?.certainty, 'likely');
  });

  it('takes what a CA issued to be renewed where that ends before the CA', async () => {
    const http: Node = { name: 'a', channel: 'http', by: shortCa, until: 12 };
    const event = (await calendar([http], [shortCa])).events.find(({ kind }) => kind === 'ca-expires');
    assert.match(
      event?.summary ?? '',
      /Kibana and clients with OpenSSL refuse it from then on, if what it issued is renewed from it until then\. Java does not/,
    );
    assert.deepEqual(
      event?.breaks.map(({ certainty }) => certainty),
      ['likely'],
    );
  });

  it('has no break for who refuses it already', async () => {
    const [event] = (await calendar([{ name: 'a', channel: 'http', by: other, until: 12 }], [transportCa])).events;
    assert.deepEqual(event?.breaks, []);
  });

  it('says that a node which trusts that very certificate may go on', async () => {
    const nodes: readonly Node[] = [
      { name: 'a', by: transportCa, until: 12, pins: true },
      { name: 'bb', by: transportCa, until: 40 },
    ];
    const own = (await calendar(nodes, [transportCa])).events.find(({ certificate }) => certificate?.subject === 'CN=bb');
    assert.deepEqual(
      own?.breaks.map(({ by }) => by),
      ['a'],
    );
    const pinned: readonly Node[] = [
      { name: 'a', by: transportCa, until: 12, certificate: { subject: 'bb' } },
      { name: 'bb', by: transportCa, until: 40, pins: true },
    ];
    const event = (await calendar(pinned, [transportCa])).events.find(({ places }) => places.includes('a'));
    assert.deepEqual(event?.breaks, []);
    assert.deepEqual([event?.unknown, event?.unknownCodes], [['whether bb goes on accepting a did not show'], ['acceptance-not-shown']]);
  });

  it('leaves to the ECK operator, and to Elastic, what they renew', async () => {
    const operated: Node = { name: 'a', by: transportCa, until: 12, certificate: { subject: 'q-es-0.node.q.default.es.local' } };
    const { events, renewals } = await calendar([operated], [transportCa]);
    assert.equal(events[0]?.renewedBy, 'eck-operator');
    assert.match(events[0]?.summary ?? '', / The ECK operator replaces it 24 hours before\.$/);
    assert.deepEqual(renewals, []);
    const evidence = (await judged([observed({ name: 'a', channel: 'http', by: transportCa, until: 12 })], [transportCa], now)).map(
      (one) => ({
        ...one,
        deployment: { type: 'ech', guessed: false } as const,
      }),
    );
    assert.equal((await calendarOf(evidence, { at: now })).events[0]?.renewedBy, 'elastic');
  });

  it('has the days for which public CAs issue, for whoever has a certificate of theirs', async () => {
    const evidence = (await judged([observed({ name: 'a', channel: 'http', by: transportCa, until: 12 })], [transportCa], now)).map(
      (one) => ({
        ...one,
        publicTrust: { kind: 'trusted', path: [] } as const,
      }),
    );
    const { events } = await calendarOf(evidence, { at: now });
    assert.deepEqual(
      events
        .filter(({ longestRenewalDays }) => longestRenewalDays !== null)
        .map(({ kind, at, longestRenewalDays }) => [kind, at.slice(0, 10), longestRenewalDays]),
      [
        ['certificate-expires', '2026-06-13', 200],
        ['public-limit-changes', '2027-03-15', 100],
        ['public-limit-changes', '2029-03-15', 47],
      ],
    );
    assert.equal(
      (await calendar([{ name: 'a', by: transportCa, until: 12 }], [transportCa])).events.some(
        ({ longestRenewalDays }) => longestRenewalDays !== null,
      ),
      false,
    );
  });

  it('has the last day of a waiver, which holds for all of it', async () => {
    const waived = withWaivers(await calendar([], []), [
      { rule: 'weak-key', subject: 'es01', owner: 'ops', until: '2026-06-10', reason: 'r', state: 'used', matches: [], beyond: [] },
    ]);
    assert.deepEqual(
      waived.events.map(({ kind, at, daysLeft, summary }) => [kind, at, daysLeft, summary]),
      [
        [
          'waiver-ends',
          '2026-06-11T00:00:00.000Z',
          9,
          'The waiver of ops for weak-key at es01 ends on 2026-06-10: from then on the problem counts again.',
        ],
      ],
    );
  });

  it('is empty where no certificate was seen', async () => {
    assert.deepEqual(await calendar([], []), { at: now.toISOString(), events: [], renewals: [] });
  });
});

describe('the order in which to renew', () => {
  const steps = async (nodes: readonly Node[], anchors: readonly Authority[]) =>
    (await calendar(nodes, anchors)).renewals.map(({ step, subject, places, before }) => [
      step,
      subject,
      places.join(' '),
      before?.slice(0, 10) ?? null,
    ]);

  it('is the CA first: trust both, then issue, then drop', async () => {
    const ending = ca('Ending CA', 70);
    const nodes: readonly Node[] = [
      { name: 'a', by: ending, until: 30 },
      { name: 'bb', by: ending, until: 60 },
      { name: 'ccc', by: transportCa, until: 20 },
    ];
    assert.deepEqual(await steps(nodes, [ending, transportCa]), [
      ['make-ca', 'CN=Ending CA', '', '2026-07-01'],
      ['trust-both', 'CN=Ending CA', 'a bb', '2026-07-01'],
      ['issue', 'CN=Ending CA', 'a bb', '2026-07-01'],
      ['drop-ca', 'CN=Ending CA', 'a bb', null],
      ['renew', 'CN=ccc', 'ccc', '2026-06-21'],
    ]);
  });

  it('is the certificate alone where the CA stays, with the day that it can last at most', async () => {
    const lasting = ca('Lasting CA', 150);
    const { renewals } = await calendar([{ name: 'a', by: lasting, until: 30 }], [lasting]);
    assert.deepEqual(
      renewals.map(({ text }) => text),
      ['Renew the certificate of a from the same CA. It can be valid until 2026-10-29 at most, when CN=Lasting CA expires.'],
    );
    const free = await calendar([{ name: 'a', by: transportCa, until: 30 }], [transportCa]);
    assert.deepEqual(
      free.renewals.map(({ text }) => text),
      ['Renew the certificate of a from the same CA.'],
    );
  });

  it('has nothing that is not due', async () => {
    assert.deepEqual(await steps([{ name: 'a', by: transportCa, until: 91 }], [transportCa]), []);
    assert.equal((await steps([{ name: 'a', by: transportCa, until: 90 }], [transportCa])).length, 1);
  });

  it('names a certificate that many show once', async () => {
    const shared = makeSelfSigned({ subject: 'shared', altNames: ['DNS:shared'], notAfter: days(30) });
    assert.equal(parseCertificate(shared.certificate).kind, 'certificate');
  });
});
