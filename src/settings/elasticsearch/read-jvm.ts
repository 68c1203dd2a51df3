import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { materialIn } from '../../model/key-material.ts';
import type { JvmSettings, Place, Setting } from '../../model/setup.ts';
import { placeholder, showableValue } from '../../model/showable.ts';
import { isSecretKey } from '../merged-settings.ts';
import { fileUnread, openFile } from '../open-file.ts';
import { javaProperties, type SystemProperty, systemProperties } from './jvm-options.ts';

const largest = 1024 * 1024;

/**
 * What jvm.options, and the files of jvm.options.d in their order, change of TLS. Null where there is neither.
 *
 * @param java the JVM's feature release; null where it is not known
 */
export async function readJvm(directory: string, java: number | null): Promise<JvmSettings | null> {
  const folder = join(directory, 'jvm.options.d');
  const names = await readdir(folder).catch(() => []);
  const files = [
    join(directory, 'jvm.options'),
    ...names
      .filter((name) => name.endsWith('.options'))
      .sort()
      .map((name) => join(folder, name)),
  ];
  const properties: SystemProperty[] = [];
  let found = false;
  for (const file of files) {
    const { bytes } = await openFile(file, largest);
    if (bytes === null) continue;
    found = true;
    properties.push(...systemProperties(Buffer.from(bytes).toString('utf8'), file, java));
  }
  if (!found) return null;
  const override = properties.findLast(({ name }) => name === 'java.security.properties');
  return {
    javaSecurity: override === undefined ? null : await readJavaSecurity(override.value, override.place, directory),
    properties: properties.flatMap(({ name, value, place }): readonly Setting[] => {
      if (!/^(?:javax\.net\.ssl|jdk\.tls|com\.sun\.net\.ssl|java\.security)\./.test(name)) return [];
      const secret = isSecretKey(name);
      return [{ key: name, value: secret ? null : showableValue(value), secret, place, from: 'yml' }];
    }),
  };
}

async function readJavaSecurity(value: string, place: Place, directory: string): Promise<JvmSettings['javaSecurity']> {
  // `-Djava.security.properties==FILE` replaces the JDK's file, one equals sign adds to it.
  const replaces = value.startsWith('=');
  const name = value.replace(/^=/, '').replace(/^file:(?:\/\/)?/, '');
  const material = materialIn(name);
  if (material !== null) {
    const nothing = { place, replaces, disabledAlgorithms: null, certPathDisabledAlgorithms: null };
    return { ...nothing, file: placeholder(material), problem: { code: 'no-path-given' } };
  }
  const file = resolve(directory, name);
  const opened = await openFile(file, largest);
  const nothing = { file, place, replaces, disabledAlgorithms: null, certPathDisabledAlgorithms: null };
  if (opened.bytes === null) return { ...nothing, problem: fileUnread(file, opened) };
  const values = javaProperties(Buffer.from(opened.bytes).toString('latin1'));
  const list = (name: string) => {
    const text = values.get(name);
    return text === undefined
      ? null
      : text
          .split(',')
          .map((item) => showableValue(item.trim()))
          .filter((item) => item !== '');
  };
  return {
    ...nothing,
    disabledAlgorithms: list('jdk.tls.disabledAlgorithms'),
    certPathDisabledAlgorithms: list('jdk.certpath.disabledAlgorithms'),
    problem: null,
  };
}
