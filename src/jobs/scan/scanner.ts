import { setMaxListeners } from 'node:events';
import type { HelloId } from '../../hellos/recorded-hello.ts';
import type { ApiFacts } from '../../model/api-facts.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Observation } from '../../model/observation.ts';
import type { EndpointReport } from '../../model/report.ts';
import { timeoutsPerAddress } from '../../model/shortfall.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';
import { createConnector } from '../../probe/connector.ts';
import type { Probe, ProbeOptions } from '../../probe/probe-options.ts';
import { probeTarget } from '../../probe/probe-target.ts';
import { flawText } from '../../wording/certificate-fault-texts.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { publicRoots } from '../../x509/public-roots.ts';
import { createJudge } from './judge-once-per-kind.ts';

/** How a target is scanned. Times are in milliseconds. */
export type TargetOptions = {
  /** Certificates to trust, DER. Without any, and without `trustPublicRoots`, trust is not judged. */
  readonly anchors?: readonly Uint8Array[];
  /** Revocation lists, DER. They count in the verdict by RFC 5280; Java and Node look at none by default. */
  readonly crls?: readonly Uint8Array[];
  /** Trust the roots that Node trusts, too. */
  readonly trustPublicRoots?: boolean;
  /** Names that differ by endpoint stay out of the fixes of findings, so that endpoints which otherwise showed the same share them: for scans of thousands. */
  readonly sharesFixes?: boolean;
  /** The name for SNI and for the name check, for all targets or for each; null sends and checks none. Undefined: the target's host. */
  readonly serverName?: string | null | ((target: Target) => string | null | undefined);
  /** A client certificate, DER, leaf first, and its key. */
  readonly identity?: NonNullable<ProbeOptions['identity']>;
  /** A self-signed certificate to offer beside it, to see whether the server accepts anyone: an active question, asked only where this is given. */
  readonly selfSignedIdentity?: NonNullable<ProbeOptions['selfSignedIdentity']>;
  /** Clients whose hellos are said as well, to see whether they would be answered. Default: that of Kibana, where the chain has a signature that it does not take. */
  readonly asClients?: readonly HelloId[];
  /** Default: guessed from names. */
  readonly deployment?: Deployment;
  /** Default `quick`; of `scan`, `standard`. */
  readonly depth?: ProbeOptions['depth'];
  /** Finish no handshake without a certificate, so that no node logs a line. */
  readonly quietWire?: boolean;
  /** Ask a transport port that lets us in who it is and of which cluster, too. An audit log, where one is on, records that. */
  readonly names?: boolean;
  /** The name of the node whose certificate `identity` is: names are asked for as it asks for them, so that a node with security tells that of its cluster. */
  readonly asNode?: string;
  /** From where the network is looked at. */
  readonly vantage?: ProbeOptions['vantage'];
  /** How long to wait for a peer that says nothing. Default 5,000. An address as a whole gets four times as long. */
  readonly timeoutMs?: number;
  /** Connections to one address at once, whatever the number of its ports and names. Default 4. */
  readonly maxPerHost?: number;
  /** The instant that dates are judged at. Default: when each endpoint was asked. */
  readonly at?: Date;
  /** How long before its end a certificate is due, whatever its life: findings that are due by it have `withinExpiresIn` in their evidence. Default: as each rule says. */
  readonly expiresInMs?: number;
  /** Ends the scan. */
  readonly signal?: AbortSignal;
  /** How a target is asked. Default: over the network. */
  readonly probe?: Probe;
  /** Told what is being asked. */
  readonly onEvent?: (message: string) => void;
};

/** Scans targets one by one; what can be shared between them (the connector, the anchors, keys) is shared. */
export type Scanner = {
  /** Probes every address of a target and judges what it saw. Rejects when the signal ended it, and for internal error of handclasps. */
  readonly examine: (target: Target) => Promise<readonly ScannedEndpoint[]>;
  /** The two halves of it: what each address showed, */
  readonly observe: (target: Target) => Promise<readonly Observation[]>;
  /** and what that means, with what the REST API told where it was asked, and with what answers beside it. */
  readonly judge: (observation: Observation, api?: ApiFacts, beside?: { readonly besideOpenSearch: boolean }) => Promise<ScannedEndpoint>;
};

