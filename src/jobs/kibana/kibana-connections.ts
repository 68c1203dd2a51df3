import { bracketed, unbracketed } from '../../model/host-port.ts';
import { parseTargets } from '../../model/parse-targets.ts';
import type { Setup, TlsContext } from '../../model/setup.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';

/** One thing to ask: what Kibana connects to, its own port, or where its public URL leads. */
export type KibanaConnection = {
  /** As the setting has it. */
  readonly written: string;
  readonly as: ObservedConnection['as'];
  readonly target: Target;
  /** The settings by which Kibana connects to it; null where it does not connect to it. */
  readonly context: TlsContext | null;
  /** For the name check and SNI; null checks none. */
  readonly serverName: string | null;
};

/**
 * What there is to ask of a Kibana.
 *
 * @param to URLs to connect to in place of elasticsearch.hosts
 * @param self where the running Kibana listens; null where its settings tell
 * @throws UsageError where one of `to` is no URL of Elasticsearch
 */
export function kibanaConnections(setup: Setup, to: readonly string[], self: Target | null): readonly KibanaConnection[] {
  const context = (name: string) => setup.contexts.find((one) => one.name === name) ?? null;
  const connected =
    to.length > 0
      ? to.map((url) => ({ url, target: targetOf(url, true) }))
      : setup.facts.elasticsearchHosts.map((url) => ({ url, target: targetOf(url, false) }));
  const monitoring =
    to.length > 0 ? [] : listed(setup, 'monitoring.ui.elasticsearch.hosts').map((url) => ({ url, target: targetOf(url, false) }));
  const legsOf = (urls: typeof connected, as: ObservedConnection['as'], prefix: string) =>
    urls.flatMap(({ url, target }): readonly KibanaConnection[] =>
      target === null ? [] : [{ written: url, as, target, context: context(prefix), serverName: target.host }],
    );
  return [
    ...legsOf(connected, 'elasticsearch-host', 'elasticsearch.ssl'),
    ...legsOf(monitoring, 'monitoring-host', 'monitoring.ui.elasticsearch.ssl'),
    ...ownPort(setup, self),
    ...publicUrl(setup),
  ];
}

/** Kibana takes http and https alone, and without a port the web's. */
function targetOf(url: string, asked: boolean): Target | null {
  if (/^https?:\/\//i.test(url)) {
    try {
      const [target] = parseTargets(url);
      if (target !== undefined) return { ...target, scheme: 'http' };
    } catch (error) {
      if (asked) throw error;
      return null;
    }
  }
  if (asked)
    throw new UsageError('target-invalid', `--to cannot be "${url}"`, 'give what elasticsearch.hosts would have: https://es01:9200');
  return null;
}

/** Lists are one setting, or one an item. */
function listed({ settings }: Setup, name: string): readonly string[] {
  const whole = settings.findLast(({ key }) => key === name)?.value ?? null;
  if (whole !== null) return typeof whole === 'string' ? [whole] : whole;
  return settings.flatMap(({ key, value }) => (key.startsWith(`${name}.`) && typeof value === 'string' ? [value] : []));
}

function ownPort({ facts }: Setup, self: Target | null): readonly KibanaConnection[] {
  const target = self ?? addressOf(facts.httpHosts[0] ?? 'localhost', facts.httpPort);
  if (target === null) return [];
  // What it listens on locally is rarely in a certificate, and need not be.
  return [{ written: target.label, as: 'own-port', target: { ...target, scheme: 'kibana' }, context: null, serverName: null }];
}

/** Bound to all addresses, it is there on loopback as well. */
function addressOf(host: string, port: string): Target | null {
  if (!/^\d+$/.test(port) || port === '0') return null;
  const all: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '0': '127.0.0.1', '::': '::1' };
  const connected = all[host] ?? host;
  try {
    return parseTargets(`kibana://${bracketed(connected)}:${port}`)[0] ?? null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

function publicUrl({ facts }: Setup): readonly KibanaConnection[] {
  const url = firstUrl(facts.httpPublishHosts);
  const written = facts.httpPublishHosts[0];
  if (url === null || written === undefined) return [];
  const host = unbracketed(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return [
    {
      written,
      as: 'public-url',
      target: { label: `${url.hostname}:${port}`, host, port, scheme: 'kibana' },
      context: null,
      serverName: host,
    },
  ];
}

function firstUrl(urls: readonly string[]): URL | null {
  const [first] = urls;
  return first !== undefined && /^https?:\/\//i.test(first) && URL.canParse(first) ? new URL(first) : null;
}
