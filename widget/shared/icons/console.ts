import type { IconShape } from "./shape";

export const iconChart: IconShape = "M4 20V4M4 20h16M8.5 16v-5M13 16V8M17.5 16v-3";
export const iconCode: IconShape = "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14";
export const iconGear: IconShape =
  "M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0ZM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M5.6 18.4l1.8-1.8M16.6 7.4l1.8-1.8";
export const iconKeyboard: IconShape =
  "M5.5 6.5h13a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17 10.5h.01M8.5 14h7";
