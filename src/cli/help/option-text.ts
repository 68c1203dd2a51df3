import type { Option } from '../options/option.ts';

/** What an option is for, with all that is to be known of it. @param choices the words it takes, where they do not stand beside its name */
export function optionText({ help, detail, repeats, usual }: Option, choices: readonly string[] = []): string {
  const parts = [
    help,
    ...(choices.length === 0 ? [] : [choices.join(', ')]),
    ...(detail === null ? [] : [detail]),
    ...(repeats === 'never' ? [] : ['may be repeated']),
  ];
  return withUsual({ help: parts.join('; '), usual });
}

/** What an option or an operand is for, and what holds where it is not given. */
export function withUsual({ help, usual }: { readonly help: string; readonly usual: string | null }): string {
  return usual === null ? help : `${help} (default: ${usual})`;
}
