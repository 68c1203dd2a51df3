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

/** Where what survived was tried once more: what the first trial killed stays killed, since tests only came to it. */
export function afterAnotherTrial(before: RoomResult, tried: readonly TriedMutant[]): RoomResult {
  const fates = new Map(tried.map(({ mutant, fate }) => [placeOf(mutant), fate]));
  const survivors = before.survivors.flatMap((survivor) => {
    const fate = fates.get(placeOf(survivor)) ?? survivor.fate;
    return fate === 'killed' ? [] : [{ ...survivor, fate }];
  });
  const timedOut = (list: readonly Survivor[]) => list.filter(({ fate }) => fate === 'timed-out').length;
  const killed = before.tried - survivors.length;
  return {
    ...before,
    killed,
    timedOut: timedOut(survivors),
    score: scoreOf(killed, before.tried),
    files: before.files.map((one) => {
      const left = survivors.filter(({ file }) => file === one.file);
      return { ...one, killed: one.tried - left.length, timedOut: timedOut(left) };
    }),
    survivors,
  };
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
