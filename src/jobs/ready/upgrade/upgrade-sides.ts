import { bundledRuntimes } from '../../../elastic/bundled-runtimes.ts';
import { schemesOfKey } from '../../../evidence/handshake/key-schemes.ts';
import { nodeTitles } from '../../../evidence/handshake/own-chain.ts';
import { elasticsearchDefaults, kibanaDefaults, knownJdk, nodeLineOf, type ServerDefaults } from '../../../evidence/handshake/runtimes.ts';
import type { NodeLine, ServerOffer } from '../../../evidence/handshake/server-offer.ts';
import type { HelloContent, HelloId } from '../../../hellos/recorded-hello.ts';
import { helloOf } from '../../../hellos/recorded-hellos.ts';
import type { Certificate } from '../../../model/certificate.ts';
import type { EndpointEvidence } from '../../../model/evidence.ts';
import type { HandshakeGap } from '../../../model/handshake-prediction.ts';
import { type ProtocolVersion, protocolVersions } from '../../../model/protocol-version.ts';
import type { UpgradeTarget } from '../../../model/upgrade-report.ts';
import { sourceOfJdkText } from '../../../wording/upgrade-texts.ts';

/** What a server or client runs on: a JDK, or a line of Node.js. */
export type Runtime = { readonly kind: 'jdk'; readonly jdk: number } | { readonly kind: 'node'; readonly node: NodeLine };

export function runtimeTitle(runtime: Runtime): string {
  return runtime.kind === 'jdk' ? `JDK ${runtime.jdk}` : nodeTitles[runtime.node];
}

/** What the JDK could not be asked about, so that it rests on its source. */
export function sourceOf(runtime: Runtime): string | null {
  if (runtime.kind !== 'jdk' || runtime.jdk < 26) return null;
  return sourceOfJdkText(runtime.jdk, ['JDK-8359956', ...(runtime.jdk >= 27 ? ['JEP 527'] : [])]);
}

/** Each runtime that the target can mean, for Elasticsearch and for Kibana; empty where it is not upgraded. */
export function targetRuntimes({ release, jdk, node }: UpgradeTarget): {
  readonly jdks: readonly Runtime[];
  readonly nodes: readonly Runtime[];
} {
  const bundled = release === null ? null : bundledRuntimes(release);
  const jdks = jdk !== null ? [jdk] : (bundled?.jdks ?? []);
  const nodes = node !== null ? [node] : (bundled?.nodes ?? []);
  return { jdks: jdks.map((one) => ({ kind: 'jdk', jdk: one })), nodes: uniqueNodes(nodes) };
}

/** What an endpoint may run on today, by its release; each that is known where the release does not show. */
export function runtimesToday({ observation: { service, channel } }: EndpointEvidence): readonly Runtime[] {
  const bundled = bundledRuntimes(service.version?.includes('.') === true ? service.version : 'unknown');
  if (channel === 'kibana') return uniqueNodes(bundled?.nodes ?? ['20', '22.17', '22.20', '24']);
  // A JDK of one's own is possible as well, and those before 24 behave alike.
  return (bundled?.jdks ?? [17, 21, 25]).map((jdk) => ({ kind: 'jdk', jdk }));
}

export function uniqueNodes(releases: readonly string[]): readonly Runtime[] {
  const lines = new Set(releases.flatMap((release) => nodeLineOf(release) ?? []));
  return [...lines].map((node) => ({ kind: 'node', node }));
}

export function defaultsOf(runtime: Runtime): ServerDefaults {
  return runtime.kind === 'jdk' ? elasticsearchDefaults(runtime.jdk) : kibanaDefaults(runtime.node);
}

/** What the client of Elasticsearch, or of Kibana, offers by default there. */
export function helloIdOf(runtime: Runtime): HelloId {
  return runtime.kind === 'jdk' ? `elasticsearch-jdk${knownJdk(runtime.jdk)}` : runtime.node;
}

/** All that the runtime can do: what Elasticsearch's own list leaves out is among it. */
function abilitiesOf(runtime: Runtime): readonly string[] {
  return helloOf(runtime.kind === 'jdk' ? `jdk${knownJdk(runtime.jdk)}` : runtime.node).cipherSuites;
}

/** What a server accepted, as it is today. */
export type ObservedServer = {
  readonly offer: Omit<ServerOffer, 'engine'>;
  /** Its suites, and its groups, are those that its product ships. */
  readonly isShipped: boolean;
  readonly hasDefaultGroups: boolean;
};

