/** The order of business as the clock goes: which item is over, which is being talked about, which is to come. */
import type { Words } from "./config";
import { hourMinute } from "./notices";
import { minutesLeft } from "./timeleft";

const MINUTE_MS = 60_000;
/** So long after the last item's time the meeting is over, whatever page stands open. */
const MEETING_OVER_MS = 30 * MINUTE_MS;

export interface Planned {
  start: number;
  minutes: number;
}

export type Stage = "over" | "now" | "later";

/**
 * By the plan, and by the item on whose page one is: a meeting runs late, and nobody presses a button to say so.
 * The item that is open is talked about until the next one is opened; those after it are not over before the meeting is.
 */
export function stages(items: readonly Planned[], open: number, now: number): Stage[] {
  const ends = items.map(({ start, minutes }) => start + minutes * MINUTE_MS);
  const meetingOver = now >= Math.max(...ends) + MEETING_OVER_MS;
  return items.map(({ start, minutes }, at) => {
    if (meetingOver) return "over";
    if (now < start) return "later";
    if (now < ends[at]!) return "now";
    if (at === open) return minutesLeft(start, minutes, now) === null ? "over" : "now";
    return at < open || open < 0 ? "over" : "later";
  });
}

/** Keep the line under each item's name as the clock goes. */
export function watchBusiness(document: Document, words: Words): void {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-planned]")];
  const items = lines.map((line) => ({ start: Date.parse(line.dataset["start"] ?? ""), minutes: Number(line.dataset["minutes"]) }));
  if (items.length === 0 || items.some(({ start, minutes }) => Number.isNaN(start) || !(minutes > 0))) return;
  const open = lines.findIndex((line) => line.closest("[aria-current]"));
  const look = (): void =>
    stages(items, open, Date.now()).forEach((stage, at) => {
      const { start, minutes } = items[at]!;
      const text = words(`item_${stage}`, { n: minutes, time: hourMinute(start) });
      const line = lines[at]!;
      if (line.textContent !== text) line.textContent = text;
      line.dataset["stage"] = stage;
    });
  look();
  setInterval(look, 5000);
}
