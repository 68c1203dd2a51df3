/** What was wrong with the bytes. */
export type DecodeFault = 'truncated' | 'left-over' | 'out-of-range';

/**
 * Bytes that do not have the shape their specification gives them.
 * `field` is the specification's word, `offset` counts from the start of the decoded message.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly fault: DecodeFault;
  readonly field: string;
  readonly offset: number;

  constructor(fault: DecodeFault, field: string, offset: number) {
    super(`${field}: ${fault} at byte ${offset}`);
    this.fault = fault;
    this.field = field;
    this.offset = offset;
  }
}
