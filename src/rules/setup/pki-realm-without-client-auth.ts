import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import { contextsOf, settingOf, textOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { clientsAuthority } from '../remedies/clients-authority.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a PKI realm ever sees a certificate. */
export const pkiRealmWithoutClientAuth: SetupRule = {
  id: 'pki-realm-without-client-auth',
  title: 'PKI realm never receives a certificate',
  severity: 'high',
  channels: ['http', 'transport'],
  products: ['elasticsearch'],
  requirement: 'Where there is a PKI realm, HTTP asks its clients for certificates, or Kibana delegates to it (delegation.enabled: true).',
  impact: 'Nobody can log in by certificate. Where no layer asks for one, a node that others can reach does not start.',
  fix: filesFix(
    (context) => [
      ...clientsAuthority({ ...context, channel: 'http', prefix: 'xpack.security.http.ssl' }),
      setting(context, 'every-node', 'Ask clients for a certificate.', {
        'xpack.security.http.ssl.client_authentication': 'optional',
      }),
      ...rollingRestart(context),
    ],
    inKubernetes('Use spec.http.tls.client.authentication (ECK 3.4 and later), or take the realm out of spec.nodeSets[].config.'),
  ),
  source: 'Elastic docs: bootstrap checks (PKI realm check)',
  judge: ({ setup }) => {
    const names = setup.settings.flatMap(({ key }) => /^xpack\.security\.authc\.realms\.pki\.([^.]+)\./.exec(key)?.[1] ?? []);
    const realms = [...new Set(names)]
      .map((name) => `xpack.security.authc.realms.pki.${name}`)
      .filter((realm) => textOf(setup, `${realm}.enabled`) !== 'false');
    if (realms.length === 0) return { kind: 'not-applicable' };
    const asking = contextsOf(setup, 'transport', 'transport-profile', 'http').filter(
      ({ clientAuthentication }) => clientAuthentication?.value !== 'none',
    );
    if (asking.some(({ kind }) => kind === 'http')) return { kind: 'pass' };
    // Delegated, the certificate comes in the body of a request from Kibana.
    const lonely = realms.filter((realm) => asking.length === 0 || textOf(setup, `${realm}.delegation.enabled`) !== 'true');
    if (lonely.length === 0) return { kind: 'pass' };
    const http = setup.contexts.find(({ kind }) => kind === 'http');
    const checked = bindsBeyondLoopback(setup.facts) && setup.facts.discoveryType !== 'single-node';
    return {
      kind: 'findings',
      cases: lonely.map((realm) =>
        setupCase({
          message:
            asking.length === 0
              ? `${realm} is a PKI realm, and neither HTTP nor transport asks for client certificates.`
              : `${realm} is a PKI realm, and HTTP asks no client for a certificate: it serves nobody but clients of transport.`,
          ...(asking.length === 0 ? {} : { severity: 'medium' as const }),
          stops: asking.length === 0 && checked,
          settings: ['xpack.security.http.ssl.client_authentication', realm],
          places: [http?.clientAuthentication?.place ?? null, settingOf(setup, `${realm}.order`)?.place ?? null],
        }),
      ),
    };
  },
};