/** One address of a target. */
export type ScannedEndpoint = {
  readonly evidence: EndpointEvidence;
  readonly endpoint: EndpointReport;
  /** Another report that says the same but for what is told anew of each endpoint; absent where this one stands alone. */
  readonly like?: EndpointReport;
};

/** @throws UsageError where an anchor is no certificate. */
export function createScanner(options: TargetOptions): Scanner {
  const anchors = readAnchors(options);
  const { timeoutMs = 5_000 } = options;
  // Every probe listens to it, and more than ten listeners are no leak here.
  const signal = AbortSignal.any(options.signal === undefined ? [] : [options.signal]);
  setMaxListeners(0, signal);
  const probeOptions: ProbeOptions = {
    connectTimeoutMs: timeoutMs,
    idleTimeoutMs: timeoutMs,
    deadlineMs: timeoutsPerAddress * timeoutMs,
    quietWire: options.quietWire ?? false,
    depth: options.depth ?? 'quick',
    vantage: options.vantage ?? null,
    names: options.names ?? false,
    connector: createConnector(options.maxPerHost),
    signal,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    ...(options.asNode === undefined ? {} : { asNode: options.asNode }),
    ...(options.selfSignedIdentity === undefined ? {} : { selfSignedIdentity: options.selfSignedIdentity }),
    ...(options.asClients === undefined ? {} : { asClients: options.asClients }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  };

  const nameOf = (target: Target): { readonly serverName?: string | null } => {
    const serverName = typeof options.serverName === 'function' ? options.serverName(target) : options.serverName;
    return serverName === undefined ? {} : { serverName };
  };
  const judgeBy = createJudge(
    {
      anchors,
      crls: options.crls ?? [],
      identity: readIdentity(options.identity?.chain ?? []),
      ...(options.deployment === undefined ? {} : { deployment: options.deployment }),
      ...(options.expiresInMs === undefined ? {} : { expiresInMs: options.expiresInMs }),
    },
    { trust: anchors.length > 0, quietWire: options.quietWire ?? false },
    { sharesFixes: options.sharesFixes ?? false },
  );
  const judge: Scanner['judge'] = (observation, api, beside) =>
    judgeBy(observation, { at: options.at ?? observation.startedAt, ...nameOf(observation.target), ...beside }, api);

  const observe = async (target: Target): Promise<readonly Observation[]> => {
    signal.throwIfAborted();
    const observations = await (options.probe ?? probeTarget)(target, optionsFor(target));
    // What an interruption cut short was not judged by the peer's doing.
    signal.throwIfAborted();
    return observations;
  };
  const optionsFor = (target: Target): ProbeOptions =>
    options.serverName === undefined ? probeOptions : { ...probeOptions, ...nameOf(target) };
  const examine = async (target: Target) => Promise.all((await observe(target)).map((observation) => judge(observation)));
  return { examine, observe, judge };
}

function readAnchors({ anchors = [], trustPublicRoots = false }: TargetOptions): readonly Certificate[] {
  const given = anchors.map((der) => {
    const result = parseCertificate(der);
    if (result.kind === 'certificate') return result.certificate;
    throw new UsageError(
      'trust-unreadable',
      `a certificate to trust cannot be read: it ${flawText(result.flaw)}`,
      'give certificates in DER',
    );
  });
  return trustPublicRoots ? [...given, ...publicRoots()] : given;
}

/** What of the client certificate can be read: the server judges it, and what it says of it is seen in the handshake. */
function readIdentity(chain: readonly Uint8Array[]): readonly Certificate[] {
  return chain.flatMap((der) => {
    const result = parseCertificate(der);
    return result.kind === 'certificate' ? [result.certificate] : [];
  });
}
