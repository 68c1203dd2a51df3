import { inspect } from 'node:util';

/**
 * A password or another value that must not be shown. However it is printed, converted, logged or put into JSON, nothing of it shows; only
 * `reveal` gives it, so that whoever looks for places where a secret is used can search for that word.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Whether it is the empty string, which Elasticsearch takes for no password. */
  get isEmpty(): boolean {
    return this.#value === '';
  }

  /** Whether both hold the same value, without saying which. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [Symbol.toPrimitive](): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}

const hidden = '(secret)';
