import assert from 'node:assert/strict';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { type MetricsServer, type MetricsServerOptions, serveMetrics } from '../../src/metrics/serve-metrics.ts';
import { Secret } from '../../src/model/secret.ts';
import { formats, renderDocument } from '../../src/output/index.ts';
import { parsePrometheus } from '../support/prometheus-text.ts';
import { endpointReport, report } from '../support/report.ts';

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string };

const ca = makeCa();
const identity = issue(ca, { subject: 'monitor', altNames: ['IP:127.0.0.1'] });

describe('a metrics port', () => {
  let server: MetricsServer | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  const metrics = async (): Promise<string> => {
    const format = formats.find(({ name }) => name === 'prometheus') ?? assert.fail();
    return await renderDocument(format, 'scan', { report: report([endpointReport()]) }, { width: 80, colour: false });
  };
  const serve = async (change: Partial<MetricsServerOptions> = {}) => {
    server = await serveMetrics({ host: '127.0.0.1', port: 0, metrics, isHealthy: () => true, ...change });
    return server;
  };
  const get = (
    path: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const url = server?.url ?? '';
      const sent = (url.startsWith('https') ? secure : plain)(
        `${url}${path}`,
        { method, headers, ca: ca.certificatePem, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            text += piece;
          });
          response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        },
      );
      sent.once('error', reject);
      sent.end();
    });
  const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } });

  it('answers what the format writes', async () => {
    await serve();
    const { status, headers, text } = await get('/metrics');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    assert.equal(text, await metrics());
    assert.ok(parsePrometheus(text).length > 10);
  });

  it('answers as OpenMetrics where that is asked for', async () => {
    await serve();
    const { headers, text } = await get('/metrics', { headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' } });
    assert.equal(headers['content-type'], 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    assert.ok(text.endsWith('\n# EOF\n'));
  });

  it('says whether all is well, and answers nothing else', async () => {
    let isHealthy = true;
    await serve({ isHealthy: () => isHealthy });
    assert.deepEqual([(await get('/healthz')).status, (await get('/healthz')).text], [200, 'ok\n']);
    isHealthy = false;
    assert.equal((await get('/healthz')).status, 503);
    for (const path of ['/', '/metrics/', '/../etc/passwd', '/metricsx']) assert.equal((await get(path)).status, 404, path);
    const posted = await get('/metrics', { method: 'POST' });
    assert.deepEqual([posted.status, posted.headers.allow], [405, 'GET, HEAD']);
    const head = await get('/metrics', { method: 'HEAD' });
    assert.deepEqual([head.status, head.text], [200, '']);
  });

  it('asks for user and password over TLS, but for health', async () => {
    await serve({
      tls: { certificate: identity.chainPem, key: identity.privateKeyPem },
      basicAuth: { user: 'prometheus', password: new Secret('gruß:gott') },
    });
    assert.match(server?.url ?? '', /^https:/);
    for (const options of [
      {},
      basic('prometheus:wrong'),
      basic('other:gruß:gott'),
      basic('prometheus'),
      { headers: { authorization: 'Bearer x' } },
    ]) {
      const { status, headers, text } = await get('/metrics', options);
      assert.equal(status, 401);
      assert.match(String(headers['www-authenticate']), /^Basic realm="handclasp"/);
      assert.doesNotMatch(text, /probe_|gott/);
    }
    assert.equal((await get('/metrics', basic('prometheus:gruß:gott'))).status, 200);
    assert.equal((await get('/healthz')).status, 200);
  });

  it('has the page where there is one, for whoever may read metrics', async () => {
    let fails = false;
    const page = async () => {
      if (fails) throw new Error('secret detail');
      return '<!doctype html><title>now</title>';
    };
    await serve({ page, basicAuth: { user: 'prometheus', password: new Secret('hunter22') } });
    assert.equal((await get('/')).status, 401);
    const { status, headers, text } = await get('/', basic('prometheus:hunter22'));
    assert.deepEqual([status, text], [200, '<!doctype html><title>now</title>']);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['content-security-policy'], "frame-ancestors 'none'");
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal((await get('/', { method: 'POST' })).status, 405);
    assert.match((await get('/other')).text, /\/, \/metrics/);
    fails = true;
    const failed = await get('/', basic('prometheus:hunter22'));
    assert.deepEqual([failed.status, failed.text], [500, 'the page could not be made\n']);
  });

  it('sends no password in the clear but on loopback', async () => {
    const basicAuth = { user: 'prometheus', password: new Secret('hunter22') };
    await assert.rejects(serve({ host: '0.0.0.0', basicAuth }), { code: 'metrics-password-in-clear' });
    await serve({ basicAuth });
    assert.equal((await get('/metrics', basic('prometheus:hunter22'))).status, 200);
  });

  it('says that metrics could not be made, and goes on', async () => {
    let fails = true;
    await serve({
      metrics: async () => {
        if (fails) throw new Error('secret detail');
        return await metrics();
      },
    });
    const { status, text } = await get('/metrics');
    assert.deepEqual([status, text], [500, 'the metrics could not be made\n']);
    fails = false;
    assert.equal((await get('/metrics')).status, 200);
  });

  it('does not begin where the port is taken', async () => {
    const { port } = await serve();
    await assert.rejects(serveMetrics({ host: '127.0.0.1', port, metrics, isHealthy: () => true }), { code: 'EADDRINUSE' });
  });
});
