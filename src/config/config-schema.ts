import * as z from 'zod';
import type { AlertsConfig } from '../model/alerts-config.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { parseTargets } from '../model/parse-targets.ts';
import { UsageError } from '../model/usage-error.ts';
import type { WaivedMatter } from '../model/waiver.ts';
import { alertsConfigOf, alertsSchema } from './alerts-schema.ts';

/** An option of the command line, as far as a file with options has to know it. */
export type ConfigOption = {
  readonly name: string;
  readonly help: string;
  /** Null: it stands alone, and is true or false in a file. */
  readonly value: 'text' | 'path' | 'number' | 'duration' | { readonly oneOf: readonly string[] } | null;
  readonly repeats: boolean;
  /** What is wrong with a value that has the right kind, in words; null where nothing is. */
  readonly faultOf: (values: readonly string[]) => string | null;
};

/** The values of `handclasp.yml`: options by their names, and what the command line has no words for. */
export type ConfigFile = {
  /** As they would stand on the command line. */
  readonly targets: readonly string[];
  readonly waivers: readonly WaivedMatter[];
  /** Null where there is no such section. */
  readonly alerts: AlertsConfig | null;
  readonly options: ReadonlyMap<string, readonly string[]>;
};

const said = (what: string) => z.string().regex(/\p{L}{2}/u, `expected ${what}`);

/** What a file with waivers holds for each. */
const waiver = z.strictObject({
  rule: z
    .string()
    .regex(
      /^[a-z0-9]+([.-][a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/,
      'expected the id of a rule, or a policy and a requirement of it, as in mozilla-modern/groups',
    ),
  subject: z.string().regex(/^\S.*$/, 'expected an endpoint as reports call it, such as es01:9200; * stands for any characters'),
  reason: said('the reason, in words'),
  owner: said('who answers for it'),
  until: z.iso.date('expected its last day, as in 2027-03-31'),
}) satisfies z.ZodType<WaivedMatter>;

/** A target as on the command line; what a list names is read when it is asked. */
const target = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    if (value.startsWith('@') || value === '-' || value === '') return;
    try {
      parseTargets(value);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      issues.push({ code: 'custom', input: value, message: error.message });
    }
  });

/** What waivers may name, and how long they may last. */
export type WaiverLimits = {
  readonly rules: readonly string[];
  /** Requirements by the names of their policies. */
  readonly requirements: ReadonlyMap<string, readonly string[]>;
  readonly at: Date;
};

/** The longest that a waiver may have to go. */
const mostDays = 365;

/** The schema of `handclasp.yml` for these options. @param limits absent: of a schema for editors, which know no rules */
export function configSchema(options: readonly ConfigOption[], limits: WaiverLimits | null) {
  const shape = Object.fromEntries(
    options.map((option) => {
      const schema = schemaFor(option).check(({ value, issues }) => {
        const fault = value === undefined || value === false ? null : option.faultOf([value].flat().map(String));
        if (fault !== null) issues.push({ code: 'custom', input: value, message: fault });
      });
      return [option.name, schema.describe(option.help).optional()];
    }),
  );
  return z.strictObject({
    ...shape,
    targets: oneOrMore(target).optional().describe('Targets, as on the command line: host, host:port, https://host:port, @FILE'),
    alerts: alertsSchema.optional(),
    waivers: z
      .array(waiver)
      .check(({ value, issues }) => {
        if (limits === null) return;
        const seen = new Set<string>();
        for (const [index, one] of value.entries()) {
          const subject = `${one.rule} ${one.subject}`;
          const fault = waiverFault(one, limits) ?? (seen.has(subject) ? { key: 'rule', message: 'the same is waived twice' } : null);
          if (fault !== null) issues.push({ code: 'custom', input: one, path: [index, fault.key], message: fault.message });
          seen.add(subject);
        }
      })
      .optional()
      .describe('Problems that somebody decided to live with for a time'),
  });
}

function waiverFault(
  { rule: waived, until }: WaivedMatter,
  { rules, requirements, at }: WaiverLimits,
): { readonly key: string; readonly message: string } | null {
  const [policy = '', requirement] = waived.split('/');
  const unknown = requirement === undefined ? unknownOf('rule', waived, rules) : unknownRequirement(policy, requirement, requirements);
  if (unknown !== null) return { key: 'rule', message: unknown };
  const latest = new Date(at.getTime() + mostDays * 86_400_000).toISOString().slice(0, 10);
  return until > latest
    ? { key: 'until', message: `a waiver lasts at most ${mostDays} days: expected ${latest} or before, found ${until}` }
    : null;
}

/** A policy that does not come with handclasp may be one of the user's own. */
function unknownRequirement(policy: string, requirement: string, known: WaiverLimits['requirements']): string | null {
  const requirements = known.get(policy);
  if (requirements !== undefined) return unknownOf(`requirement of ${policy}`, requirement, requirements);
  const [near] = didYouMean(policy, [...known.keys()]);
  return near === undefined ? null : `no policy is called ${JSON.stringify(policy)}; did you mean ${near}?`;
}

function unknownOf(what: string, name: string, known: readonly string[]): string | null {
  if (known.includes(name)) return null;
  const [near] = didYouMean(name, known);
  return `no ${what} is called ${JSON.stringify(name)}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function schemaFor({ value, repeats }: ConfigOption): z.ZodType {
  if (value === null) return z.boolean();
  const one =
    typeof value === 'object'
      ? z.enum(value.oneOf)
      : value === 'number'
        ? z.number()
        : value === 'duration'
          ? z.union([z.string().min(1), z.number()])
          : z.string().min(1);
  return repeats ? oneOrMore(one) : one;
}

function oneOrMore<T extends z.ZodType>(one: T) {
  return z.union([one, z.array(one)]);
}

/** What was read, by the names of the options. @param pathOf where a path of the file leads */
export function configFileOf(
  read: Readonly<Record<string, unknown>>,
  options: readonly ConfigOption[],
  pathOf: (path: string) => string,
): ConfigFile {
  const values = new Map<string, readonly string[]>();
  for (const { name, value } of options) {
    const given = read[name];
    if (given === undefined || given === false) continue;
    const texts = [given].flat().map(String);
    values.set(name, value === null ? [''] : value === 'path' ? texts.map(pathOf) : texts);
  }
  // The schema holds them to that.
  const waivers = (read.waivers ?? []) as readonly WaivedMatter[];
  const alerts = read.alerts === undefined ? null : alertsConfigOf(read.alerts as Parameters<typeof alertsConfigOf>[0], pathOf);
  const targets = [read.targets ?? []].flat().map(String);
  return { targets: targets.map((word) => (word.startsWith('@') ? `@${pathOf(word.slice(1))}` : word)), waivers, alerts, options: values };
}

/** As JSON Schema, for editors. */
export function configJsonSchema(options: readonly ConfigOption[]): unknown {
  return {
    $id: 'handclasp.yml',
    title: 'Options and waivers of handclasp',
    ...z.toJSONSchema(configSchema(options, null), { io: 'input' }),
  };
}
