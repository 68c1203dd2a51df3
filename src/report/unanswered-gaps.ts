import type { Enumerated, Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { EndpointGap } from '../model/reasons/endpoint-gap.ts';
import type { Topic, Unanswered } from '../model/shortfall.ts';

/** What the depth asked for and has no whole answer, with the reason. */
export function unansweredGaps(observation: Observation): readonly EndpointGap[] {
  const questions = observation.unanswered.map(
    ({ topic, version, because }): EndpointGap => ({ code: 'gap-question', topic, version, why: because }),
  );
  return [...questions, ...listGaps(observation)];
}

/** Which lists may lack something, and why. What was left out on purpose is no gap. */
export function listGaps({ details = {} }: Observation): readonly EndpointGap[] {
  const { cipherSuites, groups, signatureSchemes, alpn } = details;
  return [
    ...gapsOf('cipher-suites', cipherSuites),
    ...gapsOf('signature-schemes', signatureSchemes),
    ...gapsOf('groups', groups),
    ...gapOf('application-protocols', null, alpn),
  ];
}

/** Whether a question on this, in one version or in any, has no whole answer. */
export function isUnanswered({ unanswered }: Observation, topic: Unanswered['topic']): boolean {
  return unanswered.some((one) => one.topic === topic);
}

function gapsOf(topic: Topic, lists: Readonly<Partial<Record<ProtocolVersion, Enumerated>>> | undefined): readonly EndpointGap[] {
  return protocolVersions.flatMap((version) => gapOf(topic, version, lists?.[version]));
}

function gapOf(topic: Topic, version: ProtocolVersion | null, list: Enumerated | undefined): readonly EndpointGap[] {
  const gap = list?.gap ?? null;
  if (gap === null || gap.kind === 'elsewhere') return [];
  return [{ code: 'gap-list', topic, version, why: gap }];
}
