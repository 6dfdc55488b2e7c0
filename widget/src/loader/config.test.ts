import { expect, it } from "vitest";
import { textOn } from "./config.ts";

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it("writes on every brand colour with a contrast of at least 4.5 to 1", () => {
  const steps = ["00", "33", "66", "80", "99", "cc", "ff"];
  for (const red of steps) {
    for (const green of steps) {
      for (const blue of steps) {
        const brand = `#${red}${green}${blue}`;
        const [dark = 0, light = 0] = [luminance(brand), textOn(brand) === "#fff" ? 1 : 0].sort((a, b) => a - b);
        expect((light + 0.05) / (dark + 0.05), brand).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});
