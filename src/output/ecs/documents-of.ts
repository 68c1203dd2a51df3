import type { Report } from '../../model/report.ts';
import { requirementFindings } from '../sink/requirement-findings.ts';
import type { SinkEndpoint } from '../sink/sink.ts';
import type { EcsDocument, EcsRun } from './ecs-document.ts';
import { endpointDocument } from './endpoint-document.ts';
import { clusterFindingDocument, endpointFindingDocument, type RuleTexts } from './finding-document.ts';

/** A document for the endpoint, and one for each of its findings. */
export function documentsOfEndpoint(endpoint: SinkEndpoint, run: EcsRun, rules: RuleTexts): readonly EcsDocument[] {
  return [endpointDocument(endpoint, run), ...endpoint.findings.map((finding) => endpointFindingDocument(finding, endpoint, run, rules))];
}

/** The same for a whole report, with what shows in comparison, and what a policy asks for and is not met. */
export function* documentsOfReport(
  { endpoints, findings = [], policy, finishedAt }: Report,
  run: EcsRun,
  rules: RuleTexts,
): Generator<EcsDocument> {
  for (const endpoint of endpoints) yield* documentsOfEndpoint(endpoint, run, rules);
  const compared = [...findings, ...(policy === undefined ? [] : requirementFindings(policy))];
  for (const finding of compared) yield clusterFindingDocument(finding, finishedAt, run, rules);
}
