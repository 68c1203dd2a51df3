import { bindsBeyondLoopback } from '../../model/loopback-bound.ts';
import { reissue } from '../remedies.ts';
import type { SetupRule } from '../rule.ts';
import { shownBy, unreadIn } from './contexts.ts';
import { casesOr, setupCase } from './setup-cases.ts';

/** Whether the transport certificate bears the address that the node publishes. */
export const sanPublishAddressMissing: SetupRule = {
  id: 'san-publish-address-missing',
  title: 'Certificate is not for the address that the node publishes',
  severity: 'high',
  channels: ['transport'],
  products: ['elasticsearch'],
  holds:
    'Under verification_mode full the transport certificate is for the address that the node publishes, not only for the name in discovery.seed_hosts.',
  why: 'Peers first dial the seed, then once more what the node publishes: the first succeeds, the second fails, and the node goes round in discovery.',
  remedy: reissue('with the published address in subjectAltName beside the name', {
    certutil: '--dns <name> --ip <address>',
    self: 'Issue the certificate with both: bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12 --dns <name> --ip <address>. Or publish the name that it has (network.publish_host: <name>), or set xpack.security.transport.ssl.verification_mode: certificate on every node.',
  }),
  source: 'elastic/elasticsearch#32729, #39970; SecurityNetty4Transport',
  logLines: ['No subject alternative names matching IP address', 'No subject alternative DNS name matching'],
  judge: (evidence) => {
    const { setup } = evidence;
    const shown = shownBy(evidence, 'transport').filter(({ context }) => context.verification.value === 'full');
    if (shown.length === 0) {
      const missing = unreadIn(setup, 'transport');
      return missing === null ? { kind: 'not-applicable' } : { kind: 'unknown', because: missing };
    }
    if (!bindsBeyondLoopback(setup.facts)) return { kind: 'not-applicable' };
    if (shown.every(({ names }) => names.length === 0))
      return { kind: 'unknown', because: 'which address the node publishes, the settings leave to the machine' };
    const cases = shown.flatMap(({ context, identity, names }) =>
      names.flatMap((name) =>
        name.kind === 'mismatch'
          ? [
              setupCase({
                message: `The node publishes ${name.name}, and its certificate is not for that: ${name.detail}.`,
                // The peers' verification_mode counts, and is likely the same.
                certainty: 'likely',
                context,
                places: [setup.settings.findLast(({ key }) => /^(?:transport|network)\.(?:publish_host|host)$/.test(key))?.place ?? null],
                files: [identity.file],
                facts: { name: name.name },
              }),
            ]
          : [],
      ),
    );
    return casesOr(cases, { kind: 'pass' });
  },
};
