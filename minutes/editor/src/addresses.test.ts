import { expect, test } from "vitest";
import { meantAddress, safeAddress } from "./addresses";

// The same ones as the server's: tests/minutes/documents/test_addresses.py
test.each([
  "https://kasane.example",
  "http://kasane.example:8080/a/b?c=d&e=%E3%81%82#f",
  "https://日本語.example/道",
  "https://kasane.example?a",
  "mailto:madoguchi@kasane.example",
  "tel:+81-990-12-3456",
  "tel:119",
])("%s leads somewhere", (address) => expect(safeAddress(address)).toBe(address));

test.each([
  "",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//kasane.example/",
  "/portal/",
  "kasane.example",
  "https://",
  "https://user@kasane.example/",
  "https://user:word@kasane.example/",
  "https://kasane.example%00.example/",
  'https://kasane.example/"onclick=',
  "https://kasane.example/a b",
  "https://kasane.example/\u202egpj.exe",
  "https://kasane.example/\n",
  "https://kasane.example\\@other.example/",
  "mailto:a@b.example?bcc=c@d.example",
  "mailto:nobody",
  "tel:12",
  "tel:110;x",
  " https://kasane.example",
  "https://kasane.example/" + "a".repeat(2000),
  null,
  7,
])("%j leads nowhere", (address) => expect(safeAddress(address)).toBe(""));

test.each([
  [" https://kasane.example/ ", "https://kasane.example/"],
  ["ＨＴＴＰＳ://kasane.example/", "https://kasane.example/"],
  ["HTTPS://kasane.example/", "https://kasane.example/"],
  ["www.kasane.example/a?b", "https://www.kasane.example/a?b"],
  ["kasane.example:8080/a", "https://kasane.example:8080/a"],
  ["madoguchi@kasane.example", "mailto:madoguchi@kasane.example"],
  ["０９９０ー１２ー３４５６", "tel:0990-12-3456"],
  ["0990-12-3456", "tel:0990-12-3456"],
  ["javascript:alert(1)", ""],
  ["かさね市", ""],
  ["", ""],
])("who types %j means %j", (typed, address) => expect(meantAddress(typed)).toBe(address));
