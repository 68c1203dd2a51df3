import type { Policy } from '../../model/policy.ts';

/** CA/Browser Forum Baseline Requirements, 2.2.6 (2026-05-04). */
export const caBrowserForum: Policy = {
  schema: 'handclasp.policy/1',
  name: 'ca-browser-forum',
  title: 'CA/Browser Forum Baseline Requirements',
  edition: '2.2.6 (2026-05-04)',
  source: 'https://github.com/cabforum/servercert/blob/main/docs/BR.md',
  provenance: 'primary',
  note: 'It applies only to certificates of public CAs.',
  requirements: [
    {
      id: 'validity-before-2026',
      level: 'must',
      title: 'A certificate issued before 2026-03-15 is valid for at most 398 days',
      clause: '6.3.2',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'validity',
        days: 398,
        issuedBefore: '2026-03-15',
      },
    },
    {
      id: 'validity-2026',
      level: 'must',
      title: 'A certificate issued from 2026-03-15 on is valid for at most 200 days',
      clause: '6.3.2',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'validity',
        days: 200,
        issuedFrom: '2026-03-15',
        issuedBefore: '2027-03-15',
      },
    },
    {
      id: 'validity-2027',
      level: 'must',
      title: 'A certificate issued from 2027-03-15 on is valid for at most 100 days',
      clause: '6.3.2',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'validity',
        days: 100,
        issuedFrom: '2027-03-15',
        issuedBefore: '2029-03-15',
      },
    },
    {
      id: 'validity-2029',
      level: 'must',
      title: 'A certificate issued from 2029-03-15 on is valid for at most 47 days',
      clause: '6.3.2',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'validity',
        days: 47,
        issuedFrom: '2029-03-15',
      },
    },
    {
      id: 'certificate-hash',
      level: 'must',
      title: 'Certificates are not signed with SHA-1',
      clause: '7.1.3.2',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'certificate-hash',
        allow: ['SHA256', 'SHA384', 'SHA512'],
      },
    },
    {
      id: 'public-key',
      level: 'must',
      title: 'Keys are RSA of at least 2,048 bits, or ECDSA on P-256, P-384 or P-521',
      clause: '6.1.5',
      when: {
        publicRoot: true,
      },
      check: {
        kind: 'public-key',
        of: 'chain',
        algorithms: ['RSA', 'EC'],
        rsaBits: 2048,
        curves: ['P-256', 'P-384', 'P-521'],
      },
    },
  ],
};
