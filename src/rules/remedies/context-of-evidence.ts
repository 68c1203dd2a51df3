import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixContext, FixProduct } from '../../model/fix.ts';
import { fileNameOf, fixContext, isAddress, issuerOfCertificate, nodeOfCertificate, resourceOfCertificate } from './fix-context.ts';

/** Contexts by the chain that they were made of: endpoints that are alike share it. */
const known = new WeakMap<EndpointEvidence['chain'], Map<string, FixContext>>();

/** What an endpoint shows of itself that a fix is chosen by; the same object for all that showed the same. */
export function contextOfEvidence({ observation: { channel, service }, deployment: { type }, chain }: EndpointEvidence): FixContext {
  const product = productOfService(service.product, channel === 'kibana');
  const kind = `${channel} ${product} ${type} ${service.version} ${service.nodeName}`;
  const contexts = known.get(chain) ?? new Map<string, FixContext>();
  known.set(chain, contexts);
  const before = contexts.get(kind);
  if (before !== undefined) return before;
  const [leaf] = chain;
  const context = fixContext({
    channel,
    product,
    deployment: type,
    release: service.version,
    node: { ...nodeOfCertificate(leaf), name: fileNameOf(service.nodeName) },
    issuer: issuerOfCertificate(leaf),
    resource: resourceOfCertificate(leaf),
  });
  contexts.set(kind, context);
  return context;
}

/**
 * That context with the names that the certificate lacks: what was connected to, and what the node publishes.
 *
 * @param isShared they are HOST and ADDRESS, so that endpoints which otherwise showed the same share it
 */
export function contextWithName(evidence: EndpointEvidence, context: FixContext, isShared: boolean): FixContext {
  const lacking = [evidence.name, evidence.published].flatMap((verdict) => (verdict?.kind === 'mismatch' ? [verdict.name] : []));
  if (lacking.length === 0) return context;
  if (!isShared) {
    const { dns, ips } = nodeOfCertificate(evidence.chain[0], lacking);
    return { ...context, node: { ...context.node, dns, ips } };
  }
  const which = lacking.some(isAddress) ? 1 : 0;
  const before = shared.get(context)?.[which];
  if (before !== undefined) return before;
  const { node } = context;
  const both = [
    { ...context, node: { ...node, dns: [...node.dns, 'HOST'] } },
    { ...context, node: { ...node, ips: [...node.ips, 'ADDRESS'] } },
  ] as const;
  shared.set(context, both);
  return both[which];
}

/** By a context without the name: with the word for a name, and with that for an address. */
const shared = new WeakMap<FixContext, readonly [FixContext, FixContext]>();

export function productOfService(product: string | null, isKibana: boolean): FixProduct {
  if (product === 'opensearch') return 'opensearch';
  return isKibana || product === 'kibana' ? 'kibana' : 'elasticsearch';
}
