import type { Deployment } from './deployment.ts';
import { managedBy } from './managed-name.ts';

/** Transport, Elasticsearch HTTP, Kibana. */
const ofNodes = [9300, 9200, 5601] as const;

/** What Elastic's own clouds serve to the outside: HTTP at both. */
const ofCloud = [443, 9243] as const;

/** The proxy and the Cloud UI of Elastic Cloud Enterprise, with and without TLS. */
const ofEce = [9243, 443, 9343, 9400, 9443, 12443, 12343, 9200, 9300, 12400, 12300] as const;

/** The ports that a host is asked at where nobody names one. A name under a domain of Elastic's clouds shows by itself how it is run. */
export function defaultTargetPorts(host: string, deployment: Deployment | null): readonly number[] {
  switch (deployment) {
    case 'ece':
      return ofEce;
    case 'ech':
      return [...ofCloud, 9400, 9443];
    case 'serverless':
      return [443];
    case 'self':
    case 'eck':
      return ofNodes;
    case null:
      return managedBy(host) === null ? ofNodes : ofCloud;
  }
}
