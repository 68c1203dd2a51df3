import type { Enumerated, Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import type { Topic, Unanswered } from '../model/shortfall.ts';
import { shortfallText } from '../wording/shortfall-text.ts';

/** What the depth asked for and has no whole answer, a line each, with the reason. */
export function unansweredLines(observation: Observation): readonly string[] {
  const questions = observation.unanswered.map(
    ({ topic, version, because }) => `${nounOf(topic, version)}: not checked, ${shortfallText(because)}`,
  );
  return [...new Set([...questions, ...gapLines(observation)])];
}

/** Which lists may lack something, and why. What was left out on purpose is no gap. */
export function gapLines({ details = {} }: Observation): readonly string[] {
  const { cipherSuites, groups, signatureSchemes, alpn } = details;
  return [
    ...linesOf('cipher-suites', cipherSuites),
    ...linesOf('signature-schemes', signatureSchemes),
    ...linesOf('groups', groups),
    ...lineOf('application-protocols', null, alpn),
  ];
}

/** Whether a question on this, in one version or in any, has no whole answer. */
export function isUnanswered({ unanswered }: Observation, topic: Unanswered['topic']): boolean {
  return unanswered.some((one) => one.topic === topic);
}

function linesOf(topic: Topic, lists: Readonly<Partial<Record<ProtocolVersion, Enumerated>>> | undefined): readonly string[] {
  return protocolVersions.flatMap((version) => lineOf(topic, version, lists?.[version]));
}

function lineOf(topic: Topic, version: ProtocolVersion | null, list: Enumerated | undefined): readonly string[] {
  const gap = list?.gap ?? null;
  if (gap === null || gap.kind === 'elsewhere') return [];
  return [`${nounOf(topic, version)}: not all checked, ${shortfallText(gap)}`];
}

function nounOf(topic: Topic, version: ProtocolVersion | null): string {
  return version === null ? nouns[topic] : `${nouns[topic]} ${ofVersion.has(topic) ? 'of' : 'in'} ${version}`;
}

const ofVersion: ReadonlySet<Topic> = new Set(['cipher-suites', 'signature-schemes', 'groups', 'features']);

const nouns: Readonly<Record<Topic, string>> = {
  'newest-version': 'the newest version of TLS',
  'other-version': 'TLS versions before the newest',
  'older-versions': 'TLS 1.1, TLS 1.0 and SSL 3.0',
  'in-clear': 'what it speaks without TLS',
  application: 'what it speaks above TLS',
  'client-certificate': 'whether it accepts the client certificate',
  stranger: 'whether it accepts a certificate that nobody signed',
  'cipher-suites': 'cipher suites',
  'server-order': 'whose order of cipher suites counts',
  'signature-schemes': 'signature schemes',
  groups: 'groups',
  features: 'features',
  resumption: 'whether sessions go on',
  'application-protocols': 'application protocols (ALPN)',
  fallback: 'whether it turns a fallback away',
  'server-name': 'whether the certificate goes by the server name',
  tolerance: 'hellos out of the ordinary',
};
