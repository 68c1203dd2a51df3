import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTargets } from '../../src/model/parse-targets.ts';
import { UsageError } from '../../src/model/usage-error.ts';

/** `label` or `label scheme`, the host being the label's unless it says otherwise. */
const labels = (text: string) => parseTargets(text).map(({ label, scheme }) => (scheme === null ? label : `${label} ${scheme}`));

const refusal = (text: string): UsageError => {
  try {
    parseTargets(text);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: `"${text}" was taken for a target` });
};

describe('text → targets', () => {
  it('gives a host without a port its three default ports, marked as implied', () => {
    assert.deepEqual(parseTargets('es01'), [
      { label: 'es01:9300', host: 'es01', port: 9300, scheme: null, implied: true },
      { label: 'es01:9200', host: 'es01', port: 9200, scheme: null, implied: true },
      { label: 'es01:5601', host: 'es01', port: 5601, scheme: null, implied: true },
    ]);
  });

  it('gives a host the ports of its deployment, as it is told or as a domain of Elastic shows', () => {
    const portsOf = (...given: Parameters<typeof parseTargets>) => parseTargets(...given).map(({ port }) => port);
    assert.deepEqual(portsOf('ece.example.org', 'ece').slice(0, 6), [9243, 443, 9343, 9400, 9443, 12443]);
    assert.deepEqual(portsOf('my.es.eu-west-1.aws.found.io'), [443, 9243]);
    assert.deepEqual(portsOf('my.es.eu-west-1.aws.found.io', 'ech'), [443, 9243, 9400, 9443]);
    assert.deepEqual(portsOf('my.es.eu-west-1.aws.elastic.cloud', 'serverless'), [443]);
    assert.deepEqual(portsOf('my.es.eu-west-1.aws.found.io', 'self'), [9300, 9200, 5601]);
    assert.deepEqual(portsOf('ece.example.org:9200', 'ece'), [9200]);
    assert.ok(parseTargets('ece.example.org', 'ece').every(({ implied }) => implied === true));
  });

  it('takes a port at its word', () => {
    assert.deepEqual(parseTargets('es01:9300'), [{ label: 'es01:9300', host: 'es01', port: 9300, scheme: null }]);
  });

  it('reads each scheme, with its own default port', () => {
    assert.deepEqual(
      labels('transport://es01 kibana://k https://es01 http://es01 remote-cluster://es01 https://es01:9200 TRANSPORT://es01:19300'),
      [
        'es01:9300 transport',
        'k:5601 kibana',
        'es01:443 http',
        'es01:80 http',
        'es01:9443 remote-cluster',
        'es01:9200 http',
        'es01:19300 transport',
      ],
    );
  });

  it('takes a URL on 5601 for Kibana', () => {
    assert.deepEqual(labels('https://k:5601/app/home?x=1'), ['k:5601 kibana']);
  });

  it('drops the path of a URL', () => {
    assert.deepEqual(labels('https://es01:9200/_cluster/health?pretty#top'), ['es01:9200 http']);
  });

  it('reads IPv6 with and without brackets', () => {
    assert.deepEqual(labels('[2001:db8::1]:9300 transport://[::1]:9301'), ['[2001:db8::1]:9300', '[::1]:9301 transport']);
    assert.deepEqual(labels('::1'), ['[::1]:9300', '[::1]:9200', '[::1]:5601']);
    assert.deepEqual(labels('[::1]'), ['[::1]:9300', '[::1]:9200', '[::1]:5601']);
    assert.equal(parseTargets('[fe80::1%eth0]:9200')[0]?.host, 'fe80::1%eth0');
  });

  it('spreads a block over its addresses, host bits dropped', () => {
    assert.deepEqual(labels('10.0.0.7/30:9300'), ['10.0.0.4:9300', '10.0.0.5:9300', '10.0.0.6:9300', '10.0.0.7:9300']);
    assert.deepEqual(labels('transport://192.0.2.255/32'), ['192.0.2.255:9300 transport']);
    assert.equal(parseTargets('10.1.0.0/24').length, 3 * 256);
    assert.equal(parseTargets('10.1.0.0/16:9300').length, 65_536);
    assert.equal(parseTargets('10.1.0.0/16').length, 3 * 65_536);
    for (const text of ['2001:db8::fffe/127:9200', '[2001:db8::fffe]/127:9200', '[2001:db8::fffe/127]:9200']) {
      // Without brackets, what follows the last colon cannot be told from the address; a port after the length can.
      assert.deepEqual(labels(text), ['[2001:db8::fffe]:9200', '[2001:db8::ffff]:9200'], text);
    }
  });

  it('spells the addresses of an IPv6 block as RFC 5952 does', () => {
    const host = (text: string) => parseTargets(`[${text}/128]:1`)[0]?.host;
    assert.equal(host('2001:0DB8:0:0:1:0:0:1'), '2001:db8::1:0:0:1');
    assert.equal(host('::'), '::');
    assert.equal(host('::1'), '::1');
    assert.equal(host('1::'), '1::');
    assert.equal(host('1:0:0:2:0:0:0:3'), '1:0:0:2::3');
    assert.equal(host('1:0:2:3:4:5:6:7'), '1:0:2:3:4:5:6:7');
    assert.equal(host('::ffff:10.0.0.1'), '::ffff:a00:1');
    assert.equal(host('10:0:0:1:2:3:4:100'), '10::1:2:3:4:100');
  });

  it('refuses a block that is too large, and says which would do', () => {
    assert.equal(refusal('10.0.0.0/8').code, 'target-block-too-large');
    assert.match(refusal('10.0.0.0/15').hint, /\/16/);
    assert.match(refusal('2001:db8::/64').hint, /\/112/);
  });

  it('reads lists: several to a line, comments, blank lines, any line ending', () => {
    assert.deepEqual(labels('\uFEFF# the cluster\r\nes01:9300, es02:9300\n\n  es03:9300 # the slow one\r#es04:9300\n'), [
      'es01:9300',
      'es02:9300',
      'es03:9300',
    ]);
    assert.deepEqual(parseTargets('# nothing\n\n'), []);
  });

  it('keeps what is named twice once, a scheme before none, an asked port before an implied one', () => {
    assert.deepEqual(labels('es01:9300 ES01:9300 es01.:9300 transport://es01:9300'), ['es01:9300 transport']);
    assert.deepEqual(
      parseTargets('es01 es01:5601').map(({ port, implied }) => [port, implied]),
      [
        [9300, true],
        [9200, true],
        [5601, undefined],
      ],
    );
  });

  it('puts international names into ASCII and keeps the label as written', () => {
    assert.deepEqual(parseTargets('Bücher.example:9200'), [
      { label: 'Bücher.example:9200', host: 'xn--bcher-kva.example', port: 9200, scheme: null },
    ]);
  });

  it('lets underscores through: the rules have a word on them', () => {
    assert.equal(parseTargets('es_01.acme:9200')[0]?.host, 'es_01.acme');
  });

  it('keeps the line of a file that names a target, and of nothing else', () => {
    const list = { text: 'es01:9300\n# fine\nes02:9300 es03\n', origin: 'hosts.txt', file: 'hosts.txt' };
    assert.deepEqual(
      parseTargets([list, { text: 'es04:9300', origin: null }, { text: 'es05:9300', origin: 'standard input' }]).map(
        ({ label, listedAt }) => [label, listedAt],
      ),
      [
        ['es01:9300', { file: 'hosts.txt', line: 1 }],
        ['es02:9300', { file: 'hosts.txt', line: 3 }],
        ['es03:9300', { file: 'hosts.txt', line: 3 }],
        ['es03:9200', { file: 'hosts.txt', line: 3 }],
        ['es03:5601', { file: 'hosts.txt', line: 3 }],
        ['es04:9300', undefined],
        ['es05:9300', undefined],
      ],
    );
  });

  it('says what is wrong, and in which line of which file', () => {
    for (const [text, message] of [
      ['es01:0', /^"0" is not a port$/],
      ['es01:65536', /not a port/],
      ['es01:', /not a port/],
      ['es01:92oo', /"92oo" is not a port/],
      [':9200', /without a host/],
      ['https://', /without a host/],
      ['ftp://es01', /unknown scheme "ftp"/],
      ['10.0.0.256', /not an IPv4 address/],
      ['1.2.3', /not an IPv4 address/],
      ['010.0.0.1', /not an IPv4 address/],
      ['1:2:3:9200', /not an IPv6 address/],
      ['[es01]:9200', /not an IPv6 address/],
      ['10.0.0.0/33', /neither a host nor a CIDR block/],
      ['es01/24', /neither a host nor a CIDR block/],
      ['es..01', /not a host name/],
      ['-es01', /not a host name/],
      [`${'a'.repeat(64)}.acme`, /not a host name/],
      ['es\u001b[31m01', /"es\\u001b\[31m01" is not a host name/],
      ['@hosts.txt', /not a target/],
    ] as const) {
      assert.match(refusal(text).message, message, text);
    }
    assert.throws(
      () => parseTargets([{ text: 'es01\n# fine\nes02:x\n', origin: 'hosts.txt' }]),
      (error) => error instanceof UsageError && error.message === 'hosts.txt:3: "x" is not a port' && error.hint !== '',
    );
  });

  it('refuses credentials without repeating them', () => {
    const error = refusal('https://elastic:s3cret@es01:9200');
    assert.match(error.message, /credentials/);
    assert.doesNotMatch(error.message + error.hint, /s3cret/);
  });

  it('answers any text with targets or a UsageError, and its own labels with the same host and port', () => {
    const alphabet = fc.constantFrom(...'es01.:/[]@#-_, \n%ü0125689afx'.split(''), '://', 'https://', '::', '/28');
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 24 }), (parts) => {
        let targets: ReturnType<typeof parseTargets> = [];
        try {
          targets = parseTargets(parts.join(''));
        } catch (error) {
          assert.ok(error instanceof UsageError);
        }
        for (const { label, host, port } of targets.slice(0, 50)) {
          const again = parseTargets(label);
          assert.deepEqual([again[0]?.host, again[0]?.port, again.length], [host, port, 1]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
