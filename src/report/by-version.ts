import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';

/** What there is for each version, newest first; a version without is left out. */
export function byVersion<T>(of: (version: ProtocolVersion) => T | undefined): Readonly<Partial<Record<ProtocolVersion, T>>> {
  const entries = protocolVersions.flatMap((version) => {
    const value = of(version);
    return value === undefined ? [] : [[version, value] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<ProtocolVersion, T>>;
}
