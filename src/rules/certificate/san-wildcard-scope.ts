import { isWholeLabel, wildcardBeside } from '../../model/certificate-names.ts';
import { mismatchSeverity } from '../facts/mismatch-severity.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { onPlatform } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether wildcards in the certificate reach as far as they look. */
export const sanWildcardScope: CertificateRule = {
  id: 'san-wildcard-scope',
  title: 'Wildcard does not cover the name',
  severity: 'medium',
  channels: ['http', 'kibana', 'transport'],
  requirement:
    'A wildcard is the whole first label of its name. It covers the name that clients connect to (high if it does not). A name that no wildcard comes close to is reported by san-name-mismatch.',
  impact:
    'An asterisk stands for one label: *.acme.org covers es.acme.org, but neither acme.org nor es.eu.acme.org. In other places clients differ: some nodes accept it, others and browsers do not.',
  fix: reissue('that names the host itself, or has a wildcard one label above it', {
    eck: subjectAltNames,
    ece: onPlatform(
      'Upload a proxy certificate for *.domain, *.fleet.domain and *.apm.domain of the deployment domain under Platform > Settings > TLS settings.',
    ),
  }),
  source: 'RFC 9525 §6.3; Elastic docs: manage security certificates in Elastic Cloud Enterprise',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const dns = evidence.names.dns;
      const wildcards = dns.filter((name) => name.includes('*'));
      if (wildcards.length === 0) return { kind: 'not-applicable' };
      const { name, deployment } = evidence;

      const beside = evidence.mismatch === 'wildcard-beside' && name.kind === 'mismatch' ? wildcardBeside(evidence.names, name.name) : null;
      if (beside !== null && name.kind === 'mismatch') {
        const { severity, remark } = mismatchSeverity(evidence, leaf);
        const because = isWholeLabel(beside)
          ? 'an asterisk stands for exactly one label'
          : 'clients differ over an asterisk in such a place';
        return {
          kind: 'finding',
          severity,
          message: `The wildcard ${beside} does not cover ${name.name}: ${because}.${remark}`,
          facts: { wildcard: beside, name: name.name },
        };
      }
      const odd = wildcards.find((pattern) => !isWholeLabel(pattern));
      if (odd !== undefined) {
        return {
          kind: 'finding',
          message: `The wildcard ${odd} is not the whole first label above a domain of two labels, so clients differ in whether they accept it.`,
          facts: { wildcard: odd },
        };
      }
      const missing = deployment.type === 'ece' ? proxyWildcardsMissing(dns) : [];
      if (missing.length > 0) {
        return {
          kind: 'finding',
          severity: 'low',
          message: `The proxy's certificate does not cover ${missing.join(' and ')}, which Integrations Server needs.`,
          facts: { missing },
        };
      }
      // Nobody connects to a file.
      if (name.kind !== 'not-checked' || evidence.foundAt === 'file') return { kind: 'pass' };
      return { kind: 'unknown', because: { code: 'name-not-compared', why: name.because } };
    }),
};

/** Beside `*.domain` the proxy of Elastic Cloud Enterprise serves `*.fleet.domain` and `*.apm.domain`. */
function proxyWildcardsMissing(dns: readonly string[]): readonly string[] {
  const names = dns.map((name) => name.toLowerCase());
  const base = names.find((name) => name.startsWith('*.') && !/^\*\.(?:fleet|apm)\./.test(name))?.slice(2);
  if (base === undefined) return [];
  return [`*.fleet.${base}`, `*.apm.${base}`].filter((name) => !names.includes(name));
}
