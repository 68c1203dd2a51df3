import type { FixStep } from '../../model/fix.ts';
import { advice, at } from './steps.ts';

/** What an upload leaves as it was. */
export const checkRouteServer: readonly FixStep[] = [
  advice(
    at('platform'),
    'Look at the certificate of the route server on every host with the proxy role (handclasp inspect /mnt/data/elastic/*/services/route-server/managed/cert.pem). The upload does not renew it, and without it the proxies find no deployment.',
  ),
];

/** The proxy as it is by default. */
export const defaultProxyTls: readonly FixStep[] = [
  advice(
    at('platform'),
    'Find out first which clients need the older settings: handclasp cannot see them. Then run resetToDefaultTls.sc in the frc-directors-director image on a director, as "Configure the TLS version" of the ECE documentation shows it.',
  ),
  advice(
    at('platform'),
    'Then, on every host with the proxy role, run docker rm -f frc-proxies-proxyv2. The platform starts the proxy again.',
  ),
];

/** The proxy as it is by default from 3.5 on. */
export const rejectSha1: readonly FixStep[] = [
  advice(
    at('platform'),
    'Have each certificate that is signed with SHA-1 issued again with SHA-256: a later release of ECE refuses them all. Then run rejectX509Sha1Certs.sc in the frc-directors-director image on a director, as "Allow x509 certificates signed with SHA-1" of the ECE documentation shows it.',
  ),
  advice(
    at('platform'),
    'Then, on every host with the proxy role, run docker rm -f frc-proxies-proxyv2. The platform starts the proxy again.',
  ),
];
