import assert from 'node:assert/strict';
import { explainRule, plainContexts } from '../../../src/jobs/explain/explain-rule.ts';
import { type CatalogueRule, evidenceNeeded, ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { type Channel, channels } from '../../../src/model/channel.ts';
import { deployments } from '../../../src/model/deployment.ts';
import { remedyText } from '../../../src/model/fix-text.ts';

const ruleOf = (given: Partial<CatalogueRule>): CatalogueRule => ({ ...(ruleCatalogue[0] ?? assert.fail('no rules')), ...given });

describe('a rule as it is explained', () => {
  it('has for each deployment and port the steps of exactly one fix', () => {
    for (const rule of ruleCatalogue) {
      const { fixes, remedy } = explainRule(rule);
      for (const deployment of deployments) {
        for (const context of plainContexts(rule, deployment, 'elastic')) {
          const its = fixes.filter(
            ({ deployments: where, channels: ports }) => where.includes(deployment) && ports.includes(context.channel),
          );
          assert.equal(its.length, 1, `${rule.id} ${deployment} ${context.channel}`);
          assert.equal(remedyText({ steps: its[0]?.steps ?? [] }), remedyText({ steps: rule.fix(context) }), rule.id);
          assert.ok(remedy[deployment].includes(remedyText({ steps: rule.fix(context) })), rule.id);
        }
      }
      const texts = fixes.map(({ product, channels: ports, steps }) => `${product} ${ports} ${remedyText({ steps })}`);
      assert.equal(new Set(texts).size, texts.length, `${rule.id}: what is the same is there once`);
    }
  });

  it('has steps for OpenSearch where a probe sees it, and nowhere else', () => {
    for (const rule of ruleCatalogue) {
      const { fixes, remedy } = explainRule(rule);
      const its = fixes.filter(({ product }) => product === 'opensearch');
      assert.equal(its.length > 0, evidenceNeeded(rule.id) === null, rule.id);
      assert.equal(remedy.openSearch !== undefined, its.length > 0, rule.id);
      assert.ok(its.every((fix) => fix.deployments.length === 0));
      for (const context of plainContexts(rule, 'self', 'opensearch'))
        if (its.length > 0) assert.ok(remedy.openSearch?.includes(remedyText({ steps: rule.fix(context) })), rule.id);
    }
  });

  it('says for which ports, where the steps differ by port', () => {
    for (const rule of ruleCatalogue) {
      const { fixes, remedy } = explainRule(rule);
      for (const deployment of deployments) {
        const its = fixes.filter((fix) => fix.deployments.includes(deployment));
        const named = its.filter((fix) => remedy[deployment].includes(`For ${fix.channels.join(' and ')}:\n`));
        assert.equal(named.length, its.length > 1 ? its.length : 0, `${rule.id} ${deployment}`);
      }
    }
  });
});

describe('the contexts in which a rule may be told', () => {
  const ports = (all: readonly Channel[]) => plainContexts(ruleOf({ channels: all }), 'self', 'elastic').map(({ channel }) => channel);
  it('are its ports, where the server for remote clusters has the steps of transport', () => {
    assert.deepEqual(
      ports(['http', 'transport']),
      ['transport', 'http'].sort((a, b) => channels.indexOf(a as never) - channels.indexOf(b as never)),
    );
    assert.deepEqual(ports(['remote-cluster']), ['remote-cluster']);
    assert.ok(!ports(['remote-cluster', 'transport']).includes('remote-cluster'));
    assert.ok(ports(['remote-cluster', 'http']).includes('remote-cluster'));
    assert.ok(!ports(['transport', 'unknown']).includes('unknown'));
  });

  it('are of Kibana at its own port, and for rules on its files', () => {
    const of = (channel: Channel, products?: CatalogueRule['products']) => {
      const [one] = plainContexts(ruleOf({ channels: [channel], ...(products === undefined ? {} : { products }) }), 'eck', 'elastic');
      return [one?.product, one?.prefix, one?.deployment];
    };
    assert.deepEqual(of('kibana'), ['kibana', null, 'eck']);
    assert.deepEqual(of('http'), ['elasticsearch', null, 'eck']);
    assert.deepEqual(of('http', ['kibana']), ['kibana', 'elasticsearch.ssl', 'eck']);
    assert.deepEqual(of('kibana', ['kibana']), ['kibana', null, 'eck']);
    assert.deepEqual(of('http', ['elasticsearch', 'kibana']), ['elasticsearch', null, 'eck']);
    const [open] = plainContexts(ruleOf({ channels: ['http'] }), 'self', 'opensearch');
    assert.deepEqual([open?.product, open?.prefix], ['opensearch', null]);
  });
});
