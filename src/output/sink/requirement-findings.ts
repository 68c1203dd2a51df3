import type { Json } from '../../model/facts.ts';
import { groupBy } from '../../model/group-by.ts';
import type { PolicyReport } from '../../model/policy-report.ts';
import type { SinkClusterFinding } from './sink.ts';

/** Requirements of a policy that are not met, as findings: what must be is high, what should be is medium. Endpoints that lack the same are told together. */
export function requirementFindings({
  name,
  title: policyTitle,
  edition,
  source,
  requirements,
}: PolicyReport): readonly SinkClusterFinding[] {
  return requirements.flatMap(({ id, level, title, clause, broken }) =>
    [...groupBy(broken, ({ found }) => JSON.stringify(found)).values()].map((group): SinkClusterFinding => {
      const found: readonly Json[] = group[0]?.found ?? [];
      return {
        rule: `${name}-${id}`,
        severity: level === 'must' ? 'high' : 'medium',
        title,
        detail: `${policyTitle} ${edition}${clause === null ? '' : `, ${clause}`} asks for it (${level}). Against it: ${found.join(', ')}.`,
        evidence: { found },
        remedy: `handclasp ready --policy ${name} --details`,
        source,
        subjects: group.map(({ subject }) => subject),
      };
    }),
  );
}
