import { UsageError } from '../../index.ts';

/** Under what help lists an option, in this order. */
export const optionGroups = [
  'Policy',
  'Targets',
  'Files',
  'Trust',
  'Client identity',
  'REST API',
  'Depth',
  'Output',
  'Elasticsearch output',
  'Pace',
  'Queue',
  'Schedule',
  'Metrics',
  'General',
] as const;

export type OptionGroup = (typeof optionGroups)[number];

/** What stands behind an option's name; it decides what help calls it and what a shell completes. */
export type Argument =
  | { readonly kind: 'file' | 'directory' | 'number' | 'duration'; readonly metavariable: string }
  /** `completes`: what a shell offers; null where it cannot know. */
  | { readonly kind: 'text'; readonly metavariable: string; readonly completes: CompletedText | null }
  /** `noun` stands for the choices where they have no room. */
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly metavariable: string; readonly noun: string };

/** Words that a text is likely to be: these, and the ids of rules where it takes them. */
export type CompletedText = { readonly words: readonly string[]; readonly rules: boolean };

/**
 * An option of the command line, as data: what is accepted, help, completion and hints are made of it.
 *
 * @typeParam T what its values come to
 */
export type Option<T = unknown> = {
  /** Without the dashes. */
  readonly name: string;
  /** One letter. */
  readonly alias: string | null;
  /** The name that it had in an earlier release, which goes on working. Help and completion do not list it. */
  readonly formerName: string | null;
  readonly group: OptionGroup;
  /** Null for an option that stands alone. */
  readonly argument: Argument | null;
  /** `each`: it may be given several times. `list`: and takes several values at a time, up to the next option. */
  readonly repeats: 'never' | 'each' | 'list';
  /** What it is for, in one line. */
  readonly help: string;
  /** What else is to be known; null for nothing. */
  readonly detail: string | null;
  /** What holds where it is not given; null where that goes without saying. */
  readonly usual: string | null;
  /** It is among those that short help says what they are for. */
  readonly common: boolean;
  /** It says what is asked, or how: of no use where nothing is, as with `--replay`. */
  readonly asks: boolean;
  /** Of its values, in order; none where it was not given. @throws UsageError */
  readonly read: (values: readonly string[]) => T;
};

/** Options of a command, by the names that its request has for them. */
export type Options = Readonly<Record<string, Option>>;

/** What the options of a command came to. */
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

type Described = Pick<Option, 'group' | 'help'> & {
  readonly detail?: string;
  readonly alias?: string;
  readonly formerName?: string;
  readonly usual?: string;
  readonly asks?: true;
  readonly common?: true;
  readonly noun?: string;
  readonly completes?: CompletedText;
};

export function flag(name: string, described: Described): Option<boolean> {
  return { ...base(name, described), argument: null, repeats: 'never', read: (values) => values.length > 0 };
}

export function text(name: string, metavariable: string, described: Described): Option<string | null> {
  return {
    ...base(name, described),
    argument: { kind: 'text', metavariable, completes: described.completes ?? null },
    repeats: 'never',
    read: first,
  };
}

export function file(name: string, described: Described): Option<string | null> {
  return { ...base(name, described), argument: { kind: 'file', metavariable: 'FILE' }, repeats: 'never', read: first };
}

export function directory(name: string, described: Described): Option<string | null> {
  return { ...base(name, described), argument: { kind: 'directory', metavariable: 'DIR' }, repeats: 'never', read: first };
}

export function directories(name: string, described: Described): Option<readonly string[]> {
  return { ...base(name, described), argument: { kind: 'directory', metavariable: 'DIR' }, repeats: 'each', read: (values) => values };
}

export function files(name: string, described: Described): Option<readonly string[]> {
  return { ...base(name, described), argument: { kind: 'file', metavariable: 'FILE' }, repeats: 'each', read: (values) => values };
}

/** Given once for each value. */
export function texts(name: string, metavariable: string, described: Described): Option<readonly string[]> {
  return {
    ...base(name, described),
    argument: { kind: 'text', metavariable, completes: described.completes ?? null },
    repeats: 'each',
    read: (values) => values,
  };
}

/** Several values after one another. */
export function list(name: string, metavariable: string, described: Described): Option<readonly string[]> {
  return {
    ...base(name, described),
    argument: { kind: 'text', metavariable, completes: described.completes ?? null },
    repeats: 'list',
    read: (values) => values,
  };
}

export function choice<T extends string>(name: string, choices: readonly T[], described: Described): Option<T | null> {
  return {
    ...base(name, described),
    argument: { kind: 'choice', choices, metavariable: choices.join('|'), noun: described.noun ?? name.toUpperCase() },
    repeats: 'never',
    read: ([value]) => {
      const found = choices.find((each) => each === value);
      if (value !== undefined && found === undefined)
        throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is one of ${choices.join(', ')}`);
      return found ?? null;
    },
  };
}

/** A decimal number. */
export function number(
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
  described: Described,
): Option<number | null> {
  return {
    ...base(name, described),
    argument: { kind: 'number', metavariable: 'N' },
    repeats: 'never',
    read: ([value]) => {
      if (value === undefined) return null;
      const read = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      if (!(read >= least && read <= most))
        throw new UsageError('arguments', `--${name} cannot be "${value}"`, `it is a number from ${least} to ${most}`);
      return read;
    },
  };
}

/** Milliseconds in each unit of time that the command line knows. */
const unitMs = { ms: 1, s: 1000, m: 60_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
type Unit = keyof typeof unitMs;

/**
 * A span of time, in milliseconds: a decimal number and its unit, as in `5s`.
 *
 * @param units of what it may be, and of which a number without a unit is; null where it needs one
 * @param least of what it may be, and most, as users write them
 */
export function duration(
  name: string,
  {
    units,
    bare,
    least,
    most,
  }: { readonly units: readonly Unit[]; readonly bare: Unit | null; readonly least: string; readonly most: string },
  described: Described,
): Option<number | null> {
  const msOf = (text: string): number => {
    const [, amount, unit = bare] = /^(\d+(?:\.\d+)?)([a-z]+)?$/.exec(text) ?? [];
    const known = units.find((each) => each === unit);
    return amount === undefined || known === undefined ? Number.NaN : Number(amount) * unitMs[known];
  };
  return {
    ...base(name, described),
    argument: { kind: 'duration', metavariable: 'TIME' },
    repeats: 'never',
    read: ([value]) => {
      if (value === undefined) return null;
      const ms = msOf(value);
      if (!(ms >= msOf(least) && ms <= msOf(most)))
        throw new UsageError(
          'arguments',
          `--${name} cannot be "${value}"`,
          `it is a time from ${least} to ${most}, in ${units.join(' or ')}`,
        );
      return ms;
    },
  };
}

function base(name: string, { group, help, detail, alias, formerName, usual, asks, common }: Described) {
  return {
    name,
    group,
    help,
    detail: detail ?? null,
    alias: alias ?? null,
    formerName: formerName ?? null,
    usual: usual ?? null,
    asks: asks ?? false,
    common: common ?? false,
  };
}

function first(values: readonly string[]): string | null {
  return values[0] ?? null;
}
