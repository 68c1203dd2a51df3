import type { EndpointReport } from '../../model/report.ts';
import { versionNumber } from './endpoint-text.ts';
import { labelled } from './paragraph.ts';

type Tls = NonNullable<EndpointReport['tls']>;

/** What was asked of TLS beyond versions and client authentication, a line a question; empty where the depth asked for nothing of it. */
export function tlsFoundLines(
  { tls }: EndpointReport,
  { margin, width }: { readonly margin: number; readonly width: number },
): readonly string[] {
  if (tls === null) return [];
  return factsOf(tls).flatMap(([label, text]) =>
    labelled(`${' '.repeat(margin)}${label}`.padEnd(margin + labelWidth), text, margin + labelWidth, width),
  );
}

const labelWidth = 20;

function factsOf(tls: Tls): readonly (readonly [label: string, text: string])[] {
  const {
    groups,
    signatureSchemes,
    resumption,
    alpnAccepted,
    features,
    fallbackScsv,
    serverName,
    leafCertificates,
    tolerance,
    clientHellos,
    shipped,
    gaps,
  } = tls;
  const rows: readonly (readonly [string, string | null])[] = [
    ...suiteRows(tls),
    [
      'compared',
      shipped === undefined ? null : shipped.customised ? `different from ${shipped.with} as shipped` : `as ${shipped.with} ships it`,
    ],
    ['groups', groups === undefined ? null : listText(groups)],
    ['signatures', signatureSchemes === undefined ? null : byVersion(signatureSchemes, listText)],
    ['resumption', resumption === undefined ? null : resumptionText(resumption)],
    ['ALPN', alpnAccepted === undefined ? null : listText(alpnAccepted)],
    [
      `features of TLS ${features === undefined ? '' : versionNumber(features.version)}`,
      features === undefined ? null : featuresText(features),
    ],
    ['fallback signal', fallbackScsv ?? null],
    [
      'other server names',
      serverName === undefined
        ? null
        : `without a name: ${nameAnswers[serverName.absent]}; with an unknown one: ${nameAnswers[serverName.unknown]}`,
    ],
    [
      'certificates shown',
      leafCertificates === undefined || leafCertificates < 2 ? null : `${leafCertificates} different ones for one name`,
    ],
    ['unusual hellos', tolerance === undefined ? null : toleranceText(tolerance)],
    ['as other clients', clientHellos === undefined ? null : clientHellos.map(clientHelloText).join('; ')],
    ...(gaps ?? []).map((gap) => ['not checked', gap] as const),
  ];
  return rows.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
}

function suiteRows({ cipherSuites = {}, serverOrder = {} }: Tls): readonly (readonly [string, string])[] {
  return Object.entries(cipherSuites).map(([version, suites]) => {
    const order = serverOrder[version as keyof typeof serverOrder];
    const whose = order === true ? ' (in the order of the server)' : order === false ? ' (in the order of the client)' : '';
    return [`suites of TLS ${versionNumber(version)}`, `${listText(suites)}${whose}`] as const;
  });
}

function byVersion<T>(of: Readonly<Partial<Record<string, T>>>, textOf: (value: T) => string): string {
  return Object.entries(of)
    .flatMap(([version, value]) => (value === undefined ? [] : [`TLS ${versionNumber(version)}: ${textOf(value)}`]))
    .join('; ');
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

const resumed = { resumed: 'resumed', refused: 'not resumed', 'not-offered': 'not offered', unknown: 'not checked' } as const;

function resumptionText({ sessionId, sessionTicket, tickets, psk }: NonNullable<Tls['resumption']>): string {
  const parts = [
    ...(psk === undefined ? [] : [`TLS 1.3 by pre-shared key: ${resumed[psk]}`]),
    ...(tickets === undefined ? [] : [`TLS 1.3 tickets: ${tickets ? 'sent' : 'none'}`]),
    ...(sessionTicket === undefined ? [] : [`TLS 1.2 by ticket: ${resumed[sessionTicket]}`]),
    ...(sessionId === undefined ? [] : [`TLS 1.2 by session id: ${resumed[sessionId]}`]),
  ];
  return parts.length === 0 ? 'not checked' : parts.join('; ');
}

function featuresText(features: NonNullable<Tls['features']>): string {
  const named: readonly (readonly [boolean, string])[] = [
    [features.extendedMasterSecret, 'extended master secret'],
    [features.secureRenegotiation, 'secure renegotiation'],
    [features.ocspStapling, 'OCSP stapling'],
    [features.sessionTickets, 'session tickets'],
    [features.sessionIds, 'session ids'],
    [features.compression, 'compression'],
    [features.heartbeat, 'heartbeat'],
  ];
  const list = (wanted: boolean) => named.flatMap(([has, name]) => (has === wanted ? [name] : []));
  return [
    ...(list(true).length > 0 ? [list(true).join(', ')] : []),
    ...(list(false).length > 0 ? [`without ${list(false).join(', ')}`] : []),
  ].join('; ');
}

const nameAnswers = {
  'same-certificate': 'the same certificate',
  'other-certificate': 'another certificate',
  refused: 'refused',
  unknown: 'not checked',
} as const;

function clientHelloText({ client, answer, alert }: NonNullable<Tls['clientHellos']>[number]): string {
  switch (answer) {
    case 'answered':
      return `${client}: answered`;
    case 'refused':
      return `${client}: refused ${alert === null ? 'by closing the connection' : `with alert ${alert}`}`;
    case 'unknown':
      return `${client}: not checked`;
  }
}

function toleranceText({ unknownVersion, largeHello, grease }: NonNullable<Tls['tolerance']>): string {
  const of = (name: string, answer: typeof grease | null) =>
    answer === null ? [] : [`${name} ${answer === 'unknown' ? 'not checked' : answer}`];
  return [...of('unknown version', unknownVersion), ...of('large hello', largeHello), ...of('GREASE', grease)].join(', ');
}
