import type { Facts } from '../../model/facts.ts';
import type { PeerHandshake } from '../../model/peer-handshake.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { Place, Setup, SetupProblem, TlsContext } from '../../model/setup.ts';
import type { ObservedConnection, SetupEvidence } from '../../model/setup-evidence.ts';
import type { Severity } from '../../model/severity.ts';
import type { SetupCase, SetupOutcome } from '../framework/rule.ts';
import { placeText } from '../framework/setup-cases.ts';

/** One address of one Elasticsearch that Kibana connects to, and the settings by which it connects to it. */
export type ElasticsearchHost = {
  readonly met: ObservedConnection;
  readonly handshake: PeerHandshake;
  readonly context: TlsContext;
  /** As the setting has it, with the address where the name has several. */
  readonly label: string;
  /** Kibana speaks TLS to it. */
  readonly secure: boolean;
};

/** What a rule makes of one of them. */
export type HostOutcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'unknown'; readonly because: Reason }
  | {
      readonly kind: 'finding';
      readonly message: string;
      readonly facts?: Facts;
      readonly severity?: Severity;
      /** Absent: proven. */
      readonly certainty?: SetupProblem['certainty'];
      /** Absent: Kibana does not get through because of it. */
      readonly blocks?: false;
      /** Settings to look at beside the one that lists the hosts; those that are set add their lines. */
      readonly settings?: readonly string[];
      readonly files?: readonly string[];
    };

/** Everything that Kibana connects to, in the order of the settings. */
export function elasticsearchHosts({ setup, met }: SetupEvidence): readonly ElasticsearchHost[] {
  return met.flatMap((one): readonly ElasticsearchHost[] => {
    const context = setup.contexts.find(({ name }) => name === contextNames[one.as]);
    if (one.handshake === undefined || context === undefined) return [];
    return [{ met: one, handshake: one.handshake, context, label: one.handshake.to.label, secure: /^https:/i.test(one.written) }];
  });
}

const contextNames: Readonly<Partial<Record<ObservedConnection['as'], string>>> = {
  'elasticsearch-host': 'elasticsearch.ssl',
  'monitoring-host': 'monitoring.ui.elasticsearch.ssl',
};

/** Asks of each host. What could not be told of one is the outcome where nothing was found at any. */
export function judgeHosts(evidence: SetupEvidence, judge: (host: ElasticsearchHost) => HostOutcome): SetupOutcome {
  const outcomes = elasticsearchHosts(evidence).map((host) => ({ host, outcome: judge(host) }));
  const cases = outcomes.flatMap(({ host, outcome }) => (outcome.kind === 'finding' ? [caseAt(evidence.setup, host, outcome)] : []));
  if (cases.length > 0) return { kind: 'findings', cases };
  const undetermined = outcomes.flatMap(({ outcome }) => (outcome.kind === 'unknown' ? [outcome] : []))[0];
  if (undetermined !== undefined) return undetermined;
  return outcomes.some(({ outcome }) => outcome.kind === 'pass') ? { kind: 'pass' } : { kind: 'not-applicable' };
}

/** The same of those alone to which Kibana speaks TLS, and that speak it. */
export function judgeHostsOverTls(evidence: SetupEvidence, judge: (host: ElasticsearchHost) => HostOutcome): SetupOutcome {
  return judgeHosts(evidence, (host) => {
    if (!host.secure || host.handshake.to.security === 'plaintext') return { kind: 'not-applicable' };
    return judge(host);
  });
}

function caseAt(
  setup: Setup,
  { met, context, label, handshake }: ElasticsearchHost,
  finding: Extract<HostOutcome, { readonly kind: 'finding' }>,
): SetupCase {
  const { message, facts, severity, certainty = 'proven', blocks = true, settings = [], files = [] } = finding;
  const names = [hostsSetting(context), ...settings];
  const places = names.flatMap((name) => placeOf(setup, name) ?? []);
  return {
    message,
    ...(severity === undefined ? {} : { severity }),
    facts: { host: label, address: met.evidence.observation.address, ...facts },
    subjects: [...new Set([handshake.to.label, ...places.map(placeText), ...files])],
    written: met.written,
    stops: false,
    ...(blocks ? { blocks } : {}),
    certainty,
    context: context.name,
  };
}

/** It is, or by its port seems to be, where nodes talk among each other: HTTP was not heard there. */
export function isTransport({ met }: ElasticsearchHost): boolean {
  const { target, service } = met.evidence.observation;
  if (service.application?.kind === 'transport') return true;
  return service.security === 'tls' && service.application?.kind !== 'http' && target.port >= 9300 && target.port < 9400;
}

/** `elasticsearch.hosts`, or its counterpart for monitoring. */
export function hostsSetting({ name }: TlsContext): string {
  return name.replace(/ssl$/, 'hosts');
}

/** Where a setting stands, be it one value or a list with an item a line; null where it does not. */
export function placeOf({ settings }: Setup, name: string): Place | null {
  return settings.findLast(({ key }) => key === name || key.startsWith(`${name}.`))?.place ?? null;
}

/** What a setting is; null where it is not set, or secret. */
export function settingValue({ settings }: TlsContext, name: string): string | null {
  const value = settings.findLast(({ key }) => key === name)?.value ?? null;
  return typeof value === 'string' ? value : null;
}

/** What Elasticsearch did with Kibana's own certificate, as it was offered; null where it was not, or the answer does not tell. */
export function answerToIdentity({ evidence }: ObservedConnection): 'accepted' | 'refused' | null {
  for (const { identity, ending, version } of evidence.observation.conversations) {
    if (identity !== 'given') continue;
    // Up to TLS 1.2 the server's Finished comes after its verdict; in TLS 1.3 before it.
    if (ending.kind === 'accepted' && (version !== 'TLSv1.3' || ending.by !== 'finished')) return 'accepted';
    const late =
      (ending.kind === 'alert' || ending.kind === 'closed') && (ending.phase === 'client-flight' || ending.phase === 'after-finished');
    if (late) return 'refused';
  }
  return null;
}
