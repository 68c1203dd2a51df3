import { ruleText } from '../../model/rule-text.ts';
import { contextsOf, settingOf } from '../../model/tls-context.ts';
import { hostnameUnderscore } from '../endpoint/hostname-underscore.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether a node is told to connect to, or is known by, a name that a JVM does not check. */
export const hostnameUnderscoreInSetup: SetupRule = {
  ...ruleText(hostnameUnderscore),
  products: ['elasticsearch'],
  judge: ({ setup }) => {
    const { facts } = setup;
    const [transport] = contextsOf(setup, 'transport');
    if (transport === undefined) return { kind: 'not-applicable' };
    const connected = [
      ...facts.seedHosts.map((host) => ({ host, settings: ['discovery.seed_hosts', 'discovery.zen.ping.unicast.hosts'] })),
      ...facts.transportPublishHosts.map((host) => ({
        host,
        settings: ['transport.publish_host', 'transport.host', 'network.publish_host', 'network.host'],
      })),
      ...facts.remoteClusters.flatMap(({ alias, addresses }) =>
        addresses.map((host) => ({ host, settings: [`cluster.remote.${alias}.seeds`, `cluster.remote.${alias}.proxy_address`] })),
      ),
    ]
      .map((one) => ({ ...one, host: one.host.replace(/:\d+(?:-\d+)?$/, '') }))
      .filter(({ host }) => !host.startsWith('_') && host.includes('_'));
    const full = transport.verification.value === 'full';
    const cases = connected.map(({ host, settings }) => {
      const setting = settings.map((key) => settingOf(setup, key)).find((found) => found !== null) ?? null;
      return setupCase({
        message: `The name ${host} has an underscore: ${full ? 'with verification_mode full no node connects to it' : 'with verification_mode full no node would connect to it; here names are not compared'}.`,
        ...(full ? {} : { severity: 'info' as const }),
        context: transport,
        ...(setting === null ? {} : { settings: [setting.key], places: [setting.place] }),
        facts: { name: host },
      });
    });
    return casesOr(cases, { kind: 'pass' });
  },
};
