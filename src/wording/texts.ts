/** A sentence, or the end of one, for each code of a union: a code without one does not compile. */
export type Texts<R extends { readonly code: string }> = {
  readonly [Code in R['code']]: (reason: WithCode<R, Code>) => string;
};

/** The members of a union that may have a code. */
type WithCode<R, Code> = R extends { readonly code: infer Codes } ? (Code extends Codes ? R : never) : never;
