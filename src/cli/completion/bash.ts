import type { CompletedCommand, CompletionTable, Offer } from './completion-table.ts';

/** Works from bash 3.2 on, which macOS has: no mapfile, and `compopt` where there is one. */
export function bashScript({ general, commands }: CompletionTable): string {
  const all = [
    ...new Set(commands.flatMap(({ options }) => options.filter(({ value }) => value !== null).flatMap(({ spellings }) => spellings))),
  ];
  const names = commands.map(({ name }) => name);
  return `# Completion of handclasp for bash, made by "handclasp completion bash".
_handclasp_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$2"))
}

_handclasp_words() {
  COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_handclasp() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command='' option='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    # bash makes three words of --format=json.
    if [[ $word == = ]]; then continue; fi
    if [[ -n $option ]]; then option=''; continue; fi
    case $word in
      ${all.join('|')}) option=$word ;;
      ${names.join('|')}) if [[ -z $command ]]; then command=$word; fi ;;
    esac
  done
  if [[ $cur == = ]]; then cur=''; fi
  if [[ -n $option ]]; then
    case "$command $option" in
${values(commands)
  .map(([patterns, action]) => `      ${patterns.map((pattern) => `'${pattern}'`).join('|')}) ${action} ;;\n`)
  .join('')}    esac
    return
  fi
  if [[ $cur == -* ]]; then
    case $command in
${commands.map(({ name, options }) => `      ${name}) ${reply({ kind: 'words', words: options.flatMap(({ spellings }) => spellings) })} ;;\n`).join('')}      *) ${reply({ kind: 'words', words: general.flatMap(({ spellings }) => spellings) })} ;;
    esac
    return
  fi
  case $command in
    '') ${reply({ kind: 'words', words: names })} ;;
${commands.flatMap(({ name, operands }) => (operands === null ? [] : [`    ${name}) ${reply(operands.offer)} ;;\n`])).join('')}  esac
}

complete -F _handclasp handclasp
`;
}

/** What is done for which values, as `command option`; those of names alone are left out. */
function values(commands: readonly CompletedCommand[]): readonly (readonly [patterns: readonly string[], action: string])[] {
  const patterns = new Map<string, string[]>();
  for (const { name, options } of commands) {
    for (const { spellings, value } of options) {
      if (value === null || value.offer.kind === 'nothing') continue;
      const action = reply(value.offer);
      patterns.set(action, [...(patterns.get(action) ?? []), ...spellings.map((spelling) => `${name} ${spelling}`)]);
    }
  }
  return [...patterns].map(([action, list]) => [list, action] as const);
}

function reply(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `_handclasp_words '${offer.words.join(' ')}' "$cur"`;
    case 'files':
      return '_handclasp_files -f "$cur"';
    case 'directories':
      return '_handclasp_files -d "$cur"';
    case 'lists':
      // Of @hosts.txt bash makes two words, unless the user told it otherwise.
      return `if [[ $before == @ ]]; then _handclasp_files -f "$cur"; elif [[ $cur == @* ]]; then _handclasp_files -f "\${cur#@}"; if [[ $COMP_WORDBREAKS != *@* ]]; then COMPREPLY=("\${COMPREPLY[@]/#/@}"); fi; fi`;
    case 'nothing':
      return ':';
  }
}
