import { peerOfContext } from '../../evidence/peers/peer-of-context.ts';
import { isLoopbackSetting } from '../../model/bind-address.ts';
import type { Certificate } from '../../model/certificate.ts';
import { unbracketed } from '../../model/host-port.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import type { Setup, TlsContext } from '../../model/setup.ts';

/** The transport context of a node; undefined where there is none, or no files are given. */
export function transportOf(setup: Setup | null): TlsContext | undefined {
  return setup?.contexts.find(({ kind }) => kind === 'transport');
}

/** Whom its transport trusts. */
export function anchorsOf(setup: Setup | null): readonly Certificate[] {
  return transportOf(setup)?.trust.anchors.map(({ certificate }) => certificate) ?? [];
}

/** The node as its files would make it; null where they say nothing of transport. */
export function joinerOfSetup(setup: Setup): Peer | null {
  const context = transportOf(setup);
  if (context === undefined) return null;
  const { facts, version } = setup;
  const published = publishedBy(facts.transportPublishHosts);
  const peer = peerOfContext(context, {
    label: facts.nodeName ?? 'this node',
    namesConnectedTo: published,
    namesSurelyConnectedTo: published,
    release: version,
    clusterName: facts.clusterName,
  });
  return facts.securityEnabled.value ? peer : { ...peer, security: 'plaintext', gap: null };
}

/** What others connect to once they have found it. Where a setting leaves it to the machine (`_site_`, 0.0.0.0), files do not tell. Without any it is the loopback. */
export function publishedBy(hosts: readonly string[]): readonly string[] {
  const [first] = hosts;
  if (first === undefined || /^_local(?::ipv4)?_$/.test(first)) return ['127.0.0.1'];
  if (/^_/.test(first) || /^(?:0\.0\.0\.0|\[?::\]?)$/.test(first)) return [];
  return [isLoopbackSetting(first) && first === 'localhost' ? 'localhost' : unbracketed(first)];
}
