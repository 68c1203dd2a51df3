/** Attributes that ECS has a field for. */
const fields = {
  CN: 'common_name',
  O: 'organization',
  OU: 'organizational_unit',
  C: 'country',
  L: 'locality',
  ST: 'state_or_province',
} as const;

type NameField = (typeof fields)[keyof typeof fields];

/** A distinguished name as the x509 fields of ECS have it. */
export type NameFields = { readonly distinguished_name: string } & { readonly [K in NameField]?: readonly string[] };

/** @param text RFC 4514, as reports have it: `CN=es01, O=acme` */
export function nameFields(text: string): NameFields {
  const found: Partial<Record<NameField, string[]>> = {};
  for (const [, type = '', value = ''] of text.matchAll(/(?:^|, ?|\+)([A-Za-z0-9.]+)=((?:\\.|[^,+\\])*)/gs)) {
    const field = fields[type.toUpperCase() as keyof typeof fields];
    if (field === undefined || value === '') continue;
    found[field] = [...(found[field] ?? []), unescaped(value)];
  }
  return { distinguished_name: text, ...found };
}

function unescaped(value: string): string {
  return value.replace(
    /\\(?:([^0-9a-fA-F])|([0-9a-fA-F]{2})|(.))/gs,
    (all, mark?: string, hex?: string, other?: string) => mark ?? (hex === undefined ? (other ?? all) : all),
  );
}
