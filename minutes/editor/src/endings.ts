/** What the room says when a connection ends for good, by close code; and when the page is too old for the text. */
import { button, h } from "./dom";
import type { Banner } from "./notices";
import type { Words } from "./config";

/** Not yours any more, or never there: the two look the same, and nothing of the text may stay on the screen. */
export const isGone = (code: number): boolean => code === 4403 || code === 4404;

/** Who they are must be shown again, by logging in or by signing the pledge: meanwhile the text is covered. */
export const isShut = (code: number): boolean => code === 4401 || code === 4428;

const link = (words: string, href: string, attributes: Record<string, string> = {}): HTMLElement =>
  h("a", { class: "btn btn--line", href, ...attributes }, words);

export function reloadBanner(words: Words, reload: () => void): Banner {
  const act = button(words("reload"), reload, { class: "btn btn--line" });
  return { kind: "need", title: words("old_title"), text: words("old_text"), acts: [act] };
}

export interface Ways {
  /** Whom to phone. */
  phone: string;
  login: string;
  pledge: string;
  leave: string;
  again: () => void;
  reload: () => void;
}

/** The banner for a permanent close code, but for those that clear the page. */
export function endingBanner(code: number, words: Words, ways: Ways): Banner {
  if (code === 4401) {
    const login = link(words("login"), ways.login, { target: "_blank", rel: "noopener" });
    const again = button(words("again"), ways.again, { class: "btn btn--grey" });
    return { kind: "need", title: words("login_title"), text: words("login_text"), acts: [login, again] };
  }
  if (code === 4428) {
    const sign = link(words("sign"), ways.pledge, { target: "_blank", rel: "noopener" });
    const again = button(words("again_signed"), ways.again, { class: "btn btn--grey" });
    return { kind: "need", title: words("pledge_title"), text: words("pledge_text"), acts: [sign, again] };
  }
  if (code === 4423) {
    const leave = link(words("leave"), ways.leave);
    return { kind: "info", title: words("frozen_title"), text: words("frozen_text"), acts: [leave] };
  }
  if (code === 4422) return { kind: "error", title: words("unreadable_title"), text: words("unreadable_text") };
  if (code === 4409) return reloadBanner(words, ways.reload);
  return { kind: "error", title: words("failed"), text: `${words("failed_text")}${ways.phone}` };
}
