import type { HandshakeFault, HandshakeGap, HandshakePrediction } from '../model/handshake-prediction.ts';
import { someNamed } from '../model/name-list.ts';
import { pathFaultText } from './path-fault-texts.ts';

/** What a handshake lacks, as a sentence without a full stop. */
export function handshakeFaultText(fault: HandshakeFault): string {
  switch (fault.code) {
    case 'no-common-version':
      return `they have no TLS version in common: the client offers ${some(fault.client)}, the server accepts ${some(fault.server)}`;
    case 'no-common-suite':
      return `they have no cipher suite of ${spoken(fault.version)} in common: the server accepts ${some(fault.server)}`;
    case 'no-common-group':
      return `they have no group for the key exchange in common: the client offers ${some(fault.client)}, the server accepts ${some(fault.server)}`;
    case 'no-signature-scheme':
      return `the client accepts no signature that the server's key (${fault.key}) can make in ${spoken(fault.version)}: the key makes ${some(fault.server)}`;
    case 'curve-not-offered':
      return `the server's key is on ${fault.curve}, and in ${spoken(fault.version)} the client offers only ${some(fault.client)}`;
    case 'own-chain-held-back':
      return `${fault.runtime} does not send a chain with a signature that the client does not accept: ${fault.isRoot ? 'the root ' : ''}${fault.subject} is signed with ${fault.algorithm}`;
    case 'own-certificate-not-loaded':
      return `${fault.runtime} does not load the certificate ${fault.subject}: ${fault.weakness === 'key-too-short' ? 'its key is too short' : 'its signature is too weak'}`;
    case 'chain-refused':
      return `the ${fault.by} refuses the certificate of the ${fault.by === 'client' ? 'server' : 'client'}: ${pathFaultText(fault.why)}`;
    case 'certificate-demanded':
      return 'the server demands a client certificate, and the client has none';
  }
}

/** What was not seen, as a sentence without a full stop. */
export function handshakeGapText(gap: HandshakeGap): string {
  switch (gap.code) {
    case 'runtime-unknown':
      return `the release of ${gap.of} did not show, and neither did its runtime`;
    case 'suites-not-seen':
      return `the cipher suites of ${spoken(gap.version)} were not all asked for: use --depth full`;
    case 'groups-not-seen':
      return 'the groups were not all asked for: use --depth full';
    case 'versions-not-seen':
      return 'it did not show which TLS versions the server accepts';
    case 'chain-not-seen':
      return 'no certificate of the server was seen';
    case 'issuer-not-at-hand':
      return `the CA certificate ${gap.issuer} is not at hand: add --ca`;
    case 'client-authentication-not-seen':
      return 'it did not show whether the server demands a client certificate';
    case 'not-answered':
      return 'the server did not answer in TLS';
    case 'runtimes-differ':
      return `it depends on the runtime: it completes with ${some(gap.completes)} and breaks with ${some(gap.breaks)}; add --target-jdk or --target-node`;
  }
}

export function handshakeText(prediction: HandshakePrediction): string {
  switch (prediction.kind) {
    case 'completes':
      return `${spoken(prediction.version)}, ${[prediction.cipherSuite, prediction.group].filter((part) => part !== null).join(', ')}`;
    case 'breaks':
      return handshakeFaultText(prediction.fault);
    case 'unknown':
      return handshakeGapText(prediction.because);
  }
}

function spoken(version: string): string {
  return version.replace('TLSv', 'TLS ');
}

function some(list: readonly string[]): string {
  return list.length === 0 ? 'none' : someNamed(list, 4, ', ');
}
