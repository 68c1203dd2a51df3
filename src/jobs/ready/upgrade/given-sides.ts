import { bundledRuntimes } from '../../../elastic/bundled-runtimes.ts';
import { schemesOfKey } from '../../../evidence/handshake/key-schemes.ts';
import type { Certificate } from '../../../model/certificate.ts';
import type { Bundle, NodeSettings } from '../../../model/diagnostic.ts';
import type { EndpointEvidence } from '../../../model/evidence.ts';
import type { HandshakeGap } from '../../../model/handshake-prediction.ts';
import { hostAndPort } from '../../../model/host-port.ts';
import { type ProtocolVersion, protocolVersions } from '../../../model/protocol-version.ts';
import type { Setup, TlsContext } from '../../../model/setup.ts';
import { contextsOf } from '../../../model/tls-context.ts';
import { givenSideText } from '../../../wording/cause-remarks.ts';
import { defaultsOf, type ObservedServer, type Runtime, uniqueNodes } from './upgrade-sides.ts';

/** A listener that files or an archive tell of, and that did not answer itself. */
export type GivenSide = {
  readonly channel: 'transport' | 'http' | 'kibana';
  readonly label: string;
  readonly observed: ObservedServer | HandshakeGap;
  /** What it runs on today, as far as its release or its archive says. */
  readonly today: readonly Runtime[];
  readonly clientAuthentication: 'none' | 'optional' | 'required' | 'unknown';
};

/** A Kibana as it connects to Elasticsearch, by its files or its archive. */
export type GivenKibana = { readonly label: string; readonly today: readonly Runtime[] };

export type GivenSides = {
  readonly servers: readonly GivenSide[];
  readonly kibanas: readonly GivenKibana[];
  /** CA certificates that somebody trusts, by the files. */
  readonly anchors: readonly Certificate[];
  /** The JDK of the node behind an endpoint, where an archive tells; null where none does. */
  readonly jdkOf: (evidence: EndpointEvidence) => Runtime | null;
};

export type Given = {
  readonly setups: readonly Setup[];
  readonly bundles: readonly Bundle[];
  /** Whether the endpoint of that channel was seen, so that it stands for itself. */
  readonly isSeen: (setup: Setup, channel: GivenSide['channel']) => boolean;
  readonly endpoints: readonly EndpointEvidence[];
};

/** What files and archives say of those who take part in an upgrade. What answered on the wire is told by that alone, but for the JDK that it runs on. */
export function givenSides({ setups, bundles, isSeen, endpoints }: Given): GivenSides {
  const diagnostics = bundles.flatMap((bundle) => bundle.diagnostics);
  const nodes = unique(diagnostics.flatMap((one) => (one.nodes.kind === 'told' ? one.nodes.value : [])));
  const jdkNamed = (name: string | null) => jdkIn(nodes.find((node) => node.name === name)?.jvm ?? null);
  const all = [...setups, ...diagnostics.flatMap(({ setup }) => setup ?? [])];
  const ofFiles = all.flatMap((setup) => sidesOf(setup, jdkNamed(setup.facts.nodeName)).filter(({ channel }) => !isSeen(setup, channel)));
  const named = new Set([
    ...all.map(({ facts }) => facts.nodeName),
    ...endpoints.flatMap((evidence) => nodeBehind(evidence, nodes)?.name ?? []),
  ]);
  const jdkOf = (evidence: EndpointEvidence) => jdkIn(nodeBehind(evidence, nodes)?.jvm ?? null);
  return {
    servers: [...ofFiles, ...nodes.filter(({ name }) => !named.has(name)).flatMap(sidesOfNode)],
    kibanas: [
      ...all
        .filter(({ product }) => product === 'kibana')
        .filter((setup) => contextsOf(setup, 'kibana-elasticsearch').length > 0)
        .map((setup) => ({ label: setup.facts.nodeName ?? setup.directory, today: nodesOf(setup.version) })),
      ...diagnostics
        .filter(({ product, setup, kibana }) => product === 'kibana' && setup === null && kibana !== null)
        .map(({ kibana, path }) => ({ label: kibana?.name ?? path, today: nodesOf(kibana?.version ?? null) })),
    ],
    anchors: all.flatMap(({ contexts }) => contexts.flatMap(({ trust }) => trust.anchors.map(({ certificate }) => certificate))),
    jdkOf,
  };
}

function unique(nodes: readonly NodeSettings[]): readonly NodeSettings[] {
  return [...new Map(nodes.map((node) => [node.name, node])).values()];
}

