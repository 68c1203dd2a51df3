import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmittedSettings } from '../../../src/policy/emit/emit-settings.ts';

const run = promisify(execFile);

/** A machine that gets a certificate. */
export type Machine = { readonly name: string; readonly host: string; readonly address: string };

export type Layer = 'transport' | 'http';

export type LayerFiles = { readonly certificate: string; readonly key: string; readonly ca: string };

/** The certificates of a machine; Kibana has one of HTTP alone. */
export type MachineFiles = Readonly<Partial<Record<Layer, LayerFiles>>>;

export type CertificateTools = {
  /** Runs the commands that are emitted, as printed: those for the CAs and for each machine once for each text of them. */
  readonly issue: (settings: EmittedSettings, machine: Machine, whom: 'each node' | 'Kibana') => Promise<MachineFiles>;
};

/** @param folder is made, and has what the commands read and write */
export function openCertificateTools(distribution: string, javaHome: string, folder: string): CertificateTools {
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, ES_JAVA_HOME: javaHome, CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1' };
  // Line by line: a tool that asks for a password reads all that stands on its standard input.
  const bash = async (script: string, cwd: string): Promise<void> => {
    for (const line of script.split('\n')) await runLine(line, cwd);
  };
  const runLine = async (script: string, cwd: string): Promise<void> => {
    const here = script.replaceAll('bin/elasticsearch-', `"${distribution}"/bin/elasticsearch-`).replaceAll('--ca ', `--ca "${cwd}"/`);
    const running = run('bash', ['-euo', 'pipefail', '-c', here], { cwd, env });
    // The CA of a test has no password: whoever is asked for one presses Enter. Who is not asked may be gone by then.
    running.child.stdin?.on('error', () => {});
    running.child.stdin?.end('\n');
    await running;
  };
  const folders = new Map<string, Promise<string>>();
  const issued = new Map<string, Promise<MachineFiles>>();

  const authorities = (script: string): Promise<string> => {
    const known = folders.get(script) ?? makeAuthorities(join(folder, `authorities-${folders.size + 1}`), script, bash);
    folders.set(script, known);
    return known;
  };
  return {
    issue: async (settings, machine, whom) => {
      const cas = commandsOf(settings, 'once');
      const script = filledIn(commandsOf(settings, `for ${whom}`), machine);
      const known = issued.get(cas + script) ?? issueIn(await authorities(cas), script, machine, bash);
      issued.set(cas + script, known);
      return known;
    },
  };
}

type Bash = (script: string, cwd: string) => Promise<void>;

async function makeAuthorities(cwd: string, script: string, bash: Bash): Promise<string> {
  mkdirSync(cwd);
  await bash(script, cwd);
  for (const layer of ['transport', 'http'])
    if (!existsSync(join(cwd, `${layer}-ca.crt`)))
      await bash(`openssl pkcs12 -in ${layer}-ca.p12 -passin pass: -nokeys -out ${layer}-ca.crt`, cwd);
  return cwd;
}

async function issueIn(cwd: string, script: string, { name }: Machine, bash: Bash): Promise<MachineFiles> {
  await bash(script, cwd);
  const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
  const files: Partial<Record<Layer, LayerFiles>> = {};
  for (const layer of ['transport', 'http'] as const) {
    const own = `${name}-${layer}`;
    if (existsSync(join(cwd, `${own}.zip`))) {
      await bash(`rm -rf unpacked && python3 -m zipfile -e ${own}.zip unpacked && rm ${own}.zip`, cwd);
      files[layer] = {
        certificate: read(`unpacked/${name}/${name}.crt`),
        key: read(`unpacked/${name}/${name}.key`),
        ca: read(`${layer}-ca.crt`),
      };
    } else if (existsSync(join(cwd, `${own}.crt`))) {
      files[layer] = { certificate: read(`${own}.crt`), key: read(`${own}.key`), ca: read(`${layer}-ca.crt`) };
    }
  }
  return files;
}

function commandsOf({ files }: EmittedSettings, when: string): string {
  return files.flatMap(({ file, where, lines }) => (file === null && where.endsWith(when) ? lines : [])).join('\n');
}

/** The words in capitals that an operator replaces. */
function filledIn(script: string, { name, host, address }: Machine): string {
  const words: Readonly<Record<string, string>> = { NODE: name, HOST: host, ADDRESS: address };
  return script.replace(/\b(?:NODE|HOST|ADDRESS)\b/g, (word) => words[word] ?? word);
}
