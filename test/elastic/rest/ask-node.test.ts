import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { askNode } from '../../../src/elastic/rest/ask-node.ts';
import type { RestOptions } from '../../../src/elastic/rest/rest-client.ts';
import { daysFromNow, makeCa, makeSelfSigned } from '../../../src/lab/pki.ts';
import type { ApiAnswer, NodeAnswers } from '../../../src/model/api-facts.ts';
import { Secret } from '../../../src/model/secret.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { type RestHandler, type RestServer, recordedAnswers, restCa, startRestServer } from '../../support/rest-server.ts';
import { startScriptServer } from '../../support/script-server.ts';

const password = { kind: 'password', user: 'elastic', password: new Secret('changeme-marked') } as const;
const apiKey = { kind: 'api-key', encoded: new Secret(Buffer.from('id:key-marked').toString('base64')) } as const;

function options(port: number, given: Partial<RestOptions> = {}): RestOptions {
  return {
    scheme: 'https',
    address: '127.0.0.1',
    port,
    serverName: '127.0.0.1',
    anchors: [restCa.certificate],
    credentials: password,
    timeoutMs: 2_000,
    ...given,
  };
}

async function asked(
  answers: Parameters<typeof startRestServer>[0],
  given: Partial<RestOptions> = {},
  server: Parameters<typeof startRestServer>[1] = {},
): Promise<{ readonly reported: NodeAnswers; readonly requests: RestServer['requests'] }> {
  const running = await startRestServer(answers, server);
  try {
    return { reported: await askNode(options(running.port, given)), requests: running.requests };
  } finally {
    await running.close();
  }
}

function value<T>(reported: ApiAnswer<T>): T {
  if (reported.kind !== 'told') return assert.fail(reported.because.code);
  return reported.value;
}

/** The words for all that was not told, once each. */
function refusals({ cluster, self, nodes, certificates, members, remotes, clocks }: NodeAnswers): readonly string[] {
  const all = [cluster, self, nodes, certificates, members, remotes, clocks];
  return [...new Set(all.flatMap((reported) => (reported.kind === 'told' ? [] : [reasonText(reported.because)])))];
}

/** A first answer that is taken in hand. */
const firstly = (handler: RestHandler) => ({ '/_nodes/_local/http,transport': handler });

