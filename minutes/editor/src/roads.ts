/** Which way the frames take: a WebSocket, or requests where a proxy lets no WebSocket through. */
import type { Wire } from "./wire";

/** WebSockets that ended without a word from the server, after which requests are tried. */
const DEAF = 2;
/** A WebSocket that says nothing for so long is held up by something on the way. */
const OPENING_MS = 8000;
/** After so long by requests the WebSocket is tried again: a laptop is carried from office to office. */
const AGAIN_MS = 10 * 60_000;

export class Roads {
  private deaf = 0;
  private carriedSince: number | null = null;
  /** A WebSocket spoke here once: where others fail, it may be the server that is away and not the way that is closed. */
  private spoke = false;
  /** So it is, and nothing has shown yet which of the two. */
  private doubt = false;

  constructor(
    private readonly socket: () => Wire,
    private readonly requests: () => Wire,
    private readonly now: () => number = Date.now,
  ) {}

  /** Frames are carried by requests now. */
  get carried(): boolean {
    return this.carriedSince !== null;
  }

  /** The wire of the next try. */
  readonly open = (): Wire => {
    if (this.carriedSince !== null && this.now() - this.carriedSince > AGAIN_MS) {
      this.carriedSince = null;
      this.deaf = DEAF - 1;
    }
    return this.carriedSince === null ? this.bySocket() : this.byRequests();
  };

  private bySocket(): Wire {
    const wire = this.socket();
    return new Watched(wire, OPENING_MS, (heard) => {
      if (heard) {
        this.deaf = 0;
        this.spoke = this.doubt = true;
      } else if (++this.deaf >= DEAF) this.carriedSince = this.now();
    });
  }

  private byRequests(): Wire {
    const wire = new Watched(this.requests(), 0, (heard) => {
      if (heard && !this.doubt) return;
      this.carriedSince = null;
      this.doubt = !heard && this.spoke;
      this.deaf = heard ? DEAF - 1 : 0; // neither way: then the server is away, and both are tried in turn
      if (heard) wire.end(); // it is there again: one more WebSocket decides
    });
    return wire;
  }
}

const OPEN = 1; // WebSocket.OPEN

/** A wire of which it is noted once whether anything was ever heard on it. */
class Watched implements Wire {
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  private known = false;
  private ended = false;
  private readonly timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly wire: Wire,
    patience: number,
    private readonly tell: (heard: boolean) => void,
  ) {
    const self = this as unknown as WebSocket;
    wire.onopen = (event) => this.onopen?.call(self, event);
    wire.onmessage = (event) => {
      this.note(true);
      if (!this.ended) this.onmessage?.call(self, event);
    };
    wire.onclose = (event) => {
      this.note(false);
      this.onclose?.call(self, event);
    };
    if (patience > 0) this.timer = setTimeout(() => this.giveUp(), patience);
  }

  get binaryType(): BinaryType {
    return this.wire.binaryType;
  }

  set binaryType(kind: BinaryType) {
    this.wire.binaryType = kind;
  }

  send(data: Parameters<Wire["send"]>[0]): void {
    const { readyState = OPEN } = this.wire as Partial<WebSocket>;
    if (readyState > OPEN) return; // its end is on its way: a browser would only complain, and what was not acknowledged is told again
    this.wire.send(data);
  }

  close(): void {
    clearTimeout(this.timer);
    this.known = true; // closed by ourselves: that says nothing of the way
    this.wire.close();
  }

  private note(heard: boolean): void {
    clearTimeout(this.timer);
    if (this.known) return;
    this.known = true;
    this.tell(heard);
  }

  private giveUp(): void {
    if (this.known) return;
    this.note(false);
    this.end();
  }

  /** End it as a connection ends that broke. */
  end(): void {
    this.ended = true;
    const { onclose } = this;
    this.wire.close();
    this.wire.onclose = null;
    onclose?.call(this as unknown as WebSocket, { code: 1006 } as CloseEvent);
  }
}
