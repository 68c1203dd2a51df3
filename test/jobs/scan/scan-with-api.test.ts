import assert from 'node:assert/strict';
import { matrix } from '../../../src/jobs/matrix/matrix.ts';
import { discoverNodes } from '../../../src/jobs/scan/discover-nodes.ts';
import { type ScanOptions, scan } from '../../../src/jobs/scan/scan.ts';
import { daysFromNow, makeCa } from '../../../src/lab/pki.ts';
import type { EndpointReport } from '../../../src/model/report.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { Target } from '../../../src/model/target.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { clusterCa, type NodeWish, startNodes } from '../../support/loopback-cluster.ts';
import { assertIsReport } from '../../support/report-schema.ts';
import { type AnswersWish, type RestServer, recordedAnswers, restCa, startRestServer } from '../../support/rest-server.ts';

const credentials = { kind: 'password', user: 'elastic', password: new Secret('changeme-marked') } as const;
const options: ScanOptions = { anchors: [restCa.certificate, clusterCa.certificate], api: { credentials } };

/** A node on loopback: a transport port with real TLS, and an HTTP port that answers as recorded. By default it lists the certificate that its HTTP port shows. */
async function withCluster<T>(
  wishes: readonly { readonly transport?: NodeWish; readonly answers?: AnswersWish }[],
  work: (cluster: {
    readonly http: readonly Target[];
    readonly transport: readonly Target[];
    readonly servers: readonly RestServer[];
  }) => Promise<T>,
): Promise<T> {
  const nodes = await startNodes(wishes.map(({ transport = {} }) => transport));
  const servers: RestServer[] = [];
  const listed = () =>
    servers.map(({ port }, index) => ({ name: `es-${index + 1}`, http: port, transport: nodes.targets[index]?.port ?? 0 }));
  try {
    for (const [index, { answers = {} }] of wishes.entries()) {
      const name = `es-${index + 1}`;
      const server = await startRestServer((port) =>
        lazily(() => {
          const own = servers[index];
          return recordedAnswers(port, {
            name,
            transport: nodes.targets[index]?.port ?? 0,
            others: listed().filter((one) => one.name !== name),
            ...(own === undefined ? {} : { certificate: listing(own) }),
            ...answers,
          });
        }),
      );
      servers.push(server);
    }
    return await work({
      http: servers.map(({ port }) => ({ label: `127.0.0.1:${port}`, host: '127.0.0.1', port, scheme: 'http' })),
      transport: nodes.targets,
      servers,
    });
  } finally {
    await nodes.close();
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** Answers that are made when they are asked for: nodes know of each other only when all are there. */
function lazily(make: () => ReturnType<typeof recordedAnswers>): ReturnType<typeof recordedAnswers> {
  return Object.fromEntries(
    Object.keys(recordedAnswers(0)).map((path) => [
      path,
      (request, response) => {
        const handler = make()[path];
        if (typeof handler === 'function') handler(request, response);
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(handler?.body));
      },
    ]),
  );
}

function listing({ certificate }: RestServer) {
  const read = parseCertificate(certificate);
  assert.ok(read.kind === 'certificate');
  const { subject, serialNumber, notAfter } = read.certificate;
  return { subject, serial: serialNumber, expiry: notAfter.toISOString() };
}

const finding = (endpoint: EndpointReport | undefined, rule: string) => endpoint?.findings.find((one) => one.rule === rule);

describe('a scan with credentials', () => {
  it('finds the other nodes by one, and looks at each of their ports once', async () => {
    await withCluster([{}, {}, {}], async ({ http, transport }) => {
      const report = await scan(http.slice(0, 1), { ...options, api: { credentials, discover: true } });
      assertIsReport(JSON.parse(JSON.stringify(report)));
      assert.deepEqual(report.discovery, {
        nodes: 3,
        added: [
          `es-1 (127.0.0.1:${transport[0]?.port})`,
          ...[1, 2].flatMap((index) => [
            `es-${index + 1} (127.0.0.1:${transport[index]?.port})`,
            `es-${index + 1} (127.0.0.1:${http[index]?.port})`,
          ]),
        ],
        code: null,
        because: null,
      });
      assert.equal(report.endpoints.length, 6);
      assert.deepEqual(
        report.endpoints.flatMap(({ incomplete }) => incomplete),
        [],
      );
      assert.deepEqual(
        report.endpoints.map(({ service }) => service.nodeName),
        ['es-1', 'es-1', 'es-2', 'es-2', 'es-3', 'es-3'],
      );
      const shown = report.endpoints.filter(({ channel }) => channel === 'http');
      assert.ok(shown.every((endpoint) => finding(endpoint, 'stale-certificate-in-memory') === undefined));
      assert.deepEqual(
        shown.map(({ api }) => api?.certificates?.map(({ served }) => served)),
        [1, 2, 3].map(() => [true, false]),
      );
    });
  });

  it('compares in a matrix the nodes that were found', async () => {
    await withCluster([{}, {}], async ({ http }) => {
      const report = await matrix(http.slice(0, 1), { ...options, api: { credentials, discover: true } });
      assertIsReport(JSON.parse(JSON.stringify(report)));
      assert.deepEqual(
        report.pairs?.map(({ verdict }) => verdict),
        ['accepted', 'accepted'],
      );
    });
  });

  it('gives the ports of a cluster to a program', async () => {
    await withCluster([{}, {}], async ({ http, transport }) => {
      const { nodes, added, because } = await discoverNodes(http.slice(0, 1), { ...options, api: { credentials } });
      assert.equal(because, null);
      assert.deepEqual(
        nodes.map(({ name }) => name),
        ['es-1', 'es-2'],
      );
      assert.deepEqual(
        added.map(({ host, port, scheme }) => ({ host, port, scheme })),
        [
          { host: '127.0.0.1', port: transport[0]?.port, scheme: 'transport' },
          { host: '127.0.0.1', port: transport[1]?.port, scheme: 'transport' },
          { host: '127.0.0.1', port: http[1]?.port, scheme: 'http' },
        ],
      );
    });
  });

  it('asks nothing of the API where nobody gave credentials', async () => {
    await withCluster([{}], async ({ http, servers }) => {
      const report = await scan(http, { anchors: [restCa.certificate] });
      assert.equal(report.endpoints[0]?.api, undefined);
      assert.deepEqual(new Set(servers[0]?.requests.map(({ path }) => path)), new Set(['/']));
      assert.ok(servers[0]?.requests.every(({ authorization }) => authorization === undefined));
    });
  });

  it('sends no credentials where the CA that was given is another, and says that nobody could be asked', async () => {
    await withCluster([{}], async ({ http, servers }) => {
      const report = await scan(http, { anchors: [makeCa({ subject: 'other' }).certificate], api: { credentials, discover: true } });
      assert.ok(servers[0]?.requests.every(({ authorization }) => authorization === undefined));
      const words = 'its certificate was not accepted (its issuer is not among the given CAs), so nothing was sent to it';
      assert.deepEqual(report.endpoints[0]?.incomplete, [
        `what its REST API has to tell (_nodes/_local/http,transport, _ssl/certificates, _nodes/http,transport): ${words}`,
      ]);
      assert.equal(report.discovery?.because, `${http[0]?.label}: ${words}`);
      assert.equal(report.summary.incomplete, 1);
      assert.doesNotMatch(JSON.stringify(report), /changeme-marked/);
    });
  });

  it('hands no credentials to a port that did not show to be a node, however well its certificate verifies', async () => {
    const server = await startRestServer({});
    try {
      // A number among those of HTTP, and an answer that is nobody's.
      const target: Target = { label: 'web', host: '127.0.0.1', port: server.port, scheme: null };
      const report = await scan([target], options);
      assert.ok(server.requests.every(({ authorization }) => authorization === undefined));
      assert.equal(report.endpoints[0]?.api, undefined);
    } finally {
      await server.close();
    }
  });

  it('tells of no discovery where no target is a node', async () => {
    await withCluster([{}], async ({ transport }) => {
      const report = await scan(transport, { ...options, api: { credentials, discover: true } });
      assert.deepEqual(report.discovery, {
        nodes: 0,
        added: [],
        code: 'no-http-port-of-a-node',
        because: 'none of the targets showed that it is the HTTP port of a node',
      });
    });
  });

  it('proves that the file holds another certificate than the port shows', async () => {
    const renewed = { subject: 'CN=es01', serial: 'abcdef', expiry: '2031-01-01T00:00:00.000Z' };
    await withCluster([{ answers: { certificate: renewed } }], async ({ http, servers }) => {
      const report = await scan(http, options);
      assertIsReport(JSON.parse(JSON.stringify(report)));
      const found = finding(report.endpoints[0], 'stale-certificate-in-memory');
      const [own] = servers;
      assert.ok(own !== undefined && found !== undefined);
      assert.match(
        found.detail,
        new RegExp(
          `^It shows the certificate CN=es01 with serial number ${listing(own).serial}, until .*: certs/node-1\\.crt holds serial number abcdef, until 2031-01-01\\.`,
        ),
      );
      assert.deepEqual(
        report.endpoints[0]?.api?.certificates?.map(({ served }) => served),
        [false, false],
      );
    });
  });

  it('reads the clock of a transport port from the API of its node', async () => {
    await withCluster([{ answers: { clockAheadMs: 300_000 } }], async ({ http, transport }) => {
      const report = await scan([...http, ...transport], options);
      for (const endpoint of report.endpoints) {
        assert.match(
          finding(endpoint, 'clock-skew')?.detail ?? '',
          /^The clock of the endpoint is (5 minutes|4 minutes|299 seconds) ahead \(GET _nodes\/stats\)/,
        );
      }
    });
  });

  it('knows a node that lives on old connections, and an address that is published and not in the certificate', async () => {
    const expired = { notBefore: daysFromNow(-60), notAfter: daysFromNow(-2) };
    const wishes = [{ transport: { certificate: expired } }, { transport: { certificate: { altNames: ['DNS:es02'] as const } } }];
    await withCluster(wishes, async ({ http }) => {
      const report = await scan(http.slice(0, 1), { ...options, api: { credentials, discover: true } });
      const [, first, second] = report.endpoints;
      assert.match(
        finding(first, 'expired-but-connections-alive')?.detail ?? '',
        /and the cluster counts es-1 among its members, with 1 other:/,
      );
      const missing = finding(second, 'san-publish-address-missing');
      assert.equal(missing?.severity, 'low');
      assert.match(missing?.detail ?? '', /^The node publishes 127\.0\.0\.1, .*Peers reach it all the same/);
    });
  });

  it('says in a matrix that members would not let each other in today', async () => {
    const stranger = makeCa({ subject: 'Somebody else CA' });
    await withCluster([{}, { transport: { authority: stranger } }], async ({ http }) => {
      const report = await matrix(http.slice(0, 1), { ...options, api: { credentials, discover: true } });
      const found = report.findings?.find(({ rule }) => rule === 'expired-but-connections-alive');
      assert.equal(found?.subjects.length, 2);
      assert.match(
        found?.detail ?? '',
        /^The cluster counts es-\d .* among its members, and others would not let them in today: es-\d .* refuses es-\d /,
      );
    });
  });

  it('reports what was seen where it is interrupted while it asks', async () => {
    const ended = new AbortController();
    const server = await startRestServer({
      '/': { status: 401, body: { error: { root_cause: [], type: 'security_exception' }, status: 401 } },
      '/_nodes/_local/http,transport': () => ended.abort('SIGINT'),
    });
    try {
      const target: Target = { label: 'es01', host: '127.0.0.1', port: server.port, scheme: 'http' };
      const report = await scan([target], { ...options, signal: ended.signal });
      assert.equal(report.endpoints.length, 1);
      assert.ok((report.endpoints[0]?.chain.length ?? 0) > 0);
    } finally {
      await server.close();
    }
  });
});
