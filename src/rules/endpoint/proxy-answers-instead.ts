import type { EndpointEvidence } from '../../model/evidence.ts';
import { type ForeignAnswer, foreignAnswer } from '../../model/foreign-answer.ts';
import { managedBy } from '../../model/managed-name.ts';
import { whySilent } from '../../model/why-silent.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a proxy or a portal of the network answers in place of an endpoint of Elastic's cloud. */
export const proxyAnswersInstead: EndpointRule = {
  id: 'proxy-answers-instead',
  title: 'A proxy or portal answers in place of Elastic Cloud',
  severity: 'high',
  channels: ['http', 'kibana', 'unknown'],
  requirement:
    'At an endpoint of Elastic Cloud, Elastic answers: over TLS at every port, without asking for credentials of a proxy, and without sending the client to a page outside Elastic.',
  impact:
    'Clients reach the proxy, not the deployment. What they send, with their credentials, goes to it, where there is no TLS in the clear. What handclasp saw of TLS is the proxy as well.',
  fix: () => [
    advice(
      at('network'),
      'Let connections to the host and port pass straight on, or log in to the network first where a portal asks for it. See as well whether the name resolves to where it should.',
    ),
    advice(
      at('client'),
      'Where the network has only a proxy for the way out, tell each client to use it (it then asks the proxy for a tunnel with CONNECT): in Beats and Agent that is proxy_url, and clients in Java, Python and Node.js have an option of their own. handclasp connects directly: run it where the way is free.',
    ),
  ],
  source: 'RFC 9110 §15.5.8 (407), RFC 6585 §6 (511); Elastic docs: security of Elastic Cloud',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { service, target } = evidence.observation;
    if (!isManaged(evidence)) return { kind: 'not-applicable' };
    const { application } = service;
    if (application?.kind !== 'http') return { kind: 'unknown', because: whySilent(evidence.observation) ?? { code: 'no-http-answer' } };
    const { status } = application.answer;
    const found = foreignAnswer(application.answer, service);
    if (found === null) return { kind: 'pass' };
    return {
      kind: 'finding',
      message: `${sentenceOf(found, `${target.host}:${target.port}`)} Status ${status}.`,
      facts: { ...found, status },
      // A deployment may be told to redirect its users elsewhere.
      ...(found.kind === 'captive-portal' && status !== 511 ? { certainty: 'likely' } : {}),
    };
  },
};

/** Whether Elastic runs it: by the name, or as the user says. */
export function isManaged({ deployment: { type, guessed }, observation: { target } }: EndpointEvidence): boolean {
  return managedBy(target.host) !== null || (!guessed && (type === 'ech' || type === 'serverless'));
}

function sentenceOf(found: ForeignAnswer, where: string): string {
  switch (found.kind) {
    case 'proxy-authentication':
      return `At ${where} a proxy${bySelf(found.by)} asks for credentials of its own.`;
    case 'captive-portal':
      return found.location === null
        ? `At ${where} the network asks for a login first.`
        : `${where} sends the client to ${found.location}, which is not Elastic's: a portal that wants a login first does so.`;
    case 'plain-http':
      return `At ${where} HTTP is spoken without TLS${found.by === null ? '' : ` (it calls itself ${found.by})`}, which no endpoint of Elastic Cloud does.`;
    case 'proxy-error':
      return `At ${where} a proxy${bySelf(found.by)} answered with an error of its own.`;
  }
}

function bySelf(name: string | null): string {
  return name === null ? '' : ` (it calls itself ${name})`;
}
