import { eceDefaultSuites, eceIntermediateSuites } from '../../model/ece-proxy-suites.ts';
import { brokenHandshake } from '../../model/handshake-outcome.ts';
import { allNamed } from '../../model/name-list.ts';
import type { Observation } from '../../model/observation.ts';
import { whySilent } from '../../model/why-silent.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { defaultProxyTls } from '../remedies/ece.ts';

/** The oldest version first goes with the setting; SSL 3.0 is in neither. */
const older = ['TLSv1', 'TLSv1.1'] as const;

/** Whether the proxy of Elastic Cloud Enterprise has the TLS versions and suites that it had before 2.4. */
export const eceIntermediateTls: EndpointRule = {
  id: 'ece-intermediate-tls',
  title: 'ECE proxy has its older TLS settings',
  severity: 'medium',
  channels: ['http', 'kibana', 'transport'],
  requirement:
    'The proxy of Elastic Cloud Enterprise accepts TLS 1.2 and later, and up to TLS 1.2 only suites of the default of 2.4 and later (resetToDefaultTls.sc). It does not accept what setIntermediateTls.sc brings back.',
  impact:
    'TLS 1.0 and 1.1, 3DES, and key exchange without forward secrecy have known attacks. The setting holds for all deployments behind the proxies, and stays when ECE is upgraded.',
  fix: () => defaultProxyTls,
  source: 'Elastic docs: configure the TLS version (Elastic Cloud Enterprise)',
  readsEndpointIdentity: true,
  judge: (evidence): Outcome => {
    const { observation } = evidence;
    if (uploadedFor(evidence) !== 'proxy') return { kind: 'not-applicable' };
    const { versions, service, conversations } = observation;
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
    const oldVersions = older.filter((version) => versions[version] === 'accepted' && brokenHandshake(conversations, version) === null);
    const suites = suitesUpTo12(observation);
    const broughtBack = suites.filter((suite) => eceIntermediateSuites.includes(suite));
    const neither = suites.filter((suite) => !eceDefaultSuites.includes(suite) && !eceIntermediateSuites.includes(suite));
    if (oldVersions.length + broughtBack.length > 0) {
      return {
        kind: 'finding',
        message: `It accepts ${allNamed([...oldVersions, ...broughtBack])}, which the default of Elastic Cloud Enterprise 2.4 and later refuses. ${neither.length === 0 ? 'setIntermediateTls.sc brings them back; a release up to 2.3.1 has them by default.' : `It accepts ${allNamed(neither)} as well, which no setting of the proxy has: something in front of it may end TLS.`}`,
        facts: { versions: oldVersions, suites: broughtBack, neither },
        ...(neither.length === 0 ? {} : { certainty: 'likely' }),
      };
    }
    const unheard = Object.keys(versions).length === 0 ? whySilent(observation) : null;
    if (unheard !== null) return { kind: 'unknown', because: unheard };
    const unasked = older.filter((version) => versions[version] === undefined);
    if (unasked.length === older.length) return { kind: 'unknown', because: { code: 'older-versions-not-asked' } };
    if (unasked.length > 0) return { kind: 'unknown', because: { code: 'versions-not-asked', versions: unasked } };
    const unclear = older.filter((version) => versions[version] !== 'rejected');
    return unclear.length > 0 ? { kind: 'unknown', because: { code: 'versions-not-shown', versions: unclear } } : { kind: 'pass' };
  },
};

/** All that were seen to be accepted before TLS 1.3: those that it was asked for, and those that it picked. */
function suitesUpTo12({ conversations, details }: Observation): readonly string[] {
  const picked = conversations.flatMap(({ cipherSuite, version }) => (cipherSuite === null || version === 'TLSv1.3' ? [] : [cipherSuite]));
  const asked = Object.entries(details?.cipherSuites ?? {}).flatMap(([version, { accepted }]) => (version === 'TLSv1.3' ? [] : accepted));
  return [...new Set([...asked, ...picked])];
}
