/**
 * Which addresses a link may have; the server says the same (minutes/documents/addresses.py), and asks again.
 *
 * No blanks, no controls, nothing that turns the direction of writing, nothing that ends an attribute. The letters are
 * named one by one: neither side's own idea of a blank is used.
 */
const OUT = '\\x00-\\x20\\x7f-\\xa0"<>\\\\^`{|}\\u00ad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff0-\\uffff';
const LETTER = `[^${OUT}]`;
const HOST = `[^/?#@:\\[\\]%${OUT}]`;
const BOX = `[^?@${OUT}]`;
const ALLOWED = new RegExp(
  `^(?:https?://${HOST}{1,253}(?::[0-9]{1,5})?(?:[/?#]${LETTER}{0,1900})?` + // nobody's name stands before the host
    `|mailto:${BOX}{1,64}@${BOX}{1,253}|tel:\\+?[0-9().\\-]{3,30})$`,
  "u",
);

/** The address if it leads to a page, a mailbox or a telephone; "" for everything else. */
export const safeAddress = (address: unknown): string => (typeof address === "string" && ALLOWED.test(address) ? address : "");

/** What somebody typed as an address, completed: a bare host is a page, a bare mail address a mailbox, digits a telephone. */
export function meantAddress(typed: string): string {
  if (safeAddress(typed.trim())) return typed.trim();
  const text = typed.normalize("NFKC").replace(/\s+/g, "").replace(/[‐‑‒–—ー](?=[0-9])/g, "-");
  if (/^[a-z][a-z0-9+.]*:(?![0-9]+(?:[/?#]|$))/i.test(text)) return safeAddress(text.replace(/^[a-z0-9+.]+:/i, (scheme) => scheme.toLowerCase()));
  if (/^\+?[0-9()-]{3,}$/.test(text)) return safeAddress(`tel:${text}`);
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return safeAddress(`mailto:${text}`);
  return /^[^/?#]+\.[^/?#]+/.test(text) ? safeAddress(`https://${text}`) : "";
}
