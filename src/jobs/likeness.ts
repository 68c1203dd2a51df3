import { hash } from 'node:crypto';
import { guessDeployment } from '../elastic/deployments.ts';
import type { Conversation, Observation } from '../model/observation.ts';

/**
 * Equal for observations that differ only in what `particular` rules look at (time, target, address, names, cost): everything else that they showed is in it.
 * Null where one is not to be compared: its host says how the stack is run, or more was heard than a TLS handshake shows.
 */
export function likeness(observation: Observation): string | null {
  const { target, service, details, clock, reachability, conversations } = observation;
  if (reachability.kind !== 'open' || service.security !== 'tls' || details !== undefined || clock !== null) return null;
  if (service.banner !== null || service.application?.kind === 'http' || !conversations.every(isPlain)) return null;
  if (guessDeployment({ host: target.host, names: [] }).type !== 'self') return null;
  return JSON.stringify([
    observation.channel,
    observation.channelFrom,
    service,
    observation.versions,
    observation.clientAuth,
    observation.stranger,
    observation.vantage,
    conversations.map(shapeOf),
  ]);
}

function isPlain({ ending, ocspResponse }: Conversation): boolean {
  return ocspResponse === null && ending.kind !== 'not-tls';
}

/** All of it but the name that was sent and the times. */
function shapeOf(conversation: Conversation): unknown {
  const { chain, certificateRequest } = conversation;
  return {
    ...conversation,
    chain: chain.map(digest),
    certificateRequest: certificateRequest && [certificateRequest.signatureSchemes, certificateRequest.authorities.map(digest)],
    serverName: null,
    startedAt: null,
    helloTime: null,
  };
}

function digest(der: Uint8Array): string {
  return hash('sha256', der, 'base64');
}
