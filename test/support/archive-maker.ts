import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** A file for an archive; the rest is what somebody may do to it. */
export type MadeEntry = {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** A symbolic link to what its content says. */
  readonly link?: true;
  readonly encrypted?: true;
  /** What the directory of the archive says of its size, and of its checksum. */
  readonly declaredSize?: number;
  readonly declaredCrc?: number;
};

/** A zip file as Info-ZIP on Unix writes it (APPNOTE.TXT), deflated. */
export function makeZip(entries: readonly MadeEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content, link, encrypted, declaredSize, declaredCrc } of entries) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const name = Buffer.from(path);
    const flags = encrypted === true ? 1 : 0;
    const numbers = Buffer.alloc(26);
    numbers.writeUInt16LE(20, 0);
    numbers.writeUInt16LE(flags, 2);
    numbers.writeUInt16LE(8, 4);
    numbers.writeUInt32LE(declaredCrc ?? crc32(plain), 10);
    numbers.writeUInt32LE(packed.length, 14);
    numbers.writeUInt32LE(declaredSize ?? plain.length, 18);
    numbers.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), numbers, name]);
    const mode = link === true ? 0o120777 : 0o100644;
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), numbers, tail, name]));
    local.push(head, packed);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

/** A tar file (POSIX ustar). */
export function makeTar(entries: readonly MadeEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content, link, declaredSize }) => {
    const body = link === true ? Buffer.alloc(0) : Buffer.from(content);
    const head = Buffer.alloc(512);
    head.write(path, 0);
    head.write('0000644\0', 100);
    head.write('0000000\0', 108);
    head.write('0000000\0', 116);
    head.write(`${(declaredSize ?? body.length).toString(8).padStart(11, '0')}\0`, 124);
    head.write('00000000000\0', 136);
    head.write('        ', 148);
    head.write(link === true ? '2' : '0', 156);
    if (link === true) head.write(Buffer.from(content).toString(), 157);
    head.write('ustar\u000000', 257);
    head.write(
      `${head
        .reduce((sum, octet) => sum + octet, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export function makeTarGz(entries: readonly MadeEntry[]): Buffer {
  return gzipSync(makeTar(entries));
}
