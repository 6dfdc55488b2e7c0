import type { IconShape } from "./shape";

export const iconHalf: IconShape = {
  stroke: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z",
  fill: "M12 4a8 8 0 0 1 0 16Z",
};
export const iconBattery: IconShape =
  "M5.5 8h11a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1 -2.5 2.5h-11a2.5 2.5 0 0 1 -2.5 -2.5v-4a2.5 2.5 0 0 1 2.5 -2.5ZM21.5 11v3M6.5 11v3M10 11v3M13.5 11v3";
export const iconBolt: IconShape = "M13 3 5 13.5h6L10 21l9-11h-6.5Z";
export const iconDrop: IconShape =
  "M12 3.5c3.5 4.2 6 7 6 10.3a6 6 0 0 1-12 0C6 10.5 8.5 7.7 12 3.5Z";
export const iconCup: IconShape =
  "M5 8.5h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5ZM16 10h1.5a2.7 2.7 0 0 1 0 5.4H16M8 3.5v2M12 3.5v2";
export const iconPaw: IconShape =
  "M5.3 10a1.7 2.3 0 1 0 3.4 0a1.7 2.3 0 1 0 -3.4 0ZM9.3 7a1.7 2.3 0 1 0 3.4 0a1.7 2.3 0 1 0 -3.4 0ZM13.8 7.5a1.7 2.3 0 1 0 3.4 0a1.7 2.3 0 1 0 -3.4 0ZM16.9 11.5a1.6 2.2 0 1 0 3.2 0a1.6 2.2 0 1 0 -3.2 0ZM8 17c0-2.5 2.5-4.5 4.7-4.5s4.6 2 4.6 4.5-2.3 2.5-4.6 2.5S8 19.5 8 17Z";
export const iconWeight: IconShape = "M6.5 9.5h11l2 11h-15ZM9 6.5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z";
export const iconRuler: IconShape = "M3.5 8.5h17v7h-17ZM7.5 8.5v3M11 8.5v2M14.5 8.5v3M18 8.5v2";
export const iconNoise: IconShape = "M4 10.5v3M8 7.5v9M12 4.5v15M16 8.5v7M20 11v2";
