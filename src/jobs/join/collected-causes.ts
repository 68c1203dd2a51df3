import type { ListedCertificate } from '../../model/api-facts.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CollectedFact } from '../../model/reasons/collected-fact.ts';
import { placeOf } from '../../rules/facts/listed-certificates.ts';

/** Something in what was collected from a node for which its peers may refuse it. */
export type CollectedCause = {
  readonly rule: string;
  readonly shown: CollectedFact;
  readonly subjects: readonly string[];
};

/**
 * What the answers of a node's own REST API show that may keep it out of its cluster: its list of certificates has names and ends alone, its settings say little of TLS. By itself
 * that proves nothing; where a line of its log may mean one of several things, it tells which.
 */
export function collectedCauses({ certificates, nodes, node }: Diagnostic, at: Date): readonly CollectedCause[] {
  const listed = certificates.kind === 'told' ? certificates.value : [];
  const own = nodes.kind === 'told' ? nodes.value.find(({ name }) => name === node) : undefined;
  return [...ofDates(listed, at), ...ofIssuers(listed), ...ofSettings(own)];
}

/** What is there to be shown. A key beside a certificate that issued itself is that of a CA. */
function shown(listed: readonly ListedCertificate[]): readonly ListedCertificate[] {
  return listed.filter(({ hasPrivateKey, subject, issuer }) => hasPrivateKey && subject !== issuer);
}

function ofDates(listed: readonly ListedCertificate[], at: Date): readonly CollectedCause[] {
  return shown(listed)
    .filter(({ expiry }) => expiry < at)
    .map((one) => ({
      rule: 'leaf-expired',
      shown: { code: 'collected-certificate-ended', subject: one.subject, place: placeOf(one), expiry: one.expiry },
      subjects: [one.path],
    }));
}

function ofIssuers(listed: readonly ListedCertificate[]): readonly CollectedCause[] {
  // Before 8.4 no issuer is listed.
  const authorities = listed.filter(({ hasPrivateKey }) => !hasPrivateKey);
  if (authorities.length === 0) return [];
  return shown(listed).flatMap((one): CollectedCause[] => {
    if (one.issuer === null) return [];
    const issuer = authorities.find(({ subject }) => subject === one.issuer);
    if (issuer === undefined) {
      const trusted = [...new Set(authorities.map(({ subject }) => subject))];
      const fact: CollectedFact = {
        code: 'collected-issuer-not-trusted',
        subject: one.subject,
        place: placeOf(one),
        issuer: one.issuer,
        trusted,
      };
      return (['client-cert-not-sent', 'trust-unknown-issuer'] as const).map((rule) => ({ rule, shown: fact, subjects: [one.path] }));
    }
    // An intermediate among the trusted, and not beside the certificate that it issued.
    const isIntermediate = issuer.issuer !== null && issuer.issuer !== issuer.subject;
    const isSent = listed.some(({ path, subject }) => path === one.path && subject === one.issuer);
    if (!isIntermediate || isSent) return [];
    const places = { place: placeOf(one), lies: placeOf(issuer), file: one.path };
    const fact: CollectedFact = { code: 'collected-intermediate-elsewhere', subject: one.subject, issuer: one.issuer, ...places };
    return [{ rule: 'trust-missing-intermediate', shown: fact, subjects: [one.path] }];
  });
}

function ofSettings(own: Extract<Diagnostic['nodes'], { readonly kind: 'told' }>['value'][number] | undefined): readonly CollectedCause[] {
  const told = own?.told ?? null;
  if (told === null) return [];
  const causes: CollectedCause[] = [];
  if (told.security && !told.transportTls)
    causes.push({
      rule: 'transport-mixed-tls',
      shown: { code: 'collected-transport-tls-off' },
      subjects: ['xpack.security.transport.ssl.enabled'],
    });
  const httpPort = own?.http?.published.port ?? 9200;
  const wrong = told.seedHosts.filter((host) => host.endsWith(`:${httpPort}`));
  if (wrong.length > 0)
    causes.push({
      rule: 'seed-host-is-http-port',
      shown: { code: 'collected-seeds-at-http-port', seeds: wrong, httpPort },
      subjects: ['discovery.seed_hosts'],
    });
  return causes;
}
