import { eceDefaultSuites } from '../../model/ece-proxy-suites.ts';
import { protocolVersions } from '../../model/protocol-version.ts';
import { suiteWeakness } from '../../model/suite-weakness.ts';
import { suiteWeaknessTexts } from '../../wording/suite-weakness-texts.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { aboutDefaults, javaSecurity, withoutSuites } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the cipher suites in use are good ones. */
export const weakCipherAccepted: EndpointRule = {
  id: 'weak-cipher-accepted',
  title: 'Weak cipher suite is accepted',
  severity: 'low',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The server accepts no suite without encryption or authentication (critical), none with 3DES, RC4 or DES (high), and none without forward secrecy or with CBC (low). Elasticsearch offers CBC by default, and suites without forward secrecy on a JVM before 24. CBC is not counted in TLS 1.1 and older, which have nothing better and are reported by legacy-protocol-enabled. With --depth quick only the suites that the server picks are seen.',
  impact:
    'Without encryption or authentication, anyone on the network path can read and change the traffic. 3DES and RC4 can be broken with enough traffic. Without forward secrecy, whoever gets the key later can read what was recorded.',
  fix: byDeployment({
    self: (context) => [
      ...withoutSuites(context, 'The default list then applies.'),
      ...javaSecurity(context),
      ...rollingRestart(context),
      aboutDefaults(context),
    ],
    eck: inKubernetes(
      'Take xpack.security.*.ssl.cipher_suites out of spec.nodeSets[].config, and server.ssl.cipherSuites out of the spec.config of Kibana.',
    ),
    ece: onPlatform('Run resetToDefaultTls.sc on a director, then recreate frc-proxies-proxyv2 on every proxy host.'),
    ech: inConsole('Elastic sets the suites: find out what on your path to it answers instead, then open a support case.'),
    serverless: inConsole('Elastic sets the suites: find out what on your path to it answers instead, then open a support case.'),
  }),
  source: 'RFC 9325 §4; Elastic docs: ssl.cipher_suites and their defaults; elastic/elasticsearch#123600',
  judge: (evidence): Outcome => {
    const { observation, shipped } = evidence;
    const { conversations, versions, service, details } = observation;
    const picked = conversations.flatMap(({ cipherSuite, version }) => (cipherSuite === null ? [] : [{ suite: cipherSuite, version }]));
    const enumerated = protocolVersions.flatMap((version) =>
      (details?.cipherSuites?.[version]?.accepted ?? []).map((suite) => ({ suite, version })),
    );
    const all = protocolVersions
      .filter((version) => versions[version] === 'accepted')
      .every((version) => details?.cipherSuites?.[version]?.gap === null);
    const seen = [...enumerated, ...picked];
    // Before TLS 1.2 there is nothing but CBC and RC4: that such a version is accepted is told by legacy-protocol-enabled.
    const chosen = seen.filter(
      ({ suite, version }) =>
        version === 'TLSv1.2' || version === 'TLSv1.3' || !/_CBC_/.test(suite) || suiteWeakness(suite).severity !== 'low',
    );
    const weak = [...new Set(chosen.map(({ suite }) => suite))].flatMap((suite) => {
      const weakness = suiteWeakness(suite);
      return weakness.severity === null ? [] : [{ suite, ...weakness }];
    });
    const worst = (['critical', 'high', 'low'] as const).flatMap((severity) => weak.filter((one) => one.severity === severity))[0];
    const names = [...new Set(picked.map(({ suite }) => suite))];
    if (worst !== undefined) {
      const more = weak.length - 1;
      const ofEce = uploadedFor(evidence) === 'proxy' && weak.every(({ suite }) => eceDefaultSuites.includes(suite));
      const asShipped = ofEce || (shipped != null && weak.every(({ suite }) => !shipped.adds.includes(suite)));
      const shippedBy = ofEce ? 'the proxy of Elastic Cloud Enterprise' : shipped?.with;
      return {
        kind: 'finding',
        severity: worst.severity,
        message:
          enumerated.length > 0
            ? `The server accepts ${worst.suite}: ${suiteWeaknessTexts[worst.code]}.${more > 0 ? ` ${more} more of what it accepts ${more === 1 ? 'is' : 'are'} weak.` : ''}${asShipped ? ` So does ${shippedBy} as shipped.` : ''}`
            : `The server picked ${worst.suite}: ${suiteWeaknessTexts[worst.code]}. Only the negotiated suites were seen.`,
        facts: { picked: names, weak: weak.map(({ suite }) => suite) },
        ...(asShipped ? { asShipped } : {}),
      };
    }
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
    if (seen.length === 0) return { kind: 'unknown', because: { code: 'no-suite-seen' } };
    // Nothing is weak in TLS 1.3, and whoever accepts no older version has told all with that.
    const older = ['TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'] as const;
    if (enumerated.length > 0 && all) return { kind: 'pass' };
    if (versions['TLSv1.3'] === 'accepted' && older.every((version) => versions[version] === 'rejected')) return { kind: 'pass' };
    const cut = protocolVersions.flatMap((version) => {
      const gap =
        details?.cipherSuites?.[version]?.gap ??
        observation.unanswered.find((one) => one.topic === 'cipher-suites' && one.version === version)?.because;
      return gap == null ? [] : [{ version, gap }];
    });
    if (cut.length > 0) return { kind: 'unknown', because: { code: 'suites-cut', versions: cut } };
    return { kind: 'unknown', because: { code: 'only-negotiated-suites', suites: names } };
  },
};
