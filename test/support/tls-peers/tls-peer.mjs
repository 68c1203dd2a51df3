// Servers and clients on node:tls, with the tasks and answers of TlsPeer.java. Suites are OpenSSL's names; `groups` and `schemes` are set as `ecdhCurve` and `sigalgs`.
import { createPrivateKey } from 'node:crypto';
import { createInterface } from 'node:readline';
import tls from 'node:tls';

const pem = (label, list) =>
  list
    .split(',')
    .map((der) => `-----BEGIN ${label}-----\n${der.match(/.{1,64}/g).join('\n')}\n-----END ${label}-----\n`)
    .join('');

function options({ chain, key, trust, protocols, suites, groups, schemes }) {
  const versions = protocols?.split(',').sort();
  return {
    ...(chain && {
      cert: pem('CERTIFICATE', chain),
      key: createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }),
    }),
    ...(trust && { ca: pem('CERTIFICATE', trust) }),
    ...(versions && { minVersion: versions[0], maxVersion: versions.at(-1) }),
    ...(suites && { ciphers: suites.replaceAll(',', ':') }),
    ...(groups && { ecdhCurve: groups.replaceAll(',', ':') }),
    ...(schemes && { sigalgs: schemes.replaceAll(',', ':') }),
  };
}

function serve(task) {
  return new Promise((resolve, reject) => {
    // As Kibana's own HTTP server has it.
    const asked = {
      honorCipherOrder: true,
      requestCert: (task.clientAuth ?? 'none') !== 'none',
      rejectUnauthorized: task.clientAuth === 'need',
    };
    const server = tls.createServer({ ...options(task), ...asked }, (socket) => {
      socket.on('error', () => {});
      socket.write('k');
    });
    server.on('tlsClientError', () => {});
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`port ${server.address().port}`));
  });
}

function connect(task) {
  return new Promise((resolve, reject) => {
    const checked = task.name === undefined ? { checkServerIdentity: () => undefined } : { servername: task.name };
    const socket = tls.connect({ host: '127.0.0.1', port: Number(task.port), ...options(task), ...checked });
    socket.setTimeout(10_000, () => socket.destroy(new Error('timeout')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', () => {
      resolve(`ok ${socket.getProtocol()} ${socket.getCipher().standardName}`);
      socket.destroy();
    });
  });
}

for await (const line of createInterface(process.stdin)) {
  const task = Object.fromEntries(
    line
      .trim()
      .split(' ')
      .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  let answer;
  try {
    answer = await (task.role === 'server' ? serve(task) : connect(task));
  } catch (error) {
    answer = `error ${error.code ?? ''} ${error.message}`;
  }
  console.log(`${task.id} ${answer}`.replaceAll(/[\r\n]/g, ' '));
}
process.exit(0);
