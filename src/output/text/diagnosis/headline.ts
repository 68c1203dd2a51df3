import type { CauseReport } from '../../../model/join-report.ts';
import type { Report } from '../../../model/report.ts';
import { loweredTitle } from '../lowered-title.ts';
import { alikeFindings } from './alike-findings.ts';
import { type CauseRoles, clauseOf } from './cause-clauses.ts';
import { nodeName } from './node-name.ts';

/** Who cannot do what, and why, as a sentence. */
export function causeHeadline(cause: CauseReport, report: Report): string {
  const { logged, title } = cause;
  if (logged !== undefined) return `${logged.event}: ${clauseInLog(cause, title)}.`;
  const clause = clauseOf(cause.rule, rolesOf(cause, report)) ?? loweredTitle(title);
  return `${whoCannot(cause, report)}: ${clause}.`;
}

function clauseInLog({ rule }: CauseReport, title: string): string {
  return clauseOf(rule, null) ?? loweredTitle(title);
}

function whoCannot(cause: CauseReport, report: Report): string {
  const { confidence, evidence } = cause;
  const kibana = isOfKibana(report);
  const who = kibana ? 'Kibana' : nodeName(report);
  const not = (plain: string, unsure: string) => `${who} ${confidence === 'possible' ? unsure : plain}`;
  if (evidence.stops === true) return not('does not start', 'may not start');
  if (!kibana) return not('cannot join', 'may not be able to join');
  if (isOfOwnPort(cause)) return 'Kibana connects, but its own port has a problem';
  const host = typeof evidence.host === 'string' ? evidence.host : 'Elasticsearch';
  return not(`cannot connect to ${host}`, `may not be able to connect to ${host}`);
}

function isOfKibana({ diagnosed }: Report): boolean {
  return diagnosed?.product === 'kibana';
}

/** What Kibana serves keeps it from nothing. */
function isOfOwnPort({ evidence }: CauseReport): boolean {
  return evidence.stops !== true && evidence.blocks !== true;
}

function rolesOf(cause: CauseReport, report: Report): CauseRoles {
  const { subjects, evidence, trust } = cause;
  const kibana = isOfKibana(report);
  const alike = alikeFindings(report).length + 1;
  const judge = trust?.rejectedBy ?? (typeof evidence.refusedBy === 'string' ? evidence.refusedBy : null);
  if (kibana) return { kibana, own: judge === null ? isOfOwnPort(cause) : judge !== 'Kibana', other: 'Elasticsearch', alike };
  const self = report.diagnosed?.name ?? null;
  const own = judge === null ? self !== null && subjects.includes(self) : judge !== self;
  const others = (trust === undefined ? subjects : [trust.rejectedBy, trust.rejected]).filter((one) => one !== self);
  const targets = new Set(report.endpoints.map(({ target }) => target));
  // A name with several addresses is called by both.
  const other = others.find((one) => targets.has(one) || targets.has(one.slice(0, Math.max(0, one.indexOf(' ('))))) ?? 'the cluster';
  return { kibana, own, other, alike };
}
