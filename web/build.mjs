// Bundles the islands and the styles into dist/, from where the hub's assembly takes them.
import { build } from "esbuild";

await build({
  entryPoints: { entente: "src/entente.ts" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  outdir: "dist",
  logLevel: "warning",
});
await build({
  entryPoints: { entente: "styles/entente.css" },
  bundle: true,
  minify: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  outdir: "dist",
  logLevel: "warning",
});
