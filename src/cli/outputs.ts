import { UsageError } from '../model/usage-error.ts';

/** `ndjson` is written while the scan goes on, a line an address; the others when it is over. */
export const formats = ['table', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** One form of the report, and where it goes; null is standard output. */
export type Output = { readonly format: Format; readonly file: string | null };

/**
 * Pairs `--format` with `--output` as they stand beside each other on the command line, in either order: `--format json --output report.json --format table` writes two.
 * A format alone goes to standard output; an output alone has its format from the file's name. Nothing at all is a table.
 *
 * @throws UsageError for an unknown format, or two for standard output.
 */
export function pairOutputs(args: readonly string[]): readonly Output[] {
  const outputs: Output[] = [];
  let format: Format | null = null;
  let file: string | null = null;
  const finish = (): void => {
    if (format !== null || file !== null) outputs.push({ format: format ?? formatOf(file), file });
    [format, file] = [null, null];
  };
  for (const [name, value] of formatAndOutput(args)) {
    if (name === 'format') {
      if (format !== null) finish();
      format = formatNamed(value);
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
  return all.length === 0 ? [{ format: 'table', file: null }] : all;
}

function formatOf(file: string | null): Format {
  if (file?.endsWith('.ndjson')) return 'ndjson';
  return file?.endsWith('.json') ? 'json' : 'table';
}

function formatNamed(value: string): Format {
  const format = formats.find((each) => each === value);
  if (format === undefined) throw new UsageError('arguments', `unknown format "${value}"`, `formats are ${formats.join(', ')}`);
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
