import type { ClusterRule, PairRule } from './framework/rule.ts';
import { clusterNameMismatch } from './join/cluster-name-mismatch.ts';
import { nodeVersionIncompatible } from './join/node-version-incompatible.ts';
import { seedHostIsHttpPort } from './join/seed-host-is-http-port.ts';
import { seedHostUnreachable } from './join/seed-host-unreachable.ts';
import { pairRules } from './pair-rules.ts';

/** Why a node that connects to another does not get into its cluster, in the order in which it is to be ruled out: beside TLS, what comes before it and after it. */
export const joinRules: readonly PairRule[] = [seedHostIsHttpPort, ...pairRules, nodeVersionIncompatible, clusterNameMismatch];

/** On all the nodes that it connects to, together. */
export const seedRules: readonly ClusterRule[] = [seedHostUnreachable];
