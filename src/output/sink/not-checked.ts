import type { InspectedFile } from '../../model/inspection.ts';
import type { RunFacts, SinkEndpoint } from './sink.ts';

/** What was asked for and could not be told, counted: a document without problems must not pass for one of a whole check. */
export class NotChecked {
  #unreached = 0;
  #cut = 0;
  readonly #files: string[] = [];

  endpoint({ reachability, incomplete }: SinkEndpoint): void {
    if (incomplete.length === 0) return;
    if (reachability === 'open') this.#cut += 1;
    else this.#unreached += 1;
  }

  file({ file, problem }: InspectedFile): void {
    if (problem !== null) this.#files.push(`${file}: ${problem}`);
  }

  /** Whether anything is missing. */
  isAny({ partial, undecided }: Pick<RunFacts, 'partial' | 'undecided'>): boolean {
    return partial || undecided || this.#unreached + this.#cut + this.#files.length > 0;
  }

  /** A sentence each. Not yet printable. */
  texts({ partial, undecided, unknown }: Pick<RunFacts, 'partial' | 'undecided' | 'unknown'>): readonly string[] {
    return [
      ...(partial ? ['The run was interrupted: this has what was done until then.'] : []),
      ...(undecided ? ['Not all that was asked for could be checked.'] : []),
      ...(this.#unreached > 0 ? [`${counted(this.#unreached)} not reached.`] : []),
      ...(this.#cut > 0 ? [`${counted(this.#cut)} not fully checked.`] : []),
      ...this.#files.slice(0, mostTold),
      ...unknown.slice(0, mostTold).map(({ rule, because }) => `${rule} was not checked: ${because}.`),
    ];
  }
}

const mostTold = 50;

function counted(number: number): string {
  return number === 1 ? '1 endpoint was' : `${number} endpoints were`;
}
