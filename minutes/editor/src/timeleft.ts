/** How much of the item's time is left, by the plan; said aloud at ten, five and no minutes, and never in red. */
import type { Words } from "./config";
import { h } from "./dom";
import { hourMinute } from "./notices";

const MINUTE_MS = 60_000;
/** So long after its end an item is no longer being talked about. */
const LONG_OVER_MIN = 180;
const SAID = [10, 5, 0];

/** Whole minutes left, negative when over; null before the start and long after the end. */
export function minutesLeft(start: number, minutes: number, now: number): number | null {
  if (now < start) return null;
  const left = (start + minutes * MINUTE_MS - now) / MINUTE_MS;
  if (left < -LONG_OVER_MIN) return null;
  return left > 0 ? Math.ceil(left) : Math.min(0, Math.ceil(left)) || 0;
}

/** `places` show the same: one at the item in the list, one at the top of a phone. */
export function watchTime(places: readonly HTMLElement[], words: Words, say: (text: string) => void): void {
  const start = Date.parse(places[0]?.dataset["start"] ?? "");
  const minutes = Number(places[0]?.dataset["minutes"]);
  if (Number.isNaN(start) || !(minutes > 0)) return;
  let shown: number | null | undefined;
  const look = (): void => {
    const left = minutesLeft(start, minutes, Date.now());
    if (left === shown) return;
    if (shown !== undefined && left !== null && SAID.includes(left)) say(left === 0 ? words("time_up") : words("time_say", { n: left }));
    shown = left;
    for (const place of places) draw(place, left, start, minutes, words);
  };
  look();
  setInterval(look, 5000);
}

function draw(place: HTMLElement, left: number | null, start: number, minutes: number, words: Words): void {
  place.hidden = left === null;
  place.classList.toggle("time-left--over", left !== null && left < 0);
  if (left === null) return;
  if (left < 0) return place.replaceChildren(words("time_over", { n: -left }));
  const bar = h("progress", { class: "time-bar", max: String(minutes), value: String(minutes - left), "aria-hidden": "true" });
  const until = h("small", {}, words("time_until", { time: hourMinute(start + minutes * MINUTE_MS) }));
  place.replaceChildren(words("left"), " ", h("b", {}, String(left)), " ", words("minutes_unit"), " ", until, bar);
}
