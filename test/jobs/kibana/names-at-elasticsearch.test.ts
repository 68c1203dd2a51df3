import assert from 'node:assert/strict';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { AltName } from '../../../src/lab/pki-names.ts';
import { playKibana } from '../../support/kibana-situation.ts';

const ca = makeCa({ subject: 'acme HTTP CA' });

/** What is told of the names at the endpoint, and as what Kibana makes of them. */
async function reported(subject: string, altNames: readonly AltName[] | null, verification: 'full' | 'certificate') {
  const { report } = await playKibana({
    hosts: [{ identity: issue(ca, { subject, altNames }) }],
    yml: ['elasticsearch.ssl.certificateAuthorities: [es-ca.crt]', `elasticsearch.ssl.verificationMode: ${verification}`],
    files: { 'es-ca.crt': ca.certificatePem },
  });
  const ofNames = (all: readonly { readonly rule: string; readonly severity: string }[]) =>
    all.filter(({ rule }) => rule.startsWith('san-')).map(({ rule, severity }) => `${rule} ${severity}`);
  return {
    cause: report.cause?.rule ?? null,
    endpoint: ofNames(report.endpoints.flatMap(({ findings }) => findings)),
    kibana: ofNames(report.findings ?? []),
  };
}

describe('the names in the certificate of Elasticsearch, to a Kibana', () => {
  it('are told of the endpoint where the certificate is at fault whatever it is connected to by', async () => {
    assert.deepEqual(await reported('localhost', null, 'full'), { cause: null, endpoint: ['san-missing medium'], kibana: [] });
    assert.deepEqual(await reported('es01', ['DNS:localhost', 'DNS:10.0.0.11'], 'full'), {
      cause: null,
      endpoint: ['san-ip-as-dns high'],
      kibana: [],
    });
  });

  it('are told once where Kibana compares them and they do not fit', async () => {
    assert.deepEqual(await reported('es01', ['DNS:es01'], 'full'), {
      cause: 'san-name-mismatch',
      endpoint: [],
      kibana: ['san-name-mismatch critical'],
    });
  });

  it('need not fit where Kibana does not compare them', async () => {
    assert.deepEqual(await reported('es01', ['DNS:es01'], 'certificate'), { cause: null, endpoint: [], kibana: [] });
    assert.deepEqual(await reported('es01', ['DNS:es01', 'DNS:10.0.0.11'], 'certificate'), {
      cause: null,
      endpoint: ['san-ip-as-dns high'],
      kibana: [],
    });
  });
});
