import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { PairReport, Report } from '../../src/model/report.ts';
import { displayWidth } from '../../src/output/display-width.ts';
import { renderHtml } from '../../src/output/render-html.ts';
import { renderMatrix } from '../../src/output/text/render-matrix.ts';
import { assertCountsAgree } from '../support/counts-agree.ts';
import { endpointReport, finding, report } from '../support/report.ts';
import { assertIsReport } from '../support/report-schema.ts';

const hostile = '</td><script>alert(1)</script>"\' onmouseover=x \u001b[2J\u202e';

function pair(from: string, to: string, verdict: PairReport['verdict'], given: Partial<PairReport> = {}): PairReport {
  return {
    from,
    to,
    verdict,
    rule: verdict === 'accepted' ? null : 'trust-lookalike-ca',
    detail: 'as it is',
    byVerification: { full: verdict, certificate: verdict },
    ...given,
  };
}

/** Nodes of which the last differs from the others. */
function matrixReport(labels: readonly string[], given: Partial<Report> = {}): Report {
  const odd = labels.at(-1) ?? '';
  return report([], {
    pairs: labels.flatMap((from) =>
      labels.filter((to) => to !== from).map((to) => pair(from, to, from === odd || to === odd ? 'refused' : 'accepted')),
    ),
    findings: [{ ...finding(), subjects: [odd] }],
    unknown: [{ rule: 'cross-environment-trust', code: 'cluster-name-not-shown', because: 'the cluster name did not show' }],
    matrix: {
      nodes: labels.map((label) => ({
        label,
        address: '10.0.0.1',
        issuer: 'CN=Acme CA',
        authorityKeyId: 'ab',
        trusts: ['CN=Acme CA'],
        stage: null,
      })),
      differs: [
        { node: odd, rule: 'trust-lookalike-ca', code: 'issued-by-lookalike-ca', because: 'its CA has the same name but another key' },
      ],
      rotation: null,
    },
    ...given,
  });
}

