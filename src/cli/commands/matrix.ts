import { type ComparedRunRequest, comparedRunOptions, comparedTargets } from '../options/compared-run.ts';
import { reportRequest } from '../options/report.ts';
import { command } from './command.ts';

export type MatrixRequest = ComparedRunRequest;

export const matrix = command({
  name: 'matrix',
  summary: 'Which node would accept which, for every pair, from outside',
  synopsis: '[TARGET..]',
  about: `Compares what every transport port shows, pair by pair: would each node accept the other? Needs no files and no credentials. Targets are written as for scan.`,
  operands: {
    metavariable: 'TARGET',
    help: 'The nodes: host, host:port, @FILE, -',
    usual: null,
    least: 0,
    most: 'any',
    completes: 'targets',
  },
  options: {
    ...comparedRunOptions('matrix', {
      trust: 'PEM, DER, PKCS#12 or JKS; they show which key belongs to a CA name',
      identity: 'what nodes do with it proves whom they trust',
      depth: 'quick leaves older versions and most cipher suites out',
      usualDepth: 'standard',
    }),
  },
  writes: 'matrix',
  examples: [
    ['matrix es01 es02 es03', 'three nodes at their default ports'],
    ['matrix --ca ca.crt --user monitor --discover https://es01:9200', 'every node that the first knows of'],
    ['matrix @nodes.txt -o matrix.html', 'the grid as one file'],
  ],
  request: ({ values, operands, outputs, receiver }): MatrixRequest => {
    const targets = comparedTargets(
      operands,
      { ...values, receiver },
      {
        message: 'nothing to compare',
        hint: 'name the nodes, as in "handclasp matrix es01 es02"',
      },
    );
    return { ...values, ...reportRequest(values), targets, outputs, receiver };
  },
});
