/** What others said meanwhile, summed up aloud: rarely, and never what was there when one came. */
import type { Words } from "../config";
import type { Talk } from "./server";

const SAY_MS = 10_000;

export class Announcer {
  private news = 0;
  private saidAt = 0;

  constructor(
    private readonly words: Words,
    private readonly say: (text: string) => void,
  ) {}

  /** The talk was asked for again. */
  compare(before: Talk | null, now: Talk): void {
    if (before === null) return;
    const known = new Set(before.threads.flatMap((one) => one.acts.map((act) => act.id)));
    const fresh = now.threads.flatMap((one) => one.acts).filter((act) => act.kind === "comment" && !act.mine && !known.has(act.id));
    if (fresh.length === 0) return;
    const quiet = this.news > 0;
    this.news += fresh.length;
    if (quiet) return;
    setTimeout(() => this.sumUp(), Math.max(0, this.saidAt + SAY_MS - Date.now()));
  }

  private sumUp(): void {
    this.saidAt = Date.now();
    this.say(this.words("comments_added", { n: this.news }));
    this.news = 0;
  }
}
