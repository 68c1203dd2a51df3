import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { MaterialUnknown, SetupUnknown } from '../../src/model/reasons/setup-reason.ts';
import type { Setup, SetupProblem, TlsContext } from '../../src/model/setup.ts';
import { contentFaultText } from '../../src/wording/content-fault-texts.ts';
import { setupProblemText } from '../../src/wording/setup-problem-texts.ts';

/**
 * Everything that a Setup says is wrong, a line each: what it does, how sure that is, the rule, `setting:line` (`-` where nothing sets it), the context, the file with the trouble, and what the
 * product logs. The configuration directory is `config`, `TRANSPORT` and `HTTP` are the usual prefixes, and `failed` is how Elasticsearch begins to log that it cannot load the context.
 */
export function told(setup: Setup): readonly string[] {
  return [...setup.startupErrors, ...setup.warnings].map((problem) => line(problem, setup)).concat(unknownOf(setup));
}

function line({ stops, certainty, rule, setting, place, context, file, logText, facts, because }: SetupProblem, setup: Setup): string {
  const detail = setupProblemText(because);
  assert.match(detail, /\.$/, rule);
  assert.doesNotMatch(detail, /undefined|\[object|\bNaN\b/, rule);
  const at = `${setting ?? 'no setting'}:${place === null ? '-' : (place.line ?? basename(place.file))}`;
  const parts = [
    stops ? 'stops' : 'warns',
    certainty,
    rule,
    at,
    context ?? 'whole',
    file === null ? '-' : basename(file),
    logText ?? '-',
    ...Object.values(facts ?? {}),
  ];
  return parts
    .join(' | ')
    .replaceAll(setup.directory, 'config')
    .replace(/failed to load SSL configuration \[([^\]]+)\]/, (whole, name) => (name === context ? 'failed' : whole))
    .replaceAll('xpack.security.transport.ssl', 'TRANSPORT')
    .replaceAll('xpack.security.http.ssl', 'HTTP');
}

function unknownOf(setup: Setup): readonly string[] {
  return setup.unknown.map((unknown) => `unknown | ${valuesOf(unknown)}`.replaceAll(setup.directory, 'config'));
}

function valuesOf(unknown: SetupUnknown | MaterialUnknown): string {
  return Object.entries(unknown)
    .map(([key, value]) => (key === 'fault' && typeof value === 'object' && value !== null ? contentFaultText(value) : value))
    .join(' | ');
}

/** What a context would load, a line each: its switches, its identities, whom it trusts, the files that it named. */
export function loaded(setup: Setup, name: string): readonly string[] {
  const found = setup.contexts.find((context) => context.name === name);
  if (found === undefined) return ['no such context'];
  const { enabled, verification, clientAuthentication, identities, trust, files, protocols } = found;
  const chosen = (one: { readonly value: unknown; readonly place: { readonly line: number | null } | null } | null) =>
    one === null ? 'none' : `${String(one.value)}:${one.place === null ? '-' : one.place.line}`;
  return [
    `enabled ${chosen(enabled)}, verification ${chosen(verification)}, clients ${chosen(clientAuthentication)}, protocols ${chosen(protocols)}`,
    ...identities.map(
      ({ chain, key, alias, keyMatches, file }) =>
        `shows ${chain.map(({ commonName }) => commonName).join(' < ') || 'nothing'}, alias ${alias}, ${key === null ? 'no key' : 'key'}, matches ${keyMatches}, of ${basename(file)}`,
    ),
    ...trustOf(trust),
    ...files.map(
      ({ path, setting, place, format, problem }) =>
        `names ${basename(path)} by ${setting}:${place.line}, ${format}${problem === null ? '' : `, ${`${path}: ${contentFaultText(problem)}`.replaceAll(setup.directory, 'config')}`}`,
    ),
  ];
}

function trustOf({ kind, anchors, publicRoots, because, place }: TlsContext['trust']): readonly string[] {
  return [
    `trusts ${kind}${publicRoots ? ' and public roots' : ''}, set on ${place === null ? '-' : place.line}${because === null ? '' : `, for ${because.code}`}`,
    ...anchors.map(
      ({ certificate, alias, from, file, keyMatches }) =>
        `trusts ${certificate.commonName}, ${from} ${alias} of ${basename(file)}${keyMatches === undefined ? '' : `, matches ${keyMatches}`}`,
    ),
  ];
}
