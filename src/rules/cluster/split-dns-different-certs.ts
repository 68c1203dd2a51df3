import { dayMs } from '../../model/days-left.ts';
import { day } from '../../wording/spans.ts';
import { grouped, issuerKeyOf, labelsOf, minority, type Shown, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether all addresses of a name show certificates that agree. */
export const splitDnsDifferentCerts: ClusterRule = {
  id: 'split-dns-different-certs',
  title: 'Addresses of one name have different certificates',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement:
    'All addresses that a name resolves to have certificates from one issuer that expire about the same time. Either all of these certificates are valid for the name, or none is.',
  impact:
    'A client gets any of these addresses, so some connections work and others fail. Usually one server behind the name was not renewed.',
  fix: reissue('for the addresses that differ, like that of the others'),
  source: 'RFC 1034 §3.6; RFC 9525',
  judge: (cluster) => {
    const names = grouped(shownOn(cluster, 'transport', 'http', 'kibana'), ({ evidence }) => evidence.observation.target.label);
    const several = names.filter(([, members]) => members.length > 1);
    if (several.length === 0) return { kind: 'not-applicable' };
    const split = several.flatMap(([name, members]) => {
      const groups = grouped(members, shapeOf);
      return groups.length > 1 ? [{ name, groups }] : [];
    });
    if (split.length === 0) return { kind: 'pass' };
    return {
      kind: 'finding',
      subjects: split.flatMap(({ groups }) => labelsOf(minority(groups))),
      message: split
        .map(
          ({ name, groups }) =>
            `The addresses of ${name} show different certificates: ${groups.map(([, members]) => reported(members)).join('; ')}.`,
        )
        .join(' '),
      facts: { names: split.map(({ name, groups }) => ({ name, groups: groups.map(([, members]) => labelsOf(members)) })) },
    };
  },
};

/** Issuer, the end by weeks, and whether it bears the name. A certificate per node, issued on one day, is as it should be. */
function shapeOf({ leaf, evidence }: Shown): string {
  return [issuerKeyOf(leaf), Math.round(leaf.notAfter.getTime() / (30 * dayMs)), evidence.name.kind].join('\n');
}

function reported(members: readonly Shown[]): string {
  const [first] = members;
  return `${labelsOf(members).join(', ')} of ${first?.leaf.issuer ?? ''} until ${first === undefined ? '' : day(first.leaf.notAfter)}`;
}
