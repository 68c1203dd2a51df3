/** The versions that are told apart, as Java and Elasticsearch spell them. */
export type TlsVersion = 'TLSv1.3' | 'TLSv1.2' | 'TLSv1.1' | 'TLSv1' | 'SSLv3';

const codes: Readonly<Record<TlsVersion, number>> = {
  'TLSv1.3': 0x0304,
  'TLSv1.2': 0x0303,
  'TLSv1.1': 0x0302,
  TLSv1: 0x0301,
  SSLv3: 0x0300,
};

/** ProtocolVersion on the wire (RFC 8446 §4.2.1). */
export function versionCode(version: TlsVersion): number {
  return codes[version];
}

/** Undefined for drafts, DTLS and numbers that no version has. */
export function versionOf(code: number): TlsVersion | undefined {
  return names.get(code);
}

const names: ReadonlyMap<number, TlsVersion> = new Map((Object.keys(codes) as TlsVersion[]).map((version) => [codes[version], version]));
