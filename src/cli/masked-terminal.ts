import { Mask, Secret } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** A terminal that writes no secret of this run: neither of its environment, nor what is answered to a prompt, nor what is added to its mask on the way. */
export function maskedTerminal(streams: Omit<Terminal, 'mask'>): Terminal {
  const { out, err, askPassword, env } = streams;
  const own = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('HANDCLASP_') && value !== undefined ? [new Secret(value)] : [],
  );
  const mask = new Mask(own);
  return {
    ...streams,
    mask,
    out: (text) => out(typeof text === 'string' ? mask.text(text) : mask.bytes(text)),
    err: (text) => err(mask.text(text)),
    askPassword:
      askPassword === null
        ? null
        : async (prompt) => {
            const answer = await askPassword(mask.text(prompt));
            if (answer !== null) mask.add(new Secret(answer));
            return answer;
          },
  };
}
