import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Setup } from '../../model/setup.ts';
import type { EnvironmentVariable } from './environment-variable.ts';
import { type Interpolated, interpolated } from './interpolate.ts';

/** A service of a compose file, as far as its settings go. */
export type ComposeService = {
  readonly name: string;
  readonly line: number | null;
  /** By its image; null for another. */
  readonly product: Setup['product'] | null;
  /** By the tag of its image; null where that is no release. */
  readonly release: string | null;
  readonly variables: readonly EnvironmentVariable[];
  /** Files with more variables, in their order: as written, beside the compose file. */
  readonly environmentFiles: readonly string[];
  /** The words of `command`. */
  readonly command: readonly string[];
  readonly commandLine: number | null;
  readonly mounts: readonly Mount[];
  /** Takes settings from another service, which compose alone puts together. */
  readonly extends: boolean;
  /** Variables of `${NAME}` that have no value here. */
  readonly unset: readonly string[];
};

/** What is at a path within the container. */
export type Mount = {
  readonly target: string;
  /** A path of the host, as written; null for a volume that Docker keeps. */
  readonly source: string | null;
};

export type ComposeFile =
  | { readonly kind: 'services'; readonly services: readonly ComposeService[] }
  | { readonly kind: 'broken'; readonly line: number | null }
  /** YAML without services. */
  | { readonly kind: 'other' };

/** Reads `docker-compose.yml`, with anchors and merged keys. Never throws. */
export function readCompose(text: string, file: string, environment: Readonly<Record<string, string | undefined>>): ComposeFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter, logLevel: 'silent', uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) return { kind: 'broken', line: lineCounter.linePos(error.pos[0]).line };
  const plain = plainOf(() => document.toJS({ maxAliasCount: 1_000 }));
  const services = recordOf(recordOf(plain)?.services);
  if (services === null) return { kind: 'other' };
  const lines = text.split(/\r?\n/);
  const ranges = new Map<string, readonly [number, number]>();
  const node = document.get('services');
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key) || key.range === null || key.range === undefined) continue;
      const end = (value as { range?: readonly number[] | null } | null)?.range?.[2] ?? key.range[2];
      ranges.set(String(key.value), [lineCounter.linePos(key.range[0]).line, lineCounter.linePos(end).line]);
    }
  }
  const files = recordOf(recordOf(plain)?.configs) ?? {};
  return {
    kind: 'services',
    services: Object.entries(services).map(([name, service]) => {
      const [from, to] = ranges.get(name) ?? [null, null];
      // What came by an anchor stands elsewhere in the file.
      const lineOf = (pattern: RegExp) => {
        const within =
          from === null ? -1 : lines.findIndex((line, index) => index + 1 >= from && index + 1 <= (to ?? 0) && pattern.test(line));
        const at = within >= 0 ? within : lines.findIndex((line) => pattern.test(line));
        return at < 0 ? null : at + 1;
      };
      return serviceOf(name, recordOf(service) ?? {}, { file, line: from, lineOf, environment, configs: files });
    }),
  };
}

type Around = {
  readonly file: string;
  readonly line: number | null;
  readonly lineOf: (pattern: RegExp) => number | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly configs: Readonly<Record<string, unknown>>;
};

function serviceOf(
  name: string,
  service: Readonly<Record<string, unknown>>,
  { file, line, lineOf, environment, configs }: Around,
): ComposeService {
  const unset = new Set<string>();
  const fill = (text: string): string => {
    const { value, unset: lacking }: Interpolated = interpolated(text, environment);
    for (const one of lacking) unset.add(one);
    return value;
  };
  const image = typeof service.image === 'string' ? fill(service.image) : '';
  const variables = pairsOf(service.environment).map(([key, value]): EnvironmentVariable => {
    const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return {
      name: key,
      value: value === null ? '' : fill(value),
      place: { file, line: lineOf(new RegExp(`^\\s*(?:-\\s*)?["']?${escaped}["']?\\s*[:=]`)) },
    };
  });
  return {
    name,
    line,
    product: productOf(image),
    release: /:(\d+\.\d+\.\d+(?:-\S+)?)$/.exec(image)?.[1] ?? null,
    variables,
    environmentFiles: listOf(service.env_file).flatMap((one) => (typeof one === 'string' ? [fill(one)] : textAt(one, 'path').map(fill))),
    command: wordsOf(service.command).map(fill),
    commandLine: lineOf(/^\s*command\s*:/),
    mounts: [
      ...listOf(service.volumes).flatMap((one) => mountOf(one, fill)),
      ...listOf(service.configs).flatMap((one) => configOf(one, configs, fill)),
    ],
    extends: service.extends !== undefined,
    unset: [...unset],
  };
}

function productOf(image: string): Setup['product'] | null {
  const name =
    image
      .split('@')[0]
      ?.replace(/:[^/:]*$/, '')
      .split('/')
      .at(-1) ?? '';
  if (/^elasticsearch(?:-wolfi)?$/.test(name)) return 'elasticsearch';
  return /^kibana(?:-wolfi|-ubi8?)?$/.test(name) ? 'kibana' : null;
}

/** `SOURCE:TARGET[:MODE]`, or the same as a map. */
function mountOf(one: unknown, fill: (text: string) => string): readonly Mount[] {
  if (typeof one === 'string') {
    const [source = '', target] = fill(one).split(':');
    return target?.startsWith('/') === true
      ? [{ target, source: isPath(source) ? source : null }]
      : source.startsWith('/')
        ? [{ target: source, source: null }]
        : [];
  }
  const [target] = textAt(one, 'target').map(fill);
  const [source] = textAt(one, 'source').map(fill);
  const [type] = textAt(one, 'type');
  return target === undefined ? [] : [{ target, source: type === 'bind' && source !== undefined ? source : null }];
}

/** A file that compose puts into the container. */
function configOf(one: unknown, configs: Readonly<Record<string, unknown>>, fill: (text: string) => string): readonly Mount[] {
  const [name] = typeof one === 'string' ? [one] : textAt(one, 'source');
  if (name === undefined) return [];
  const [target = `/${name}`] = typeof one === 'string' ? [] : textAt(one, 'target').map(fill);
  return [{ target, source: textAt(configs[name], 'file').map(fill)[0] ?? null }];
}

function isPath(source: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|~|\/|[a-z]:[/\\])/i.test(source);
}

function pairsOf(value: unknown): readonly (readonly [string, string | null])[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      if (typeof one !== 'string') return [];
      const at = one.indexOf('=');
      return [at < 0 ? ([one, null] as const) : ([one.slice(0, at), one.slice(at + 1)] as const)];
    });
  }
  return Object.entries(recordOf(value) ?? {}).map(
    ([key, text]) => [key, text === null || typeof text === 'object' ? null : String(text)] as const,
  );
}

/** As a shell cuts them; what a shell would do beyond that is left alone. */
function wordsOf(command: unknown): readonly string[] {
  if (Array.isArray(command)) return command.map(String);
  if (typeof command !== 'string') return [];
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

function textAt(value: unknown, key: string): readonly string[] {
  const text = recordOf(value)?.[key];
  return typeof text === 'string' ? [text] : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

function plainOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return null;
  }
}
