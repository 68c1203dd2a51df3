import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../model/did-you-mean.ts';

/** One thing in a file that is not as it has to be. */
export type DescribedFault = {
  /** From 1. */
  readonly line: number;
  /** Where in the document: `waivers[0].until`; empty where it is about the whole. */
  readonly at: string;
  /** What is wrong, and what was expected, without a full stop. */
  readonly message: string;
};

/** The line of what stands at a path of keys and indices, from 1. */
export type LineOf = (path: readonly PropertyKey[]) => number;

export type Described<T> =
  | { readonly kind: 'read'; readonly value: T; readonly lineOf: LineOf }
  | {
      readonly kind: 'faulty';
      readonly faults: readonly [DescribedFault, ...DescribedFault[]];
      /** What else the document has, without each of its first keys in which something is wrong; null where that does not hold to the schema either. */
      readonly rest: { readonly value: T; readonly lineOf: LineOf } | null;
    };

/** A document in YAML, or in JSON, which is YAML too, held to its schema. All faults are told at once, in the order of their lines. */
export function readDescribed<S extends z.ZodType>(text: string, schema: S): Described<z.output<S>> {
  const lines = new LineCounter();
  // Aliases that refer to aliases could make a small file a very large one.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const [broken, ...more] = document.errors.map(
    ({ pos: [start], message }): DescribedFault => ({ line: lines.linePos(start).line, at: '', message: lowered(message) }),
  );
  if (broken !== undefined) return { kind: 'faulty', faults: [broken, ...more], rest: null };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return {
      kind: 'faulty',
      faults: [{ line: 1, at: '', message: lowered(error instanceof Error ? error.message : String(error)) }],
      rest: null,
    };
  }
  const lineOf: LineOf = (path) => {
    for (let length = path.length; length >= 0; length--) {
      const above = document.getIn(path.slice(0, length - 1), true);
      const key = isMap(above) ? above.items.find((pair) => isScalar(pair.key) && pair.key.value === path[length - 1])?.key : undefined;
      const node = isScalar(key) ? key : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const result = schema.safeParse(data);
  if (result.success) return { kind: 'read', value: result.data, lineOf };
  const found = result.error.issues.flatMap((issue) => faultsOf(issue, data, schema));
  const faults = found.map(({ path, message }) => ({ line: lineOf(path), at: pathText(path), message })).sort((a, b) => a.line - b.line);
  const [first = { line: 1, at: '', message: 'it does not hold to its schema' }, ...others] = faults;
  const rest = schema.safeParse(withoutKeys(data, new Set(found.map(({ path: [key] }) => key))));
  return { kind: 'faulty', faults: [first, ...others], rest: rest.success ? { value: rest.data, lineOf } : null };
}

function withoutKeys(data: unknown, keys: ReadonlySet<PropertyKey | undefined>): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.has(key)));
}

type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

function faultsOf(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): readonly Fault[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const [near] = didYouMean(key, keysAt(schema, path));
        return {
          path: [...path, key],
          message: `unknown key ${JSON.stringify(key)}${near === undefined ? '' : `; did you mean ${near}?`}`,
        };
      });
    case 'invalid_type': {
      const found = valueAt(data, path);
      return [
        {
          path,
          message:
            found === undefined
              ? `it is missing: expected ${nounOf(issue.expected)}`
              : `expected ${nounOf(issue.expected)}, found ${kindOf(found)}`,
        },
      ];
    }
    case 'invalid_value': {
      const found = valueAt(data, path);
      const choices = issue.values.map(String);
      const [near] = typeof found === 'string' ? didYouMean(found, choices) : [];
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      return [
        {
          path,
          message:
            found === undefined
              ? `it is missing: expected ${oneOf(choices)}`
              : `expected ${oneOf(choices)}, found ${JSON.stringify(found)}${meant}`,
        },
      ];
    }
    case 'invalid_union':
      // The branch that came nearest says most.
      return issue.errors.length === 0
        ? [{ path, message: lowered(issue.message) }]
        : nearest(issue.errors).flatMap((one) => faultsOf({ ...one, path: [...path, ...one.path] }, data, schema));
    default:
      return [{ path, message: lowered(issue.message) }];
  }
}

/** The keys that the schema has at a place; none where it has a choice there. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  const [key, ...rest] = path;
  if (schema instanceof z.ZodArray) return key === undefined ? [] : keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (key === undefined) return Object.keys(schema.shape);
  const inner: z.core.$ZodType | undefined = schema.shape[String(key)];
  return inner === undefined ? [] : keysAt(inner, rest);
}

function nearest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  return branches.reduce((best, one) =>
    depth(one) > depth(best) || (depth(one) === depth(best) && one.length < best.length) ? one : best,
  );
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? (choices[0] ?? '') : `one of ${choices.join(', ')}`;
}

function nounOf(type: string): string {
  return (
    (
      {
        string: 'a text',
        number: 'a number',
        int: 'a whole number',
        boolean: 'true or false',
        array: 'a list',
        object: 'settings, one per line',
        record: 'settings, one per line',
      } as const
    )[type as 'string'] ?? type
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'settings' : `${JSON.stringify(value)}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );
}

/** Messages of libraries begin as sentences do. */
function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
