import { daysLeft, daysLeftText } from '../model/days-left.ts';
import { andMore } from '../model/name-list.ts';
import { atLeast, severities } from '../model/severity.ts';
import { isWithinExpiresIn } from '../model/within-expires-in.ts';
import { nagiosFigure, nagiosText } from './escape/nagios-text.ts';
import { nagiosState } from './nagios-state.ts';
import { CertificateList } from './sink/certificate-list.ts';
import { gatherProblems } from './sink/gather-problems.ts';
import { groupText } from './sink/group-text.ts';
import type { ProblemGroups } from './sink/problem-groups.ts';
import type { Sink } from './sink/sink.ts';

/** Plugins are read up to 8 KB. */
const mostLines = 12;
const mostFigures = 20;

/** The output of a plugin: a line with the state and figures, and a line for each problem. The exit status that goes with it is `nagiosStatus`. */
export function openNagios(shared: ProblemGroups): Sink {
  const { problems, notChecked, takes } = gatherProblems(shared);
  const certificates = new CertificateList(mostFigures);
  let [asked, due] = [0, false];
  return {
    endpoint: (endpoint) => {
      asked += 1;
      due ||= endpoint.findings.some(isWithinExpiresIn);
      takes.endpoint(endpoint);
      certificates.endpoint(endpoint);
    },
    finding: (finding) => {
      due ||= isWithinExpiresIn(finding);
      takes.finding(finding);
    },
    file: (file) => {
      asked += 1;
      due ||= file.certificates.some((certificate) => certificate.problems.some((problem) => problem.withinExpiresIn === true));
      takes.file(file);
      certificates.file(file);
    },
    end: function* (run) {
      const groups = problems.groups(0).filter(({ waived }) => waived === null);
      const found = groups.map(({ severity }) => severity);
      const state = nagiosState({ found, due, undetermined: notChecked.isAny(run) }, run.failOn);
      const grave = groups.filter(({ severity }) => atLeast(severity, 'medium'));
      const counts = severities.map((severity) => ({
        severity,
        count: groups.filter((group) => group.severity === severity).reduce((sum, { count }) => sum + count, 0),
      }));
      const said = counts.flatMap(({ severity, count }) => (count > 0 && atLeast(severity, 'medium') ? [`${count} ${severity}`] : []));
      const missing = notChecked.texts(run);
      const listed = [...certificates.all()];
      const [first] = listed;
      const parts = [
        said.length === 0 ? 'no problems' : `${said.join(', ')}: ${grave[0]?.title ?? grave[0]?.rule ?? ''}`,
        ...(first === undefined ? [] : [`first certificate: ${daysLeftText(daysLeft(first.notAfter, run.finishedAt))}`]),
        ...(missing.length === 0 ? [] : ['not all was checked']),
      ];
      const figures = [
        nagiosFigure('asked', asked, { least: '0' }),
        ...counts.map(({ severity, count }) => nagiosFigure(severity, count, { least: '0' })),
        ...listed.map(({ places, sha256, notAfter }) =>
          nagiosFigure(`${places[0] ?? ''} ${sha256.slice(0, 8)} days`, daysLeft(notAfter, run.finishedAt), {
            warn: '30:',
            critical: '7:',
          }),
        ),
      ];
      yield `TLS ${state} - ${nagiosText(parts.join('; '))} | ${figures.join(' ')}\n`;
      const lines = [
        ...grave.map((group) => `${group.severity.toUpperCase()} ${groupText(group)}`),
        ...missing.map((text) => `NOT CHECKED ${text}`),
      ];
      for (const line of lines.slice(0, mostLines)) yield `${nagiosText(line)}\n`;
      if (lines.length > mostLines) yield `${andMore(lines.length - mostLines, '')}\n`;
    },
  };
}