const nodes = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}.example.org:9300`);
const plain = { width: 80, colour: false };

describe('the matrix as a grid', () => {
  it('counts what it shows, and says where the rest is, as the page does', () => {
    const single = endpointReport({ findings: [finding(), finding({ severity: 'low' }), finding({ severity: 'info' })] });
    const given = matrixReport(['es01', 'es02', 'es03'], { endpoints: [single] });
    const { summary } = report([single]);
    assertCountsAgree({ ...given, summary: { ...summary, critical: summary.critical + 1 } });
    assert.throws(() => assertCountsAgree(given), 'a summary that leaves something out');
  });

  it('does not say that all is well where there may be more nodes than were found', () => {
    const pairs = [pair('es01', 'es02', 'accepted'), pair('es02', 'es01', 'accepted')];
    const found = (because: string | null) =>
      renderMatrix(
        matrixReport(['es01', 'es02'], {
          pairs,
          findings: [],
          discovery: { nodes: 2, added: [], code: because === null ? null : 'nodes-not-named', because },
        }),
        plain,
      );
    assert.match(found('es01:9200 refused to tell (403)'), /^PART {2}Neither connection is known to fail; not all nodes were found\n/);
    assert.match(found(null), /^OK {4}Both connections would succeed\n/);
  });

  it('has the node that differs first, and says why', () => {
    const shown = renderMatrix(matrixReport(['es01', 'es02', 'es03']), plain);
    assert.equal(
      shown.split('\n').slice(0, 10).join('\n'),
      [
        'FAIL  4 of 6 connections would fail',
        '',
        'connects to  es03  es01  es02',
        '1 es03       .     x     x',
        '2 es01       x     .     +',
        '3 es02       x     +     .',
        '',
        '+ accepted · x refused',
        '',
        'es03 differs: its CA has the same name but another key (trust-lookalike-ca)',
      ].join('\n'),
    );
    assert.match(shown, /\n1 critical · 3 nodes in 1\.5 s · not all checked \(--verbose\)\n$/);
  });

  it('keeps within the width, from 40 columns on, whatever the number of nodes and the length of their names', () => {
    for (const labels of [nodes(2), nodes(9), nodes(40), [`${'a'.repeat(200)}:9300`, 'b', 'c'], ['日本語'.repeat(9), 'b']]) {
      for (const width of [40, 60, 80, 100, 200]) {
        for (const view of [{}, { details: true, show: ['all'] }]) {
          for (const line of renderMatrix(matrixReport(labels), { width, colour: false, ...view }).split('\n'))
            assert.ok(displayWidth(line) <= width, line);
        }
      }
    }
  });

  it('numbers the columns where names do not fit, and has each pair in it', () => {
    const shown = renderMatrix(matrixReport(nodes(40)), plain);
    assert.match(shown, /columns are numbered as the rows are/);
    const cells = [...shown.matchAll(/^ ?\d+ node-\S+ +(.*)$/gm)].flatMap(([, row = '']) => row.trim().split(/\s+/));
    assert.equal(cells.length, 1600);
    assert.equal(cells.filter((cell) => cell === 'x').length, 78);
    assert.equal(cells.filter((cell) => cell === '.').length, 40);
  });

  it('tells a refusal under full alone from what could not be told', () => {
    const pairs = [
      pair('a', 'b', 'unknown', { rule: 'san-missing', byVerification: { full: 'refused', certificate: 'accepted' } }),
      pair('b', 'a', 'unknown', { rule: null, detail: 'its trust does not show' }),
    ];
    const shown = renderMatrix(matrixReport(['a', 'b'], { pairs }), { ...plain, verbose: true });
    assert.match(shown.replace(/\s+/g, ' '), /f refused under verification_mode full, accepted under certificate · \? not checked/);
    assert.match(shown, /\nNot checked\n {2}1 connection: its trust does not show\n/);
    assert.match(
      shown,
      /^FAIL {2}1 of 2 connections would fail under verification_mode full; 1 not checked,\n {6}but comparing the nodes shows 1 critical or high problem\n/,
    );
    assert.doesNotMatch(renderMatrix(matrixReport(['a', 'b'], { pairs }), plain), /does not show/);
  });

  it('has the stages of a change of the CA, and its next step', () => {
    const base = matrixReport(['a', 'b']);
    assert.ok(base.matrix);
    const rotation = { old: { name: 'CN=old', keyId: null }, new: { name: 'CN=new', keyId: null }, nextStep: 'Add the new CA to a.' };
    const staged = {
      ...base,
      matrix: { ...base.matrix, rotation, nodes: base.matrix.nodes.map((node) => ({ ...node, stage: 'old-ca-only' })) },
    };
    assertIsReport(JSON.parse(JSON.stringify(staged)));
    for (const shown of [renderMatrix(staged, plain), renderHtml(staged)]) {
      assert.match(shown, /old CA only/);
      assert.match(shown, /Add the new CA to a\./);
    }
  });

  it('lets nothing that came from a peer steer the terminal', () => {
    const shown = renderMatrix(matrixReport(['es01', hostile]), plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that must not be there
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('says so where there is nothing to compare', () => {
    assert.match(renderMatrix(report([]), plain), /^PART {2}There are no two transport endpoints to compare\n/);
    assert.match(renderHtml(report([], { pairs: [] })), /no two transport endpoints/);
  });
});

describe('the matrix as HTML', () => {
  const page = renderHtml(matrixReport(['es01', 'es02', 'es03']));

  it('is one file that needs nothing else, under a policy that allows its own style and script alone', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const [style = '', script = ''] = ['style', 'script'].map((tag) => new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(page)?.[1]);
    const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    assert.equal(
      policy,
      `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`,
    );
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.doesNotMatch(page, /<link|<img|<iframe|src=|href=|url\(|@import| style=| on[a-z]+=/i);
    assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttp/);
  });

  it('has each pair, its state and its reason', () => {
    assert.equal(page.match(/class="cell accepted"/g)?.length, 2);
    assert.equal(page.match(/class="cell refused"/g)?.length, 4);
    assert.match(page, /title="es03 connects to es01: refused \(trust-lookalike-ca\)\. as it is"/);
    assert.match(page, /es03 differs: its CA has the same name but another key/);
  });

  it('keeps hostile names text, wherever they stand', () => {
    const base = matrixReport(['es01', hostile]);
    assert.ok(base.matrix);
    const shown = renderHtml({
      ...base,
      pairs: [pair('es01', hostile, 'refused', { detail: hostile, rule: hostile }), pair(hostile, 'es01', 'unknown', { detail: hostile })],
      findings: [{ ...finding({ title: hostile, detail: hostile, remedy: hostile, rule: hostile }), subjects: [hostile] }],
      unknown: [{ rule: hostile, code: 'cluster-name-not-shown', because: hostile }],
      matrix: {
        ...base.matrix,
        differs: [{ node: hostile, rule: hostile, code: 'as-found', because: hostile }],
        rotation: { old: { name: hostile, keyId: null }, new: { name: hostile, keyId: null }, nextStep: hostile },
      },
    });
    assert.equal(shown.match(/<script/g)?.length, 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is them that must not be there
    assert.doesNotMatch(shown, /[\u001b\u202e]/);
    // Each tag is one of ours: no attribute came out of its quotes.
    for (const [tag] of shown.replace(/<script>[\s\S]*<\/script>/, '').matchAll(/<[a-z!][^>]*>/gi))
      assert.match(tag, /^<(?:!doctype html|[a-z0-9]+(?: [a-z-]+="[^"]*")*)>$/i);
  });
});
