/** The list of threads: what is open in the order of the text, and on wish what is resolved. Nothing in it ever moves. */
import type { Words } from "../config";
import type { Talk, Thread } from "./server";
import { ThreadView, type Doing } from "./thread";

/** What still waits for somebody. */
export const isOpen = (thread: Thread): boolean => thread.stands && !thread.resolved;

export interface ListPage {
  list: HTMLElement;
  none: HTMLElement;
  settled: HTMLElement;
  settledCount: HTMLElement;
  all: HTMLInputElement;
}

export class ThreadList {
  private readonly views = new Map<string, ThreadView>();
  private threads: readonly Thread[] = [];
  private may = false;

  constructor(
    private readonly page: ListPage,
    private readonly words: Words,
    private readonly doing: Doing,
  ) {
    page.all.addEventListener("change", () => this.sift());
  }

  get unsent(): boolean {
    return [...this.views.values()].some((view) => view.unsent);
  }

  /** `before(a, b)`: whether the words of thread a stand before those of b. */
  draw({ threads, may }: Talk, before: (a: string, b: string) => boolean): void {
    this.threads = threads;
    this.may = may;
    for (const thread of threads) {
      const view = this.views.get(thread.id) ?? this.add(thread, before);
      view.update(thread, may);
    }
    this.sift();
  }

  /** Which of them is being looked at, or none. */
  here(id: string | null): void {
    for (const [each, view] of this.views) view.here(each === id);
    this.sift(id);
  }

  /** Of which the words can no more be found. */
  lost(gone: ReadonlySet<string>): void {
    for (const [id, view] of this.views) view.lost(gone.has(id));
  }

  view(id: string): ThreadView | undefined {
    return this.views.get(id);
  }

  /** A new thread goes in where its words stand: those that are there stay where they are. */
  private add(thread: Thread, before: (a: string, b: string) => boolean): ThreadView {
    const view = new ThreadView(thread, this.doing);
    const next = [...this.page.list.children].find((one) => before(thread.id, one.id.slice("comment-".length)));
    this.page.list.insertBefore(view.element, next ?? null);
    this.views.set(thread.id, view);
    return view;
  }

  private sift(shown: string | null = null): void {
    const { all, none, settled, settledCount } = this.page;
    const closed = this.threads.filter((one) => !isOpen(one));
    for (const thread of this.threads) {
      const view = this.views.get(thread.id)!;
      view.element.hidden = !isOpen(thread) && !all.checked && !view.busy && thread.id !== shown;
    }
    settled.hidden = closed.length === 0;
    settledCount.textContent = `（${closed.length}）`;
    none.hidden = this.threads.length > closed.length || (all.checked && closed.length > 0);
    none.textContent = [this.words("comments_none"), this.may && this.words("comments_none_may")].filter(Boolean).join("");
  }
}
