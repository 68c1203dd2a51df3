import type { LoggedEvent, LoggedFailure, LogHeadline, LogPossibility, LogRemarkFact, OtherConnection } from '../model/reasons/log-fact.ts';
import type { Texts } from './texts.ts';

type OfNode = Extract<LogHeadline, { readonly code: 'in' | 'out' }>;

const headlines: Texts<LogHeadline> = {
  'not-shown': () => 'The log does not show whether the node joined.',
  'no-line': () =>
    'The log has no line on a TLS failure of a node, and none on joining ("master node changed", "node-join", "master not discovered").',
  in: (one) => {
    if (!one.hasCompany) return `${howItGotIn(one)}; no other node joined it in this log.`;
    return `${howItGotIn(one)}${one.failedUntil === null ? '' : `, after its last TLS failure (line ${one.failedUntil})`}.`;
  },
  out: (one) => {
    const out = howItIsOut(one.event, one.node);
    return one.joined === null
      ? `${nodeAsSubject(one)} ${out}.`
      : `${howItGotIn(one)} and then ${out}${one.failuresFollow ? '' : '; no TLS failure follows'}.`;
  },
  'kibana-not-available': () => 'The log does not show that Kibana became available.',
  'kibana-available': ({ line, hasFailedSince }) =>
    `Kibana became available (line ${line})${hasFailedSince ? ', and failed after that' : ''}.`,
};

const remarks: Texts<LogRemarkFact> = {
  'own-scan': ({ lines, startedAt, from, byTimeAlone }) => {
    const time = startedAt.toISOString().slice(0, 16).replace('T', ' ');
    return `${lines === 1 ? '1 line is' : `${lines} lines are`} from handclasp's own scan of ${time} UTC from ${from}${byTimeAlone ? ', some by their time alone: they name no address' : ''}.`;
  },
  settled: ({ failure, by }) => {
    const end =
      by.kind === 'started' ? `${nodeOf(by)} started` : by.kind === 'let-in' ? `${by.other?.name} joined` : `${nodeOf(by)} joined`;
    return `${failureText(failure)}; that was before ${end} (line ${by.line}).`;
  },
  'settled-by-kibana': ({ failure, line }) => `${failureWithLines(failure)}; that was before Kibana became available (line ${line}).`,
  passing: ({ client, by, possibility }) => {
    const refused = `${client ?? 'A client without a name'} was refused by ${by === null ? 'the node' : nodeOf(by)}, which was in its cluster.`;
    return possibility === null ? refused : `${refused} ${possibilityText(possibility)}`;
  },
  'other-connection': ({ failure, whose }) =>
    `${failureText(failure)}; ${(connectionTexts[whose.code] as (whose: OtherConnection) => string)(whose)}.`,
};

const connectionTexts: Texts<OtherConnection> = {
  'of-kibana': () => 'it is Kibana that says so',
  another: () => 'that is another connection',
  known: ({ title, trust }) => `that is ${title}: ${trust}`,
  'set-by': ({ title, settings }) => `that is ${title}: it is set by ${settings}`,
};

/** What a log says of whether a node joined, as a sentence. */
export function logHeadlineText(headline: LogHeadline): string {
  return (headlines[headline.code] as (headline: LogHeadline) => string)(headline);
}

/** What is said of lines that are no reason not to join, as a sentence. */
export function logRemarkText(remark: LogRemarkFact): string {
  return (remarks[remark.code] as (remark: LogRemarkFact) => string)(remark);
}

/** Who refuses whom, as a sentence without its end. */
export function failureText({ node, product, peer, peerName, refusedBy, goesOn, diagnosis, role }: LoggedFailure): string {
  const who = node ?? (product === 'kibana' ? 'Kibana' : 'The process that wrote the log');
  // Whoever connects comes from another port each time.
  const port = peer?.port == null || role === 'server' ? '' : `:${peer.port}`;
  const where = peerName ?? (peer === null ? null : `${peer.host}${port}`);
  const what =
    refusedBy === null
      ? (goesOn ?? 'says why it does not start')
      : refusedBy === 'this-node'
        ? diagnosis?.subject == null
          ? `refuses ${where ?? 'its peer'}`
          : `refuses the certificate ${diagnosis.subject}${where === null ? '' : ` of ${where}`}`
        : `is refused${where === null ? '' : ` by ${where}`}`;
  return `${who} ${what}`;
}

/** The same of a node that connects to something else than a node: who refuses whom, without the end of the sentence. */
export function clientFailureText({ node, peer, refusedBy, goesOn, diagnosis }: LoggedFailure, other: string): string {
  const who = node ?? 'A node';
  const where = peer === null ? '' : `, ${peer.host}${peer.port === null ? '' : `:${peer.port}`}`;
  if (refusedBy === null) return `${who} ${goesOn ?? `fails to connect to ${other}${where}`}`;
  if (refusedBy === 'peer') return `${who} is refused by ${other}${where}`;
  return `${who} refuses the certificate ${diagnosis?.subject == null ? '' : `${diagnosis.subject} `}of ${other}${where}`;
}

/** That as a sentence with the line, and what it is about. */
export function otherConnectionDetail(failure: LoggedFailure, { peer, title }: { readonly peer: string; readonly title: string }): string {
  return `${clientFailureText(failure, peer)} (${lineText(failure)}). That is ${title}: it has settings of its own, and keeps no node from joining.`;
}

/** The same as a sentence, with the line. */
export function failureSentence(failure: LoggedFailure): string {
  return `${failureWithLines(failure)}.`;
}

/** Who else may have left lines, as a sentence. */
export function possibilityText({ code, plural }: LogPossibility): string {
  const [subject, same] = plural ? ['These lines', 'these'] : ['This line', 'this'];
  return code === 'health-check'
    ? `${subject} may come from a health check or a monitor.`
    : `${subject} may come from a scanner or a health check, handclasp's own scan included (it leaves exactly ${same}). --scan-report FILE tells, with the report of that scan.`;
}

function failureWithLines(failure: LoggedFailure): string {
  return `${failureText(failure)} (${lineText(failure)})`;
}

function lineText({ line, count }: LoggedFailure): string {
  return count === 1 ? `line ${line}` : `line ${line}, ${count} times`;
}

function nodeAsSubject({ node }: OfNode): string {
  return node ?? 'The node';
}

function howItGotIn(headline: OfNode): string {
  const { node, joined, event } = headline;
  const who = nodeAsSubject(headline);
  if (joined === null) return `${who} is in its cluster (line ${event.line})`;
  const place = placeOf(joined);
  if (joined.node !== node) return `${who} was accepted by ${nodeOf(joined)} ${place}`;
  if (joined.kind === 'became-master') return `${who} became the master ${place}`;
  return `${who} joined ${joined.other?.name ?? 'a cluster'} ${place}`;
}

function howItIsOut(event: LoggedEvent, node: string | null): string {
  const place = placeOf(event);
  if (event.node !== node) return `left, as ${nodeOf(event)} has it, ${place}`;
  return event.kind === 'lost-master' ? `lost its master ${place}` : `found no master ${place}`;
}

function placeOf({ at, zoned, line }: LoggedEvent): string {
  return at === null ? `(line ${line})` : `at ${instantText(at, zoned)} (line ${line})`;
}

/** To the second; without the zone where the log has none. */
function instantText(at: Date, zoned: boolean): string {
  return `${at.toISOString().slice(0, 19)}${zoned ? 'Z' : ''}`;
}

function nodeOf({ node }: LoggedEvent): string {
  return node ?? 'the node';
}
