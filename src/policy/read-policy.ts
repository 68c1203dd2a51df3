import { faultsText } from '../config/faults-text.ts';
import { readDescribed } from '../config/read-described.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Policy } from '../model/policy.ts';
import { UsageError } from '../model/usage-error.ts';
import { policies } from './policies.ts';
import { policySchema } from './policy-schema.ts';

/** One of the policies that come with handclasp. @throws UsageError with the nearest where there is none of the name */
export function findPolicy(name: string): Policy {
  const policy = policies.find((one) => one.name === name);
  if (policy !== undefined) return policy;
  const [near] = didYouMean(
    name,
    policies.map((one) => one.name),
  );
  throw new UsageError(
    'policy-unknown',
    `no policy is called ${JSON.stringify(name)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    'handclasp ready --list-policies lists them; a file of your own is given by --policy ./FILE.json',
  );
}

/**
 * A policy from a file, in JSON or YAML.
 *
 * @param ruleIds the rules that there are
 * @throws UsageError with the first fault and its line
 */
export function readPolicy(text: string, file: string, ruleIds: readonly string[]): Policy {
  const read = readDescribed(text, policySchema);
  if (read.kind === 'faulty') {
    throw new UsageError(
      'policy-invalid',
      faultsText(file, read.faults),
      'handclasp ready --print-policy baseline shows how a policy is written',
    );
  }
  for (const [index, { check }] of read.value.requirements.entries()) {
    if (check.kind !== 'rules' || typeof check.rules === 'string') continue;
    const unknown = check.rules.find((rule) => !ruleIds.includes(rule));
    if (unknown === undefined) continue;
    const [near] = didYouMean(unknown, ruleIds);
    throw new UsageError(
      'policy-invalid',
      `${file}: requirements[${index}]: no rule is called ${JSON.stringify(unknown)}${near === undefined ? '' : `; did you mean ${near}?`}`,
      'handclasp explain lists the rules',
    );
  }
  return read.value;
}
