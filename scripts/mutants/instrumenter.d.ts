/** What we use of the package. Its own declarations ask for those of Babel, which do not come with it. */
declare module '@stryker-mutator/instrumenter' {
  /** Lines and columns count from 0; the end is not part of the place. */
  export type Position = { readonly line: number; readonly column: number };
  export type PlacedMutant = {
    readonly id: string;
    readonly fileName: string;
    readonly location: { readonly start: Position; readonly end: Position };
    readonly mutatorName: string;
    readonly replacement: string;
  };
  export type SourceFile = { readonly name: string; readonly content: string; readonly mutate: true };

  export class Instrumenter {
    constructor(logger: { debug(): void; info(): void; isDebugEnabled(): boolean });
    instrument(
      files: readonly SourceFile[],
      options: { readonly plugins: null; readonly excludedMutations: readonly string[]; readonly ignorers: readonly [] },
    ): Promise<{ readonly files: readonly SourceFile[]; readonly mutants: readonly PlacedMutant[] }>;
  }
}
