import { failingCluster } from './failing-nodes.ts';
import { withClusters } from './real-clusters.ts';
import { toldByJoin } from './reported-by-join.ts';
import { toldByMatrix } from './reported-by-matrix.ts';

describe('nodes of Elasticsearch 8.19.21 that do not join', () => {
  const clusters = withClusters([failingCluster]);
  toldByJoin(clusters);
  toldByMatrix(clusters);
});
