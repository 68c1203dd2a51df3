import {
  metricText,
  prometheus,
  type Report,
  renderDocument,
  runMetrics,
  type Sample,
  severities,
  toolVersion,
  watchMetrics,
} from '../../index.ts';
import { replaceFile } from '../replace-file.ts';
import type { Terminal } from '../terminal.ts';
import { explained } from '../view-of.ts';
import { unwritable } from '../write-outputs.ts';
import type { RunFigures } from './run-line.ts';

/** How things stand with a watch, for its metrics port and its metrics file. */
export class WatchStatus {
  /** What the last run that came to its end found, in Prometheus' text format; empty before there was one. */
  #found = '';
  #failedRuns = 0;
  #isReloadRefused = false;
  #isDelivered: boolean | null = null;
  #next: Date | null = null;
  /** Samples of what else there is to tell. */
  readonly #others: (() => string)[] = [];
  readonly #mask: Terminal['mask'];

  constructor({ mask }: Pick<Terminal, 'mask'>) {
    this.#mask = mask;
  }

  /** @param isDelivered whether Elasticsearch has all documents; null where none go there */
  async ended({ report, isDelivered }: { readonly report: Report; readonly isDelivered: boolean | null }): Promise<void> {
    this.#isDelivered = isDelivered;
    const view = { ...explained, width: 80, colour: false, show: [], details: false, verbose: false, failOn: 'never' as const, exit: 0 };
    this.#found = this.#mask.text(await renderDocument(prometheus, 'scan', { report, ...view }, { width: 80, colour: false }));
    this.#failedRuns = 0;
  }

  /** The same of a run that kept no report: what there is to tell of all endpoints together. */
  streamed({ startedAt, finishedAt, partial, summary }: RunFigures, isDelivered: boolean | null): void {
    const single = (value: number): readonly Sample[] => [[{}, value]];
    this.#isDelivered = isDelivered;
    this.#failedRuns = 0;
    this.#found = [
      metricText(runMetrics.build, [[{ version: toolVersion }, 1]]),
      metricText(runMetrics.endedAt, single(Date.parse(finishedAt) / 1000)),
      metricText(runMetrics.duration, single((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)),
      metricText(runMetrics.complete, single(partial || summary.incomplete > 0 ? 0 : 1)),
      metricText(runMetrics.endpoints, single(summary.endpoints)),
      metricText(runMetrics.unreachable, single(summary.unreachable)),
      metricText(runMetrics.incomplete, single(summary.incomplete)),
      metricText(
        runMetrics.findings,
        severities.map((severity) => [{ severity }, summary[severity]]),
      ),
    ].join('');
  }

  failed(): void {
    this.#failedRuns += 1;
  }

  reloaded(isRefused: boolean): void {
    this.#isReloadRefused = isRefused;
  }

  due(next: Date | null): void {
    this.#next = next;
  }

  /** @param text asked for each time that metrics are read */
  also(text: () => string): void {
    this.#others.push(text);
  }

  /** Whether the last run came to its end, and none is late by more than a day's grace. @param at Unix time in milliseconds */
  isHealthy(at: number): boolean {
    return this.#failedRuns === 0 && (this.#next === null || at < this.#next.getTime() + graceMs);
  }

  text(): string {
    const single = (value: number): readonly Sample[] => [[{}, value]];
    return [
      // The version is told before there is a run as well.
      this.#found === '' ? metricText(runMetrics.build, [[{ version: toolVersion }, 1]]) : this.#found,
      this.#next === null ? '' : metricText(watchMetrics.nextRun, single(this.#next.getTime() / 1000)),
      metricText(watchMetrics.failedRuns, single(this.#failedRuns)),
      this.#isDelivered === null ? '' : metricText(watchMetrics.documentsDelivered, single(this.#isDelivered ? 1 : 0)),
      metricText(watchMetrics.reloadFailed, single(this.#isReloadRefused ? 1 : 0)),
      ...this.#others.map((text) => text()),
    ].join('');
  }

  /** @throws UsageError `output-unwritable` */
  async writeTo(file: string | null): Promise<void> {
    if (file === null) return;
    await replaceFile(file, [this.text()]).catch((cause: unknown) => {
      throw unwritable(file, cause);
    });
  }
}

/** A run that has been due for longer has not begun, or does not end. */
const graceMs = 6 * 3_600_000;
