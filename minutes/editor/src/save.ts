/** Where my text is, in one of three words; and since when it waits. Pure. */

export type Save = "saved" | "pending" | "failed";

/** A change on its way for less than this is not worth a word. */
export const PATIENCE_MS = 400;

export interface Link {
  saved: boolean;
  unsent: boolean;
  connected: boolean;
  ended: number | null;
  may: "write" | "read";
}

/** `waited` is how long, in milliseconds, the link has not been saved. */
export function save(link: Link, waited: number, before: Save): Save {
  if (link.ended !== null) return link.unsent ? "failed" : "saved";
  if (link.may === "read" && link.unsent) return "failed";
  if (link.saved) return "saved";
  if (!link.connected || waited > PATIENCE_MS) return "pending";
  return before;
}
