/**
 * A socket carried by requests, for who sits behind a proxy that lets no WebSocket through (portal/gate/carried.py).
 *
 * Frames go out in numbered lots, one request at a time; another request waits for what is new. A request that fails
 * is repeated with the same number: the server takes each lot once, and gives its own until it is told it arrived.
 */
import type { Wire } from "./wire";

const TRIES = 4;
const PAUSE_MS = 300;
/** The server answers within eight seconds, news or none. */
const PATIENCE_MS = 20_000;
const LOT_BYTES = 4 * 1024 * 1024;
const LOT_FRAMES = 1000;

export type Ask = (headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) => Promise<Response>;

/** Requests to this socket's address; `path` is that of the WebSocket. */
export function asker(path: string): Ask {
  const address = `/carried${path}`;
  return (headers, body) =>
    fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", ...headers },
      body: body ?? null,
      cache: "no-store",
      credentials: "same-origin",
      keepalive: "X-Carried-End" in headers,
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
}

export class CarriedSocket implements Wire {
  binaryType: BinaryType = "arraybuffer";
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  private name = "";
  private closed = false;
  private has = 0;
  private brought = 0;
  private waiting: Uint8Array[] = [];
  private bringing = false;

  constructor(private readonly ask: Ask) {
    void this.open();
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.closed || !(data instanceof Uint8Array)) return;
    this.waiting.push(data);
    void this.bring();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.name) this.ask({ "X-Carried": this.name, "X-Carried-End": "1" }).catch(() => undefined);
  }

  private async open(): Promise<void> {
    try {
      const answer = await this.ask({ "X-Carried": "new" });
      this.name = (answer.ok && answer.headers.get("X-Carried")) || "";
    } catch {
      this.name = "";
    }
    if (!this.name) return this.end(1006);
    if (this.closed) return void this.ask({ "X-Carried": this.name, "X-Carried-End": "1" }).catch(() => undefined);
    this.onopen?.call(this as unknown as WebSocket, new Event("open"));
    void this.bring();
    await this.listen();
  }

  private async listen(): Promise<void> {
    while (!this.closed) {
      const answer = await this.insist({ "X-Carried-Hear": String(this.has) });
      if (answer === null) return this.end(1006);
      const body = await answer.arrayBuffer().catch(() => null);
      if (body === null) continue; // cut short: asked again, the same lot comes
      const lot = Number(answer.headers.get("X-Carried-Hear"));
      if (lot > this.has) {
        this.has = lot;
        for (const data of unpacked(body)) {
          if (!this.closed) this.onmessage?.call(this as unknown as WebSocket, { data } as MessageEvent);
        }
      }
      const code = answer.headers.get("X-Carried-End");
      if (code !== null) this.end(Number(code));
    }
  }

  private async bring(): Promise<void> {
    if (!this.name || this.bringing) return; // not open yet: opening brings what waits
    this.bringing = true;
    while (this.waiting.length > 0 && !this.closed) {
      const lot = this.nextLot();
      const answer = await this.insist({ "X-Carried-Send": String(this.brought + 1) }, packed(lot));
      if (answer === null) return this.end(1006);
      this.brought += 1;
    }
    this.bringing = false;
  }

  private nextLot(): Uint8Array[] {
    let size = 0;
    let count = 0;
    for (const frame of this.waiting) {
      size += frame.length + 4;
      if (count > 0 && (size > LOT_BYTES || count >= LOT_FRAMES)) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  /** Ask until there is an answer; null where the server does not know us any more, or is away. */
  private async insist(turn: Record<string, string>, body?: Uint8Array<ArrayBuffer>): Promise<Response | null> {
    for (let tries = 0; tries < TRIES && !this.closed; tries += 1) {
      if (tries > 0) await new Promise((done) => setTimeout(done, PAUSE_MS * 2 ** tries));
      try {
        const answer = await this.ask({ "X-Carried": this.name, ...turn }, body);
        if (answer.ok) return answer;
        if (answer.status < 500) return null;
      } catch {
        // away: once more
      }
    }
    return null;
  }

  private end(code: number): void {
    if (this.closed) return;
    this.closed = true;
    this.onclose?.call(this as unknown as WebSocket, { code } as CloseEvent);
  }
}

/** Frames as one body: each behind its length in four octets, the highest first. */
export function packed(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length + 4, 0));
  const view = new DataView(body.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.length);
    body.set(frame, at + 4);
    at += frame.length + 4;
  }
  return body;
}

export function* unpacked(body: ArrayBuffer): Generator<ArrayBuffer> {
  const view = new DataView(body);
  for (let at = 0; at < body.byteLength; ) {
    const length = view.getUint32(at);
    yield body.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
}
