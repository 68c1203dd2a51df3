import type { Connection } from './catalogue/connections.ts';
import type { LogLine } from './catalogue/log-line.ts';
import { lineIn } from './find-log-line.ts';
import type { LogEntry } from './log-entries.ts';
import type { Diagnosis } from './read-diagnostic-trust-manager-line.ts';

/** What an entry of a log comes to. */
export type EntryCause = Pick<LogLine, 'rule' | 'refusedBy' | 'goesOn' | 'warning'> & {
  /** Empty: the entry states the cause. */
  readonly alternatives: readonly string[];
  readonly related: readonly string[];
  readonly role: 'client' | 'server' | null;
  readonly connection?: Connection;
  /** Whether a text has what told; null where a diagnosis did. */
  readonly isIn: ((text: string) => boolean) | null;
};

/** By the line of the catalogue; null where an entry has none. What a node says of its settings, or of a peer, is a warning at least; a line that was pasted has no level. */
export function causeOf({ message, trace, level, product }: Pick<LogEntry, 'message' | 'trace' | 'level' | 'product'>): EntryCause | null {
  if (/^(?:DEBUG|TRACE|INFO)$/i.test(level)) return null;
  const found = lineIn(trace === '' ? message : `${message}\n${trace}`, product);
  if (found === null) return null;
  const { role = null, alternatives = [], related = [] } = found.line;
  return { ...found.line, role, alternatives, related, isIn: found.isIn };
}

/** What the peer says of itself is the other way round here. */
export function turnedRound({ refusedBy, role, ...cause }: EntryCause): EntryCause {
  return {
    ...cause,
    refusedBy: refusedBy === 'this-node' ? 'peer' : refusedBy === 'peer' ? 'this-node' : null,
    role: role === null ? null : role === 'client' ? 'server' : 'client',
  };
}

/** The clauses tell most of it; what they do not, the exception behind the line does: names are compared after trust. */
export function causeOfDiagnosis(diagnosis: Diagnosis, entry: LogEntry): EntryCause {
  const { trust, validity, extendedKeyUsage, peer, issuer, trustedIssuers, above, selfIssued } = diagnosis;
  if (diagnosis.subject === null) return refusal('client-cert-not-sent');
  if (trust === 'lookalike') {
    const name = trustedIssuers[0] ?? issuer ?? '';
    return refusal(/auto-configuration transport CA$/i.test(name) ? 'autoconfig-separate-clusters' : 'trust-lookalike-ca');
  }
  if (trust === 'unknown-issuer') {
    // A certificate alone of an issuer whom nobody knows may have an intermediate missing above it.
    return selfIssued || above.length > 0 || !isLikelyIntermediate(issuer)
      ? refusal('trust-unknown-issuer')
      : refusal('trust-unknown-issuer', ['trust-missing-intermediate']);
  }
  const named = causeOf({ ...entry, level: '', message: entry.trace, trace: '' });
  // The key was compared, and it is the same.
  if (trust === 'same-key' && named?.rule === 'trust-lookalike-ca') return refusal('ca-reissued-same-key');
  if (trust === 'trusted' && named?.rule === 'trust-lookalike-ca' && /does not chain/.test(entry.trace)) return refusal('aki-ski-mismatch');
  if (named !== null && named.refusedBy === 'this-node' && !saysNoMore.has(named.rule)) {
    return named.rule === 'leaf-expired' && validity?.verdict === 'valid' ? refusal('ca-expired') : named;
  }
  if (validity?.verdict === 'expired') return refusal('leaf-expired');
  if (validity?.verdict === 'not-yet-valid') return refusal('leaf-not-yet-valid');
  if (Array.isArray(extendedKeyUsage)) {
    const wanted = peer === 'server' ? 'serverAuth' : 'clientAuth';
    if (!extendedKeyUsage.includes(wanted) && !extendedKeyUsage.includes('anyExtendedKeyUsage'))
      return refusal(peer === 'server' ? 'eku-missing-serverauth' : 'eku-transport-missing-clientauth');
  }
  if (trust === 'trusted' && peer === 'server') return byNames(diagnosis);
  if (trust === 'trusted' || trust === 'same-key')
    return refusal(trust === 'same-key' ? 'ca-reissued-same-key' : 'aki-ski-mismatch', [
      'ku-without-digitalsignature',
      'weak-key',
      'weak-signature',
      'ca-not-a-ca',
    ]);
  return refusal('trust-unknown-issuer', ['trust-missing-intermediate', ...aboutNames]);
}

/** The exceptions of these say less than the clauses do. */
const saysNoMore: ReadonlySet<string> = new Set(['trust-unknown-issuer', 'chain-refused']);

function refusal(rule: string, alternatives: readonly string[] = []): EntryCause {
  return { rule, refusedBy: 'this-node', alternatives, related: [], role: null, isIn: null };
}

function isLikelyIntermediate(issuer: string | null): boolean {
  return issuer !== null && /\b(?:intermediate|issuing|sub|subordinate)\b/i.test(issuer);
}

/** What is wrong with a name leaves the same alert as what is wrong with trust. */
/** Rules on what a server shows: a client's certificate is not compared with a name. */
const onNames: ReadonlySet<string> = new Set([
  'san-cn-only-name',
  'san-entry-malformed',
  'san-ip-missing',
  'san-missing',
  'san-name-mismatch',
  'san-publish-address-missing',
  'san-stale-after-move',
]);

const onClients: ReadonlySet<string> = new Set(['eku-transport-missing-clientauth']);

const aboutNames = ['san-missing', 'san-ip-missing', 'san-name-mismatch'] as const;

/** Trust, dates and usage are well, so it is the name. */
function byNames({ names, host }: Diagnosis): EntryCause {
  if (names === 'none') return refusal('san-missing');
  const isAddress = host !== null && /^[\d.]+$|:/.test(host);
  return refusal(isAddress ? 'san-ip-missing' : 'san-name-mismatch', ['ku-without-digitalsignature', 'aki-ski-mismatch']);
}

/** Which of the alternatives are left, once it is known whose certificate was refused: names are the server's, and what a client may do is the client's. */
export function causeByRole(cause: EntryCause, { product, logger }: LogEntry, role: EntryCause['role']): EntryCause {
  if (product === 'kibana') return cause;
  // An alert on a certificate, where another connected to this node: it is the server's certificate that was refused.
  if (cause.rule === 'client-cert-not-sent' && cause.refusedBy === 'peer' && role === 'server' && !/Http/.test(logger))
    return { ...cause, rule: 'trust-unknown-issuer', alternatives: ['trust-lookalike-ca', ...aboutNames] };
  if (cause.alternatives.length === 0 || cause.refusedBy === null || role === null) return cause;
  const ofServer = (cause.refusedBy === 'peer') === (role === 'server');
  const ofTheOther = ofServer ? onClients : onNames;
  return {
    ...cause,
    alternatives: [
      ...cause.alternatives.filter((rule) => !ofTheOther.has(rule)),
      ...(ofServer && cause.rule === 'trust-unknown-issuer' && cause.refusedBy === 'peer' ? ['eku-missing-serverauth'] : []),
    ],
  };
}
