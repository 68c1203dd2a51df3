import assert from 'node:assert/strict';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import { joinCases } from '../../support/join-cases.ts';
import { type JoinSituation, playJoin } from '../../support/join-situation.ts';

const foreign = makeCa({ subject: 'CA of another company' });

const emptyChain =
  '[2026-11-23T22:21:21,848][WARN ][o.e.t.TcpTransport       ] [es01] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.11:9300, remoteAddress=/10.0.0.13:55070, profile=default}], closing connection\nCaused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain\n';

const situationOf = (what: string): JoinSituation => joinCases.find((one) => one.what === what)?.situation ?? assert.fail(what);

describe('a certificate that its node does not send', () => {
  it('is the cause itself, and not that it is not sent: one of another CA, or below an intermediate', async () => {
    const { cause } = (await playJoin(situationOf('a certificate of another CA'))).report;
    assert.deepEqual([cause?.rule, cause?.confidence, cause?.evidence.notSent], ['trust-unknown-issuer', 'proven', true]);
    assert.equal(typeof cause?.evidence.unseenIssuer, 'string');
    assert.match(cause?.detail ?? '', /is a CA that .+ does not trust, or an intermediate that es03 does not send/);
    // Both explanations have a fix.
    assert.match(
      cause?.remedy ?? '',
      /from the CA that the others trust.+ is an intermediate below the CA that the others trust, send it along/s,
    );
  });

  it('is of another CA for certain, where that CA is at hand', async () => {
    const serves = issue(foreign, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'] });
    const { cause } = (await playJoin({ authority: foreign, serves, seeOwn: true })).report;
    assert.equal(cause?.evidence.unseenIssuer, undefined);
    assert.doesNotMatch(cause?.remedy ?? '', /is an intermediate below/);
  });

  it('is the cause itself where it signed itself, with a certificate of the cluster’s CA as the fix', async () => {
    const { cause, findings } = (await playJoin(situationOf('a certificate that signed itself'))).report;
    assert.deepEqual([cause?.rule, cause?.evidence.notSent, findings?.[0]?.severity], ['self-signed-per-node', true, 'critical']);
    assert.match(cause?.detail ?? '', /^The certificate CN=es03 of es03 is self-signed\./);
    assert.match(cause?.commands.join('\n') ?? '', /certutil cert --ca-cert CA_CERT/);
  });

  it('stays the cause beside a log that tells of the silence alone', async () => {
    for (const what of ['a certificate of another CA', 'a certificate that signed itself', 'an intermediate that is not sent']) {
      const alone = (await playJoin(situationOf(what))).report.cause;
      const { cause } = (await playJoin({ ...situationOf(what), log: emptyChain })).report;
      assert.deepEqual([cause?.rule, cause?.confidence], [alone?.rule, 'proven'], what);
      assert.ok(cause?.evidence.log !== undefined, what);
    }
  });
});
