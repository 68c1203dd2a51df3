import net from 'node:net';
import { channelHint } from '../elastic/default-ports.ts';
import type { Channel } from '../model/channel.ts';
import type { ClientAuth, Conversation, Observation, Reachability, StrangerAnswer } from '../model/observation.ts';
import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { Target } from '../model/target.ts';
import { type ApplicationAnswer, type ApplicationQuestion, askHttp, askTransport } from './ask-application.ts';
import { clientAuth } from './client-auth.ts';
import { type ConversationWish, converse } from './converse.ts';
import { describeService } from './describe-service.ts';
import { legacyCipherSuites, legacyVersions } from './legacy-hello.ts';
import type { ProbeOptions } from './probe-options.ts';
import { clearStream } from './stream.ts';
import { versionAnswers } from './version-answers.ts';

/** Newest first; those before TLS 1.2 ride along at no cost, so that a server which has nothing newer is not lost. */
const modernVersions: readonly ProtocolVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/**
 * All questions to one address, one connection after the other: identity and client authentication in two, or one where the server has no
 * TLS 1.3. Never rejects for what the peer does; rejects with the caller's reason when `options.signal` aborts.
 */
export async function probeAddress(target: Target, address: string, options: ProbeOptions): Promise<Observation> {
  return options.dialer.withPlace(address, options.signal, async () => {
    const probe = new AddressProbe(target, address, options);
    const observation = await probe.run();
    options.signal?.throwIfAborted();
    return observation;
  });
}

class AddressProbe {
  readonly #target: Target;
  readonly #address: string;
  readonly #options: ProbeOptions;
  readonly #hint: Channel;
  readonly #serverName: string | null;
  readonly #signal: AbortSignal;
  readonly #startedAt = new Date();
  readonly #start = performance.now();
  readonly #conversations: Conversation[] = [];
  readonly #clientAuth: Partial<Record<ProtocolVersion, ClientAuth>> = {};
  #reachability: Reachability | null = null;
  #overTls: ApplicationAnswer | null = null;
  #inClear: ApplicationAnswer | null = null;
  #stranger: StrangerAnswer = 'not-asked';
  #connections = 0;
  #bytesSent = 0;
  #bytesReceived = 0;

