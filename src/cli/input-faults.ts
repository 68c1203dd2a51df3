import { UsageError } from '../index.ts';

/** What is wrong with one input of a run. */
export type InputFault = {
  readonly error: UsageError;
  /** The option that names it, without dashes: `ca`. Null where it is about several of them, or the message has its place already. */
  readonly option: string | null;
  /** Which value of that option it is; null where the option has one. */
  readonly value: string | null;
};

type Faults = readonly [InputFault, ...InputFault[]];

/** Where the file of `--config-file` has a value: `handclasp.yml:3: ca`; null where it does not come from there. */
export type PlaceOf = (option: string, value: string | null) => string | null;

/** All that is wrong with the inputs of a run, a line each. */
export class InputFaults extends UsageError {
  readonly faults: Faults;

  constructor(faults: Faults) {
    const [{ error: first }, ...more] = faults;
    const others = [...first.others, ...more.flatMap(({ error }) => [error.message, ...error.others])];
    super(first.code, first.message, hintOf(faults), { others, cause: first.cause });
    this.faults = faults;
  }
}

/** What to do about each of them, said once. */
function hintOf(faults: Faults): string {
  return [...new Set(faults.map(({ error }) => error.hint))].join('; ');
}

/** The same, and each fault of a value that stands in the file of `--config-file` begins with its place there. */
export function located(error: unknown, placeOf: PlaceOf): unknown {
  if (!(error instanceof InputFaults)) return error;
  const faults = error.faults.map((fault): InputFault => {
    const place = fault.option === null ? null : placeOf(fault.option, fault.value);
    if (place === null) return fault;
    const { code, message, hint, others, cause } = fault.error;
    return { error: new UsageError(code, `${place}: ${message}`, hint, { others, cause }), option: null, value: null };
  });
  // As many as there were.
  return new InputFaults(faults as unknown as Faults);
}

/** Thrown where what is asked for could not be read: that is a fault already. */
class NotRead extends Error {}

/** Reads the inputs of a run one after the other, and tells what is wrong with all of them at once. */
export class InputReader {
  readonly #faults: InputFault[] = [];

  /** @param step may ask for what steps before it read @returns gives what was read, once `end` has passed */
  async read<T>(option: string | null, value: string | null, step: () => T | Promise<T>): Promise<() => T> {
    try {
      const read = await step();
      return () => read;
    } catch (error) {
      if (error instanceof UsageError) this.#add(error instanceof InputFaults ? error.faults : [{ error, option, value }]);
      else if (!(error instanceof NotRead)) throw error;
      return () => {
        throw new NotRead();
      };
    }
  }

  /** What two steps read is told once. */
  #add(faults: readonly InputFault[]): void {
    const isNew = ({ option, value, error: { code } }: InputFault) =>
      option === null || this.#faults.every((known) => known.option !== option || known.value !== value || known.error.code !== code);
    this.#faults.push(...faults.filter(isNew));
  }

  /** @throws InputFaults where something could not be read */
  end(): void {
    const [first, ...more] = this.#faults;
    if (first !== undefined) throw new InputFaults([first, ...more]);
  }
}

/** Reads each value of an option. @throws InputFaults of all that cannot be read */
export async function readEach<T>(
  option: string,
  values: readonly string[],
  step: (value: string) => T | Promise<T>,
): Promise<readonly T[]> {
  const inputs = new InputReader();
  const read: (() => T)[] = [];
  for (const value of values) read.push(await inputs.read(option, value, () => step(value)));
  inputs.end();
  return read.map((one) => one());
}

/** What asks for another option, which may be one that was refused. */
const consequences: ReadonlySet<string> = new Set(['arguments', 'no-target', 'credentials-without-trust', 'password-missing']);

function withoutConsequences(error: unknown): unknown {
  if (!(error instanceof UsageError)) return error;
  const faults = error instanceof InputFaults ? error.faults : [{ error, option: null, value: null }];
  const [first, ...more] = faults.filter((fault) => !consequences.has(fault.error.code));
  return first === undefined ? new NotRead() : new InputFaults([first, ...more]);
}

/**
 * The request, of which all inputs can be read.
 *
 * @param check reads them
 * @throws InputFaults of the file of `--config-file`, and of all inputs
 */
export async function requestWithInputs<R>(
  { refused, placeOf }: { readonly refused: UsageError | null; readonly placeOf: PlaceOf },
  request: () => R,
  check: (request: R) => Promise<unknown>,
): Promise<R> {
  const inputs = new InputReader();
  await inputs.read('config-file', null, () => {
    if (refused !== null) throw refused;
  });
  const read = await inputs.read(null, null, async () => {
    try {
      const asked = request();
      await check(asked);
      return asked;
    } catch (error) {
      throw refused === null ? error : withoutConsequences(error);
    }
  });
  try {
    inputs.end();
  } catch (error) {
    throw located(error, placeOf);
  }
  return read();
}
