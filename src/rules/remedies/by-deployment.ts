import type { Deployment } from '../../model/deployment.ts';
import type { FixOf } from '../../model/fix.ts';

/** What differs by deployment. */
export type FixTable = Readonly<Record<Deployment, FixOf>> & {
  /** In place of all of them where OpenSearch answers, whose settings and tools have other names. Absent where `self` holds for it as well. */
  readonly openSearch?: FixOf;
};

/** No platform of Elastic runs OpenSearch, so the product counts before the deployment. */
export function byDeployment({ openSearch, ...table }: FixTable): FixOf {
  return (context) => (context.product === 'opensearch' ? (openSearch ?? table.self) : table[context.deployment])(context);
}
