import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCa } from '../../../src/lab/pki.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { eckClusterIn } from '../../../src/settings/eck/eck-cluster.ts';
import { inClusterAccess, readKubeconfig } from '../../../src/settings/eck/read-kubeconfig.ts';
import { objectsIn, readKubernetesObjects } from '../../../src/settings/eck/read-objects.ts';

const refused = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UsageError, String(error));
  assert.match(error.message, message);
  assert.ok(error.hint.length > 0);
  return true;
};

describe('files of kubectl', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-eck-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are JSON or YAML, a list, several documents or one resource, in files and folders', async () => {
    mkdirSync(join(folder, 'all', 'inner'), { recursive: true });
    writeFileSync(
      join(folder, 'all', 'a.json'),
      JSON.stringify({ kind: 'List', items: [{ kind: 'Pod', metadata: { name: 'p', namespace: 'n' } }] }),
    );
    writeFileSync(
      join(folder, 'all', 'inner', 'b.yaml'),
      'kind: Secret\nmetadata:\n  name: s\n---\nkind: Kibana\nmetadata: {name: k}\n---\n',
    );
    writeFileSync(join(folder, 'all', 'c.txt'), 'not read');
    const objects = await readKubernetesObjects([join(folder, 'all')]);
    assert.deepEqual(
      objects.map(({ kind, name, namespace }) => `${kind} ${name} ${namespace}`),
      ['Pod p n', 'Secret s null', 'Kibana k null'],
    );
  });

  for (const [what, text, message] of [
    ['no JSON', '{\n"kind": "List",\n"items": [}\n', /^f:3: it is not JSON$/],
    ['no YAML', 'kind: Secret\n  metadata: : x\n', /^f:\d: it is neither JSON nor YAML$/],
    ['no resource', 'hello: world\n', /^f:1: it is no resource of Kubernetes: kind and metadata\.name are missing$/],
    ['a text', 'hello\n', /^f:1: it is no resource of Kubernetes$/],
    ['aliases', 'kind: &a Secret\nmetadata:\n  name: *a\n', /^f:1: it has aliases/],
  ] as const)
    it(`with ${what} are refused with their line`, () => {
      assert.throws(() => objectsIn('f', text), refused(message));
    });

  it('that are not there, or have nothing, are refused', async () => {
    await assert.rejects(readKubernetesObjects([join(folder, 'gone')]), refused(/cannot read .*gone/));
    mkdirSync(join(folder, 'empty'));
    await assert.rejects(readKubernetesObjects([join(folder, 'empty')]), refused(/has no \.json, \.yml or \.yaml file/));
  });

  it('without the cluster that is asked for name those that they have', () => {
    const objects = objectsIn('f', JSON.stringify({ items: [{ kind: 'Elasticsearch', metadata: { name: 'a', namespace: 'n' } }] }));
    assert.throws(
      () => eckClusterIn(objects, { namespace: 'n', name: 'b' }, { source: 'files', gaps: [] }),
      (error: unknown) => {
        assert.ok(error instanceof UsageError);
        assert.deepEqual([error.message, error.hint], ['there is no Elasticsearch n/b', 'there are n/a']);
        return true;
      },
    );
  });
});

describe('a kubeconfig', () => {
  let folder: string;
  const ca = makeCa({ subject: 'kubernetes' }).certificatePem;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-kubeconfig-'));
    writeFileSync(join(folder, 'ca.crt'), ca);
  });
  after(() => rmSync(folder, { recursive: true }));

  const put = (cluster: unknown, user: unknown): string => {
    const file = join(folder, 'config');
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'here',
        contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
        clusters: [{ name: 'c', cluster }],
        users: [{ name: 'u', user }],
      }),
    );
    return file;
  };

  it('gives the server, its CA and the token of the current context', async () => {
    const file = put({ server: 'https://k8s.example.org:6443', 'certificate-authority': 'ca.crt' }, { token: 'secret-token' });
    const access = await readKubeconfig(file);
    assert.deepEqual([access.server.host, access.anchors.length, access.token?.reveal()], ['k8s.example.org:6443', 1, 'secret-token']);
  });

  for (const [what, cluster, user, message] of [
    ['without a CA', { server: 'https://a' }, { token: 'x' }, /it has no certificate-authority/],
    ['over plain HTTP', { server: 'http://a', 'certificate-authority': 'ca.crt' }, { token: 'x' }, /its server is not https/],
    [
      'with a login plugin',
      { server: 'https://a', 'certificate-authority': 'ca.crt' },
      { exec: { command: 'aws' } },
      /neither a token nor a client certificate; a login plugin is not run/,
    ],
    [
      'whose CA file is gone',
      { server: 'https://a', 'certificate-authority': 'gone.crt' },
      { token: 'x' },
      /the file of certificate-authority cannot be read/,
    ],
    [
      'whose key is broken',
      { server: 'https://a', 'certificate-authority': 'ca.crt' },
      { 'client-certificate-data': Buffer.from(ca).toString('base64'), 'client-key-data': Buffer.from('hunter2').toString('base64') },
      /its client-key cannot be read/,
    ],
  ] as const)
    it(`${what} is refused, without a secret in the message`, async () => {
      await assert.rejects(readKubeconfig(put(cluster, user)), (error: unknown) => {
        refused(message)(error);
        assert.doesNotMatch(String(error), /hunter2|aws/);
        return true;
      });
    });

  it('is not needed in a pod, whose service account is used', async () => {
    writeFileSync(join(folder, 'token'), 'pod-token\n');
    const access = await inClusterAccess({ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '6443' }, folder);
    assert.deepEqual(
      [access.server.host, access.serverName, access.token?.reveal()],
      ['10.0.0.1:6443', 'kubernetes.default.svc', 'pod-token'],
    );
    await assert.rejects(inClusterAccess({}, folder), refused(/this is no pod with a service account/));
  });
});
