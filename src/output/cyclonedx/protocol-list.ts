import type { ProtocolVersion } from '../../model/protocol-version.ts';
import { protocolVersions } from '../../model/protocol-version.ts';
import { keepPlace } from '../sink/first-places.ts';
import type { SinkEndpoint } from '../sink/sink.ts';
import type { EvidenceState } from './evidence-state.ts';

/** One version of TLS as some endpoints speak it, in all alike. */
export type ProtocolProfile = {
  readonly version: ProtocolVersion;
  readonly suites: readonly string[];
  readonly groups: readonly string[];
  readonly schemes: readonly string[];
  readonly clientAuth: string;
  readonly states: Readonly<Record<'version' | 'cipherSuites' | 'groups' | 'signatureSchemes' | 'clientAuth', EvidenceState>>;
};

export type CountedProfile = ProtocolProfile & { readonly places: readonly string[]; readonly count: number };

/** The versions of TLS that endpoints accept, those that are alike once. */
export class ProtocolList {
  readonly #all = new Map<string, { readonly profile: ProtocolProfile; readonly places: string[]; count: number }>();

  endpoint(endpoint: SinkEndpoint): void {
    for (const profile of profilesOf(endpoint)) {
      const key = JSON.stringify(profile);
      const one = this.#all.get(key) ?? { profile, places: [], count: 0 };
      this.#all.set(key, one);
      one.count += 1;
      keepPlace(one.places, endpoint.target);
    }
  }

  all(): readonly CountedProfile[] {
    return [...this.#all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { profile, places, count }]) => ({ ...profile, places, count }));
  }
}

function profilesOf({ tls, clientAuth }: SinkEndpoint): readonly ProtocolProfile[] {
  if (tls === null) return [];
  const accepted = protocolVersions.filter((version) => tls.version === version || tls.versions[version] === 'accepted');
  return accepted.map((version): ProtocolProfile => {
    const negotiated = tls.version === version;
    const suites = tls.cipherSuites?.[version];
    const schemes = tls.signatureSchemes?.[version];
    const auth = clientAuth?.byVersion[version];
    const own = (value: string | null) => (negotiated && value !== null ? [value] : []);
    const state = (asked: unknown, seen: string | null): EvidenceState =>
      asked !== undefined ? 'accepted' : negotiated && seen !== null ? 'negotiated' : 'not checked';
    return {
      version,
      suites: suites ?? own(tls.cipherSuite),
      groups: tls.groups ?? own(tls.group),
      schemes: schemes ?? own(tls.signatureScheme),
      clientAuth: auth ?? 'unknown',
      states: {
        version: negotiated ? 'negotiated' : 'accepted',
        cipherSuites: state(suites, tls.cipherSuite),
        // They were asked for in one version or another.
        groups: tls.groups !== undefined && accepted.length > 1 ? 'derived' : state(tls.groups, tls.group),
        signatureSchemes: state(schemes, tls.signatureScheme),
        clientAuth: auth === undefined || auth === 'unknown' ? 'not checked' : 'observed',
      },
    };
  });
}
