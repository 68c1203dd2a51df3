import { UsageError } from '../model/usage-error.ts';

/** `ndjson` is written while the scan goes on, a line an address; the others when it is over. */
export const formats = ['table', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** One form of the report, and where it goes; null is standard output. */
export type Output<F extends string = Format> = { readonly format: F; readonly file: string | null };

/**
 * Pairs `--format` with `--output` as they stand beside each other on the command line, in either order: `--format json --output report.json --format table` writes two.
 * A format alone goes to standard output; an output alone has its format from the file's name. Nothing at all is a table.
 *
 * @throws UsageError for an unknown format, or two for standard output.
 */
export function pairOutputs(args: readonly string[]): readonly Output[] {
  return pairFormats(args, formats);
}

/**
 * The same for a command with formats of its own, the usual one first.
 *
 * @throws UsageError for an unknown format, or two for standard output.
 */
export function pairFormats<F extends string>(args: readonly string[], allowed: readonly [F, ...F[]]): readonly Output<F>[] {
  const outputs: Output<F>[] = [];
  let format: F | null = null;
  let file: string | null = null;
  const finish = (): void => {
    if (format !== null || file !== null) outputs.push({ format: format ?? formatOf(file, allowed), file });
    [format, file] = [null, null];
  };
  for (const [name, value] of formatAndOutput(args)) {
    if (name === 'format') {
      if (format !== null) finish();
      format = formatNamed(value, allowed);
    } else {
      if (file !== null) finish();
      file = value;
    }
    if (format !== null && file !== null) finish();
  }
  finish();

  const toStandardOutput = outputs.filter((output) => output.file === null || output.file === '-');
  if (toStandardOutput.length > 1) {
    throw new UsageError('arguments', 'two reports cannot both go to standard output', 'give each --format but one its --output FILE');
  }
  const all = outputs.map((output) => (output.file === '-' ? { ...output, file: null } : output));
  return all.length === 0 ? [{ format: allowed[0], file: null }] : all;
}

/**
 * For a command that writes one report.
 *
 * @throws UsageError where there are several, or one is streamed.
 */
export function singleOutput(args: readonly string[]): Output {
  const [output, ...more] = pairOutputs(args);
  if (output?.format === 'ndjson') throw new UsageError('arguments', 'ndjson is for scans', 'use --format json');
  if (output === undefined || more.length > 0)
    throw new UsageError('arguments', 'one --format and one --output are enough here', 'run the command twice');
  return output;
}

/** By the end of the file's name; else the usual one. */
function formatOf<F extends string>(file: string | null, allowed: readonly [F, ...F[]]): F {
  const end = /\.([a-z]+)$/.exec(file ?? '')?.[1];
  return allowed.find((format) => format === end) ?? allowed[0];
}

function formatNamed<F extends string>(value: string, allowed: readonly F[]): F {
  const format = allowed.find((each) => each === value);
  if (format === undefined) throw new UsageError('arguments', `unknown format "${value}"`, `formats are ${allowed.join(', ')}`);
  return format;
}

function* formatAndOutput(args: readonly string[]): Generator<readonly ['format' | 'output', string]> {
  for (const [index, arg] of args.entries()) {
    if (arg === '--') return;
    const parts = /^(?:--(format)|--output|-o)(?:=(.*))?$/s.exec(arg);
    const value = parts?.[2] ?? args[index + 1];
    if (parts !== null && value !== undefined) yield [parts[1] === undefined ? 'output' : 'format', value];
  }
}
