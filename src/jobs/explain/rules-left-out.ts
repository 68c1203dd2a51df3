import type { RuleLeftOut } from '../../model/rule-left-out.ts';

/** What users may look for among the rules, and why it is none. */
export const rulesLeftOut: readonly RuleLeftOut[] = [
  {
    id: 'reverse-dns-irrelevant',
    title: 'The reverse DNS name of an address does not match',
    reason:
      'It has no effect. Elasticsearch and Kibana compare the certificate with the name or address that they were given, and never look up a name for an address. If a connection fails, the name that was connected to is missing from the certificate.',
    see: ['san-name-mismatch', 'san-ip-missing', 'san-publish-address-missing'],
  },
  {
    id: 'renegotiation-or-compression',
    title: 'TLS renegotiation or compression',
    reason:
      'Neither a JVM nor Node.js offers compression or insecure renegotiation. With --depth full the report has both under "features", and policies check them. For attacks on them use a general TLS scanner such as testssl.sh or sslyze.',
    see: ['legacy-protocol-enabled', 'weak-cipher-accepted'],
  },
  {
    id: 'heartbleed-class',
    title: 'Known flaws of TLS libraries, such as Heartbleed',
    reason:
      'Elasticsearch uses the TLS of the JVM and Kibana that of Node.js: their security advisories name the releases that have a flaw. To try an attack on a port, use a general TLS scanner such as testssl.sh or sslyze.',
    see: ['legacy-protocol-enabled'],
  },
];

/** By its id, or by words of its id and title. */
export function findRuleLeftOut(question: string): RuleLeftOut | null {
  const words = question
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const named = ({ id, title }: RuleLeftOut) => `${id} ${id.replaceAll('-', ' ')} ${title}`.toLowerCase();
  return rulesLeftOut.find((rule) => words.every((word) => named(rule).includes(word))) ?? null;
}
