/** A name with what it says. All are gauges: each run tells how things stand. */
export type Metric = { readonly name: string; readonly help: string };

/** Labels and a value. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];
