/** The room's few moving words: where my text is, what happened, and what a screen reader is told. */
import type { Words } from "./config";
import { button, h, icon } from "./dom";
import type { Save } from "./save";

const ICONS: Record<Save, string> = { saved: "check-circle", pending: "offline", failed: "error" };

export interface Banner {
  kind: "info" | "need" | "error" | "done";
  title: string;
  text: string;
  /** Said with weight after `text`. */
  plea?: string;
  acts?: HTMLElement[];
}

const clock = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Tokyo" });
export const hourMinute = (at: number): string => clock.format(at);

export class Notices {
  private banner = "";
  private state: Save | null = null;

  constructor(
    private readonly page: { save: HTMLElement; banner: HTMLElement; live: HTMLElement; removed: HTMLElement | null },
    private readonly words: Words,
  ) {}

  /** Polite, and never the same words twice in a row without a pause between. */
  readonly say = (text: string): void => {
    const line = h("p", {}, text);
    this.page.live.append(line);
    setTimeout(() => line.remove(), 8000);
  };

  /** A block is gone: say so, with the way back, until the next one or until the reader has seen enough. */
  readonly removed = (kind: string, back: () => void): void => {
    const { removed } = this.page;
    if (!removed) return;
    const undo = button(this.words("undo"), () => (this.forgetRemoved(), back()), { class: "btn btn--line" });
    const close = button(this.words("close"), () => this.forgetRemoved(), { class: "btn btn--grey" });
    removed.replaceChildren(h("p", {}, this.words(`${kind}_removed`)), undo, close);
    removed.hidden = false;
  };

  forgetRemoved(): void {
    if (!this.page.removed) return;
    this.page.removed.hidden = true;
    this.page.removed.replaceChildren();
  }

  /** `here`: what waits is only on this device, and not on its way. */
  save(state: Save, at: number, here = false): void {
    const { save } = this.page;
    const time = state === "saved" ? hourMinute(at) : "";
    const word = state === "pending" && here ? "only_here" : state;
    const shown = `${word} ${time}`;
    if (save.dataset["shown"] === shown) return;
    save.dataset["shown"] = shown;
    save.dataset["save"] = state;
    save.className = `save-state save-state--${state}`;
    const parts = [icon(ICONS[state]), h("span", { class: "save-state__word" }, this.words(word))];
    if (time) parts.push(h("span", { class: "save-state__time" }, time));
    save.replaceChildren(...parts.filter((part) => part !== null));
    if (this.state !== null && this.state !== state) this.say(this.words(state));
    this.state = state;
  }

  show(banner: Banner | null): void {
    const shown = banner ? [banner.kind, banner.title, banner.text].join("\n") : "";
    if (shown === this.banner) return;
    this.banner = shown;
    this.page.banner.hidden = banner === null;
    this.page.banner.replaceChildren(...(banner ? [this.draw(banner)] : []));
  }

  private draw({ kind, title, text, plea, acts = [] }: Banner): HTMLElement {
    const strong = plea ? h("strong", {}, plea) : null;
    const body = h("p", { class: "banner__text" }, text, strong);
    const role = kind === "error" ? "alert" : "status";
    const words = h("div", { class: "banner__body" }, h("p", { class: "banner__title" }, title), body, ...acts);
    return h("div", { class: `banner banner--${kind}`, role }, icon(kind === "need" ? "offline" : kind), words);
  }
}
