/** A text of a compose file with its variables filled in. */
export type Interpolated = { readonly value: string; readonly unset: readonly string[] };

/** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?error}`, `${NAME:+other}`; `$$` is a dollar. As the Compose specification has it. */
export function interpolated(text: string, environment: Readonly<Record<string, string | undefined>>): Interpolated {
  const unset: string[] = [];
  const value = text.replace(
    /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^}]*))?\})/g,
    (whole, bare: string | undefined, name: string | undefined, operator: string | undefined, other = '') => {
      if (whole === '$$') return '$';
      const variable = bare ?? name ?? '';
      const set = environment[variable];
      const has = set !== undefined && (operator?.startsWith(':') !== true || set !== '');
      if (operator?.endsWith('+') === true) return has ? other : '';
      if (has) return set;
      if (operator?.endsWith('-') === true) return other;
      unset.push(variable);
      return '';
    },
  );
  return { value, unset };
}
