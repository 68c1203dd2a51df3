import type { RuleText } from '../../model/rule-text.ts';
import { toolVersion } from '../../model/tool-version.ts';
import type { SinkClusterFinding, SinkEndpoint, SinkFinding } from '../sink/sink.ts';
import { type EcsDocument, type EcsRun, ecsDocument } from './ecs-document.ts';
import { endpointFields } from './endpoint-fields.ts';
import { ecsSeverity } from './severity-number.ts';

/** What rules say of themselves, by id; a rule that is not there has no description. */
export type RuleTexts = ReadonlyMap<string, RuleText>;

/** A finding at an endpoint, with what the endpoint is. */
export function endpointFindingDocument(finding: SinkFinding, endpoint: SinkEndpoint, run: EcsRun, rules: RuleTexts): EcsDocument {
  const { target, channel, startedAt, deployment } = endpoint;
  return findingDocument(finding, run, rules, {
    at: startedAt,
    fields: endpointFields(endpoint),
    facts: { target, channel, deployment: deployment.type },
    subjects: [target],
  });
}

/** A finding on several endpoints, on files, or against a policy. @param at when the run ended */
export function clusterFindingDocument(finding: SinkClusterFinding, at: string, run: EcsRun, rules: RuleTexts): EcsDocument {
  const { subjects } = finding;
  return findingDocument(finding, run, rules, { at, fields: {}, facts: {}, subjects });
}

function findingDocument(
  finding: SinkFinding,
  run: EcsRun,
  rules: RuleTexts,
  where: {
    readonly at: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly facts: object;
    readonly subjects: readonly string[];
  },
): EcsDocument {
  const { rule, severity, title, detail, evidence, source, waived, certainty, asShipped } = finding;
  const text = rules.get(rule);
  return ecsDocument(run, 'finding', {
    at: where.at,
    fields: {
      ...where.fields,
      message: detail,
      event: {
        kind: 'alert',
        category: ['configuration'],
        type: ['info'],
        action: 'tls-check',
        outcome: 'success',
        severity: ecsSeverity[severity],
      },
      rule: {
        id: rule,
        name: title,
        ruleset: 'handclasp',
        version: toolVersion,
        ...(text === undefined ? {} : { description: `${text.requirement} ${text.impact}` }),
        ...(source.startsWith('https://') ? { reference: source } : {}),
      },
      handclasp: {
        ...where.facts,
        finding: {
          severity,
          fix: finding.remedy,
          source,
          subjects: where.subjects,
          certainty: certainty ?? 'proven',
          as_shipped: asShipped === true,
          waived: waived !== undefined,
          ...(waived === undefined ? {} : { waiver: waived }),
          evidence,
        },
      },
    },
  });
}
