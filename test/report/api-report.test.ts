import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import { undeterminedByApi } from '../../src/report/api-report.ts';
import { absent, apiFacts, forbidden, nodeAnswers } from '../support/api-facts.ts';
import { evidence, observation } from '../support/evidence.ts';

describe('what was asked of the REST API and not told', () => {
  const at = (
    given: Parameters<typeof nodeAnswers>[0],
    more: Partial<EndpointEvidence> = {},
    product: 'elasticsearch' | 'opensearch' = 'elasticsearch',
  ) => {
    const seen = observation({ channel: 'http' });
    return undeterminedByApi(
      evidence({
        observation: { ...seen, service: { ...seen.service, product } },
        api: apiFacts({ own: nodeAnswers(given) }),
        ...more,
      }),
    ).length;
  };
  const serverless = { deployment: { type: 'serverless', guessed: false } } as const;
  for (const [what, count, expected] of [
    ['nothing', at({}), 0],
    ['the certificates, which the user may not read', at({ certificates: forbidden }), 1],
    ['three questions for one reason', at({ certificates: forbidden, self: forbidden, nodes: forbidden }), 1],
    ['two questions for two reasons', at({ certificates: forbidden, self: absent }), 2],
    ['the certificates, of a node that has no such question', at({ certificates: absent }), 1],
    ['the certificates, of OpenSearch, which has no such question', at({ certificates: absent }, {}, 'opensearch'), 0],
    ['the nodes, of serverless, which has none', at({ nodes: absent, self: absent }, serverless), 0],
    ['the certificates, of OpenSearch, which the user may not read', at({ certificates: forbidden }, {}, 'opensearch'), 1],
    ['the names of others, which nobody needs', at({ remotes: forbidden, members: forbidden, clocks: forbidden, cluster: forbidden }), 0],
    ['all, of a port that did not show to be Elasticsearch', at({}, { api: { ...apiFacts(), own: null } }), 1],
    ['all, of a transport port', at({}, { observation: observation({ channel: 'transport' }) }), 0],
    [
      'all, of a port that was not reached',
      at({ certificates: forbidden }, { observation: observation({ channel: 'http', reachability: { kind: 'refused' } }) }),
      0,
    ],
  ] as const)
    it(`is ${expected === 0 ? 'no gap' : `told in ${expected}`}: ${what}`, () => assert.equal(count, expected));

  it('is nothing where nobody gave credentials', () => {
    const { api: _, ...without } = evidence({ observation: observation({ channel: 'http' }) });
    assert.deepEqual(undeterminedByApi(without), []);
  });
});
