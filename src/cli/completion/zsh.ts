import type { CompletedCommand, CompletedOption, CompletionTable, Offer } from './completion-table.ts';

/** Works from `~/.zshrc`, behind compinit, and as `_handclasp` in a folder of `$fpath`. */
export function zshScript({ general, commands }: CompletionTable): string {
  return `#compdef handclasp
# Completion of handclasp for zsh, made by "handclasp completion zsh".
_handclasp() {
  local curcontext="$curcontext" state line
  local -A opt_args
  _arguments -C -s ${[...general.flatMap(optionSpecs), quoted('1: :->command'), quoted('*:: :->operand')].join(' ')} && return
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}\n`).join('')}      )
      _describe command commands
      ;;
    operand)
      curcontext="\${curcontext%:*:*}:handclasp-$words[1]:"
      case $words[1] in
${commands.map(commandCase).join('')}      esac
      ;;
  esac
}

if [[ \${funcstack[1]} == _handclasp ]]; then _handclasp "$@"; else compdef _handclasp handclasp; fi
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...(operands === null ? [] : [quoted(`${operands.many ? '*' : '1'}:${operands.metavariable}:${action(operands.offer)}`)]),
  ];
  return `        ${name})
          _arguments -s ${specs.join(' \\\n            ')}
          ;;
`;
}

/** A specification for each spelling. What may be given once shuts out its other spelling. */
function optionSpecs({ spellings, help, value, repeats }: CompletedOption): readonly string[] {
  return spellings.map((spelling) => {
    const before = repeats ? '*' : spellings.length > 1 ? `(${spellings.join(' ')})` : '';
    const joint = value === null ? '' : spelling.startsWith('--') ? '=' : '+';
    const behind = value === null ? '' : `:${value.metavariable.replaceAll(':', '\\:')}:${action(value.offer)}`;
    return quoted(`${before}${spelling}${joint}[${help.replace(/[[\]\\]/g, '\\$&')}]${behind}`);
  });
}

function action(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `(${offer.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'directories':
      return '_files -/';
    case 'lists':
      return '{ compset -P @ && _files }';
    case 'nothing':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