/** The node that an endpoint is of: by the name that it tells, else by what it publishes. */
function nodeBehind({ observation, api }: EndpointEvidence, nodes: readonly NodeSettings[]): NodeSettings | null {
  const { service, target, address, channel } = observation;
  const name = service.nodeName ?? api?.node?.name ?? null;
  const byName = nodes.find((node) => node.name === name);
  if (byName !== undefined) return byName;
  const hosts = [target.host.toLowerCase(), address];
  return (
    nodes.find((node) => {
      const published = (channel === 'transport' ? node.transport : node.http)?.published;
      return published?.port === target.port && hosts.some((host) => host === published.address || host === published.name?.toLowerCase());
    }) ?? null
  );
}

function jdkIn(jvm: string | null): Runtime | null {
  const major = /^(?:1\.)?(\d+)/.exec(jvm ?? '')?.[1];
  return major === undefined ? null : { kind: 'jdk', jdk: Number(major) };
}

function sidesOf(setup: Setup, jdk: Runtime | null): readonly GivenSide[] {
  const { product, facts, version, directory } = setup;
  const who = facts.nodeName ?? directory;
  const today = product === 'kibana' ? nodesOf(version) : jdk === null ? jdksOf(version) : [jdk];
  return contextsOf(setup, 'transport', 'http', 'kibana-server').map((context) => {
    const channel = context.kind === 'transport' ? 'transport' : context.kind === 'http' ? 'http' : 'kibana';
    return {
      channel,
      label: givenSideText(who, channel, 'files'),
      observed: observedIn(context, setup, today),
      today,
      clientAuthentication: context.clientAuthentication?.value ?? 'unknown',
    };
  });
}

/** A node of which an archive has no files: its certificates are listed by name alone there. */
function sidesOfNode({ name, jvm, version, told, transport, http }: NodeSettings): readonly GivenSide[] {
  const jdk = jdkIn(jvm);
  const today = jdk === null ? jdksOf(version) : [jdk];
  const side = (channel: 'transport' | 'http', port: NodeSettings['transport']): GivenSide => ({
    channel,
    label: givenSideText(name, port === null ? channel : hostAndPort(port.published.address, port.published.port), 'archive'),
    observed: { code: 'chain-not-seen' },
    today,
    clientAuthentication: 'unknown',
  });
  return [...(told?.transportTls === true ? [side('transport', transport)] : []), ...(told?.httpTls === true ? [side('http', http)] : [])];
}

function jdksOf(version: string | null): readonly Runtime[] {
  return (bundledRuntimes(version ?? 'unknown')?.jdks ?? [17, 21, 25]).map((jdk) => ({ kind: 'jdk', jdk }));
}

function nodesOf(version: string | null): readonly Runtime[] {
  return uniqueNodes(bundledRuntimes(version ?? 'unknown')?.nodes ?? ['20', '22.17', '22.20', '24']);
}

/** What a listener with these settings would show; a gap where the files do not say. */
function observedIn(context: TlsContext, setup: Setup, today: readonly Runtime[]): ObservedServer | HandshakeGap {
  const [leaf, ...others] = context.identities[0]?.chain ?? [];
  if (leaf === undefined) return { code: 'chain-not-seen' };
  const current = defaultsOf(today[0] ?? { kind: 'jdk', jdk: 17 });
  const configured: readonly string[] = context.protocols.value;
  // What is configured and the runtime has turned off nobody gets.
  const versions = protocolVersions.filter((version) => configured.includes(version) && current.versions.includes(version));
  if (versions.length === 0) return { code: 'versions-not-seen' };
  const isDefault = context.cipherSuites.place === null;
  // Kibana has them as OpenSSL writes them, with its own language for lists.
  if (!isDefault && setup.product === 'kibana') return { code: 'suites-not-seen', version: versions[0] as ProtocolVersion };
  const cipherSuites = Object.fromEntries(
    versions.map((version) => [
      version,
      isDefault
        ? (current.cipherSuites[version] ?? [])
        : context.cipherSuites.value.filter((suite) => !suite.includes('_WITH_') === (version === 'TLSv1.3')),
    ]),
  );
  const ownGroups = setup.jvm?.properties.some(({ key }) => key === 'jdk.tls.namedGroups') === true;
  if (ownGroups) return { code: 'groups-not-seen' };
  const usable = versions.some((version) => schemesOfKey(leaf, version, current.signatureSchemes, current.engine).length > 0);
  return {
    offer: {
      versions,
      cipherSuites,
      groups: current.groups,
      signatureSchemes: usable ? current.signatureSchemes : [],
      chain: [leaf, ...others],
    },
    isShipped: isDefault,
    hasDefaultGroups: true,
  };
}
