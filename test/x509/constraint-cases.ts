import { makeLeaf, name } from '../support/certificate-maker.ts';
import { all, allButJava, type ChoiceCase, constrained, middle, onlyJava, onlyRfc, type Verdicts } from './choice-makers.ts';

type Constraints = Parameters<typeof constrained>[2];
const refused = 'name-constraints';

const names = (constraints: Constraints, list: readonly string[], verdicts: Verdicts): ChoiceCase => {
  const said = [
    ...(constraints.permitted ?? []).map((one) => `permitted ${one}`),
    ...(constraints.excluded ?? []).map((one) => `excluded ${one}`),
  ];
  return constrained(
    `${list.join(' and ')} where ${said.join(', ')}`,
    verdicts,
    constraints,
    makeLeaf(list, middle, { subject: name('O=acme', 'CN=any one') }),
  );
};
const permitted = (base: string, name: string, verdicts: Verdicts) => names({ permitted: [base] }, [name], verdicts);
const excluded = (base: string, name: string, verdicts: Verdicts) => names({ excluded: [base] }, [name], verdicts);

/** A base, a name, whether the name is within. What is within is trusted where it is permitted and refused where it is excluded. */
const both = (base: string, name: string, within: boolean): readonly ChoiceCase[] => [
  permitted(base, name, all(within ? 'trusted' : refused)),
  excluded(base, name, all(within ? refused : 'trusted')),
];

const subject = (constraints: Constraints, parts: readonly string[], verdicts: Verdicts): ChoiceCase =>
  constrained(
    `the subject ${parts.join(', ')} where ${JSON.stringify(constraints)}`,
    verdicts,
    constraints,
    makeLeaf(['DNS:es01'], middle, { subject: name(...parts) }),
  );

