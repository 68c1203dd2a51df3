import type { InspectedFile } from '../../model/inspection.ts';
import type { ProblemGroups } from './problem-groups.ts';

/** What `inspect` found wrong with a file, as groups have it. */
export function fileProblems(inspected: InspectedFile, groups: ProblemGroups): void {
  if (!groups.isNew(inspected)) return;
  const { file, certificates, store, unreadable } = inspected;
  const plain = { title: null, remedy: null, source: null, issuer: null } as const;
  const whole = { kind: 'rule' } as const;
  for (const { problems, sha256, issuer, subject } of certificates) {
    for (const { rule, severity, detail } of problems) {
      groups.add({ ...plain, rule, severity, detail: `${subject}: ${detail}`, issuer, scope: { kind: 'certificate', sha256 } }, [file]);
    }
  }
  for (const { rule, severity, detail } of store?.problems ?? []) groups.add({ ...plain, rule, severity, detail, scope: whole }, [file]);
  for (const { rule, severity, because, place } of unreadable) {
    groups.add({ ...plain, rule, severity, detail: `Certificate ${place}: ${because}.`, scope: whole }, [file]);
  }
}