/** What an endpoint showed of its settings; a gap where too little of it was asked for. */
export function observedServer(evidence: EndpointEvidence): ObservedServer | HandshakeGap {
  const { observation, chain, shipped } = evidence;
  const [leaf, ...others] = chain;
  if (observation.reachability.kind !== 'open' || observation.service.security !== 'tls') return { code: 'not-answered' };
  const versions = protocolVersions.filter((version) => observation.versions[version] === 'accepted');
  if (versions.length === 0) return { code: 'versions-not-seen' };
  if (leaf === undefined) return { code: 'chain-not-seen' };
  const { details } = observation;
  const cipherSuites: Partial<Record<ProtocolVersion, readonly string[]>> = {};
  for (const version of versions) {
    const seen = details?.cipherSuites?.[version];
    if (seen === undefined || seen.gap !== null) return { code: 'suites-not-seen', version };
    cipherSuites[version] = seen.accepted;
  }
  const groups = [...new Set(Object.values(details?.groups ?? {}).flatMap(({ accepted }) => accepted))];
  // Without a suite that agrees on a group there is none to be seen.
  const wantsGroup = Object.values(cipherSuites).some((list) => list?.some((suite) => !suite.startsWith('TLS_RSA_')) === true);
  if (groups.length === 0 && wantsGroup) return { code: 'groups-not-seen' };
  const current = defaultsOf(runtimesToday(evidence)[0] ?? { kind: 'jdk', jdk: 17 });
  return {
    offer: { versions, cipherSuites, groups, signatureSchemes: schemesSeen(leaf, evidence, current), chain: [leaf, ...others] },
    isShipped: shipped?.adds.length === 0 && shipped.lacks.length === 0,
    hasDefaultGroups: groups.length === 0 || isLike(groups, current.groups),
  };
}

/** The default ones, without those that the server's key could have made and did not. */
function schemesSeen(leaf: Certificate, { observation }: EndpointEvidence, current: ServerDefaults): readonly string[] {
  const seen = Object.entries(observation.details?.signatureSchemes ?? {});
  const missing = new Set(
    protocolVersions.flatMap((version) => {
      const made = seen.find(([name]) => name === version)?.[1];
      if (made === undefined || made.gap !== null || made.accepted.length === 0) return [];
      return schemesOfKey(leaf, version, current.signatureSchemes, current.engine).filter((scheme) => !made.accepted.includes(scheme));
    }),
  );
  const left = current.signatureSchemes.filter((scheme) => !missing.has(scheme));
  // In TLS 1.2 a key signs by what TLS 1.3 does not have: what one version lacks, the other may have.
  const usable = protocolVersions.some((version) => schemesOfKey(leaf, version, left, current.engine).length > 0);
  return usable ? left : current.signatureSchemes;
}

/** Groups that are not asked for do not show, so that a hybrid more or less says nothing. */
function isLike(seen: readonly string[], defaults: readonly string[]): boolean {
  const plain = (list: readonly string[]) => list.filter((group) => !/MLKEM/.test(group));
  return plain(defaults).every((group) => seen.includes(group));
}

/** The server as it is today, on one of the runtimes that it may have. It showed us its chain, so nothing held that back. */
export function serverToday({ offer }: ObservedServer, runtime: Runtime): ServerOffer {
  return { ...offer, engine: engineOf(runtime) };
}

/** The same settings and certificates on another runtime. */
export function serverOn(observed: ObservedServer, runtime: Runtime): ServerOffer {
  const defaults = defaultsOf(runtime);
  const { offer, isShipped, hasDefaultGroups } = observed;
  const able = abilitiesOf(runtime);
  const suites = (version: ProtocolVersion): readonly string[] =>
    isShipped ? (defaults.cipherSuites[version] ?? []) : (offer.cipherSuites[version] ?? []).filter((suite) => able.includes(suite));
  const { groups, signatureSchemes } = helloOf(helloIdOf(runtime));
  return {
    engine: engineOf(runtime),
    versions: offer.versions.filter((version) => defaults.versions.includes(version)),
    cipherSuites: { 'TLSv1.3': suites('TLSv1.3'), 'TLSv1.2': suites('TLSv1.2') },
    groups: hasDefaultGroups ? groups : offer.groups.filter((group) => groups.includes(group)),
    signatureSchemes: signatureSchemes.filter((scheme) => offer.signatureSchemes.includes(scheme)),
    chain: offer.chain,
  };
}

function engineOf(runtime: Runtime): ServerOffer['engine'] {
  return runtime.kind === 'jdk' ? { kind: 'jsse', jdk: runtime.jdk } : { kind: 'openssl', node: runtime.node };
}

/** A node as a client: settings of transport hold for both ways. What its own key hides is taken for set alike. */
export function nodeAsClient(observed: ObservedServer, runtime: Runtime): HelloContent {
  const hello = helloOf(helloIdOf(runtime));
  const { versions, cipherSuites, groups } = serverOn(observed, runtime);
  const both = new Set(
    Object.values(cipherSuites).flatMap((list) =>
      list.flatMap((suite) => [suite, suite.replace('_ECDHE_RSA_', '_ECDHE_ECDSA_'), suite.replace('_ECDHE_ECDSA_', '_ECDHE_RSA_')]),
    ),
  );
  return {
    ...hello,
    versions,
    cipherSuites: observed.isShipped ? hello.cipherSuites : hello.cipherSuites.filter((suite) => both.has(suite)),
    groups: hello.groups.filter((group) => groups.includes(group)),
  };
}
