import type { Certificate } from '../../model/certificate.ts';
import { dayMs } from '../../model/days-left.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixOf, FixStep } from '../../model/fix.ts';
import type { Observation } from '../../model/observation.ts';
import { span } from '../../wording/spans.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { advice, at, command } from '../remedies/steps.ts';

/** Kibana complains from here on. */
const toleranceMs = 60_000;
const hourMs = 3_600_000;
/** Two hellos of one clock differ by no more: they came after unlike waits. */
const agreeMs = 10_000;

/** Whether the endpoint's clock agrees with that of this machine. */
export const clockSkew: EndpointRule = {
  id: 'clock-skew',
  title: 'Clock is wrong',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The clock of the endpoint is within a minute of the clock of this machine, with the network delay allowed for. It is read from the HTTP Date header, or from the time in a TLS 1.2 ServerHello where a server still sends it. A current transport port shows neither. With credentials, the REST API gives the clock of every node (GET _nodes/stats).',
  impact:
    'Each verifier checks dates by its own clock. A node whose clock is wrong refuses valid certificates or accepts expired ones. Tokens and SAML fail as well. Where all endpoints show the same offset, the clock of this machine is wrong.',
  fix: byDeployment({
    self: setClock('In a virtual machine, only one of host and guest may set it.'),
    eck: setClock('A pod takes the clock of its Kubernetes node: fix it there.'),
    ece: setClock('Do so on each ECE host; containers take the clock of theirs.'),
    ech: elasticKeepsClocks,
    serverless: elasticKeepsClocks,
  }),
  source: 'Kibana: clock_skew.ts; RFC 9110 §6.6.1; RFC 5246 §7.4.1.3',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { at, chain } = evidence;
    const clock = clockOf(evidence);
    if (!clock) return withoutClock(evidence);
    const { aheadMs, boundMs, from } = clock;
    if (Math.abs(aheadMs) - boundMs <= toleranceMs) return { kind: 'pass' };
    const [leaf] = chain;
    const flips = leaf !== undefined && isValid(leaf, at) !== isValid(leaf, new Date(at.getTime() + aheadMs));
    const off = `The clock of the endpoint is ${span(aheadMs)} ${aheadMs > 0 ? 'ahead' : 'behind'} (${from})`;
    return {
      kind: 'finding',
      ...(flips ? { severity: 'high' as const } : {}),
      message: flips
        ? `${off}: by it, its own certificate is ${isValid(leaf, at) ? 'not valid' : 'valid'}, by the clock of this machine it is ${isValid(leaf, at) ? 'valid' : 'not'}.`
        : `${off}.`,
      facts: { aheadMs, boundMs, from },
    };
  },
};

/** The node's own word first: a Date header may be a proxy's. */
function clockOf({ api, observation }: EndpointEvidence): Clock | null {
  if (api?.clock) return { ...api.clock, from: 'GET _nodes/stats' };
  return observation.clock ? { ...observation.clock, from: 'HTTP Date header' } : helloClock(observation);
}

type Clock = { readonly aheadMs: number; readonly boundMs: number; readonly from: string };

/**
 * The time of day in a ServerHello (RFC 5246 §7.4.1.3). Today's servers fill the field with random bytes. One such value lies within an hour of our clock once in 600,000
 * handshakes, within a day once in 25,000, which a scan of a large fleet meets: so far off, a second handshake has to agree.
 */
function helloClock({ conversations }: Observation): Clock | null {
  const offsets = conversations.flatMap(({ helloTime, startedAt }) => (helloTime === null ? [] : [helloTime * 1000 - startedAt.getTime()]));
  const [aheadMs, ...others] = offsets;
  if (aheadMs === undefined || others.some((other) => Math.abs(other - aheadMs) > agreeMs)) return null;
  // Whole seconds, and the time until the hello came.
  return Math.abs(aheadMs) < (others.length > 0 ? dayMs : hourMs)
    ? { aheadMs, boundMs: 2000, from: 'time in the TLS 1.2 ServerHello' }
    : null;
}

function withoutClock({ observation }: EndpointEvidence): Outcome {
  const { channel, service } = observation;
  if (channel !== 'http' && channel !== 'kibana') return { kind: 'not-applicable' };
  return {
    kind: 'unknown',
    because: { code: service.application?.kind === 'http' ? 'no-date-header' : 'no-http-answer' },
  };
}

function isValid({ notBefore, notAfter }: Certificate, at: Date): boolean {
  return notBefore <= at && at <= notAfter;
}

function setClock(remark: string): FixOf {
  return () => [
    command(
      at('node'),
      `Set the clock by NTP. The last command shows the offset. ${remark}`,
      'timedatectl set-ntp true',
      'chronyc tracking',
    ),
  ];
}

function elasticKeepsClocks(): readonly FixStep[] {
  return [
    command(
      at('workstation'),
      'Check the clock of the machine that probes. Elastic keeps those of its endpoints.',
      'timedatectl',
      'chronyc tracking',
    ),
    advice(at('console'), 'If it is right, open a support case.'),
  ];
}
