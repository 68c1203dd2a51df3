import assert from 'node:assert/strict';
import type { RemoteCluster, RemoteConnection } from '../../src/model/api-facts.ts';
import { remoteCertModelDeprecated } from '../../src/rules/endpoint/remote-cert-model-deprecated.ts';
import { remoteClusterServerDisabled } from '../../src/rules/endpoint/remote-cluster-server-disabled.ts';
import { remotePortModelMismatch } from '../../src/rules/endpoint/remote-port-model-mismatch.ts';
import { absent, apiFacts, forbidden, listedNode, nodeAnswers, reported } from '../support/api-facts.ts';
import { conversation, evidence, healthy, observation, unseen } from '../support/evidence.ts';
import { finding, unknownBecause } from '../support/outcomes.ts';

const connected = (given: Partial<RemoteConnection> = {}) =>
  apiFacts({ remoteConnections: [{ by: 'es-near:9200', alias: 'far', apiKey: true, connected: false, ...given }] });

describe('remote-port-model-mismatch', () => {
  const rule = remotePortModelMismatch;

  it('finds a transport port to which a cluster connects with an API key', () => {
    assert.match(
      finding(rule.judge(evidence({ api: connected() }))).message,
      /^es-near:9200 tries to connect to it as the remote cluster far with an API key, .* as a transport port does/,
    );
  });

  it('finds a remote cluster server to which a cluster connects with certificates', () => {
    assert.match(
      finding(rule.judge(healthy('remote-cluster', { api: connected({ apiKey: false }) }))).message,
      /That server requires an API key/,
    );
  });

  it('passes each way at its own port', () => {
    assert.equal(rule.judge(evidence({ api: connected({ apiKey: false }) })).kind, 'pass');
    assert.equal(rule.judge(healthy('remote-cluster', { api: connected() })).kind, 'pass');
  });

  it('cannot tell where the port did not show whether it asks for certificates', () => {
    const silent = evidence({
      observation: observation({ clientAuth: {}, conversations: [conversation({ certificateRequest: null })] }),
      acceptableIssuers: null,
      api: connected(),
    });
    assert.match(unknownBecause(rule.judge(silent)), /could not be seen/);
  });

  it('has nothing to say where the connection stands, or nobody connects to it', () => {
    assert.equal(rule.judge(evidence({ api: connected({ connected: true }) })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ api: apiFacts() })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
  });
});

describe('remote-cluster-server-disabled', () => {
  const rule = remoteClusterServerDisabled;

  it('finds a port to which a cluster connects with an API key, and that refuses', () => {
    assert.match(finding(rule.judge({ ...unseen({ channel: 'remote-cluster' }), api: connected() })).message, /nothing listens there\.$/);
  });

  it('passes a port that is open', () => {
    assert.equal(rule.judge(healthy('remote-cluster', { api: connected() })).kind, 'pass');
  });

  it('cannot tell of one that is filtered on the way', () => {
    unknownBecause(rule.judge({ ...unseen({ reachability: { kind: 'timeout', afterMs: 5000 } }), api: connected() }));
  });

  it('has nothing to say where certificates are used, or nobody connects to it', () => {
    assert.equal(rule.judge({ ...unseen(), api: connected({ apiKey: false }) }).kind, 'not-applicable');
    assert.equal(rule.judge(unseen()).kind, 'not-applicable');
  });
});

describe('remote-cert-model-deprecated', () => {
  const rule = remoteCertModelDeprecated;
  const far: RemoteCluster = { alias: 'far', connected: true, addresses: ['es-far:9300'], apiKey: false };
  const judged = (remotes: readonly RemoteCluster[], version: string | null = '9.1.2') =>
    rule.judge(
      healthy('http', { api: apiFacts({ own: nodeAnswers({ remotes: reported(remotes), self: reported({ ...listedNode, version }) }) }) }),
    );

  it('finds remote clusters by certificate from 9.0 on', () => {
    assert.equal(finding(judged([far])).message, 'The remote cluster far is connected with certificates, and the node has release 9.1.2.');
    assert.match(finding(judged([far, { ...far, alias: 'farther' }])).message, /^The remote clusters far, farther are connected/);
  });

  it('passes them before, and API keys at any time', () => {
    assert.equal(judged([far], '8.19.21').kind, 'pass');
    assert.equal(judged([{ ...far, apiKey: true }]).kind, 'pass');
    assert.equal(judged([]).kind, 'pass');
  });

  it('cannot tell without the release, or where the question was refused', () => {
    unknownBecause(judged([far], null));
    assert.match(unknownBecause(rule.judge(healthy('http', { api: apiFacts({ own: nodeAnswers({ remotes: forbidden }) }) }))), /403/);
  });

  it('has nothing to say where nobody was asked, or there is no such question', () => {
    assert.equal(rule.judge(healthy('http')).kind, 'not-applicable');
    assert.equal(rule.judge(healthy('http', { api: apiFacts({ own: nodeAnswers({ remotes: absent }) }) })).kind, 'not-applicable');
  });
});
