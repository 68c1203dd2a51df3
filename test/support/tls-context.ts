import type { TlsContext } from '../../src/model/setup.ts';

/** The TLS settings of a context, all of them defaults. */
export function tlsContext(name: string, given: Partial<TlsContext> = {}): TlsContext {
  return {
    kind: 'transport',
    name,
    enabled: { value: true, place: null },
    identities: [],
    trust: { kind: 'anchors', anchors: [], publicRoots: false, because: null, place: null },
    verification: { value: 'full', place: null },
    clientAuthentication: null,
    protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
    cipherSuites: { value: [], place: null },
    files: [],
    settings: [],
    ...given,
  };
}