describe('the REST API of a node', () => {
  it('is asked everything over TLS, with the password', async () => {
    const { reported, requests } = await asked((port) => recordedAnswers(port));
    assert.deepEqual(refusals(reported), []);
    assert.deepEqual(value(reported.cluster), {
      clusterName: 'acme',
      clusterUuid: 'NqYYxjlvTZOyXPRl4mKGSg',
      nodeName: 'es-1',
      version: '8.19.21',
    });
    assert.deepEqual(value(reported.self).transport, {
      published: { name: null, address: '127.0.0.1', port: 9300 },
      bound: [{ name: null, address: '127.0.0.1', port: 9300 }],
    });
    assert.deepEqual(value(reported.certificates), [
      {
        path: 'certs/node-1.crt',
        format: 'PEM',
        alias: null,
        subject: 'CN=es01',
        serialNumber: '5d2f3c',
        hasPrivateKey: true,
        expiry: new Date('2029-02-25T18:46:32.000Z'),
        issuer: 'CN=acme HTTP CA, O=acme',
      },
      {
        path: 'certs/ca.p12',
        format: 'PKCS12',
        alias: 'ca',
        subject: 'CN=acme HTTP CA, O=acme',
        serialNumber: 'a1',
        hasPrivateKey: false,
        expiry: new Date('2036-02-25T18:46:32.000Z'),
        issuer: 'CN=acme HTTP CA, O=acme',
      },
    ]);
    assert.deepEqual(value(reported.members), [{ name: 'es-1', address: '127.0.0.1', port: 9300 }]);
    assert.deepEqual(value(reported.remotes), [
      { alias: 'old', connected: true, addresses: ['es-far:9300'], apiKey: false },
      { alias: 'new', connected: false, addresses: ['es-far:9443'], apiKey: true },
    ]);
    const clock = value(reported.clocks)['id-of-es-1'];
    assert.ok(clock !== undefined && Math.abs(clock.aheadMs) <= clock.boundMs + 1, JSON.stringify(clock));
    const authorization = `Basic ${Buffer.from('elastic:changeme-marked').toString('base64')}`;
    assert.ok(requests.length === 7 && requests.every((request) => request.authorization === authorization));
  });

  it('is understood in the shapes of 7.17', async () => {
    const { reported } = await asked((port) => recordedAnswers(port, { release: '7.17.29' }));
    assert.deepEqual(refusals(reported), []);
    assert.deepEqual(
      value(reported.certificates).map(({ issuer }) => issuer),
      [null, null],
    );
    assert.equal(value(reported.remotes).length, 1);
  });

  it('takes an API key, and a name that the certificate bears where the connection goes to an address', async () => {
    const { reported, requests } = await asked((port) => recordedAnswers(port), { credentials: apiKey, serverName: 'es01' });
    assert.deepEqual(refusals(reported), []);
    assert.match(reported.url, /^https:\/\/es01:\d+$/);
    assert.ok(
      requests.every(({ authorization, host }) => authorization === `ApiKey ${apiKey.encoded.reveal()}` && host?.startsWith('es01:')),
    );
  });

  describe('is sent nothing where its certificate', () => {
    const unverified = async (
      given: Partial<RestOptions>,
      server: Parameters<typeof startRestServer>[1] = {},
    ): Promise<readonly string[]> => {
      const { reported, requests } = await asked((port) => recordedAnswers(port), given, server);
      assert.deepEqual(requests, []);
      return refusals(reported);
    };
    const because = (why: string) => [`its certificate was not accepted (${why}), so nothing was sent to it`];

    it('is of another CA', async () => {
      assert.deepEqual(
        await unverified({ anchors: [makeCa({ subject: 'other CA' }).certificate] }),
        because('its issuer is not among the given CAs'),
      );
    });

    it('is of a CA with the same name and another key', async () => {
      const [text] = await unverified({ anchors: [makeCa({ subject: restCa.subject }).certificate] });
      assert.match(text ?? '', /^its certificate was not accepted/);
    });

    it('is for another name', async () => {
      assert.deepEqual(await unverified({ serverName: 'es02' }), because('it is for another name'));
    });

    it('has expired', async () => {
      const certificate = { notBefore: daysFromNow(-40), notAfter: daysFromNow(-4) };
      assert.deepEqual(await unverified({}, { certificate }), because('it, or its CA, has expired'));
    });

    it('cannot be verified for want of trust', async () => {
      assert.deepEqual(await unverified({ anchors: [] }), ['no trust was given (--ca), so its certificate cannot be verified']);
    });
  });

  it('is believed where its certificate itself is given as trust', async () => {
    const server = await startRestServer((port) => recordedAnswers(port));
    try {
      assert.deepEqual(refusals(await askNode(options(server.port, { anchors: [server.certificate] }))), []);
    } finally {
      await server.close();
    }
  });

  it('gets no credentials in the clear', async () => {
    const server = await startScriptServer([{ kind: 'receive' }]);
    try {
      const reported = await askNode(options(server.port, { scheme: 'http' }));
      assert.deepEqual(refusals(reported), ['it speaks HTTP without TLS, and handclasp does not send credentials that way']);
      assert.deepEqual(server.received(), []);
    } finally {
      await server.close();
    }
  });

  it('is not asked at an address with a zone, which no URL has', async () => {
    assert.deepEqual(refusals(await askNode(options(9200, { address: 'fe80::1%eth0' }))).length, 1);
    assert.deepEqual((await askNode(options(9200, { address: 'fe80::1%eth0' }))).self, {
      kind: 'refused',
      because: { code: 'zone-in-address' },
    });
  });

  for (const status of [300, 301, 302, 303, 307, 308, 399]) {
    it(`is not followed elsewhere, nor believed, where it answers ${status}`, async () => {
      const { reported, requests } = await asked(firstly({ status, body: { nodes: {} } }));
      assert.deepEqual(reported.self, { kind: 'refused', because: { code: 'redirect', status } });
      assert.equal(requests.length, 7);
    });
  }

  for (const [who, credentials, secrets] of [
    ['a user', password, ['changeme-marked', Buffer.from('elastic:changeme-marked').toString('base64')]],
    ['an API key', apiKey, [apiKey.encoded.reveal(), 'key-marked']],
  ] as const) {
    it(`has nothing of what it was sent told again, in whatever it answers: ${who}`, async () => {
      const { reported, requests } = await asked(
        {
          '/': (request, response) => {
            const { authorization = '' } = request.headers;
            const plain = Buffer.from(authorization.replace(/^\w+ /, ''), 'base64').toString();
            response
              .writeHead(200, { 'content-type': 'application/json' })
              .end(
                JSON.stringify({ cluster_name: authorization, cluster_uuid: plain, name: `a ${plain} b`, version: { number: '9.1.0' } }),
              );
          },
        },
        { credentials },
      );
      assert.ok(requests.some(({ authorization }) => authorization !== undefined));
      assert.equal(reported.cluster.kind, 'told');
      for (const secret of secrets) assert.ok(!JSON.stringify(reported).includes(secret), secret);
    });
  }

  describe('has words for', () => {
    const redirectTarget = makeSelfSigned({ subject: 'elsewhere' });
    const cases: readonly (readonly [name: string, handler: RestHandler, words: RegExp, requests: number | null])[] = [
      [
        'a redirect to another host, which is not followed',
        (_, response) => void response.writeHead(302, { location: 'https://elsewhere.example/' }).end(redirectTarget.certificatePem),
        /^302, a redirect, which is not followed$/,
        null,
      ],
      [
        'a wrong password',
        { status: 401, body: { error: { type: 'security_exception', reason: 'unable to authenticate user [elastic]' }, status: 401 } },
        /^401, it refuses the user elastic with this password$/,
        1,
      ],
      [
        'a caller without the privilege',
        { status: 403, body: { error: { type: 'security_exception' }, status: 403 } },
        /^403, the user lacks a privilege: the cluster privilege monitor is needed$/,
        7,
      ],
      [
        'a question that is not there',
        { status: 410, body: { error: { type: 'api_not_available_exception' } } },
        /^410, it has no such API/,
        7,
      ],
      [
        'a node without a master',
        { status: 503, body: { error: { type: 'master_not_discovered_exception', reason: null }, status: 503 } },
        /^503, the node has found no master$/,
        7,
      ],
      ['too many questions', { status: 429, body: { error: { type: 'es_rejected_execution_exception' } } }, /^429, it is overloaded$/, 7],
      ['a fault of its own', { status: 500, body: { error: { type: 'action_not_found' } } }, /^status 500 \(action_not_found\)$/, 7],
      [
        'an answer that is no JSON',
        (_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>sign in</html>'),
        /^200 with an answer that is not JSON \(text\/html\)$/,
        7,
      ],
      ['JSON of another shape', { body: { nodes: [1, 2] } }, /^its answer does not have the form of an answer from Elasticsearch$/, 7],
      [
        'an endless answer',
        (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          pour(response);
        },
        /^its answer was larger than 16 MiB$/,
        1,
      ],
      ['an answer that never comes', () => {}, /^no answer within 300 ms$/, 1],
      [
        'an answer that drips',
        (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const drip = setInterval(() => response.write(' '), 50);
          response.on('close', () => clearInterval(drip));
        },
        /^its answer was not complete after 1200 ms$/,
        1,
      ],
      [
        'an answer that is cut',
        (_, response) => void response.writeHead(200, { 'content-length': '50' }).write('{', () => response.destroy()),
        /^(its answer was cut short|the connection was closed before an answer came)$/,
        1,
      ],
      [
        'a connection that ends without an answer',
        (request) => void request.socket.destroy(),
        /^the connection was (reset|closed before an answer came)$/,
        1,
      ],
    ];
    for (const [name, handler, words, count] of cases) {
      it(name, async () => {
        const { reported, requests } = await asked(firstly(handler), { timeoutMs: 300 });
        assert.ok(reported.self.kind !== 'told');
        assert.match(reasonText(reported.self.because), words);
        if (count !== null) assert.equal(requests.length, count, 'questions after that answer');
        assert.doesNotMatch(JSON.stringify(reported), /changeme-marked/);
      });
    }

    it('a port where nothing listens', async () => {
      const server = await startRestServer({});
      await server.close();
      assert.deepEqual(refusals(await askNode(options(server.port))), ['the connection was refused']);
    });

    it('a port that speaks something else', async () => {
      const server = await startScriptServer([{ kind: 'send', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }, { kind: 'end' }]);
      try {
        assert.match(refusals(await askNode(options(server.port)))[0] ?? '', /^the TLS handshake failed \(wrong version number\)$/);
      } finally {
        await server.close();
      }
    });

    it('a port that takes the connection and is silent', async () => {
      const server = await startScriptServer([]);
      try {
        assert.deepEqual(refusals(await askNode(options(server.port, { timeoutMs: 300 }))), ['no connection within 300 ms']);
      } finally {
        await server.close();
      }
    });
  });

  it('ends at once when the caller has had enough', async () => {
    const ended = new AbortController();
    const server = await startRestServer(firstly(() => ended.abort('enough')));
    try {
      await assert.rejects(askNode(options(server.port, { signal: ended.signal })), (error) => error === 'enough');
    } finally {
      await server.close();
    }
  });
});

/** Writes as long as anyone reads. */
function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}
