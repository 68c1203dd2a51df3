import { someNamed } from '../model/name-list.ts';
import type { RuledOutFact } from '../model/reasons/ruled-out-fact.ts';
import type { RuledOut, RuledOutCode } from '../model/ruled-out.ts';

/** `what` could have been the cause; `because`: what was seen where all is well. */
type Words = Pick<RuledOut, 'what' | 'because'>;

const plain: Readonly<Record<Exclude<RuledOutCode, 'own-files' | 'no-connection'>, Words>> = {
  'seed-host-is-http-port': { what: 'an HTTP port among the seed hosts', because: 'what answers speaks the transport protocol' },
  'tls-on-one-side': { what: 'TLS on only one side', because: 'both sides speak TLS, or both do not' },
  'versions-and-suites': {
    what: 'protocol versions and cipher suites',
    because: 'there is a version and a suite that both sides take',
  },
  'key-of-another-certificate': {
    what: 'a key of another certificate',
    because: 'each certificate is shown with its own key',
  },
  trust: { what: 'trust', because: 'each side trusts the CA of the other, by name and by key' },
  dates: { what: 'dates', because: 'all certificates are within theirs' },
  'usages-and-keys': {
    what: 'usages, keys and the CAs above',
    because: 'each certificate may be used by clients and by servers, and its CAs may issue',
  },
  names: {
    what: 'names',
    because: 'certificates have the names and addresses that nodes connect to, where nodes compare them',
  },
  release: { what: 'release', because: 'the releases, as far as they show, go together' },
  'cluster-name': { what: 'cluster name', because: 'it is the same on both sides' },
  'elasticsearch-unreachable': { what: 'Elasticsearch cannot be reached', because: 'each address takes connections' },
  'http-for-https': {
    what: 'http where the port speaks https, or the other way round',
    because: 'each port speaks what elasticsearch.hosts says',
  },
  'no-handshake': {
    what: 'no TLS handshake comes about',
    because: 'versions and cipher suites fit, and the server holds its key',
  },
  'elasticsearch-not-trusted': {
    what: 'Kibana does not trust the certificate of Elasticsearch',
    because: 'the chain passes as Node judges it, under the trust and the verificationMode of kibana.yml',
  },
  'elasticsearch-of-another-name': {
    what: 'the certificate of Elasticsearch is for another name',
    because: 'each name in elasticsearch.hosts is in the certificate',
  },
  'kibana-not-let-in': {
    what: 'Elasticsearch does not let Kibana in',
    because: 'it asks for no client certificate, or takes that of Kibana',
  },
  'serves-other-files': {
    what: 'Kibana serves something else than its files have',
    because: 'its port serves what its files have',
  },
};

const ways = { out: 'as it connects', in: 'as others connect to it', both: 'both ways' } as const;

/** @param direction null of what has no two directions */
export function ruledOutReport(fact: RuledOutFact, direction: keyof typeof ways | null): RuledOut {
  const { what, because } = wordsFor(fact);
  return {
    what: direction === null ? what : `${what}, ${ways[direction]}`,
    code: fact.code,
    because,
    ...(direction === null || direction === 'both' ? {} : { direction }),
  };
}

function wordsFor(fact: RuledOutFact): Words {
  switch (fact.code) {
    case 'own-files': {
      const what = fact.product === 'node' ? 'files or settings that keep it from starting' : 'files or settings keep Kibana from starting';
      return {
        what,
        because: `what ${fact.directory} names can be loaded by whoever runs handclasp; whether the user of the service may read it was not checked`,
      };
    }
    case 'no-connection':
      return {
        what: 'no connection',
        because: `${someNamed(fact.open, 3)} ${fact.open.length === 1 ? 'takes' : 'take'} connections`,
      };
    default:
      return plain[fact.code];
  }
}
