import net from 'node:net';
import { channelHint } from '../elastic/default-ports.ts';
import type { Channel } from '../model/channel.ts';
import { hostAndPort } from '../model/host-port.ts';
import type { ClientAuth, Conversation, Cost, Observation, SelfSignedAnswer, TlsDetails } from '../model/observation.ts';
import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { Reachability } from '../model/reachability.ts';
import { allAnswered, type Shortfall, type Topic, type Unanswered } from '../model/shortfall.ts';
import type { Target } from '../model/target.ts';
import type { ReadUntil } from '../tls/first-flight/first-flight.ts';
import type { HelloOffer } from '../tls/first-flight/offer.ts';
import type { AbortLike } from '../tls/open-tls.ts';
import type { TlsFailure } from '../tls/tls-failure.ts';
import { type AnswersSoFar, createAnswersSoFar } from './answers-so-far.ts';
import { type ApplicationAnswer, type ApplicationQuestion, askHttp, askTransport, heardUntil } from './ask-application.ts';
import { askHello, type HelloAnswer } from './ask-hello.ts';
import { clientAuth } from './client-auth.ts';
import { Deadline } from './deadline.ts';
import { EndpointConnections } from './endpoint-connections.ts';
import { NotConnected } from './not-connected.ts';
import type { ProbeOptions } from './probe-options.ts';
import { shortfallOf, shortfallOfFailure } from './shortfall-of.ts';
import { clearStream } from './stream.ts';
import { type HandshakeRequest, tlsConversation } from './tls-conversation.ts';
import { versionAnswers } from './version-answers.ts';

/** What the questions have learned so far. Each question writes its own part. */
export type Findings = {
  reachability: Reachability | null;
  readonly conversations: Conversation[];
  readonly clientAuth: Partial<Record<ProtocolVersion, ClientAuth>>;
  overTls: ApplicationAnswer | null;
  inClear: ApplicationAnswer | null;
  selfSignedAnswer: SelfSignedAnswer;
  readonly details: { -readonly [K in keyof TlsDetails]?: TlsDetails[K] };
};

/** One address, as long as it is asked: the ways to ask, what was learned, and what it cost. */
export class Session {
  readonly target: Target;
  readonly address: string;
  readonly options: ProbeOptions;
  readonly hint: Channel;
  readonly serverName: string | null;
  readonly found: Findings = {
    reachability: null,
    conversations: [],
    clientAuth: {},
    overTls: null,
    inClear: null,
    selfSignedAnswer: 'not-asked',
    details: {},
  };
  readonly #start = performance.now();
  readonly #connections: EndpointConnections;
  readonly #cutoff: Deadline;
  #seen: AnswersSoFar | null = null;
  #unanswered: Unanswered[] | null = null;

  constructor(target: Target, address: string, options: ProbeOptions) {
    this.target = target;
    this.address = address;
    this.options = options;
    this.hint = target.scheme ?? channelHint(target.port);
    this.serverName = options.serverName !== undefined ? options.serverName : net.isIP(target.host) === 0 ? target.host : null;
    this.#cutoff = new Deadline(options.deadlineMs, options.signal);
    this.#connections = new EndpointConnections(address, target.port, options, this.#cutoff);
  }

  /** Nothing more will be asked. */
  end(): void {
    this.#cutoff.end();
  }

  /** Aborts when the time for all questions is up, and when the run is. */
  get signal(): AbortLike {
    return this.#cutoff;
  }

