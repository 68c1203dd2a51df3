import { goHello } from './go-hello.ts';
import { jdkHellos } from './jdk-hellos.ts';
import { opensslHellos } from './openssl-hellos.ts';
import type { HelloId, RecordedHello } from './recorded-hello.ts';

/** What the clients of today's runtimes say first. `npm run hellos` captures them anew, and test/peers/hellos.test.ts holds them to the runtimes that are at hand. */
export const recordedHellos: readonly RecordedHello[] = [...jdkHellos, ...opensslHellos, goHello];

export function helloOf(id: HelloId): RecordedHello {
  const found = recordedHellos.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no hello of ${id} is recorded`);
  return found;
}
