/** Which room may import which, as DESIGN.md has it; run by `npm run lint`. */

const rooms = {
  model: [],
  // The sentence for a reason: rules, reports and problems of setups have it, so it stands below them all.
  wording: ['model'],
  // Keys are handed to Node in DER.
  tls: ['x509/asn1'],
  x509: ['model'],
  elastic: ['model'],
  // What clients of today's runtimes say first: data.
  hellos: ['model', 'elastic'],
  stores: ['model', 'x509', 'wording'],
  settings: ['model', 'x509', 'elastic', 'stores', 'wording'],
  // It says hello as other clients do.
  probe: ['model', 'tls', 'elastic', 'hellos'],
  replay: ['model', 'elastic', 'probe', 'wording'],
  logs: ['model'],
  // Zip and tar files, read and never unpacked to disk.
  archive: ['model'],
  // What support-diagnostics and eck-diagnostics collect.
  bundle: ['model', 'archive', 'elastic', 'settings'],
  rules: ['model', 'wording'],
  evidence: ['model', 'x509', 'elastic', 'hellos', 'wording'],
  report: ['model', 'rules', 'wording'],
  // How documents come into Elasticsearch: our own TLS, and our own verdict on the receiver.
  delivery: ['model', 'tls', 'x509', 'elastic'],
  // What is measured, as data: a format writes it, a port serves it.
  metrics: ['model'],
  output: ['model', 'metrics'],
  // Files of handclasp's own, held to their schemas.
  config: ['model'],
  policy: ['model', 'wording', 'config', 'elastic'],
  jobs: ['model', 'x509', 'elastic', 'hellos', 'settings', 'stores', 'probe', 'logs', 'rules', 'evidence', 'report', 'wording', 'policy'],
  // What past runs saw and found, and what changed.
  history: ['model', 'replay', 'wording'],
  fleet: ['model', 'jobs', 'report'],
  // What is told to whom, once. What waits for them stands in the history.
  alerts: ['model', 'wording', 'history', 'delivery'],
  // Leaders and workers over a queue: workers ask, whoever leads judges.
  queue: ['model', 'jobs', 'replay', 'probe', 'fleet'],
  // When runs are due, and one after the other.
  watch: ['model'],
  lab: ['model', 'x509', 'elastic'],
  // What the command line does, a program can do: of the product it has the library's face alone.
  cli: [],
};

/** Packages, and what of Node opens a connection: each behind one door. */
const doors = {
  'node_modules/get-east-asian-width/': ['output'],
  'node_modules/undici/': ['elastic', 'delivery', 'alerts'],
  'node_modules/nodemailer/': ['alerts'],
  'node_modules/(yauzl|tar)/': ['archive'],
  'node_modules/(pkijs|asn1js)/': ['x509'],
  'node_modules/yaml/': ['settings', 'config'],
  'node_modules/zod/': ['replay', 'config', 'policy', 'history'],
  'node_modules/@photostructure/': ['history'],
  'node_modules/croner/': ['watch'],
  'node_modules/(bullmq|ioredis|pg)/': ['queue'],
  // isIP and its like are net's, so it is at hand everywhere but in what has no business with addresses.
  '^net$': ['probe', 'lab', 'model', 'rules', 'evidence', 'jobs', 'x509', 'elastic', 'settings', 'fleet', 'delivery', 'metrics'],
  // Nothing of TLS comes from Node: the lab has its servers, x509 has the list of public roots.
  '^tls$': ['lab', 'x509'],
  '^worker_threads$': ['fleet'],
  // The metrics port is the one server that users have.
  '^(http|https)$': ['lab', 'metrics'],
  '^(http2|dgram|cluster)$': ['lab'],
  // Whom alerts are told may be a program.
  '^child_process$': ['lab', 'alerts'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports`,
      severity: 'error',
      comment: `${room} imports only ${['itself', ...allowed].join(', ')}`,
      from: { path: `^src/${room}/` },
      to: {
        path: '^(src|bin|scripts|test)/',
        pathNot: `^src/(${[room, ...allowed].join('|')})/${room === 'cli' ? '|^src/index\\.ts$' : ''}`,
      },
    })),
    ...Object.entries(doors).map(([target, allowed]) => ({
      name: `door-${target.replace(/[^a-z0-9]+/g, '-')}`,
      severity: 'error',
      comment: `only ${allowed.join(', ')} may import it`,
      from: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
      to: { path: target },
    })),
    {
      name: 'room-unknown',
      severity: 'error',
      comment: 'a new room needs a line in the table',
      from: { path: '^(bin|src|scripts)/' },
      to: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(rooms).join('|')})/` },
    },
    {
      name: 'asn1-imports',
      severity: 'error',
      comment: 'how ASN.1 is written is known to nobody but itself, and the codes for what is wrong with it are all that it knows',
      from: { path: '^src/x509/asn1/' },
      to: { path: '^(src|bin|scripts|test)/', pathNot: '^src/(x509/asn1/|model/reasons/structure-fault\\.ts$)' },
    },
    {
      name: 'x509-path-imports',
      severity: 'error',
      comment: 'what a certificate says is read before anybody judges it',
      from: { path: '^src/x509/', pathNot: '^src/x509/path/' },
      to: { path: '^src/x509/path/' },
    },
    {
      name: 'no-face-inside',
      severity: 'error',
      comment: 'src/index.ts is for users of the library, of which the command line is one',
      from: { path: '^(src|bin)/', pathNot: '^src/cli/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'bin-imports',
      severity: 'error',
      comment: 'bin runs the command line',
      from: { path: '^bin/' },
      to: { path: '^(src|scripts|test)/', pathNot: '^src/cli/' },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-package',
      severity: 'error',
      comment: 'users do not get what is a devDependency, unless it is an optional package that they may install',
      from: { path: '^(src|bin)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
