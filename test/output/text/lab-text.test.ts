import assert from 'node:assert/strict';
import { scan } from '../../../src/jobs/scan/scan.ts';
import { startLab } from '../../../src/lab/lab.ts';
import { parseTargets } from '../../../src/model/parse-targets.ts';
import type { Report } from '../../../src/model/report.ts';
import { displayWidth } from '../../../src/output/display-width.ts';
import { printable } from '../../../src/output/printable.ts';
import { renderScan } from '../../../src/output/text/render-scan.ts';

const plain = { width: 80, colour: false };
const linesOf = (text: string) => text.trimEnd().split('\n');

describe('the text of a scan of the lab', function () {
  this.timeout(60_000);
  let report: Report;

  before(async () => {
    const stack = await startLab();
    try {
      const names = new Map(stack.endpoints.map(({ target, serverName }) => [target.replace(/^[a-z-]+:\/\//, ''), serverName]));
      report = await scan(parseTargets(stack.endpoints.map(({ target }) => target).join('\n')), {
        anchors: stack.trust.der,
        serverName: ({ label }) => names.get(label),
      });
    } finally {
      await stack.close();
    }
  });

  it('fits a screen, has the verdict first and the worst problems next', () => {
    const text = renderScan(report, { ...plain, exit: 1 });
    assert.ok(linesOf(text).length <= 45, `${linesOf(text).length} lines:\n${text}`);
    const [first, second, third] = linesOf(text);
    assert.equal(report.endpoints.length, 21);
    assert.match(first ?? '', /^FAIL {2}1\d of 21 endpoints have critical or high problems$/);
    assert.equal(second, '');
    assert.match(third ?? '', /^CRITICAL {2}\S/);
    assert.match(linesOf(text).at(-1) ?? '', /exit 1$/);
    assert.match(text, /minor notes?: /);
  });

  it('has a row an endpoint in a wide terminal', () => {
    const rows = linesOf(renderScan(report, { ...plain, width: 120 })).filter((line) =>
      /^(CRIT|HIGH|MED|OK) +127\.0\.0\.1:\d+ /.test(line),
    );
    assert.equal(rows.length, report.endpoints.length);
  });

  it('has at most 350 lines of details', () => {
    const lines = linesOf(renderScan(report, { ...plain, details: true }));
    assert.ok(lines.length <= 350, `${lines.length} lines`);
  });

  it('stays within the width, but for what a shell or a file takes as it stands', () => {
    const unbroken = new Set(
      report.endpoints.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix.steps.flatMap(({ lines = [] }) => lines))),
    );
    for (const width of [40, 60, 80, 100, 200]) {
      for (const view of [{}, { details: true }, { details: true, show: ['all'] }, { show: ['all', 'unreachable'], verbose: true }]) {
        for (const line of linesOf(renderScan(report, { width, colour: false, ...view })))
          assert.ok(displayWidth(line) <= width || unbroken.has(line.trim()), `${width}: ${line}`);
      }
    }
  });

  it('loses nothing: all that was found, what to do, and what was not checked', () => {
    const text = squeezed(renderScan(report, { ...plain, width: 110, details: true, show: ['all'] }));
    const holds = (part: string) => assert.ok(text.includes(squeezed(printable(part))), part);
    for (const { findings, unknown, incomplete, status, tls, trustPath } of report.endpoints) {
      for (const { title, detail, fix, source, rule } of findings) {
        for (const part of [title, detail, source, rule]) holds(part);
        for (const { text: words, lines = [] } of fix.steps) for (const part of [words, ...lines]) holds(part);
      }
      for (const { rule, because } of unknown) for (const part of [rule, because]) holds(part);
      for (const line of incomplete) holds(line);
      holds(status);
      if (tls !== null) for (const suites of Object.values(tls.cipherSuites ?? {})) for (const suite of suites) holds(suite);
      for (const line of trustPath) holds(line.replace(/ · SHA-256.*/, ''));
    }
  });
});

/** Lines break anywhere. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
