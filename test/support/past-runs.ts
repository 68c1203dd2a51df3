import { createHash } from 'node:crypto';
import type { History } from '../../src/history/history.ts';
import type { KeptRun } from '../../src/history/kept-run.ts';
import { runToKeep } from '../../src/history/run-to-keep.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { EndpointState, PastCertificate } from '../../src/model/past-run.ts';
import { encodeSavedRun, type SavedRun } from '../../src/replay/saved-run.ts';
import { observation } from './evidence.ts';
import { endpointReport, report } from './report.ts';

/** A node's port as it should be, but for what the test changes. */
export function endpointState(change: Partial<EndpointState> = {}): EndpointState {
  return {
    channel: 'transport',
    reachability: 'open',
    answer: 'tls',
    service: { security: 'tls', product: 'elasticsearch', version: '8.19', clusterName: null, nodeName: null },
    versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.1': 'rejected' },
    cipherSuites: { 'TLSv1.2': { accepted: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], whole: true } },
    clientAuth: 'required',
    certificate: pastCertificate(),
    trust: 'trusted',
    findings: [],
    unknown: [],
    incomplete: [],
    ...change,
  };
}

export function pastCertificate(change: Partial<PastCertificate> = {}): PastCertificate {
  return {
    sha256: 'ab'.repeat(32),
    subject: 'CN=es01',
    issuer: 'CN=Acme CA',
    serialNumber: '0a',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
    subjectAltNames: ['DNS:es01'],
    keySha256: '01'.repeat(32),
    authorityKeyId: '02'.repeat(20),
    ...change,
  };
}

/** The instant of the first of the runs that are made here. */
export const firstRunAt = Date.UTC(2026, 0, 1, 2);

/** What a scan of so many endpoints saw and found, on a day; what is measured differs from day to day, and nothing else does. */
export function scanOf(endpoints: number, day: number): { readonly run: Omit<KeptRun, 'uuid'>; readonly saved: SavedRun } {
  const start = firstRunAt + day * 86_400_000;
  const seen = Array.from({ length: endpoints }, (_, index) => seenOn(index, start, day));
  const saved: SavedRun = {
    startedAt: new Date(start),
    partial: false,
    command: 'scan',
    targets: seen.map(({ target }) => target),
    members: [],
    kibana: null,
    // Which is done first is another one each day.
    asked: seen
      .map((one) => ({ target: one.target, identity: null, observations: [one] }))
      .map((one, index, all) => all[(index * 7 + day) % all.length] ?? one),
    api: null,
    judging: { anchors: [], trustPublicRoots: false, crls: [], identity: [], quietWire: false, deployment: null },
  };
  const whole = report(
    seen.map(({ target, address, startedAt, cost }) =>
      endpointReport({ target: target.label, host: target.host, port: target.port, address, startedAt: startedAt.toISOString(), cost }),
    ),
  );
  const judged = { ...whole, startedAt: new Date(start).toISOString(), finishedAt: new Date(start + 4_000).toISOString() };
  return { run: runToKeep(judged, saved, encodeSavedRun(saved)), saved };
}

function seenOn(index: number, start: number, day: number): Observation {
  const label = `es-${index}:9300`;
  const digest = createHash('sha256').update(`${index} ${day}`).digest();
  const plain = observation();
  const at = new Date(start + digest.readUInt8(0));
  return {
    ...plain,
    target: { label, host: `es-${index}`, port: 9300, scheme: null },
    address: `10.0.${index >> 8}.${index & 255}`,
    startedAt: at,
    finishedAt: new Date(at.getTime() + digest.readUInt8(1)),
    conversations: plain.conversations.map((one, number) => ({
      ...one,
      startedAt: new Date(at.getTime() + number),
      helloTime: digest.readUInt32BE(4),
    })),
    cost: {
      connections: 3,
      bytesSent: 9_000 + digest.readUInt8(2),
      bytesReceived: 8_000 + digest.readUInt8(3),
      durationMs: digest.readUInt8(1),
    },
  };
}

/** Keeps a run in which each endpoint is in a state that the test gives. @returns its number */
export function keep(
  history: History,
  day: number,
  states: Readonly<Record<string, EndpointState>>,
  change: Partial<KeptRun> = {},
): number {
  const targets = Object.keys(states).map((label) => ({ label, host: label, port: 9300, scheme: null }));
  const { run } = scanOf(1, day);
  const id = history.add({
    ...run,
    saved: { ...run.saved, targets, asked: [] },
    endpoints: Object.entries(states).map(([target, state]) => ({ target, address: '10.0.0.1', state })),
    ...change,
  });
  if (id === null) throw new Error('it was there already');
  return id;
}
