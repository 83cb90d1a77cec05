/** How my text stands over time: since when it waits, when it was last stored, and what is only on this device. */
import * as Y from "yjs";
import { PATIENCE_MS, save, type Link, type Save } from "./save";

/** A connection that is back within this time was never worth a banner. */
export const BANNER_MS = 1000;

export class Standing {
  state: Save = "pending";
  savedAt = Date.now();
  /** My own clock up to which everything is stored. */
  storedUpTo = 0;
  /** From where on my text is to be underlined as unsent; null: nothing is. */
  unsentFrom: number | null = null;
  private waitingSince: number | null = Date.now();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    /** It is time to look again, though nothing happened. */
    private readonly again: () => void,
  ) {}

  /** For how long, in milliseconds, not everything has been stored. */
  waited(): number {
    return this.waitingSince === null ? 0 : Date.now() - this.waitingSince;
  }

  look(link: Link): void {
    clearTimeout(this.timer);
    if (link.saved) this.stored();
    else this.wait();
    this.state = save(link, this.waited(), this.state);
    this.unsentFrom = link.saved || link.connected ? null : this.storedUpTo;
  }

  private stored(): void {
    this.storedUpTo = Y.getState(this.doc.store, this.doc.clientID);
    if (this.waitingSince !== null) this.savedAt = Date.now();
    this.waitingSince = null;
  }

  private wait(): void {
    this.waitingSince ??= Date.now();
    const waited = this.waited();
    const next = [PATIENCE_MS, BANNER_MS].find((limit) => waited <= limit);
    if (next !== undefined) this.timer = setTimeout(this.again, next - waited + 1);
  }
}
