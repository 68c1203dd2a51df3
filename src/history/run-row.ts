import { createHash } from 'node:crypto';
import type { PastRun } from '../model/past-run.ts';
import { type Severity, severities } from '../model/severity.ts';
import type { KeptRun, SavedJson } from './kept-run.ts';
import type { Row } from './sqlite.ts';

/** Targets are asked side by side: in which order they were done is no part of what was seen. */
export function canonical(saved: SavedJson): SavedJson {
  const places = new Map(saved.targets.map(({ label }, index) => [label, index]));
  const place = ({ target }: SavedJson['asked'][number]) => places.get(target.label) ?? places.size;
  const key = ({ observations: _, ...way }: SavedJson['asked'][number]) => JSON.stringify(way);
  return { ...saved, asked: saved.asked.toSorted((a, b) => place(a) - place(b) || (key(a) < key(b) ? -1 : 1)) };
}

/** The same for runs that asked the same: what one of them says of an endpoint can be held against what another says. */
export function scopeOf({ command, saved }: Pick<KeptRun, 'command' | 'saved'>): Uint8Array {
  return scopeBy(
    command,
    saved.targets.map(({ label }) => label),
  );
}

/** The same by what it is made of. */
export function scopeBy(command: string, labels: readonly string[]): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([command, ...[...labels].sort()]))
    .digest()
    .subarray(0, 16);
}

/** A run as its row has it. */
export function pastRun(row: Row): PastRun {
  return {
    id: Number(row.id),
    uuid: String(row.uuid),
    command: row.command as PastRun['command'],
    startedAt: new Date(Number(row.started_at)).toISOString(),
    finishedAt: new Date(Number(row.finished_at)).toISOString(),
    tool: String(row.tool),
    partial: row.partial === 1,
    summary: {
      ...(Object.fromEntries(severities.map((severity) => [severity, Number(row[severity])])) as Record<Severity, number>),
      endpoints: Number(row.endpoints),
      unreachable: Number(row.unreachable),
      incomplete: Number(row.incomplete),
    },
  };
}
