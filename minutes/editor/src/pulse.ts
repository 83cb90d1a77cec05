/** Tells a silent connection from a dead one: after a while of silence we ask; unanswered, it counts as dead. */

/** Silence after which we ask, and again after which we give up: 30 seconds in all. */
export const SILENCE_MS = 15_000;
const LOOK_MS = 5000;

export class Pulse {
  private heardAt = Date.now();
  private askedAt = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly ask: () => void,
    private readonly dead: () => void,
  ) {}

  start(): void {
    this.stop();
    this.heard();
    this.askedAt = 0;
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  heard(): void {
    this.heardAt = Date.now();
  }

  /** A hidden tab looks seldom: without our own question, silence proves nothing. */
  private look(): void {
    const now = Date.now();
    const asked = this.askedAt > this.heardAt;
    if (asked && now - this.askedAt >= SILENCE_MS) this.dead();
    else if (!asked && now - this.heardAt >= SILENCE_MS) {
      this.askedAt = now;
      this.ask();
    }
  }
}
