import { UsageError } from '../../model/usage-error.ts';

/** What yargs read. */
export type Values = Readonly<Record<string, unknown>>;

/** What a lone dash is handed to yargs as, which would drop it. */
export const dash = '@-';

/** A value is needed, and numbers stay text until they are judged here. */
export const text = { type: 'string', requiresArg: true } as const;

export function texts(value: unknown): readonly string[] {
  const all = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  return all.map((each) => (each === dash ? '-' : String(each)));
}

/** Everything after `--` is a positional, too, and yargs leaves it in `_`, behind the command's name. */
export function positional(values: Values, name: string): readonly string[] {
  return [...texts(values[name]), ...texts(values._).slice(1)];
}

export function many(values: Values, name: string): readonly string[] {
  return texts(values[name]);
}

export function one(values: Values, name: string): string | null {
  const [value, ...more] = texts(values[name]);
  if (more.length > 0) throw new UsageError('arguments', `--${name} was given twice`, 'give it once');
  return value ?? null;
}

export function choice<T extends string>(values: Values, name: string, choices: readonly T[]): T | null {
  const value = one(values, name);
  if (value === null) return null;
  const found = choices.find((each) => each === value);
  if (found === undefined) throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is one of ${choices.join(', ')}`);
  return found;
}

export function number(
  values: Values,
  name: string,
  usual: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = one(values, name);
  if (value === null) return usual;
  const read = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(read >= least && read <= most))
    throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is a number from ${least} to ${most}`);
  return read;
}

export function optional(values: Values, name: string, range: { readonly least: number; readonly most: number }): number | null {
  return values[name] === undefined ? null : number(values, name, 0, range);
}
