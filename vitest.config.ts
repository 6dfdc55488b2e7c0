import { defineConfig } from "vitest/config";
import { alias } from "./vite.shared.config.ts";

const folders = ["widget/src", "widget/shared", "agent_console/src", "tools"];
const matching = (pattern: string): string[] => folders.map((folder) => `${folder}/**/${pattern}`);

/** `*.test.ts` is logic and runs in plain node; `*.test.tsx` renders and gets a document. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "logic", include: matching("*.test.{ts,mjs}"), environment: "node" },
      },
      {
        extends: true,
        test: { name: "views", include: matching("*.test.tsx"), environment: "happy-dom" },
      },
    ],
  },
});
