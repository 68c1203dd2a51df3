import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import type { ApplicationAnswer } from './ask-application.ts';
import { describeService } from './describe-service.ts';
import { runPlan } from './plan.ts';
import type { ProbeOptions } from './probe-options.ts';
import { questions } from './questions/index.ts';
import { Session } from './session.ts';

/**
 * All questions to one address that the depth asks for: identity and client authentication in two connections, or one where the server has no TLS 1.3. Never
 * rejects for what the peer does; rejects with the caller's reason when `options.signal` aborts.
 */
export async function probeAddress(target: Target, address: string, options: ProbeOptions): Promise<Observation> {
  return options.connector.withSlot(address, options.signal, async () => {
    const startedAt = new Date();
    const session = new Session(target, address, options);
    try {
      await runPlan(questions, session);
    } finally {
      session.end();
    }
    options.signal?.throwIfAborted();
    return observe(session, startedAt);
  });
}

function observe(session: Session, startedAt: Date): Observation {
  const { found, target, options } = session;
  noteApplication(session);
  const { conversations, overTls, inClear } = found;
  const described = describeService({ target, hint: session.hint, conversations, overTls, inClear });
  return {
    target,
    address: session.address,
    localAddress: session.localAddress,
    channel: described.channel,
    channelFrom: described.channelFrom,
    startedAt,
    finishedAt: new Date(),
    reachability: found.reachability ?? { kind: 'timeout', afterMs: options.deadlineMs },
    service: described.service,
    conversations,
    versions: conversations.some(({ answeredInTls }) => answeredInTls) ? session.versions : {},
    clientAuth: found.clientAuth,
    selfSignedAnswer: found.selfSignedAnswer,
    ...(Object.keys(found.details).length === 0 ? {} : { details: found.details }),
    unanswered: session.unanswered,
    clock: clockOf(overTls ?? inClear, described.date),
    vantage: options.vantage,
    cost: session.cost,
  };
}

/** Who speaks above TLS, or in the clear, where its answer did not become whole. */
function noteApplication(session: Session): void {
  const { found, options } = session;
  const answer = found.overTls ?? found.inClear;
  if (answer === null || answer.cut === null) return;
  const { cut, ended } = answer;
  if (cut === 'deadline') session.miss('application', session.deadline);
  else if (ended?.kind !== 'end') session.miss('application', { kind: 'silence', afterMs: options.idleTimeoutMs });
  else session.miss('application', ended.failure === null ? { kind: 'closed', how: 'fin' } : session.shortfallOfFailure(ended.failure));
}

/** The `Date` header has seconds; half of one is part of the doubt. */
function clockOf(application: ApplicationAnswer | null, date: Date | null): Observation['clock'] {
  if (!application?.heardAt || !date) return null;
  const { at, boundMs } = application.heardAt;
  return { aheadMs: date.getTime() + 500 - at.getTime(), boundMs: boundMs + 500 };
}
