import type { Fix, FixPlace, FixStep } from './fix.ts';

/** The steps as text: each with its number and place, and its lines below. */
export function remedyText({ steps }: Fix): string {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return [stepText(only), ...linesOf(only)].join('\n');
  return steps.map((step, index) => [`${index + 1}. ${stepText(step)}`, ...linesOf(step)].join('\n')).join('\n');
}

/** What is to be typed, or to stand in a file, in order; a line of a file begins with its name. */
export function commandLines({ steps }: Fix): readonly string[] {
  return steps.flatMap(({ kind, lines = [], where: { file } }) =>
    kind === 'edit' ? lines.map((line) => (file === null ? line : `${nameOf(file)}: ${line}`)) : lines,
  );
}

/** Where, and what. */
export function stepText({ where, text }: FixStep): string {
  const place = placeText(where);
  return place === '' ? text : `${place}: ${text}`;
}

function linesOf({ lines = [] }: FixStep): readonly string[] {
  return lines.map((line) => `   ${line}`);
}

const machines: Readonly<Record<FixPlace['machine'], string>> = {
  node: 'On the node',
  'every-node': 'On every node',
  member: 'On a node of the cluster',
  'remote-cluster': 'On each node of the remote cluster',
  kibana: 'On the machine of Kibana',
  dashboards: 'On the machine of OpenSearch Dashboards',
  client: 'On the clients',
  'ca-machine': "Where the CA's key is",
  workstation: 'At your own machine',
  kubernetes: 'In Kubernetes',
  platform: 'In Elastic Cloud Enterprise',
  console: 'In the console of Elastic Cloud',
  network: 'On the way there',
};

/** `On es03, in /etc/elasticsearch/elasticsearch.yml`. */
export function placeText({ machine, name, file }: FixPlace): string {
  const spot =
    machine === 'kubernetes' && name !== null ? `In the manifest of the ${name}` : name === null ? machines[machine] : `On ${name}`;
  return file === null ? spot : `${spot}, in ${file}`;
}

function nameOf(file: string): string {
  return file.replace(/^.*\//, '');
}
