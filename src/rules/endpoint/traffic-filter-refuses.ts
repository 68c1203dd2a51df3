import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

const filter =
  'Look at the Security page of the deployment (network security, before called traffic filters): add the address that this machine goes out by, or, for private link, the id of the endpoint. What handclasp saw of TLS holds all the same.';

const elsewhere = [
  advice(
    at('network'),
    'Check that the address is right: a proxy of an Elastic platform answers here. If it is, say so with --deployment ece, ech or serverless.',
  ),
];

/** Whether a network policy of a deployment keeps this machine out. */
export const trafficFilterRefuses: EndpointRule = {
  id: 'traffic-filter-refuses',
  title: 'A traffic filter keeps this machine out',
  severity: 'low',
  channels: ['http', 'kibana'],
  requirement: 'The network policies of the deployment let in the machine that handclasp runs on, as far as it is to be a client.',
  impact:
    'TLS is complete and the platform answers 403, to every request. Whoever looks at certificates finds nothing wrong. From another network the deployment may answer.',
  fix: byDeployment({
    self: () => elsewhere,
    eck: () => elsewhere,
    ece: onPlatform(filter),
    ech: inConsole(filter),
    serverless: inConsole(filter),
  }),
  source: 'Elastic docs: network security (rejected requests)',
  judge: ({ observation: { service, reachability } }) => {
    const { application } = service;
    if (application?.kind !== 'http' || reachability.kind !== 'open') return { kind: 'not-applicable' };
    const { status, body, headers } = application.answer;
    if (status !== 403) return { kind: 'not-applicable' };
    const named = /Forbidden due to traffic filtering/i.test(body);
    const short = /^\s*\{\s*"ok"\s*:\s*false\s*,\s*"message"\s*:\s*"Forbidden"\s*\}\s*$/.test(body);
    if (!named && !short) return { kind: 'not-applicable' };
    return {
      kind: 'finding',
      message: `The platform answered 403 in place of the deployment: ${named ? 'it names its traffic filters' : 'as it does where a traffic filter has no rule for this address'}.`,
      facts: { status, requestId: headers['x-cloud-request-id']?.[0] ?? null },
      ...(named ? {} : { certainty: 'likely' }),
    };
  },
};
