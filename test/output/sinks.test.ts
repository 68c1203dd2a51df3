import assert from 'node:assert/strict';
import type { InspectedFile } from '../../src/model/inspection.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { severities } from '../../src/model/severity.ts';
import { openNagios } from '../../src/output/open-nagios.ts';
import { CertificateList } from '../../src/output/sink/certificate-list.ts';
import { keepPlace, mostPlaces } from '../../src/output/sink/first-places.ts';
import { groupFingerprint } from '../../src/output/sink/group-fingerprint.ts';
import { NotChecked } from '../../src/output/sink/not-checked.ts';
import { ProblemGroups } from '../../src/output/sink/problem-groups.ts';
import type { RunFacts } from '../../src/output/sink/sink.ts';
import { certificateReport, endpointReport, finding } from '../support/report.ts';

const run: RunFacts = {
  version: '1',
  startedAt: '2026-11-23T10:00:00.000Z',
  finishedAt: '2026-11-23T10:00:01.000Z',
  partial: false,
  failOn: 'high',
  undecided: false,
  pairs: [],
  unknown: [],
  rules: new Map(),
};
const waived = { reason: 'so', owner: 'me', until: '2030-01-01' };
const fileWith = (problem: string | null): InspectedFile =>
  ({ file: 'a.pem', problem, certificates: [], unreadable: [], store: null }) as unknown as InspectedFile;

describe('what was not checked', () => {
  const endpoint = (change: Partial<EndpointReport>) => (all: NotChecked) => all.endpoint(endpointReport(change));
  for (const [what, fill, facts, texts] of [
    ['nothing is missing', endpoint({}), {}, []],
    ['a default port is closed', endpoint({ reachability: 'refused' }), {}, []],
    ['an endpoint was not reached', endpoint({ reachability: 'refused', incomplete: ['x'] }), {}, ['1 endpoint was not reached.']],
    ['an endpoint was cut short', endpoint({ incomplete: ['x'] }), {}, ['1 endpoint was not fully checked.']],
    ['a file could not be read', (all: NotChecked) => all.file(fileWith('it is empty')), {}, ['a.pem: it is empty']],
    ['a file was read', (all: NotChecked) => all.file(fileWith(null)), {}, []],
    ['it was interrupted', endpoint({}), { partial: true }, ['The run was interrupted: this has what was done until then.']],
    ['it is undecided', endpoint({}), { undecided: true }, ['Not all that was asked for could be checked.']],
  ] as const)
    it(`is told, and counts, where ${what}`, () => {
      const all = new NotChecked();
      fill(all);
      assert.deepEqual(all.texts({ ...run, ...facts }), texts);
      assert.equal(all.isAny({ ...run, ...facts }), texts.length > 0);
    });
});

describe('the output of a plugin, of what it was fed', () => {
  const told = (endpoints: readonly EndpointReport[], files: readonly InspectedFile[] = [], facts: Partial<RunFacts> = {}) => {
    const sink = openNagios(new ProblemGroups());
    for (const one of endpoints) sink.endpoint(one);
    for (const one of files) sink.file(one);
    return [...sink.end({ ...run, ...facts })].join('');
  };
  for (const [what, text, state] of [
    ['a problem that is waived', told([endpointReport({ findings: [finding({ waived })] })]), 'OK'],
    [
      'one that is waived beside one that is not',
      told([endpointReport({ findings: [finding({ waived }), finding({ rule: 'another' })] })]),
      'CRITICAL',
    ],
    ['a file that could not be read', told([], [fileWith('it is empty')]), 'UNKNOWN'],
    ['a run that was interrupted', told([endpointReport()], [], { partial: true }), 'UNKNOWN'],
    ['a run that is undecided', told([endpointReport()], [], { undecided: true }), 'UNKNOWN'],
    [
      'a certificate that is due',
      told([endpointReport({ findings: [finding({ severity: 'info', evidence: { withinExpiresIn: true } })] })]),
      'CRITICAL',
    ],
    ['all well', told([endpointReport()]), 'OK'],
  ] as const)
    it(`is ${state}: ${what}`, () => assert.match(text, new RegExp(`^TLS ${state} - `)));
});

