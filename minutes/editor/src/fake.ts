/** A hand-made socket and a tiny server for tests: frames are seen, answered and acknowledged by hand. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Wire } from "./wire";
import * as messages from "./messages";

export class FakeWire implements Wire {
  binaryType: BinaryType = "blob";
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  readonly out: Uint8Array[] = [];
  closed = false;

  send(data: unknown): void {
    this.out.push(data as Uint8Array);
  }

  close(): void {
    this.closed = true;
  }

  opens(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event("open"));
  }

  hears(frame: Uint8Array): void {
    const data = new Uint8Array(frame).buffer;
    this.onmessage?.call(this as unknown as WebSocket, { data } as MessageEvent);
  }

  ends(code: number): void {
    this.onclose?.call(this as unknown as WebSocket, { code } as CloseEvent);
  }

  /** The sync payloads sent with this step, in order. */
  sent(step: number): Uint8Array[] {
    return this.out.map(messages.read).flatMap((one) => (one.kind === "sync" && one.step === step ? [one.payload] : []));
  }

  /** Play the server's opening: its question and its answer. */
  syncs(server: Y.Doc): void {
    this.hears(messages.sync(messages.STEP1, Y.encodeStateVector(server)));
    const asked = this.sent(messages.STEP1)[0];
    this.hears(messages.sync(messages.STEP2, Y.encodeStateAsUpdate(server, asked)));
  }

  acknowledges(count: number): void {
    this.hears(frame(100, count));
  }

  status(may: string, colour = 0): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 101);
    encoding.writeVarString(encoder, JSON.stringify({ may, reason: "", colour }));
    this.hears(encoding.toUint8Array(encoder));
  }
}

function frame(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

export const kindOf = (bytes: Uint8Array): number => decoding.readVarUint(decoding.createDecoder(bytes));