  /** How long to wait for a peer in a handshake. */
  get patience(): { readonly signal: AbortLike; readonly idleTimeoutMs: number } {
    return { signal: this.#cutoff, idleTimeoutMs: this.options.idleTimeoutMs };
  }

  get seen(): AnswersSoFar {
    if (this.#seen === null) {
      this.#seen = createAnswersSoFar();
      for (const conversation of this.found.conversations) this.#seen.noteConversation(conversation);
    }
    return this.#seen;
  }

  get expired(): boolean {
    return this.#cutoff.aborted;
  }

  /** Why nothing more is asked once the time is up. */
  get deadline(): Shortfall {
    return { kind: 'deadline', afterMs: this.options.deadlineMs };
  }

  get unanswered(): readonly Unanswered[] {
    return this.#unanswered ?? allAnswered;
  }

  /** Notes what was to be asked, and has no whole answer. */
  miss(topic: Topic, because: Shortfall, version: ProtocolVersion | null = null): void {
    this.#unanswered ??= [];
    this.#unanswered.push({ topic, version, because });
  }

  /** Why an answer tells nothing, or not all. */
  shortfallOf(answer: HelloAnswer): Shortfall {
    return shortfallOf(answer, this.options.deadlineMs);
  }

  shortfallOfFailure(failure: TlsFailure): Shortfall {
    const { deadlineMs, idleTimeoutMs } = this.options;
    return shortfallOfFailure(failure, { expired: this.expired, deadlineMs, idleTimeoutMs });
  }

  /** It was noticed that it serves no two connections at once. */
  get oneAtATime(): boolean {
    return this.#connections.oneAtATime;
  }

  get localAddress(): string | null {
    return this.#connections.localAddress;
  }

  get cost(): Cost {
    return {
      ...this.#connections.cost,
      durationMs: Math.round((performance.now() - this.#start) * 10) / 10,
    };
  }

  get versions(): Observation['versions'] {
    return versionAnswers(this.found.conversations);
  }

  /** One of its hellos asked for a client certificate. */
  get requested(): boolean {
    return this.found.conversations.some(({ certificateRequest }) => certificateRequest !== null);
  }

  /** What to ask first above TLS. GET also names a transport port ("This is not an HTTP port"), so it serves where there is no hint. */
  get question(): ApplicationQuestion {
    return this.speaksTransport ? this.transportQuestion : 'http';
  }

  get speaksTransport(): boolean {
    return this.hint === 'transport' || this.hint === 'remote-cluster';
  }

  /** What is still worth asking above TLS; null where it is known who speaks. */
  openQuestion(): ApplicationQuestion | null {
    const application = this.found.overTls?.application;
    switch (application?.kind) {
      case undefined:
        return this.question;
      case 'http':
        return null;
      case 'transport':
        return application.notHttp && !application.pong ? this.transportQuestion : null;
      case 'none':
        return application.asked.includes('ping') ? 'http' : this.transportQuestion;
    }
  }

  get transportQuestion(): ApplicationQuestion {
    return this.options.names === true ? 'transport-names' : 'transport';
  }

  /** A whole TLS conversation. */
  async converse(
    wish: Pick<HandshakeRequest, 'versions' | 'question' | 'cipherSuites' | 'glance'> & {
      readonly identity?: HandshakeRequest['identity'];
    },
  ): Promise<Conversation | NotConnected> {
    const identity = wish.identity ?? null;
    if (this.options.onEvent) this.tell(`TLS hello, ${wish.versions.join(', ')}${identity ? ', with a certificate' : ''}`);
    const ask = () =>
      this.#connected((socket, connectMs) =>
        tlsConversation(socket, {
          ...wish,
          identity,
          asNode: this.options.asNode ?? null,
          serverName: this.serverName,
          quiet: this.options.quietWire && identity === null,
          host: hostAndPort(this.target.host, this.target.port),
          connectMs,
          ...this.patience,
        }),
      );
    const result = await this.#connections.believe(ask, (answer) => {
      if (answer instanceof NotConnected) return true;
      const { version, ending } = answer.conversation;
      return version === null && (ending.kind === 'closed' || ending.kind === 'timeout');
    });
    if (result instanceof NotConnected) return result;
    const { conversation, application } = result;
    const { found } = this;
    found.conversations.push(conversation);
    this.#seen?.noteConversation(conversation);
    if (application && (found.overTls === null || application.application.kind !== 'none')) found.overTls = application;
    const auth = identity === null ? clientAuth(conversation) : null;
    // A second conversation that was cut does not take back what the first one told.
    if (auth && conversation.version && (auth.kind !== 'unknown' || found.clientAuth[conversation.version] === undefined))
      found.clientAuth[conversation.version] = auth;
    return conversation;
  }

  /** A hello that is left alone once it is answered. */
  async hello(what: string, offer: HelloOffer, until: ReadUntil = 'server-hello'): Promise<HelloAnswer> {
    const doubtful = ({ kind }: HelloAnswer) => kind === 'timeout' || kind === 'closed' || kind === 'unreached';
    return this.#connections.believe(() => this.#hello(what, offer, until), doubtful);
  }

  /** Any other use of a connection. `doubtful` tells what may only mean "not so many at once". */
  async connected<T>(what: string, talk: (socket: net.Socket) => Promise<T>, doubtful: (answer: T) => boolean): Promise<T | NotConnected> {
    return this.#connections.believe(
      () => {
        this.tell(what);
        return this.#connected(talk);
      },
      (answer) => answer instanceof NotConnected || doubtful(answer),
    );
  }

  async #hello(what: string, offer: HelloOffer, until: ReadUntil): Promise<HelloAnswer> {
    this.tell(`hello: ${what}`);
    const answer = await this.#connected((socket) => askHello(socket, { offer, until, ...this.patience }));
    return answer instanceof NotConnected ? { kind: 'unreached', reachability: answer.reachability } : answer;
  }

  /** A question without TLS. */
  async askClear(question: ApplicationQuestion): Promise<ApplicationAnswer | NotConnected> {
    this.tell(`in the clear, ${question === 'http' ? 'GET /' : 'transport ping'}`);
    return this.#connected(async (socket) => {
      const patience = { firstMs: this.options.idleTimeoutMs, restMs: this.options.idleTimeoutMs };
      const stream = clearStream(socket);
      const stop = () => socket.destroy();
      this.signal.addEventListener('abort', stop);
      const answer =
        question === 'http'
          ? await askHttp(stream, hostAndPort(this.target.host, this.target.port), patience)
          : await askTransport(stream, patience, question === 'transport-names' ? 'all' : 'nobody');
      this.signal.removeEventListener('abort', stop);
      return heardUntil(this.signal, answer);
    });
  }

  tell(message: string): void {
    this.options.onEvent?.(`${this.target.label} (${this.address}): ${message}`);
  }

  /** One connection. That it came about, or why none did, is the first thing that is learned. */
  async #connected<T>(talk: (socket: net.Socket, connectMs: number) => Promise<T>): Promise<T | NotConnected> {
    return this.#connections.use(talk, (reachability) => {
      if (reachability.kind === 'open') this.found.reachability = reachability;
      else this.found.reachability ??= reachability;
    });
  }
}
