import type { Deployment } from '../model/deployment.ts';
import type { Product } from '../model/observation.ts';
import type { Remedy } from '../model/rule-text.ts';
import type { Member } from './rule.ts';

/** What runs there, as far as the remedy goes: no cluster is of both kinds. */
export function productOf(endpoints: readonly Pick<Member, 'evidence'>[]): Product {
  return endpoints.some(({ evidence }) => evidence.observation.service.product === 'opensearch') ? 'opensearch' : null;
}

/** The remedy for the endpoint at hand. No platform of Elastic runs OpenSearch, so the product counts before the deployment. */
export function remedyFor(remedy: Remedy, product: Product, deployment: Deployment): string {
  return product === 'opensearch' ? (remedy.openSearch ?? remedy.self) : remedy[deployment];
}
