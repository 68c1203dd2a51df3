import assert from 'node:assert/strict';
import type { ApiFacts, ListedCertificate } from '../../../src/model/api-facts.ts';
import { staleCertificateInMemory as rule } from '../../../src/rules/endpoint/stale-certificate-in-memory.ts';
import { absent, apiFacts, forbidden, listed, nodeAnswers, reported } from '../../support/api-facts.ts';
import { certificate, daysFromNoon, evidence, healthy, plaintext, withoutChain } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const successor = certificate({ serialNumber: 'beef', notAfter: daysFromNoon(900) });
const judged = (certificates: readonly ListedCertificate[], api: Partial<ApiFacts> = {}) =>
  rule.judge(evidence({ api: apiFacts({ own: nodeAnswers({ certificates: reported(certificates) }), ...api }) }));

describe('stale-certificate-in-memory', () => {
  it('passes where the certificate that is shown lies in a file of the node', () => {
    assert.equal(judged([listed(successor), listed(certificate())]).kind, 'pass');
  });

  it('finds a certificate that no file holds any more, and says what the file holds', () => {
    const { message, facts } = finding(judged([listed(successor)]));
    assert.match(
      message,
      /^It shows the certificate CN=es01, O=acme with serial number [0-9a-f]+, until 2027-06-01, and no file of the node holds that any more: certs\/node\.crt holds serial number beef, until 2028-11-17\./,
    );
    assert.deepEqual(facts?.onDisk, [
      { path: 'certs/node.crt', subject: successor.subject, serialNumber: 'beef', notAfter: successor.notAfter.toISOString() },
    ]);
  });

  it('tells two certificates of one serial number apart by their end', () => {
    finding(judged([listed(certificate(), { expiry: daysFromNoon(900) })]));
    assert.equal(judged([listed(certificate(), { expiry: new Date(certificate().notAfter.getTime() + 900) })]).kind, 'pass');
  });

  it("finds the file of another node, at an address that is the node's own", () => {
    assert.match(
      finding(judged([listed(certificate({ subject: 'CN=es02, O=acme' }))])).message,
      /certs\/node\.crt holds CN=es02, O=acme, serial number/,
    );
  });

  it('names the entry of a store', () => {
    assert.match(finding(judged([listed(successor, { path: 'http.p12', alias: 'http' })])).message, /http\.p12 \(http\) holds/);
  });

  it('does not take what a balancer shows for an old certificate', () => {
    assert.match(
      unknownBecause(judged([listed(certificate({ subject: 'CN=es02, O=acme' }))], { direct: false })),
      /something in between, such as a load balancer, may present it/,
    );
    unknownBecause(judged([listed(successor)], { direct: false }));
    assert.equal(judged([listed(certificate())], { direct: false }).kind, 'pass');
  });

  it('cannot tell where the node itself was not asked, or did not say', () => {
    assert.match(unknownBecause(rule.judge(evidence({ api: apiFacts({ own: null }) }))), /name its HTTP port as well, or give --discover/);
    assert.match(
      unknownBecause(rule.judge(evidence({ api: apiFacts({ own: nodeAnswers({ certificates: forbidden }) }) }))),
      /was not answered: 403/,
    );
    assert.match(
      unknownBecause(judged([listed(certificate(), { hasPrivateKey: false, serialNumber: '1' })])),
      /lists no certificate with a private key/,
    );
    unknownBecause(rule.judge({ ...withoutChain(), api: apiFacts() }));
  });

  it('has nothing to say without the API, without such a question, or without TLS', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
    assert.equal(rule.judge(healthy('http', { api: apiFacts({ own: null, node: null }) })).kind, 'not-applicable');
    assert.equal(rule.judge(evidence({ api: apiFacts({ own: nodeAnswers({ certificates: absent }) }) })).kind, 'not-applicable');
    assert.equal(rule.judge({ ...plaintext(), api: apiFacts() }).kind, 'not-applicable');
  });
});
