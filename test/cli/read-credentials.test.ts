import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CredentialsRequest } from '../../src/cli/options/credentials.ts';
import { readCredentials } from '../../src/cli/read-credentials.ts';
import type { Credentials } from '../../src/model/credentials.ts';
import { Mask } from '../../src/model/mask.ts';
import { withDirectory } from '../settings/setup-files.ts';

type Given = { readonly env?: Readonly<Record<string, string>>; readonly askPassword?: (prompt: string) => Promise<string | null> };

const read = (request: Partial<CredentialsRequest & { readonly ca: readonly string[] }>, { env = {}, askPassword }: Given = {}) =>
  readCredentials(
    { user: null, userPasswordFile: null, apiKeyFile: null, ca: ['ca.crt'], ...request },
    { env, askPassword: askPassword ?? null, mask: new Mask() },
  );

/** The secret in them. */
const revealed = (credentials: Credentials | null) =>
  credentials === null ? null : credentials.kind === 'password' ? credentials.password.reveal() : credentials.encoded.reveal();

describe('credentials for the REST API', () => {
  it('are none where none were given', async () => {
    assert.equal(await read({ ca: [] }), null);
    assert.equal(await read({}, { env: { HANDCLASP_API_KEY: '', HANDCLASP_USER_PASSWORD: 'of nobody' } }), null);
  });

  it('take the password from its file, whose line end is no part of it', async () => {
    await withDirectory({ password: 'with blank \r\nsecond' }, async (directory) => {
      const credentials = await read(
        { user: 'elastic', userPasswordFile: join(directory, 'password') },
        { env: { HANDCLASP_USER_PASSWORD: 'other' } },
      );
      assert.equal(revealed(credentials), 'with blank ');
    });
  });

  it('take the password from the environment, or ask for it', async () => {
    assert.equal(revealed(await read({ user: 'elastic' }, { env: { HANDCLASP_USER_PASSWORD: 'from outside' } })), 'from outside');
    const askPassword = async (prompt: string) => {
      assert.equal(prompt, 'password of the user elastic');
      return 'typed';
    };
    assert.equal(revealed(await read({ user: 'elastic' }, { askPassword })), 'typed');
  });

  it('need a password', async () => {
    await assert.rejects(read({ user: 'elastic' }), { code: 'password-missing' });
    await assert.rejects(read({ user: 'elastic' }, { askPassword: async () => null }), { code: 'password-missing' });
    await withDirectory({ password: '\n' }, async (directory) => {
      await assert.rejects(read({ user: 'elastic', userPasswordFile: join(directory, 'password') }), { code: 'password-missing' });
    });
  });

  it('take an API key in both forms, from a file or the environment', async () => {
    const encoded = Buffer.from('VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw').toString('base64');
    await withDirectory({ plain: 'VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw\n', encoded: ` ${encoded} \n` }, async (directory) => {
      for (const name of ['plain', 'encoded']) assert.equal(revealed(await read({ apiKeyFile: join(directory, name) })), encoded);
    });
    assert.equal(revealed(await read({}, { env: { HANDCLASP_API_KEY: encoded } })), encoded);
  });

  it('prefer the user that was named to the API key of the environment', async () => {
    const env = { HANDCLASP_API_KEY: 'id:key', HANDCLASP_USER_PASSWORD: 'password' };
    assert.equal(revealed(await read({ user: 'elastic' }, { env })), 'password');
  });

  it('refuse what is no API key, without repeating it', async () => {
    for (const text of ['', 'marked-key', 'marked key:x', Buffer.from('no colon in here').toString('base64')]) {
      await withDirectory({ key: text }, async (directory) => {
        await assert.rejects(read({ apiKeyFile: join(directory, 'key') }), (error: Error) => {
          assert.doesNotMatch(`${error.message}${JSON.stringify(error)}`, /marked/);
          return 'code' in error && error.code === 'api-key-unreadable';
        });
      });
    }
  });

  it('are hidden from all that is written from then on, in the form that is sent too', async () => {
    await withDirectory({ password: 'of-a-password-file', key: 'id-of-key:key-of-file' }, async (directory) => {
      for (const [request, spellings] of [
        [
          { user: 'elastic', userPasswordFile: join(directory, 'password') },
          ['of-a-password-file', Buffer.from('elastic:of-a-password-file').toString('base64')],
        ],
        [{ apiKeyFile: join(directory, 'key') }, ['key-of-file', Buffer.from('id-of-key:key-of-file').toString('base64')]],
      ] as const) {
        const mask = new Mask();
        const given = { user: null, userPasswordFile: null, apiKeyFile: null, ca: ['ca.crt'], ...request };
        await readCredentials(given, { env: {}, askPassword: null, mask });
        for (const spelling of spellings) assert.ok(!mask.text(`x ${spelling} y`).includes(spelling), spelling);
      }
    });
  });

  it('need trust, whichever they are', async () => {
    for (const [request, env, what] of [
      [{ user: 'elastic' }, {}, '--user'],
      [{ apiKeyFile: 'key' }, {}, '--api-key-file'],
      [{}, { HANDCLASP_API_KEY: 'id:key' }, 'HANDCLASP_API_KEY'],
    ] as const) {
      await assert.rejects(read({ ...request, ca: [] }, { env }), {
        code: 'credentials-without-trust',
        message: `${what} needs --ca: credentials are sent to no server whose certificate was not verified`,
      });
    }
  });
});
