import type { EndpointEvidence, ShippedComparison } from '../model/evidence.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { TlsEnumeration } from '../model/report.ts';
import { gapLines } from './unanswered-report.ts';

/** What was asked for beyond the handshakes themselves, as reports have it. */
export function tlsEnumeration({ observation, shipped }: EndpointEvidence): TlsEnumeration {
  const { details = {} } = observation;
  const { cipherSuites, groups, signatureSchemes, alpn, features, resumption, fallbackScsv, serverName, leaves, tolerance } = details;
  const gaps = gapLines(observation);
  return {
    ...(cipherSuites === undefined
      ? {}
      : {
          cipherSuites: byVersion(cipherSuites, ({ accepted }) => accepted),
          serverOrder: byVersion(cipherSuites, ({ serverOrder }) => serverOrder),
        }),
    ...(groups === undefined ? {} : { groups: [...new Set(protocolVersions.flatMap((version) => groups[version]?.accepted ?? []))] }),
    ...(signatureSchemes === undefined ? {} : { signatureSchemes: byVersion(signatureSchemes, ({ accepted }) => accepted) }),
    ...(alpn === undefined ? {} : { alpnAccepted: alpn.accepted }),
    ...(features === undefined ? {} : { features }),
    ...(resumption === undefined ? {} : { resumption }),
    ...(fallbackScsv === undefined ? {} : { fallbackScsv }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(leaves === undefined ? {} : { leafCertificates: leaves.length }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(shipped ? { shipped: shippedReport(shipped) } : {}),
    ...(gaps.length === 0 ? {} : { gaps }),
  };
}

type ByVersion<T> = Readonly<Partial<Record<ProtocolVersion, T>>>;

function byVersion<T, U>(of: ByVersion<T>, tell: (value: T) => U): ByVersion<U> {
  const entries = protocolVersions.flatMap((version) => {
    const value = of[version];
    return value === undefined ? [] : [[version, tell(value)] as const];
  });
  return Object.fromEntries(entries) as ByVersion<U>;
}

function shippedReport({ with: shippedWith, adds, lacks, order }: ShippedComparison): NonNullable<TlsEnumeration['shipped']> {
  const parts = [
    ...(adds.length > 0 ? [`adds ${adds.join(', ')}`] : []),
    ...(lacks.length > 0 ? [`lacks ${lacks.join(', ')}`] : []),
    ...(order === 'other' ? ['in another order'] : []),
  ];
  const customised = parts.length > 0;
  return { with: shippedWith, customised, adds, lacks, text: customised ? `customised: ${parts.join('; ')}` : 'as shipped' };
}
