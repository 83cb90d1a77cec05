/** When the talk is asked for: never twice at once, and soon after the room hears that it went on. */
import type { Talk } from "./server";

/** Everybody in the room hears at once: they need not all ask in the same moment. */
const SPREAD_MS = 250;

export interface Listener {
  load: () => Promise<Talk>;
  take: (talk: Talk) => void;
  fail: (refusal: unknown) => void;
  /** How far the talk has come that is known; null before there is one. */
  known: () => number | null;
}

export class Feed {
  private loading: Promise<void> | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private heard = 0;

  constructor(private readonly listener: Listener) {}

  load(): void {
    const { load, take, fail } = this.listener;
    this.loading ??= load()
      .then(take)
      .then(() => this.goOn())
      .catch(fail) // asked again with the next news, or when the connection is back
      .finally(() => (this.loading = null));
  }

  /** The room's socket says how far the talk has come. */
  told(count: number): void {
    this.heard = count;
    this.goOn();
  }

  destroy(): void {
    clearTimeout(this.waiting);
  }

  private goOn(): void {
    const known = this.listener.known();
    if (known === null || this.heard <= known) return;
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      this.load();
    }, Math.random() * SPREAD_MS);
  }
}
