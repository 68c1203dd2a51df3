import type { Certificate } from '../../model/certificate.ts';
import { dayMs } from '../../model/days-left.ts';
import { eckZones } from '../../model/eck-zones.ts';

const isOperatorsName = new RegExp(`${eckZones}$`, 'i');

/** The operator renews this long before the end, unless told otherwise (`cert-rotate-before`, `ca-cert-rotate-before`: 24 h). */
export const operatorRotatesBeforeMs = dayMs;

/** Whether the certificate has the shape of those that Elastic Cloud on Kubernetes issues itself: a name under `es.local`, `kb.local` or the like. */
export function isIssuedByOperator({ commonName, subjectAltNames }: Certificate): boolean {
  const names = [commonName ?? '', ...(subjectAltNames ?? []).map(({ value }) => value)];
  return names.some((name) => isOperatorsName.test(name));
}

/** Whether a CA may be the operator's own: it lives a year (8760 h), a little more with the grace at its beginning. */
export function livesAsOperatorAuthority({ notBefore, notAfter, selfSigned }: Certificate): boolean {
  const days = (notAfter.getTime() - notBefore.getTime()) / dayMs;
  return selfSigned && days >= 364 && days <= 366;
}

/** Whether the operator should have replaced its certificate by now. One that has ended is another matter. */
export function isPastRotation({ notAfter }: Certificate, at: Date): boolean {
  const left = notAfter.getTime() - at.getTime();
  return left >= 0 && left <= operatorRotatesBeforeMs;
}
