import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixContext, FixProduct } from '../../model/fix.ts';
import { namesakesBehind } from '../facts/namesakes-behind.ts';
import { fileNameOf, fixContext, issuerOfCertificate, nodeOfCertificate, resourceOfCertificate } from './fix-context.ts';

/** What an endpoint shows of itself that a fix is chosen by. */
export function contextOfEvidence(evidence: EndpointEvidence): FixContext {
  const { observation, deployment, chain } = evidence;
  const { channel, service } = observation;
  const [leaf] = chain;
  return fixContext({
    channel,
    product: productOfService(service.product ?? (evidence.besideOpenSearch === true ? 'opensearch' : null), channel === 'kibana'),
    deployment: deployment.type,
    eceService: evidence.eceService ?? null,
    release: service.version,
    node: { ...nodeOfCertificate(leaf), name: fileNameOf(service.nodeName) },
    issuer: issuerOfCertificate(leaf),
    resource: resourceOfCertificate(leaf),
    found: { namesakes: namesakesBehind(evidence)?.namesakes ?? null },
  });
}

/** The names that the certificate lacks: what was connected to, and what the node publishes. */
export function lackingNames({ name, published }: EndpointEvidence): readonly string[] {
  return [name, published].flatMap((verdict) => (verdict?.kind === 'mismatch' ? [verdict.name] : []));
}

/** A context with the names that the certificate lacks. */
export function contextWithName({ chain }: EndpointEvidence, context: FixContext, lacking: readonly string[]): FixContext {
  const { dns, ips } = nodeOfCertificate(chain[0], lacking);
  return { ...context, node: { ...context.node, dns, ips } };
}

/** A context with HOST in place of a name that the certificate lacks, and with ADDRESS in place of an address. */
export function contextsWithPlaceholder(context: FixContext): readonly [FixContext, FixContext] {
  const { node } = context;
  return [
    { ...context, node: { ...node, dns: [...node.dns, 'HOST'] } },
    { ...context, node: { ...node, ips: [...node.ips, 'ADDRESS'] } },
  ];
}

export function productOfService(product: string | null, isKibana: boolean): FixProduct {
  if (product === 'opensearch') return 'opensearch';
  return isKibana || product === 'kibana' ? 'kibana' : 'elasticsearch';
}
