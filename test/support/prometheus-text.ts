/** A sample of Prometheus' text format. */
export type Sample = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number };

/**
 * Reads the text format as strictly as the textfile collector of node_exporter: a name's samples stand together behind its HELP and TYPE, none occurs twice, and there are no timestamps.
 *
 * @throws Error with the line
 */
export function parsePrometheus(text: string): readonly Sample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const samples: Sample[] = [];
  const seen = new Set<string>();
  const families = new Set<string>();
  let family: { readonly name: string; readonly typed: boolean } | null = null;
  for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
    const wrong = (why: string) => new Error(`line ${index + 1}: ${why}: ${line}`);
    const help = /^# HELP ([a-z_][a-z0-9_]*) ([^\n\\]+)$/.exec(line)?.[1];
    const type = /^# TYPE ([a-z_][a-z0-9_]*) gauge$/.exec(line)?.[1];
    if (help !== undefined) {
      if (families.has(help)) throw wrong('the name was there before');
      families.add(help);
      family = { name: help, typed: false };
      continue;
    }
    if (type !== undefined) {
      if (family?.name !== type || family.typed) throw wrong('a type without its help');
      family = { name: type, typed: true };
      continue;
    }
    const sample = sampleOf(line);
    if (sample === null) throw wrong('no sample');
    if (family?.name !== sample.name || !family.typed) throw wrong('a sample of another name');
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) throw wrong('the sample was there before');
    seen.add(key);
    samples.push(sample);
  }
  return samples;
}

const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(,|$)/;

function sampleOf(line: string): Sample | null {
  const [, name = '', , told = '', value = ''] = /^([a-z_][a-z0-9_]*)(\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(line) ?? [];
  if (name === '') return null;
  const labels: Record<string, string> = {};
  for (let rest = told; rest !== ''; ) {
    const [all = '', key = '', text = ''] = label.exec(rest) ?? [];
    if (all === '' || key in labels) return null;
    labels[key] = text.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(all.length);
  }
  return { name, labels, value: Number(value) };
}