/** Names within and without, by RFC 5280 §4.2.1.10. */
export const constraintCases: readonly ChoiceCase[] = [
  ...both('DNS:acme.org', 'DNS:acme.org', true),
  ...both('DNS:acme.org', 'DNS:ACME.org', true),
  ...both('DNS:Acme.Org', 'DNS:es01.acme.org', true),
  ...both('DNS:acme.org', 'DNS:es01.acme.org', true),
  ...both('DNS:acme.org', 'DNS:a.b.acme.org', true),
  ...both('DNS:acme.org', 'DNS:evilacme.org', false),
  ...both('DNS:acme.org', 'DNS:acme.org.evil.com', false),
  ...both('DNS:acme.org', 'DNS:org', false),
  ...both('DNS:es01.acme.org', 'DNS:acme.org', false),
  ...both('DNS:acme.org', 'DNS:*.acme.org', true),
  ...both('DNS:acme.org', 'DNS:*.evilacme.org', false),
  // A wildcard stands for es01.acme.org, and not only for that.
  permitted('DNS:es01.acme.org', 'DNS:*.acme.org', all(refused)),
  excluded('DNS:es01.acme.org', 'DNS:*.acme.org', onlyRfc(refused)),
  excluded('DNS:a.es01.acme.org', 'DNS:*.acme.org', all('trusted')),
  ...both('DNS:.acme.org', 'DNS:es01.acme.org', true),
  ...both('DNS:.acme.org', 'DNS:acme.org', false),
  ...both('DNS:.acme.org', 'DNS:evilacme.org', false),
  permitted('DNS:', 'DNS:acme.org', onlyJava(refused)),
  excluded('DNS:', 'DNS:acme.org', all(refused)),

  ...both('IP:#0a000000ff000000', 'IP:10.0.0.1', true),
  ...both('IP:#0a000000ff000000', 'IP:10.255.255.255', true),
  ...both('IP:#0a000000ff000000', 'IP:11.0.0.0', false),
  ...both('IP:#0a000080ffffff80', 'IP:10.0.0.128', true),
  ...both('IP:#0a000080ffffff80', 'IP:10.0.0.127', false),
  ...both('IP:#0a000001ffffffff', 'IP:10.0.0.1', true),
  ...both('IP:#0a000001ffffffff', 'IP:10.0.0.2', false),
  ...both('IP:#0000000000000000', 'IP:192.0.2.1', true),
  ...both(`IP:#fd000000000000000000000000000000ff${'00'.repeat(15)}`, 'IP:#fd000000000000000000000000000001', true),
  ...both(`IP:#fd000000000000000000000000000000ff${'00'.repeat(15)}`, 'IP:#fc000000000000000000000000000001', false),
  // An IPv4 address is in no range of IPv6, whatever the mask; choice-cases.ts has what JDK 17 makes of that.
  permitted(`IP:#${'00'.repeat(32)}`, 'IP:10.0.0.1', all(refused)),

  ...both('email:acme.org', 'email:ops@acme.org', true),
  ...both('email:acme.org', 'email:ops@es01.acme.org', false),
  ...both('email:acme.org', 'email:ops@evilacme.org', false),
  ...both('email:.acme.org', 'email:ops@es01.acme.org', true),
  ...both('email:.acme.org', 'email:ops@acme.org', false),
  ...both('email:ops@acme.org', 'email:ops@acme.org', true),
  ...both('email:ops@acme.org', 'email:dev@acme.org', false),
  ...both('email:ops@ACME.org', 'email:ops@acme.org', true),
  permitted('email:ops@acme.org', 'email:OPS@acme.org', allButJava(refused)),
  excluded('email:ops@acme.org', 'email:OPS@acme.org', onlyJava(refused)),

  ...both('URI:acme.org', 'URI:https://acme.org/path', true),
  ...both('URI:acme.org', 'URI:https://acme.org:9200/path', true),
  ...both('URI:acme.org', 'URI:https://es01.acme.org/', false),
  ...both('URI:acme.org', 'URI:https://evilacme.org/', false),
  ...both('URI:.acme.org', 'URI:https://es01.acme.org/', true),
  ...both('URI:.acme.org', 'URI:https://acme.org/', false),
  // RFC 5280 refuses an address where URIs are constrained; peers compare it as text.
  permitted('URI:acme.org', 'URI:https://10.0.0.1/', all(refused)),
  excluded('URI:acme.org', 'URI:https://10.0.0.1/', onlyRfc(refused)),
  excluded('URI:acme.org', 'URI:https://[::1]/', onlyRfc(refused)),
  excluded('URI:acme.org', 'URI:mailto:ops@acme.org', all(refused)),
  excluded('URI:acme.org', 'URI:https:///path', all(refused)),

  subject({ permitted: ['dirName:O=acme'] }, ['O=acme', 'CN=es01'], all('trusted')),
  subject({ permitted: ['dirName:O=acme'] }, ['O=evil', 'CN=es01'], all(refused)),
  subject({ permitted: ['dirName:O=acme'] }, ['CN=es01', 'O=acme'], all(refused)),
  subject({ permitted: ['dirName:O=acme/OU=ops'] }, ['O=acme', 'CN=es01'], all(refused)),
  subject({ excluded: ['dirName:O=acme'] }, ['O=acme', 'CN=es01'], all(refused)),
  subject({ excluded: ['dirName:O=evil'] }, ['O=acme', 'CN=es01'], all('trusted')),

  // What is excluded is so even where it is permitted, and one name outside is enough.
  names({ permitted: ['DNS:acme.org'], excluded: ['DNS:es02.acme.org'] }, ['DNS:es01.acme.org'], all('trusted')),
  names({ permitted: ['DNS:acme.org'], excluded: ['DNS:es02.acme.org'] }, ['DNS:es02.acme.org'], all(refused)),
  names({ permitted: ['DNS:acme.org'] }, ['DNS:es01.acme.org', 'DNS:evil.org'], all(refused)),
  names({ excluded: ['DNS:evil.org'] }, ['DNS:es01.acme.org', 'DNS:evil.org'], all(refused)),
  names({ permitted: ['DNS:acme.org', 'DNS:acme.net'] }, ['DNS:es01.acme.org', 'DNS:es01.acme.net'], all('trusted')),
  // A constraint on one form says nothing of another.
  names({ permitted: ['DNS:acme.org'] }, ['IP:10.0.0.1', 'DNS:es01.acme.org'], all('trusted')),
  names({ permitted: ['IP:#0a000000ff000000'] }, ['DNS:evil.org'], all('trusted')),
  names({ excluded: ['IP:#0a000000ff000000'] }, ['DNS:evil.org'], all('trusted')),

  // Nobody knows how to compare other names of this type.
  ...both('other:1.2.3=es01', 'other:1.2.3=es01', true).map((one) => ({ ...one, verdicts: all(refused) })),
  permitted('other:1.2.3=es01', 'DNS:es01', all('trusted')),
];
