import { groupBy } from '../../model/group-by.ts';
import { cutTo } from '../escape/cut-to.ts';
import { printable } from '../printable.ts';
import { gatherProblems } from '../sink/gather-problems.ts';
import { groupFingerprint } from '../sink/group-fingerprint.ts';
import { groupText } from '../sink/group-text.ts';
import { placeLine, placeUri } from '../sink/place-uri.ts';
import type { ProblemGroup, ProblemGroups } from '../sink/problem-groups.ts';
import type { Sink } from '../sink/sink.ts';
import { levels, messageText, mostText, ruleEntry } from './rule-entry.ts';

/** GitHub keeps 5,000 results of a run. */
const mostResults = 5000;

/** SARIF 2.1.0 as GitHub's code scanning takes it: one run, a result for each group of findings, each at a path that is in no repository but is one. */
export function openSarif(shared: ProblemGroups): Sink {
  const { problems, notChecked, takes } = gatherProblems(shared);
  return {
    ...takes,
    end: function* (run) {
      const groups = problems.groups(mostResults);
      const byRule = groupBy(groups, ({ rule }) => rule);
      const ids = [...byRule.keys()].sort();
      const head = {
        tool: {
          driver: {
            name: 'handclasp',
            version: run.version,
            semanticVersion: run.version,
            rules: ids.map((id) => ruleEntry(id, byRule.get(id) ?? [], run.rules.get(id))),
          },
        },
        automationDetails: { id: 'handclasp/' },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !run.partial,
            startTimeUtc: run.startedAt,
            endTimeUtc: run.finishedAt,
            toolExecutionNotifications: notChecked.texts(run).map((text) => ({ level: 'warning', message: { text: messageText(text) } })),
          },
        ],
      };
      // A run may have thousands of results: each goes out by itself.
      yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${JSON.stringify(head).slice(0, -1)},"results":[`;
      for (const [index, group] of groups.entries())
        yield `${index === 0 ? '' : ','}\n${JSON.stringify(resultOf(group, ids.indexOf(group.rule)))}`;
      yield '\n]}]}\n';
    },
  };
}

function resultOf(group: ProblemGroup, ruleIndex: number): unknown {
  const { rule, severity, scope, places, listedAt, count, waived } = group;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: messageText(groupText(group)) },
    locations: places.map((subject, index) => {
      const listing = listedAt[index] ?? null;
      return {
        physicalLocation: {
          artifactLocation: { uri: placeUri(subject, listing) },
          region: { startLine: placeLine(subject, listing) },
        },
        logicalLocations: [{ fullyQualifiedName: cutTo(printable(subject), mostText), kind: 'resource' }],
      };
    }),
    partialFingerprints: { 'handclaspProblem/v1': groupFingerprint(group) },
    properties: {
      severity,
      occurrences: count,
      ...(scope.kind === 'certificate' ? { certificateSha256: cutTo(printable(scope.sha256), mostText) } : {}),
    },
    ...(waived === null
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: cutTo(printable(`${waived.reason} (${waived.owner}, until ${waived.until})`), mostText),
            },
          ],
        }),
  };
}
