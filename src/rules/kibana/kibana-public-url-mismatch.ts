import { nothingHeard } from '../nothing-heard.ts';
import type { Met, SetupCase, SetupRule } from '../rule.ts';
import { filesRemedy } from '../setup/files-remedy.ts';
import { setupCase } from '../setup/setup-cases.ts';
import { placeOf } from './dialled.ts';

const setting = 'server.publicBaseUrl';

/** Whether browsers that follow Kibana's own links find a certificate for them. */
export const kibanaPublicUrlMismatch: SetupRule = {
  id: 'kibana-public-url-mismatch',
  title: 'server.publicBaseUrl is not what the certificate is for',
  severity: 'medium',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'The host of server.publicBaseUrl is in the certificate that answers there, and its scheme is the one that is spoken.',
  why: 'Links in alerts, reports and single sign-on lead there: browsers warn of the name, or find no TLS where the link says https.',
  remedy: filesRemedy(
    'Issue the certificate of Kibana with the host of server.publicBaseUrl (bin/elasticsearch-certutil csr --name kibana-server --dns <host>), or set server.publicBaseUrl to a name that the certificate has, with the scheme that is spoken; restart Kibana.',
    'Add the host to spec.http.tls.selfSignedCertificate.subjectAltNames of the Kibana resource, or set server.publicBaseUrl in spec.config to a name that the certificate has.',
  ),
  source: 'Kibana settings: server.publicBaseUrl',
  judge: ({ setup, met }) => {
    const seen = met.filter((one) => one.as === 'public-url');
    if (seen.length === 0) return { kind: 'not-applicable' };
    const cases = seen.flatMap((one) => judgeUrl(one) ?? []);
    if (cases.length > 0) return { kind: 'findings', cases: cases.map((one) => about(one)) };
    const untold = seen
      .map(({ written, evidence }) => ({ written, why: nothingHeard(evidence.observation) }))
      .find(({ why }) => why !== null);
    return untold === undefined ? { kind: 'pass' } : { kind: 'unknown', because: `${untold.written}: ${untold.why}` };

    function about({ message, facts, certainty }: Told): SetupCase {
      return setupCase({ message, facts, certainty, settings: [setting], places: [placeOf(setup, setting)] });
    }
  },
};

type Told = Pick<SetupCase, 'message' | 'certainty'> & { readonly facts: Readonly<Record<string, unknown>> };

function judgeUrl({ written, evidence }: Met): Told | null {
  const { name, chain, observation } = evidence;
  const { security } = observation.service;
  const secure = /^https:/i.test(written);
  const [leaf] = chain;
  if (secure && security === 'plaintext')
    return {
      message: `${setting} is ${written}, and what answers there speaks HTTP in the clear.`,
      certainty: 'proven',
      facts: { speaks: 'http' },
    };
  if (!secure && security === 'tls')
    return { message: `${setting} is ${written}, and what answers there speaks TLS.`, certainty: 'proven', facts: { speaks: 'https' } };
  if (!secure || name.kind !== 'mismatch' || leaf === undefined) return null;
  return {
    message: `${setting} is ${written}, and the certificate ${leaf.subject} is not for that: ${name.detail}.`,
    // Judged by what Kibana itself serves where the URL did not answer; a proxy in front may have a certificate of its own.
    certainty: observation.target.host === name.name ? 'proven' : 'likely',
    facts: { name: name.name, subject: leaf.subject, askedAt: observation.target.label },
  };
}
