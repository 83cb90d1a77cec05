/** The places of the page that comments fill. */
export function readComments(document: Document) {
  const panel = document.getElementById("room-comments");
  if (!panel) return null; // on the wall nobody comments
  const find = <T extends HTMLElement = HTMLElement>(id: string): T => {
    const found = document.getElementById(`comments-${id}`);
    if (!found) throw new Error(`The page has no #comments-${id}.`);
    return found as T;
  };
  return {
    panel,
    fold: find("fold"),
    count: find("count"),
    begin: find("new"),
    close: find("close"),
    body: find("body"),
    form: find("form"),
    problem: find("problem"),
    list: find("list"),
    none: find("none"),
    settled: find("settled"),
    settledCount: find("settled-count"),
    all: find<HTMLInputElement>("all"),
  };
}

export type CommentsPage = NonNullable<ReturnType<typeof readComments>>;

/** The panel: folded to its head, open under the record, or on a phone a sheet over the page's end. */
export class Fold {
  private readonly wide = matchMedia("(width >= 96rem)");
  private readonly narrow = matchMedia("(width < 40rem)");

  constructor(
    private readonly page: CommentsPage,
    private readonly closed: () => void,
  ) {
    page.fold.addEventListener("click", () => this.turn(!this.open));
    page.close.addEventListener("click", () => (this.turn(false), closed()));
    page.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || !page.panel.contains(event.target as Node)) return;
      if (this.sheet) this.turn(false);
      this.closed();
    });
    if (this.wide.matches) this.turn(true);
  }

  get open(): boolean {
    return !this.page.body.hidden;
  }

  get sheet(): boolean {
    return this.page.panel.classList.contains("room__comments--sheet");
  }

  /** On a phone the keyboard would hide the comment one wants to read. */
  get small(): boolean {
    return this.narrow.matches;
  }

  /** Show it, wherever on the page one is. */
  raise(): void {
    this.page.panel.hidden = false;
    this.turn(true);
    if (!this.small) return;
    this.page.panel.classList.add("room__comments--sheet");
    this.page.close.hidden = false;
  }

  private turn(open: boolean): void {
    this.page.body.hidden = !open;
    this.page.fold.setAttribute("aria-expanded", String(open));
    if (open) return;
    this.page.panel.classList.remove("room__comments--sheet");
    this.page.close.hidden = true;
  }
}
