/** Where a finding is: an endpoint by its label, or a file with a line. */
export type Place =
  | { readonly kind: 'endpoint'; readonly label: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: number | null };

const fileEnding = /\.(?:yml|yaml|options|properties|crt|cer|pem|der|key|p12|pfx|jks|jceks|keystore|log|json)(?::\d+)?$/i;

/** Subjects of findings are texts: what has folders or the ending of a file is a file. */
export function placeOf(subject: string): Place {
  const isFile = (subject.includes('/') && !subject.includes('://')) || fileEnding.test(subject);
  if (!isFile) return { kind: 'endpoint', label: subject };
  const line = /:(\d{1,7})$/.exec(subject);
  return {
    kind: 'file',
    path: line === null ? subject : subject.slice(0, line.index),
    line: line === null ? null : Math.max(1, Number(line[1])),
  };
}
