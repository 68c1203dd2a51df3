import type { Ending, Phase } from '../../model/ending.ts';
import type { FixContext, FixStep } from '../../model/fix.ts';
import type { Conversation } from '../../model/observation.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { whySilent } from '../../model/why-silent.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { advice, at, command } from '../remedies/steps.ts';

/** Whether TLS answers once TCP has. */
export const tlsHandshakeTimeout: EndpointRule = {
  id: 'tls-handshake-timeout',
  title: 'TLS handshake gets no answer',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'A port that accepts a connection answers the first TLS message, the ClientHello, before the deadline.',
  impact: 'Nodes and clients give up such a handshake after 10 seconds and report only a closed channel.',
  fix: byDeployment({
    self: (context) => [
      ...path(context),
      advice(
        at('node'),
        'Then look for long pauses of the JVM, a blocked DNS server, or another program on this port. Recent releases can raise the handshake timeout, which hides the cause.',
      ),
    ],
    eck: (context) => [
      ...path(context),
      advice(
        at('kubernetes'),
        'Then look for network policies, a service mesh that wants to speak TLS itself, a Service whose target port is another one.',
      ),
    ],
    ece: (context) => [
      ...path(context),
      advice(
        at('platform'),
        'Then look at the proxies: their load, and whether the load balancer in front of them sends to a port that speaks TLS.',
      ),
    ],
    ech: elasticRunsTheEnd,
    serverless: elasticRunsTheEnd,
  }),
  source: 'elastic/elasticsearch issues 68059, 77999 and 130909',
  judge: ({ observation }) => {
    const { reachability, service, conversations } = observation;
    if (reachability.kind !== 'open') return { kind: 'unknown', because: whySilent(observation) ?? { code: 'no-connection' } };
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };

    // Servers and middleboxes may well ignore a hello that offers nothing but versions of the last century.
    const modern = conversations.filter(({ offeredVersions }) =>
      offeredVersions.some((version) => version === 'TLSv1.3' || version === 'TLSv1.2'),
    );
    const stalled = modern.flatMap(stalledIn);
    const [first] = stalled;
    if (!first) {
      if (service.security === 'silent')
        return { kind: 'finding', message: 'The port accepted the connection and sent nothing before the deadline.' };
      const answered = modern.some(({ ending }) => ending.kind !== 'stopped' && !isCutByUs(ending));
      return answered ? { kind: 'pass' } : { kind: 'unknown', because: whySilent(observation) ?? { code: 'tls-not-tried' } };
    }
    const offered = first.offeredVersions.join(' and ');
    const facts = {
      stalled: stalled.length,
      tried: modern.length,
      offeredVersions: first.offeredVersions,
      phase: first.phase,
      afterMs: first.afterMs,
    };
    const where =
      first.phase === 'before-server-hello'
        ? 'No ServerHello came'
        : 'The handshake timed out in the middle of the flight that carries the certificates';
    const message = `${where}, ${first.afterMs} ms after a ClientHello that offers ${offered}.`;
    if (stalled.length === modern.length) return { kind: 'finding', message, facts };
    return { kind: 'finding', severity: 'medium', message: `${message} Another handshake with the same port was answered.`, facts };
  },
};

/** The time for the whole address ended: that says nothing of how long this one would have taken. */
function isCutByUs(ending: Ending): boolean {
  return ending.kind === 'timeout' && ending.by === 'deadline';
}

type Stall = { readonly offeredVersions: Conversation['offeredVersions']; readonly phase: Phase; readonly afterMs: number };

/** A server that falls silent after that has shown itself: it waits, or thinks about our certificate. */
function stalledIn({ offeredVersions, ending }: Conversation): Stall[] {
  if (ending.kind !== 'timeout' || isCutByUs(ending) || (ending.phase !== 'before-server-hello' && ending.phase !== 'server-flight'))
    return [];
  return [{ offeredVersions, phase: ending.phase, afterMs: ending.afterMs }];
}

function path({ node }: FixContext): readonly FixStep[] {
  return [
    advice(
      at('network'),
      'Look at the path first: a firewall or IPS that swallows the ClientHello, or a tunnel with a smaller MTU that loses large packets. Try from a machine in the same network.',
    ),
    command(at('workstation'), 'Check whether large packets get through.', `ping -c 3 -M do -s 1400 ${shellQuote(node.dns[0] ?? 'HOST')}`),
  ];
}

function elasticRunsTheEnd(context: FixContext): readonly FixStep[] {
  return [
    ...path(context),
    advice(
      at('console'),
      'Elastic runs the other end: if other networks reach it, the fault is on your path; with traffic filters or private link, check their rules.',
    ),
  ];
}
