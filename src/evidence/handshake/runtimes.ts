import { aes13, chaCha13, ecdheCbc, ecdheChaCha20, ecdheGcm, rsaKeyTransport } from '../../elastic/default-suites.ts';
import { shippedDefaults } from '../../elastic/shipped-defaults.ts';
import type { HelloId } from '../../hellos/recorded-hello.ts';
import { helloOf } from '../../hellos/recorded-hellos.ts';
import type { PeerModel } from '../../x509/path/model-choices.ts';
import type { NodeLine, ServerOffer } from './server-offer.ts';

/** What a server has by itself, apart from its certificate. */
export type ServerDefaults = Omit<ServerOffer, 'chain'>;

/** The JDK whose hello was captured, or is known by source, that stands for this one. */
export function knownJdk(jdk: number): 17 | 21 | 25 | 26 | 27 {
  if (jdk >= 27) return 27;
  if (jdk >= 26) return 26;
  // JDK 24 did away with key exchange by RSA, JDK 25 with SHA-1 in handshakes.
  return jdk >= 24 ? 25 : jdk >= 21 ? 21 : 17;
}

/** Elasticsearch on a JDK, with its own suites. */
export function elasticsearchDefaults(jdk: number): ServerDefaults {
  const { versions, groups, signatureSchemes } = helloOf(`elasticsearch-jdk${knownJdk(jdk)}`);
  const suites = [...ecdheGcm, ...ecdheChaCha20, ...ecdheCbc, ...(jdk < 24 ? rsaKeyTransport : [])];
  return {
    engine: { kind: 'jsse', jdk },
    versions,
    cipherSuites: { 'TLSv1.3': [...aes13, chaCha13], 'TLSv1.2': suites },
    groups,
    signatureSchemes,
  };
}

/** Kibana on a line of Node.js. */
export function kibanaDefaults(node: NodeLine): ServerDefaults {
  const { versions, groups, signatureSchemes, cipherSuites } = helloOf(node);
  const served = shippedDefaults.find(({ product }) => product === 'kibana')?.cipherSuites ?? {};
  const of = (version: 'TLSv1.3' | 'TLSv1.2') => (served[version] ?? []).filter((suite) => cipherSuites.includes(suite));
  return {
    engine: { kind: 'openssl', node },
    versions,
    cipherSuites: { 'TLSv1.3': of('TLSv1.3'), 'TLSv1.2': of('TLSv1.2') },
    groups,
    signatureSchemes,
  };
}

/** By whose rules who connects judges certificates. */
export function verifierOf(id: HelloId): PeerModel {
  const jdk = /jdk(\d+)$/.exec(id)?.[1];
  if (jdk !== undefined) return Number(jdk) < 25 ? 'jsse17' : 'jsse25';
  if (id === 'go') return 'go';
  // Debian and python.org build Python for security level 2.
  return id === 'node24' || id === 'node26' || id.startsWith('python') ? 'node24' : 'node';
}

/** The line of Node.js that a release belongs to: `22.17.1`, `24`. */
export function nodeLineOf(release: string): NodeLine | null {
  const [major = Number.NaN, minor] = release.split('.').map(Number);
  if (Number.isNaN(major) || major < 18) return null;
  if (major < 22) return 'node20';
  if (major < 24) return major === 22 && minor !== undefined && minor < 20 ? 'node22-openssl3.0' : 'node22';
  return major < 26 ? 'node24' : 'node26';
}
