import { linesOfRule } from '../../logs/find-log-line.ts';
import { type Channel, channels } from '../../model/channel.ts';
import { type Deployment, deployments } from '../../model/deployment.ts';
import type { ExplainedRule, RuleFix } from '../../model/explained-rule.ts';
import type { FixContext } from '../../model/fix.ts';
import { remedyText } from '../../model/fix-text.ts';
import { fixContext } from '../../rules/remedies/fix-context.ts';
import { type CatalogueRule, evidenceNeeded } from './rule-catalogue.ts';

/** A rule with its steps for every deployment and port, those that are the same once. */
export function explainRule(rule: CatalogueRule): ExplainedRule {
  const { id, title, severity, channels, requirement, impact, source } = rule;
  const fixes = [
    ...merged(deployments.flatMap((deployment) => fixesOn(rule, deployment, 'elastic'))),
    ...(evidenceNeeded(id) === null ? merged(fixesOn(rule, 'self', 'opensearch')) : []),
  ];
  const logLines = linesOfRule(id);
  const ofOpenSearch = fixes.filter(({ product }) => product === 'opensearch');
  const remedy = Object.fromEntries(
    deployments.map((deployment) => [
      deployment,
      textOf(
        fixes.filter((fix) => fix.deployments.includes(deployment)),
        rule,
      ),
    ]),
  ) as Record<Deployment, string>;
  return {
    id,
    title,
    severity,
    channels,
    holds: requirement,
    why: impact,
    source,
    remedy: ofOpenSearch.length === 0 ? remedy : { ...remedy, openSearch: textOf(ofOpenSearch, rule) },
    fixes,
    ...(logLines.length === 0 ? {} : { logLines }),
  };
}

/** Every context that a rule may be told in, with nothing known of the place. */
export function plainContexts(
  { channels: all, products }: CatalogueRule,
  deployment: Deployment,
  product: RuleFix['product'],
): readonly FixContext[] {
  return shownChannels(all).map((channel) => {
    if (product === 'opensearch') return fixContext({ channel, product, deployment });
    const ofKibana = channel === 'kibana' || products?.includes('elasticsearch') === false;
    // What Kibana connects with are settings of its own.
    const prefix = ofKibana && channel !== 'kibana' ? 'elasticsearch.ssl' : null;
    return fixContext({ channel, product: ofKibana ? 'kibana' : 'elasticsearch', deployment, prefix });
  });
}

/** The server for remote clusters has the steps of transport. */
function shownChannels(all: readonly Channel[]): readonly Channel[] {
  const known = channels.filter((channel) => all.includes(channel));
  return known.length > 1 && known.includes('transport') ? known.filter((channel) => channel !== 'remote-cluster') : known;
}

function fixesOn(rule: CatalogueRule, deployment: Deployment, product: RuleFix['product']): readonly RuleFix[] {
  return plainContexts(rule, deployment, product).map((context) => ({
    deployments: product === 'opensearch' ? [] : [deployment],
    product,
    channels: [context.channel],
    steps: rule.fix(context),
  }));
}

/** First over the ports of one deployment, then over deployments with the same ports. */
function merged(fixes: readonly RuleFix[]): readonly RuleFix[] {
  const overPorts = group(fixes, ({ deployments: where, steps }) => `${where} ${remedyText({ steps })}`);
  return group(overPorts, ({ channels: ports, steps }) => `${ports} ${remedyText({ steps })}`);
}

function group(fixes: readonly RuleFix[], keyOf: (fix: RuleFix) => string): readonly RuleFix[] {
  const groups = new Map<string, RuleFix>();
  for (const fix of fixes) {
    const key = keyOf(fix);
    const before = groups.get(key);
    groups.set(
      key,
      before === undefined
        ? fix
        : {
            ...before,
            deployments: [...new Set([...before.deployments, ...fix.deployments])],
            channels: [...new Set([...before.channels, ...fix.channels])],
          },
    );
  }
  return [...groups.values()];
}

function textOf(fixes: readonly RuleFix[], rule: CatalogueRule): string {
  const all = shownChannels(rule.channels);
  return fixes
    .map(({ channels: ports, steps }) => (ports.length === all.length ? '' : `For ${ports.join(' and ')}:\n`) + remedyText({ steps }))
    .join('\n');
}
