import { type Fate, keyOf, type Mutant } from './mutant.ts';

export type TriedMutant = { readonly mutant: Mutant; readonly fate: Fate };

/** What was run. */
export type RoomRun = {
  readonly room: string;
  readonly seed: number;
  /** How many mutants the room has. */
  readonly mutants: number;
  /** Those in the folder of test that has the room's name, or all that reach a mutant, as far as the time for one mutant goes. */
  readonly asked: 'own tests' | 'all tests';
};

/** What a run found out of one room, as `docs/mutants/ROOM.json` keeps it. */
export type RoomResult = RoomRun & {
  readonly tried: number;
  readonly killed: number;
  readonly timedOut: number;
  /** Killed of tried, in percent, with one digit; a time-out is not a kill. */
  readonly score: number;
  readonly files: readonly { readonly file: string; readonly tried: number; readonly killed: number; readonly timedOut: number }[];
  readonly survivors: readonly Survivor[];
};

export type Survivor = Omit<Mutant, 'id' | 'room'> & { readonly fate: Exclude<Fate, 'killed'> };

export function roomResult(run: RoomRun, tried: readonly TriedMutant[]): RoomResult {
  const files = [...new Set(tried.map(({ mutant }) => mutant.file))].sort();
  return {
    ...run,
    ...counted(tried),
    score: scoreOf(counted(tried).killed, tried.length),
    files: files.map((file) => ({ file, ...counted(tried.filter(({ mutant }) => mutant.file === file)) })),
    survivors: tried.flatMap(({ mutant: { id: _, room: __, ...place }, fate }) => (fate === 'killed' ? [] : [{ ...place, fate }])),
  };
}

/** What survived in the results, where the source has it now: in its column, or else wherever the line with it went. */
export function survivorsNow(before: RoomResult, mutants: readonly Mutant[]): readonly Mutant[] {
  return matched(before, mutants).map(([, mutant]) => mutant);
}

/**
 * Where what survived was tried once more: what the first trial killed stays killed, since tests only came to it. A survivor that the source has no more is not counted, and neither is
 * anything of a file that the room has no more.
 *
 * @param all the mutants that the room has now
 */
export function afterAnotherTrial(before: RoomResult, all: readonly Mutant[], tried: readonly TriedMutant[]): RoomResult {
  const fates = new Map(tried.map(({ mutant, fate }) => [mutant, fate]));
  const now = matched(before, all).map(([survivor, mutant]) => {
    const { id: _, room: __, ...place } = mutant;
    return { ...place, fate: fates.get(mutant) ?? survivor.fate };
  });
  const survivors = now.flatMap(({ fate, ...place }) => (fate === 'killed' ? [] : [{ ...place, fate }]));
  const filesNow = new Set(all.map(({ file }) => file));
  const files = before.files.flatMap(({ file, tried: triedBefore }) => {
    if (!filesNow.has(file)) return [];
    const left = survivors.filter((survivor) => survivor.file === file);
    const gone =
      before.survivors.filter((survivor) => survivor.file === file).length - now.filter((survivor) => survivor.file === file).length;
    const count = triedBefore - gone;
    return count === 0 ? [] : [{ file, tried: count, killed: count - left.length, timedOut: timedOutOf(left) }];
  });
  const count = files.reduce((sum, { tried: ofFile }) => sum + ofFile, 0);
  const killed = count - survivors.length;
  return {
    ...before,
    mutants: all.length,
    tried: count,
    killed,
    timedOut: timedOutOf(survivors),
    score: scoreOf(killed, count),
    files,
    survivors,
  };
}

function timedOutOf(survivors: readonly Survivor[]): number {
  return survivors.filter(({ fate }) => fate === 'timed-out').length;
}

/** Each survivor with the mutant of today that it is; those whose code has changed are left out. */
function matched({ survivors }: RoomResult, mutants: readonly Mutant[]): readonly (readonly [Survivor, Mutant])[] {
  const found = new Map<Survivor, Mutant>();
  const taken = new Set<Mutant>();
  // What is where it was comes first, so that what moved does not take its place.
  for (const nameOf of [placeOf, keyOf]) {
    for (const survivor of survivors.filter((one) => !found.has(one))) {
      const mutant = mutants.find((one) => one.file === survivor.file && !taken.has(one) && nameOf(one) === nameOf(survivor));
      if (mutant === undefined) continue;
      found.set(survivor, mutant);
      taken.add(mutant);
    }
  }
  return survivors.flatMap((survivor) => {
    const mutant = found.get(survivor);
    return mutant === undefined ? [] : [[survivor, mutant] as const];
  });
}

/** Two changes of one line may read alike. */
export function placeOf(mutant: Omit<Mutant, 'id' | 'room'>): string {
  return `${keyOf(mutant)}\n${mutant.column}`;
}

function scoreOf(killed: number, tried: number): number {
  return tried === 0 ? 0 : Math.round((killed / tried) * 1000) / 10;
}

function counted(tried: readonly TriedMutant[]): { readonly tried: number; readonly killed: number; readonly timedOut: number } {
  const of = (wanted: Fate) => tried.filter(({ fate }) => fate === wanted).length;
  return { tried: tried.length, killed: of('killed'), timedOut: of('timed-out') };
}

/** For people: the score of each file, and where the survivors are. */
export function roomText({ room, tried, killed, timedOut, mutants, score, files, survivors }: RoomResult): string {
  const lines = [`${room}: ${killed} of ${tried} killed (${score} %), ${timedOut} timed out; ${mutants} mutants in all`];
  for (const file of files) lines.push(`  ${String(file.killed).padStart(4)} of ${String(file.tried).padStart(4)}  ${file.file}`);
  for (const { file, line, column, mutator, original, replacement, fate } of survivors) {
    lines.push(`  ${fate}: ${file}:${line}:${column} ${mutator}`, `    - ${short(original)}`, `    + ${short(replacement)}`);
  }
  return lines.join('\n');
}

function short(code: string): string {
  const text = code.replace(/\s+/g, ' ');
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
