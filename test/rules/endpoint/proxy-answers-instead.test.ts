import assert from 'node:assert/strict';
import type { HttpAnswer, Observation, Service } from '../../../src/model/observation.ts';
import { httpPlaintext } from '../../../src/rules/endpoint/http-plaintext.ts';
import { proxyAnswersInstead as rule } from '../../../src/rules/endpoint/proxy-answers-instead.ts';
import { healthy, unseen } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const target = { label: 'my:9243', host: 'my.es.eu-west-1.aws.found.io', port: 9243, scheme: null } as const;

function answered(answer: Partial<HttpAnswer>, service: Partial<Service> = {}, seen: Partial<Observation> = {}) {
  const like = healthy('http').observation;
  return healthy('http', {
    deployment: { type: 'ech', guessed: true },
    observation: {
      ...like,
      target,
      service: {
        ...like.service,
        product: null,
        ...service,
        application: { kind: 'http', answer: { status: 200, headers: {}, body: '', ...answer } },
      },
      ...seen,
    },
  });
}

describe(rule.id, () => {
  for (const [what, answer, service, message] of [
    [
      'a proxy that asks for credentials',
      { status: 407, headers: { 'proxy-authenticate': ['NTLM'], via: ['1.1 gate'] } },
      {},
      /a proxy \(it calls itself 1\.1 gate\) asks for credentials of its own\. Status 407\.$/,
    ],
    ['a portal that says so', { status: 511 }, {}, /the network asks for a login first/],
    [
      'a redirect to another host',
      { status: 302, headers: { location: ['https://portal.acme.org/login?u=1'] } },
      {},
      /sends the client to portal\.acme\.org, which is not Elastic's/,
    ],
    [
      'HTTP in the clear',
      { status: 400, headers: { server: ['squid/5.7'] } },
      { security: 'plaintext' },
      /HTTP is spoken without TLS \(it calls itself squid\/5\.7\), which no endpoint of Elastic Cloud does/,
    ],
    [
      'an error of a proxy',
      { status: 503, headers: { 'x-squid-error': ['ERR_DNS_FAIL 0'], server: ['squid'] } },
      {},
      /a proxy \(it calls itself squid\) answered with an error/,
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      assert.match(finding(rule.judge(answered(answer, service))).message, message);
    });
  }

  it('takes a redirect for likely, since a deployment may have one of its own', () => {
    assert.equal(finding(rule.judge(answered({ status: 302, headers: { location: ['http://portal.acme.org/'] } }))).certainty, 'likely');
  });

  it('passes what Elastic answers', () => {
    for (const [answer, service] of [
      [{ status: 401 }, { product: 'elasticsearch' }],
      [{ status: 302, headers: { location: ['/login'] } }, { product: 'kibana' }],
      [{ status: 302, headers: { location: ['https://cloud.elastic.co/sso'] } }, {}],
      [{ status: 302, headers: { location: ['https://idp.acme.org/saml'] } }, { product: 'kibana' }],
      [{ status: 503, headers: { 'x-cloud-request-id': ['abc'], 'proxy-connection': ['close'] } }, {}],
      [{ status: 404, body: '{"ok":false,"message":"Unknown resource."}' }, {}],
    ] as const)
      assert.equal(rule.judge(answered(answer, service)).kind, 'pass', JSON.stringify(answer));
  });

  it('cuts what others say of themselves', () => {
    const server = [`a\u001b[31m${'x'.repeat(200)}`];
    const { message } = finding(rule.judge(answered({ status: 400, headers: { server } }, { security: 'plaintext' })));
    assert.ok(message.length < 220 && !message.includes('\u001b'), message);
  });

  it('does not know where nothing answered HTTP', () => {
    assert.match(unknownBecause(rule.judge(unseen({ channel: 'http', target }))), /refused the connection/);
  });

  it('is told in place of http-plaintext, and of endpoints of Elastic alone', () => {
    const plain = answered({ status: 400 }, { security: 'plaintext' });
    assert.equal(httpPlaintext.judge(plain).kind, 'not-applicable');
    const own = {
      ...plain,
      deployment: { type: 'self', guessed: true },
      observation: { ...plain.observation, target: { ...target, host: 'es01' } },
    } as const;
    assert.equal(rule.judge(own).kind, 'not-applicable');
    assert.equal(httpPlaintext.judge(own).kind, 'finding');
    assert.equal(rule.judge({ ...own, deployment: { type: 'serverless', guessed: false } }).kind, 'finding');
  });
});
