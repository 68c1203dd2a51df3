import type { EndpointReport } from '../model/report.ts';
import { atLeast } from '../model/severity.ts';
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
    this.#show(`scanning ${total} target${total === 1 ? '' : 's'}`);
  }

  done(endpoint: EndpointReport): void {
    this.#endpoints++;
    this.#grave += endpoint.findings.filter(({ severity }) => atLeast(severity, 'high')).length;
    this.#show(`${this.#endpoints} endpoints of ${this.#total} targets, ${this.#grave} findings at high or above`);
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
