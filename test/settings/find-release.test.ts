import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findRelease } from '../../src/settings/find-release.ts';
import { withDirectory } from './setup-files.ts';

describe('the release beside a configuration directory', () => {
  it('is that of the jar of Elasticsearch in the installation above it', async () => {
    const files = { 'lib/elasticsearch-8.19.21.jar': '', 'lib/elasticsearch-cli-8.19.21.jar': '', 'config/elasticsearch.yml': '' };
    await withDirectory(files, async (home) => {
      assert.equal(await findRelease('elasticsearch', join(home, 'config')), '8.19.21');
      assert.equal(await findRelease('kibana', join(home, 'config')), null);
    });
  });

  it('is that in the manifest of Kibana, and of nothing else', async () => {
    await withDirectory({ 'package.json': '{"name":"kibana","version":"9.1.2"}', 'config/kibana.yml': '' }, async (home) => {
      assert.equal(await findRelease('kibana', join(home, 'config')), '9.1.2');
    });
    for (const manifest of ['{"name":"other","version":"9.1.2"}', '{"name":"kibana","version":7}', '[', 'null']) {
      await withDirectory({ 'package.json': manifest, 'config/kibana.yml': '' }, async (home) => {
        assert.equal(await findRelease('kibana', join(home, 'config')), null, manifest);
      });
    }
  });

  it('is not known where there is no installation', async () => {
    await withDirectory({ 'elasticsearch.yml': '' }, async (home) => assert.equal(await findRelease('elasticsearch', home), null));
  });
});
