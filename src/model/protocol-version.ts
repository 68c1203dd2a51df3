/** The protocol versions that are told apart, newest first. */
export const protocolVersions = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'] as const;

/** A protocol version, spelled as Elastic's `supported_protocols` spells it. */
export type ProtocolVersion = (typeof protocolVersions)[number];
