import { isIP } from 'node:net';
import type { Certificate } from '../../model/certificate.ts';
import { dayMs } from '../../model/days-left.ts';

/**
 * Whether a public CA could have issued it, by what the CA/Browser Forum forbids: names that nobody owns, addresses, and a life beyond 398 days. False is certain; true is not.
 */
export function mayBePublic({ subjectAltNames, notBefore, notAfter }: Certificate): boolean {
  const names = (subjectAltNames ?? []).flatMap(({ kind, value }) => (kind === 'dns' || kind === 'ip' ? [value] : []));
  const lives = notAfter.getTime() - notBefore.getTime();
  return (
    lives <= 399 * dayMs && names.length > 0 && names.every((name) => isIP(name) === 0 && /\.[a-z]{2,}$/i.test(name) && !inHouse.test(name))
  );
}

const inHouse = /\.(?:local|localhost|internal|intranet|lan|home|corp|test|example|invalid|svc|cluster)$/i;
