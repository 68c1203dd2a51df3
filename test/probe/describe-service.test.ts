import assert from 'node:assert/strict';
import type { Channel } from '../../src/model/channel.ts';
import type { Ending } from '../../src/model/ending.ts';
import type { Application } from '../../src/model/observation.ts';
import type { Target } from '../../src/model/target.ts';
import type { ApplicationAnswer } from '../../src/probe/ask-application.ts';
import { describeService } from '../../src/probe/describe-service.ts';
import { conversation } from '../support/evidence.ts';

const answer = (application: Application): ApplicationAnswer => ({
  application,
  release: null,
  names: null,
  heardAt: null,
  ended: null,
  cut: null,
});
const http = (headers: Readonly<Record<string, readonly string[]>>) => answer({ kind: 'http', answer: { status: 200, headers, body: '' } });
const elasticsearch = http({ 'x-elastic-product': ['Elasticsearch'] });
const kibana = http({ 'kbn-name': ['kibana'] });
const anyone = http({});
const node = answer({ kind: 'transport', pong: true, versionId: null, notHttp: false });
const nobody = answer({ kind: 'none', asked: ['http'] });

const described = (
  scheme: Target['scheme'],
  hint: Channel,
  overTls: ApplicationAnswer | null,
  inClear: ApplicationAnswer | null = null,
  endings: readonly Ending[] = [{ kind: 'accepted', by: 'data' }],
  answeredInTls = true,
) =>
  describeService({
    target: { label: 'es01', host: 'es01', port: 1, scheme },
    hint,
    conversations: endings.map((ending) => conversation({ ending, answeredInTls })),
    overTls,
    inClear,
  });

describe('whose port it is', () => {
  /** The scheme that it was named by, what its number hints at, who answered; the channel, and where it is from. */
  const cases: readonly (readonly [Target['scheme'], Channel, string, ApplicationAnswer | null, Channel, string])[] = [
    [null, 'http', 'nobody', nobody, 'http', 'port'],
    [null, 'unknown', 'nobody', nobody, 'unknown', 'nothing'],
    [null, 'unknown', 'anyone', anyone, 'unknown', 'nothing'],
    [null, 'transport', 'Elasticsearch', elasticsearch, 'http', 'answer'],
    [null, 'http', 'Kibana', kibana, 'kibana', 'answer'],
    [null, 'http', 'a node', node, 'transport', 'answer'],
    [null, 'remote-cluster', 'a node', node, 'remote-cluster', 'answer'],
    [null, 'remote-cluster', 'Elasticsearch', elasticsearch, 'http', 'answer'],
    ['http', 'http', 'Elasticsearch', elasticsearch, 'http', 'scheme'],
    ['http', 'http', 'Kibana', kibana, 'kibana', 'answer'],
    ['http', 'http', 'a node', node, 'http', 'scheme'],
    ['http', 'http', 'nobody', null, 'http', 'scheme'],
    ['transport', 'transport', 'a node', node, 'transport', 'scheme'],
    ['transport', 'transport', 'Elasticsearch', elasticsearch, 'http', 'answer'],
    ['transport', 'transport', 'Kibana', kibana, 'kibana', 'answer'],
    ['transport', 'transport', 'nobody', nobody, 'transport', 'scheme'],
    ['kibana', 'kibana', 'Elasticsearch', elasticsearch, 'kibana', 'scheme'],
  ];
  for (const [scheme, hint, who, said, channel, channelFrom] of cases) {
    it(`named as ${scheme ?? 'nothing'}, at a port of ${hint}, ${who} answers: ${channel}, by the ${channelFrom}`, () => {
      const got = described(scheme, hint, said);
      assert.deepEqual({ channel: got.channel, channelFrom: got.channelFrom }, { channel, channelFrom });
    });
  }

  it('what was said over TLS counts before what was said in the clear', () => {
    assert.equal(described(null, 'http', elasticsearch, kibana).service.product, 'elasticsearch');
    assert.equal(described(null, 'http', null, kibana).service.product, 'kibana');
  });
});

describe('whether a port speaks TLS', () => {
  const bytes = (text: string): Ending => ({ kind: 'not-tls', bytes: Buffer.from(text) });
  /** How the first conversation ended, and what that says where nothing of it was TLS. */
  const cases: readonly (readonly [string, Ending, string])[] = [
    ['an alert', { kind: 'alert', description: 40, name: 'handshake_failure', phase: 'before-server-hello' }, 'tls'],
    ['a broken protocol', { kind: 'protocol-error', reason: 'r', alert: 'a', phase: 'server-flight' }, 'tls'],
    ['a choice that cannot be computed', { kind: 'not-computable', reason: 'r', phase: 'server-flight' }, 'tls'],
    ['an end that we made', { kind: 'stopped', phase: 'server-flight' }, 'tls'],
    ['an answer in HTTP', bytes('HTTP/1.1 400 Bad Request'), 'plaintext'],
    ['nearly an answer in HTTP', bytes('HTTPS'), 'other'],
    ['a banner', bytes('SSH-2.0-OpenSSH'), 'other'],
    ['silence', { kind: 'timeout', afterMs: 1, phase: 'before-server-hello' }, 'silent'],
    ['an end', { kind: 'closed', how: 'fin', phase: 'before-server-hello' }, 'closed'],
    ['a reset', { kind: 'closed', how: 'reset', phase: 'before-server-hello' }, 'closed'],
  ];
  for (const [what, ending, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      assert.equal(described(null, 'http', null, null, [ending], false).service.security, expected);
      // Whoever answered in TLS speaks it, however it ended.
      assert.equal(described(null, 'http', null, null, [ending], true).service.security, 'tls');
      // Whoever answers in the clear does not.
      assert.equal(described(null, 'http', null, elasticsearch, [ending], true).service.security, 'plaintext');
      assert.equal(described(null, 'http', null, nobody, [ending], true).service.security, 'tls');
    });
  }

  it('is not known of a port that was not asked', () => {
    assert.equal(described(null, 'http', null, elasticsearch, []).service.security, 'unknown');
  });

  it('keeps the first 256 bytes of what is not TLS, and of nothing else', () => {
    const banner = (...endings: readonly Ending[]) => described(null, 'http', null, null, endings, false).service.banner;
    const kept = banner({ kind: 'undecided' }, bytes('x'.repeat(300)), bytes('y'));
    assert.equal(kept && Buffer.from(kept).toString(), 'x'.repeat(256));
    assert.equal(banner({ kind: 'undecided' }), null);
  });
});

describe('which release a transport port has', () => {
  const reported = (versionId: number | null, release: string | null) =>
    described('transport', 'transport', { ...answer({ kind: 'transport', pong: true, versionId, notHttp: false }), release }).service;
  it('the one that it told before the one that its number has', () => {
    assert.deepEqual([reported(8_17_00_99, '8.17.3').version, reported(null, '9.1.0').version], ['8.17.3', '9.1.0']);
    assert.equal(reported(7_17_09_99, null).version, '7.17.9');
    assert.equal(reported(7_17_09_99, null).product, 'elasticsearch');
    assert.deepEqual([reported(null, null).version, reported(null, null).product], [null, null]);
  });
});
