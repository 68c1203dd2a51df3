import type { Policy } from '../../model/policy.ts';
import { mozillaIntermediate } from './mozilla-intermediate.ts';

/** What the rules can find, and current cryptography: for clusters that have to withstand an audit. */
export const strict: Policy = {
  schema: 'handclasp.policy/1',
  name: 'strict',
  title: 'No problem of medium severity or worse, and only current cryptography',
  edition: '1',
  source: 'handclasp explain RULE says for each rule what it rests on; RFC 9325',
  provenance: 'own',
  requirements: [
    {
      id: 'no-problem',
      level: 'must',
      title: 'No problem of medium severity or worse was found',
      check: { kind: 'rules', rules: 'any', atLeast: 'medium' },
    },
    {
      id: 'all-layers-checked',
      level: 'must',
      title: 'Transport and HTTP were both checked',
      when: { deployments: ['self', 'eck'] },
      check: { kind: 'channels-seen', seen: ['transport', 'http'] },
    },
    ...mozillaIntermediate.requirements.filter(({ id }) =>
      ['protocol-versions', 'tls13-cipher-suites', 'tls12-cipher-suites', 'certificate-hash'].includes(id),
    ),
    {
      id: 'public-key',
      level: 'must',
      title: 'RSA keys have at least 3,072 bits, keys on elliptic curves at least 256',
      check: { kind: 'public-key', of: 'leaf', rsaBits: 3072, ecBits: 256 },
    },
    {
      id: 'validity',
      level: 'must',
      title: 'The certificate of HTTP and of Kibana is valid for at most 398 days',
      channels: ['http', 'kibana'],
      check: { kind: 'validity', days: 398 },
    },
    {
      id: 'low-problems',
      level: 'should',
      title: 'No problem of low severity was found',
      check: { kind: 'rules', rules: 'any', atLeast: 'low' },
    },
  ],
};
