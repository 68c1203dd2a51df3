import { atLeast, type EndpointReport } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** How far a scan is: one line of standard error that is written over, and wiped at the end. Silent where standard error is no terminal. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #total: number;
  #endpoints = 0;
  #grave = 0;
  #shown = false;

  constructor(terminal: Terminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
    this.#show(`scanning ${counted(total, 'target')}`);
  }

  done(endpoint: EndpointReport): void {
    this.#endpoints++;
    this.#grave += endpoint.findings.filter(({ severity }) => atLeast(severity, 'high')).length;
    this.#show(
      `${counted(this.#endpoints, 'endpoint')} of ${counted(this.#total, 'target')}, ${counted(this.#grave, 'finding')} at high or above`,
    );
  }

  /** Makes room for other text. */
  wipe(): void {
    if (this.#shown) this.#terminal.err('\r\u001b[K');
    this.#shown = false;
  }

  #show(text: string): void {
    if (!this.#terminal.errIsTerminal) return;
    this.#terminal.err(`\r\u001b[K${text.slice(0, (this.#terminal.columns ?? 80) - 1)}`);
    this.#shown = true;
  }
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