describe('a list of certificates', () => {
  const of = (name: string, day: number) =>
    certificateReport({ sha256: name, notAfter: `2027-01-${String(day).padStart(2, '0')}T00:00:00.000Z` });
  const show = (list: CertificateList, ...endpoints: readonly Partial<EndpointReport>[]) => {
    for (const [index, one] of endpoints.entries()) list.endpoint(endpointReport({ target: `es${index}:9300`, ...one }));
    return [...list.all()];
  };

  for (const order of [
    ['trusted', 'untrusted', 'peers-differ'],
    ['untrusted', 'trusted', 'not-checked'],
    ['peers-differ', 'not-checked', 'untrusted'],
  ] as const)
    it(`has the worst verdict of those who show it as their own, in whatever order: ${order.join(', ')}`, () => {
      const [listed] = show(new CertificateList(), ...order.map((trust) => ({ trust, chain: [of('a', 1)] })));
      assert.equal(listed?.trust, 'untrusted');
    });

  it('has no verdict of a CA, and makes one of it as soon as it is shown as own', () => {
    const list = new CertificateList();
    show(list, { trust: 'untrusted', chain: [of('a', 1), of('ca', 9)] });
    assert.deepEqual(
      [...list.all()].map(({ sha256, role, trust }) => [sha256, role, trust]),
      [
        ['a', 'own', 'untrusted'],
        ['ca', 'chain', 'not-checked'],
      ],
    );
  });

  it('keeps those that end first where it has room for some, in whatever order they come', () => {
    const days = [9, 3, 7, 1, 8, 2, 6, 4, 5];
    for (const all of [days, days.toReversed(), days.toSorted(), days.toSorted().toReversed()]) {
      const list = new CertificateList(2);
      const listed = show(list, ...all.map((day) => ({ chain: [of(`c${day}`, day)] })));
      assert.deepEqual(
        listed.map(({ sha256 }) => sha256),
        ['c1', 'c2'],
        all.join(),
      );
    }
  });
});

describe('places that are kept', () => {
  it('are the first hundred in order, each once, in whatever order they come', () => {
    const names = Array.from({ length: 3 * mostPlaces }, (_, index) => `es${String(index).padStart(4, '0')}`);
    for (const order of [names, names.toReversed(), names.map((_, at) => names[(at * 7) % names.length] ?? ''), [...names, ...names]]) {
      const kept: string[] = [];
      for (const name of order) keepPlace(kept, name);
      assert.deepEqual(kept, names.slice(0, mostPlaces));
    }
  });
});

describe('the fingerprint of a group', () => {
  it('differs with rule, severity, certificate and waiver, and with nothing else', () => {
    const groupOf = (change: Parameters<typeof finding>[0], target = 'es01:9300') => {
      const groups = new ProblemGroups();
      groups.endpoint(endpointReport({ target, findings: [finding(change)] }));
      return groups.groups(0).map(groupFingerprint)[0] ?? assert.fail('no group');
    };
    const plain = groupOf({});
    assert.equal(groupOf({ detail: 'in other words', remedy: 'otherwise' }, 'es02:9300'), plain);
    const others = [
      ...severities.filter((severity) => severity !== 'critical').map((severity) => groupOf({ severity })),
      groupOf({ rule: 'leaf-expiring' }),
      groupOf({ waived }),
      groupOf({ waived: { ...waived, until: '2031-01-01' } }),
      groupOf({ evidence: { sha256: 'ab'.repeat(32) } }),
      groupOf({ evidence: { sha256: 'cd'.repeat(32) } }),
    ];
    assert.equal(new Set([plain, ...others]).size, 1 + others.length);
  });
});
