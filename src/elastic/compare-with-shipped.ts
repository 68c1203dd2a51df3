import type { ShippedComparison } from '../model/evidence.ts';
import { allNamed } from '../model/name-list.ts';
import type { Observation } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';
import { type ShippedDefault, shippedDefaults } from './shipped-defaults.ts';

/**
 * What an endpoint accepts, against what the product accepts as shipped: the nearest of its defaults, of the release lines that it can be. Null where the suites were not all
 * asked for, where it is no product of Elastic's, or where nothing tells which.
 */
export function compareWithShipped(
  { channel, service, versions, details }: Observation,
  /** `RSA`, `EC` or another algorithm of the endpoint's own certificate: a suite for another key cannot be accepted. Null where it is not known. */
  keyAlgorithm: string | null,
): ShippedComparison | null {
  const product = service.product ?? (channel === 'kibana' ? 'kibana' : channel === 'unknown' ? null : 'elasticsearch');
  const suites = details?.cipherSuites;
  if (product === null || product === 'opensearch' || suites === undefined) return null;
  const accepted = protocolVersions.filter((version) => versions[version] === 'accepted');
  if (accepted.length === 0 || accepted.some((version) => suites[version] === undefined || suites[version].gap !== null)) return null;
  if (protocolVersions.some((version) => versions[version] === undefined || versions[version] === 'unknown')) return null;
  const line = /^(\d+)\./.exec(service.version ?? '')?.[1];
  const candidates = shippedDefaults.filter((shipped) => shipped.product === product);
  const ofItsLine = candidates.filter(({ lines }) => line !== undefined && (lines as readonly string[]).includes(line));
  const kinds = new Set(
    accepted.flatMap((version) => suites[version]?.accepted ?? []).flatMap((suite) => /_(RSA|ECDSA)_/.exec(suite)?.[1] ?? []),
  );
  const fits = (suite: string): boolean => {
    const needs = /_(RSA|ECDSA)_/.exec(suite)?.[1];
    if (needs === undefined || kinds.has(needs)) return true;
    return kinds.size === 0 && (keyAlgorithm === null || (needs === 'RSA') === keyAlgorithm.startsWith('RSA'));
  };
  const compared = (ofItsLine.length > 0 ? ofItsLine : candidates).map((shipped) => compare(shipped, accepted, suites, fits));
  return compared.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function compare(
  shipped: ShippedDefault,
  accepted: readonly ProtocolVersion[],
  suites: NonNullable<NonNullable<Observation['details']>['cipherSuites']>,
  fits: (suite: string) => boolean,
): ShippedComparison {
  // A version that is accepted and not shipped is told as such: its suites say nothing more.
  const common = shipped.versions.filter((version) => accepted.includes(version));
  const here = common.flatMap((version) => suites[version]?.accepted ?? []);
  const there = common.flatMap((version) => (shipped.cipherSuites[version] ?? []).filter(fits));
  const adds = [...accepted.filter((version) => !shipped.versions.includes(version)), ...here.filter((suite) => !there.includes(suite))];
  const lacks = [...shipped.versions.filter((version) => !accepted.includes(version)), ...there.filter((suite) => !here.includes(suite))];
  return {
    with: `${shipped.product === 'kibana' ? 'Kibana' : 'Elasticsearch'} ${allNamed(shipped.lines, 'or')} on ${shipped.runtime}`,
    adds,
    lacks,
    order: adds.length > 0 || lacks.length > 0 ? 'not-compared' : here.every((suite, index) => suite === there[index]) ? 'same' : 'other',
    source: shipped.source,
  };
}

function distance({ adds, lacks }: ShippedComparison): number {
  return adds.length + lacks.length;
}
