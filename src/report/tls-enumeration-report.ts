import type { EndpointEvidence, ShippedComparison } from '../model/evidence.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import type { TlsEnumeration } from '../model/report.ts';
import { endpointGapTexts } from '../wording/endpoint-gap-texts.ts';
import { byVersion } from './by-version.ts';
import { listGaps } from './unanswered-gaps.ts';

/** What was asked for beyond the handshakes themselves, as reports have it. */
export function tlsEnumeration({ observation, shipped }: EndpointEvidence): TlsEnumeration {
  const { details = {} } = observation;
  const { cipherSuites, groups, signatureSchemes, alpn, features, resumption, fallbackScsv, serverName, leaves, tolerance, clientHellos } =
    details;
  const gaps = endpointGapTexts(listGaps(observation));
  return {
    ...(cipherSuites === undefined
      ? {}
      : {
          cipherSuites: byVersion((version) => cipherSuites[version]?.accepted),
          serverOrder: byVersion((version) => cipherSuites[version]?.serverOrder),
        }),
    ...(groups === undefined ? {} : { groups: [...new Set(protocolVersions.flatMap((version) => groups[version]?.accepted ?? []))] }),
    ...(signatureSchemes === undefined ? {} : { signatureSchemes: byVersion((version) => signatureSchemes[version]?.accepted) }),
    ...(alpn === undefined ? {} : { alpnAccepted: alpn.accepted }),
    ...(features === undefined ? {} : { features }),
    ...(resumption === undefined ? {} : { resumption }),
    ...(fallbackScsv === undefined ? {} : { fallbackScsv }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(leaves === undefined ? {} : { leafCertificates: leaves.length }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(clientHellos === undefined ? {} : { clientHellos }),
    ...(shipped ? { shipped: shippedReport(shipped) } : {}),
    ...(gaps.length === 0 ? {} : { gaps }),
  };
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