  constructor(target: Target, address: string, options: ProbeOptions) {
    this.#target = target;
    this.#address = address;
    this.#options = options;
    this.#hint = target.scheme ?? channelHint(target.port);
    this.#serverName = options.serverName !== undefined ? options.serverName : net.isIP(target.host) === 0 ? target.host : null;
    const deadline = AbortSignal.timeout(options.deadlineMs);
    this.#signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  }

  async run(): Promise<Observation> {
    const first = await this.#converse({ versions: modernVersions, question: this.#question() });
    if (first?.answeredInTls) {
      await this.#askOtherVersion(first);
      await this.#askWithIdentity();
      await this.#askAsStranger();
      if (this.#options.depth === 'standard') await this.#askLegacyVersions();
    } else if (first && first.ending.kind !== 'timeout') {
      await this.#askInClear(first);
    }
    return this.#observation();
  }

  /** The other of TLS 1.3 and 1.2; or the same again, where it is not known yet what speaks above TLS. */
  async #askOtherVersion(first: Conversation): Promise<void> {
    const question = this.#openQuestion();
    if (first.version === 'TLSv1.3') {
      await this.#converse({ versions: modernVersions.slice(1), question });
    } else if (first.version !== null && question !== null && first.ending.kind === 'accepted' && !this.#options.quietWire) {
      await this.#converse({ versions: modernVersions, question });
    }
  }

  /** With the user's certificate, where one is asked for: mutual TLS lets its holder see more. */
  async #askWithIdentity(): Promise<void> {
    const { identity } = this.#options;
    if (!identity || !this.#requested) return;
    await this.#converse({ versions: modernVersions, question: this.#openQuestion(), identity: { kind: 'given', ...identity } });
  }

  async #askAsStranger(): Promise<void> {
    const { stranger } = this.#options;
    if (!stranger || !this.#requested) return;
    const seen = await this.#converse({
      versions: modernVersions,
      question: this.#question(),
      identity: { kind: 'self-signed', ...stranger },
    });
    if (!seen) return;
    const { kind } = seen.ending;
    this.#stranger = kind === 'accepted' ? 'accepted' : kind === 'alert' || kind === 'closed' ? 'refused' : 'unknown';
  }

  async #askLegacyVersions(): Promise<void> {
    for (;;) {
      const known = versionAnswers(this.#conversations);
      const versions = legacyVersions.filter((version) => known[version] === undefined);
      if (versions.length === 0) return;
      const seen = await this.#converse({ versions, question: null, cipherSuites: legacyCipherSuites });
      if (!seen || seen.version === null) return;
    }
  }

  async #askInClear({ ending }: Conversation): Promise<void> {
    const speaksHttp = ending.kind === 'not-tls' && startsWith(ending.bytes, 'HTTP/');
    if (ending.kind === 'not-tls' && !speaksHttp) return;
    const transport = !speaksHttp && isTransport(this.#hint);
    this.#inClear = await this.#askClear(transport ? 'transport' : 'http');
    // A transport port that was taken for HTTP says so; its version takes the right question.
    const { application } = this.#inClear ?? {};
    if (application?.kind === 'transport' && application.notHttp) this.#inClear = (await this.#askClear('transport')) ?? this.#inClear;
  }

  /** What to ask first above TLS. GET also names a transport port ("This is not an HTTP port"), so it serves where there is no hint. */
  #question(): ApplicationQuestion {
    return isTransport(this.#hint) ? 'transport' : 'http';
  }

  /** What is still worth asking above TLS; null where it is known who speaks. */
  #openQuestion(): ApplicationQuestion | null {
    const application = this.#overTls?.application;
    switch (application?.kind) {
      case undefined:
        return this.#question();
      case 'http':
        return null;
      case 'transport':
        return application.notHttp && !application.pong ? 'transport' : null;
      case 'none':
        return application.asked.includes('ping') ? 'http' : 'transport';
    }
  }

  get #requested(): boolean {
    return this.#conversations.some(({ certificateRequest }) => certificateRequest !== null);
  }

  async #converse(
    wish: Pick<ConversationWish, 'versions' | 'question' | 'cipherSuites'> & { readonly identity?: ConversationWish['identity'] },
  ): Promise<Conversation | null> {
    const identity = wish.identity ?? null;
    this.#options.onEvent?.(
      `${this.#target.label} (${this.#address}): TLS hello, ${wish.versions.join(', ')}${identity ? ', with a certificate' : ''}`,
    );
    return this.#connected(async (socket, connectMs) => {
      const { conversation, application } = await converse(socket, {
        ...wish,
        identity,
        serverName: this.#serverName,
        quiet: this.#options.quietWire && identity === null,
        host: hostHeader(this.#target),
        idleTimeoutMs: this.#options.idleTimeoutMs,
        connectMs,
        signal: this.#signal,
      });
      this.#conversations.push(conversation);
      if (application && (this.#overTls === null || application.application.kind !== 'none')) this.#overTls = application;
      const auth = identity === null ? clientAuth(conversation) : null;
      if (auth && conversation.version) this.#clientAuth[conversation.version] = auth;
      return conversation;
    });
  }

  async #askClear(question: ApplicationQuestion): Promise<ApplicationAnswer | null> {
    this.#options.onEvent?.(`${this.#target.label} (${this.#address}): in the clear, ${question === 'http' ? 'GET /' : 'transport ping'}`);
    return this.#connected(async (socket) => {
      const patience = { firstMs: this.#options.idleTimeoutMs, restMs: this.#options.idleTimeoutMs };
      const stream = clearStream(socket);
      const stop = () => socket.destroy();
      this.#signal.addEventListener('abort', stop, { once: true });
      const answer = question === 'http' ? await askHttp(stream, hostHeader(this.#target), patience) : await askTransport(stream, patience);
      this.#signal.removeEventListener('abort', stop);
      return answer;
    });
  }

  /** One connection, counted. Null where it did not come about. */
  async #connected<T>(talk: (socket: net.Socket, connectMs: number) => Promise<T>): Promise<T | null> {
    const { dialer, connectTimeoutMs } = this.#options;
    const dialled = await dialer.dial(this.#address, this.#target.port, connectTimeoutMs, this.#signal);
    if (dialled.kind !== 'open') {
      this.#reachability ??= dialled;
      return null;
    }
    this.#reachability = { kind: 'open' };
    this.#connections += 1;
    const { socket } = dialled;
    try {
      return await talk(socket, dialled.connectMs);
    } finally {
      this.#bytesSent += socket.bytesWritten;
      this.#bytesReceived += socket.bytesRead;
      socket.on('error', () => {});
      socket.destroySoon();
    }
  }

  #observation(): Observation {
    const application = this.#overTls ?? this.#inClear;
    const described = describeService({
      target: this.#target,
      hint: this.#hint,
      conversations: this.#conversations,
      overTls: this.#overTls,
      inClear: this.#inClear,
    });
    return {
      target: this.#target,
      address: this.#address,
      channel: described.channel,
      channelFrom: described.channelFrom,
      startedAt: this.#startedAt,
      finishedAt: new Date(),
      reachability: this.#reachability ?? { kind: 'timeout', afterMs: this.#options.deadlineMs },
      service: described.service,
      conversations: this.#conversations,
      versions: this.#conversations.some(({ answeredInTls }) => answeredInTls) ? versionAnswers(this.#conversations) : {},
      clientAuth: this.#clientAuth,
      stranger: this.#stranger,
      clock: clockOf(application, described.date),
      vantage: this.#options.vantage,
      cost: {
        connections: this.#connections,
        bytesSent: this.#bytesSent,
        bytesReceived: this.#bytesReceived,
        durationMs: Math.round((performance.now() - this.#start) * 10) / 10,
      },
    };
  }
}

function isTransport(channel: Channel): boolean {
  return channel === 'transport' || channel === 'remote-cluster';
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}

function hostHeader({ host, port }: Target): string {
  return net.isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The `Date` header has seconds; half of one is part of the doubt. */
function clockOf(application: ApplicationAnswer | null, date: Date | null): Observation['clock'] {
  if (!application?.heardAt || !date) return null;
  const { at, boundMs } = application.heardAt;
  return { aheadMs: date.getTime() + 500 - at.getTime(), boundMs: boundMs + 500 };
}
