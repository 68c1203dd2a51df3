import { type DocumentKind, formatsOf } from '../../index.ts';
import { type Argument, files, flag, type Option, type OptionGroup } from './option.ts';

const group: OptionGroup = 'Output';

/** Counts as a `--format`, at its place. */
export const jsonOption = flag('json', { group, help: 'Short for --format json' });

/** Of these, documents can be sent to Elasticsearch. */
const documentKinds: readonly DocumentKind[] = ['scan', 'matrix', 'readiness'];

/** `--format` and `--output` for a document of that kind; which belongs to which depends on how they stand, and is for `pairOutputs`. @param sends whether the command sends documents to Elasticsearch as well */
export function outputOptions(kind: DocumentKind, sends = documentKinds.includes(kind)) {
  const formats = formatsOf(kind);
  const names = formats.map(({ name }) => name);
  // Where they are many, the names stand in the text.
  const metavariable = names.length > 5 ? 'FORMAT' : names.join('|');
  const argument: Argument = { kind: 'choice', choices: names, metavariable, noun: 'FORMAT' };
  const asides = formats.flatMap(({ name, help }) => (help === null ? [] : [`${name}: ${help}`]));
  const format: Option<readonly string[]> = {
    name: 'format',
    alias: null,
    formerName: null,
    group,
    argument,
    repeats: 'each',
    help: 'Format of the output',
    detail: asides.length === 0 ? null : asides.join('; '),
    usual: names[0] ?? null,
    asks: false,
    common: true,
    // Which formats there are is for what pairs them to say: it knows the commands that have the others.
    read: (values) => values,
  };
  const endings = formats.map(({ name, endings: [ending] }) => (ending === name ? `.${ending}` : `.${ending} ${name}`)).join(', ');
  return {
    format,
    json: jsonOption,
    output: files('output', {
      alias: 'o',
      group,
      common: true,
      help: sends ? 'File to write, or elasticsearch=URL' : 'File to write',
      detail: `the format is that of the --format beside it, otherwise that of the ending (${endings})`,
      usual: 'standard output',
    }),
  };
}
