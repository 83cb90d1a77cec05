/** For tests: a shelf in memory that keeps what a browser would. */
import type { Kept, Shelf } from "./shelf";

export class Memory implements Shelf {
  readonly rows = new Map<string, Kept>();
  puts = 0;
  all = () => Promise.resolve([...this.rows.values()]);
  put = (kept: Kept) => {
    this.puts += 1;
    this.rows.set(kept.id, structuredClone(kept));
    return Promise.resolve();
  };
  remove = (ids: readonly string[]) => Promise.resolve(ids.forEach((id) => this.rows.delete(id)));
  wipe = () => Promise.resolve(this.rows.clear());
}
