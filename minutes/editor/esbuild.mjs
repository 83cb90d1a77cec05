// Bundles the room's script into the app's static folder, and refuses a bundle that grew too heavy.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const OUTFILE = "../static/minutes/editor.js";
const LIMIT_KB = 200;

await build({
  entryPoints: ["src/main.ts"],
  outfile: OUTFILE,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "info",
});

const kb = gzipSync(readFileSync(OUTFILE)).length / 1024;
console.log(`editor.js: ${kb.toFixed(1)} kB gzipped`);
if (kb > LIMIT_KB) throw new Error(`editor.js must stay within ${LIMIT_KB} kB gzipped.`);
