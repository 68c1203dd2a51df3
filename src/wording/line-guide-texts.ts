/** How to go on from a line of a node's or of Kibana's log, where the rules say what it means. */
export const guideTexts = {
  refusedByPeer: 'The other side refused. An alert gives no reason: the reason is in the log of the other side.',
  logOfPeer: 'the log of the other side at this second',
  nodeCommand: 'handclasp join --config DIR --log FILE',
  kibanaCommand: 'handclasp kibana --config DIR --log FILE',
} as const;
