import { groupBy } from '../../model/group-by.ts';
import type { PolicyReport } from '../../model/policy-report.ts';
import type { Waiver } from '../../model/waiver.ts';
import type { SinkClusterFinding } from './sink.ts';

/** Requirements of a policy that are not met, as findings: what must be is high, what should be is medium. Endpoints that lack the same are told together. */
export function requirementFindings({
  name,
  title: policyTitle,
  edition,
  source,
  requirements,
}: PolicyReport): readonly SinkClusterFinding[] {
  return requirements.flatMap(({ id, level, title, clause, broken, waived }) => {
    const places: readonly Place[] = [...broken, ...waived];
    return [...groupBy(places, ({ found, until, owner, reason }) => JSON.stringify([found, until, owner, reason])).values()].flatMap(
      (group): readonly SinkClusterFinding[] => {
        const [first] = group;
        if (first === undefined) return [];
        const { found, until, owner, reason } = first;
        return [
          {
            rule: `${name}/${id}`,
            severity: level === 'must' ? 'high' : 'medium',
            title,
            detail: `${policyTitle} ${edition}${clause === null ? '' : `, ${clause}`} asks for it (${level}). Against it: ${found.join(', ')}.`,
            evidence: { found },
            remedy: `handclasp ready --policy ${name} --details`,
            source,
            subjects: group.map(({ subject }) => subject),
            ...(until === undefined || owner === undefined || reason === undefined ? {} : { waived: { until, owner, reason } }),
          },
        ];
      },
    );
  });
}

type Place = { readonly subject: string; readonly found: readonly string[] } & Partial<Waiver>;
