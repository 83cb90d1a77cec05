/**
 * Carries one Y.Doc over one socket: y-websocket's protocol, plus acknowledgements ("stored") and a status.
 *
 * "Saved" is said only when every change sent on this connection was acknowledged, that is, durably stored.
 * Whatever was not acknowledged when a connection ends travels again by the ordinary sync of the next one.
 */
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { askPresence, presence, read, STEP1, STEP2, sync, UPDATE, type May, type Message } from "./messages";
import { Pulse } from "./pulse";
import type { Options, Wire } from "./wire";

const LONGEST_PAUSE_MS = 2500;

export class Provider {
  connected = false;
  /** The server's whole state has arrived on this connection. */
  synced = false;
  /** The close code (4400–4499) after which there is no coming back, else null. */
  ended: number | null = null;
  may: May;
  /** The colour of my cursor on the others' screens. */
  colour = 0;
  /** The emergency readings of this item that are in force, as ids; null until the server has said. */
  emergencies: string | null = null;
  readonly hold = new Hold((own, frames, missed) => this.afterHold(own, frames, missed));

  private wire: Wire | null = null;
  private answered = false; // the server knows all I had when it asked
  private sent = 0;
  private acknowledged = 0;
  private changed = false; // text of mine not known to be stored
  private tries = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly pulse = new Pulse(() => this.ask(), () => this.drop());

  constructor(private readonly options: Options) {
    this.may = options.may;
    options.doc.on("update", this.onUpdate);
    options.awareness.on("update", this.onPresence);
    this.connect();
  }

  /** Everything I wrote is durably stored. */
  get saved(): boolean {
    const told = this.may === "write" ? this.answered : !this.changed; // a reader is not asked what it has
    const settled = this.sent === this.acknowledged && !this.hold.keepsOwn;
    return this.connected && this.synced && told && settled;
  }

  /** There is text of mine that is only on this device. */
  get unsent(): boolean {
    return this.changed;
  }

  /** Try again at once: the network came back, or the reader did. */
  wake(): void {
    if (this.connected) this.ask();
    else if (this.wire === null) this.connect();
  }

  /** Come back after a permanent end, once its cause is gone (logged in again). */
  again(): void {
    this.ended = null;
    this.wake();
  }

  /** The network is known to be gone, or the far side is silent. */
  drop(): void {
    const wire = this.wire;
    this.lost(0);
    wire?.close();
  }

  destroy(): void {
    clearTimeout(this.retry);
    this.options.doc.off("update", this.onUpdate);
    this.options.awareness.off("update", this.onPresence);
    this.ended ??= 0;
    this.drop();
  }

  private connect(): void {
    clearTimeout(this.retry);
    if (this.ended !== null) return;
    const wire = this.options.open();
    this.wire = wire;
    wire.binaryType = "arraybuffer";
    const current = (act: () => void) => (this.wire === wire ? act() : undefined);
    wire.onopen = () => current(() => this.opened());
    wire.onmessage = (event) => current(() => this.heard(event.data));
    wire.onclose = (event) => current(() => this.lost(event.code));
  }

  private opened(): void {
    this.connected = true;
    this.pulse.start();
    this.ask();
    this.tellPresence();
    this.options.onChange();
  }

  private lost(code: number): void {
    const { awareness } = this.options;
    const refused = this.wire !== null && !this.connected && code !== 0;
    this.wire = null;
    this.pulse.stop();
    this.connected = this.synced = this.answered = false;
    this.sent = this.acknowledged = 0;
    this.hold.forgetFrames();
    const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
    removeAwarenessStates(awareness, others, this);
    if (code >= 4400 && code <= 4499) this.ended = code;
    if (this.ended === null) this.retry = setTimeout(() => this.connect(), this.pause());
    this.options.onChange();
    if (refused && this.ended === null) void this.learnWhy();
  }

  /** A browser does not tell why a socket was refused: whose login, pledge or right is gone would try on for ever. */
  private async learnWhy(): Promise<void> {
    const code = (await this.options.askWhy?.()) ?? null;
    if (code === null || this.connected || this.ended !== null) return;
    clearTimeout(this.retry);
    this.ended = code;
    this.drop();
  }

  private pause(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, 150 * 2 ** this.tries++);
    return longest * (0.5 + Math.random() / 2);
  }

  /** Sync step 1: the first question of a connection, and later the way to learn whether it still lives. */
  private ask(): void {
    this.send(sync(STEP1, Y.encodeStateVector(this.options.doc)));
  }

  private heard(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    this.pulse.heard();
    try {
      this.receive(new Uint8Array(data));
    } catch (error) {
      this.options.onFault(error);
    }
    if (this.saved) this.changed = false;
    this.options.onChange();
  }

  private receive(frame: Uint8Array): void {
    const message = read(frame);
    if (message.kind === "sync") {
      if (!this.hold.keepFrame(frame)) this.receiveSync(message);
    } else if (message.kind === "presence") {
      if (!this.hold.dropPresence()) applyAwarenessUpdate(this.options.awareness, message.states, this);
    } else if (message.kind === "presence?") this.tellPresence();
    else if (message.kind === "acknowledged") this.acknowledged = message.count;
    else if (message.kind === "status") this.receiveRight(message);
    else if (message.kind === "talk") this.options.onTalk?.(message.count);
  }

  private receiveRight({ may, colour, emergencies }: Extract<Message, { kind: "status" }>): void {
    this.may = may;
    this.colour = colour;
    this.emergencies = emergencies;
    if (may !== "write") this.answered = false; // with the right to write the question comes anew
  }

  private receiveSync(message: Message): void {
    if (message.kind !== "sync") return;
    if (message.step === STEP1) {
      this.answered = true;
      this.sendChange(STEP2, Y.encodeStateAsUpdate(this.options.doc, message.payload));
      return;
    }
    this.options.onComing();
    Y.applyUpdate(this.options.doc, message.payload, this);
    if (message.step !== STEP2) return;
    this.synced = true;
    this.tries = 0;
  }

  private afterHold(own: Uint8Array | null, frames: Uint8Array[], missed: boolean): void {
    if (own !== null) this.sendOwn(own);
    try {
      for (const frame of frames) this.receiveSync(read(frame));
    } catch (error) {
      this.options.onFault(error);
    }
    if (missed) this.send(askPresence());
    this.options.onChange();
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.changed = true;
    if (!this.hold.keepUpdate(update)) this.sendOwn(update);
    this.options.onChange();
  };

  private sendOwn(update: Uint8Array): void {
    this.options.onOwn?.(update);
    // Until the server has asked what I have, an update could arrive before its predecessors: step 2 carries it.
    if (this.answered) this.sendChange(UPDATE, update);
  }

  private readonly onPresence = (_change: unknown, origin: unknown): void => {
    if (origin !== this) this.tellPresence();
  };

  private tellPresence(): void {
    const { awareness } = this.options;
    if (awareness.getLocalState() === null) return;
    this.send(presence(encodeAwarenessUpdate(awareness, [awareness.clientID])));
  }

  private sendChange(step: typeof STEP2 | typeof UPDATE, payload: Uint8Array): void {
    if (this.may !== "write" || !this.connected) return;
    this.sent += 1;
    this.send(sync(step, payload));
  }

  private send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.connected) this.wire?.send(frame);
  }
}
