import type { IconShape } from "./shape";

export const iconCart: IconShape =
  "M2.5 4h2.6l2.2 11h10.4l2-8H6M7.5 19a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0ZM15 19a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0Z";
export const iconBox: IconShape =
  "M12 3.5l8 4v9l-8 4-8-4v-9Zm0 8.5 8-4.5M12 12v8.5M12 12 4 7.5M8 5.5l8 4.5";
export const iconMapPin: IconShape =
  "M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21ZM9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z";
export const iconLock: IconShape =
  "M7.5 10.5h9a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-5a2.5 2.5 0 0 1 2.5 -2.5ZM8 10.5V7.7a4 4 0 0 1 8 0v2.8";
export const iconGlobe: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM3.5 12h17M12 3.5c5 5.5 5 11.5 0 17-5-5.5-5-11.5 0-17Z";
export const iconImage: IconShape =
  "M6 4.5h12a2.5 2.5 0 0 1 2.5 2.5v10a2.5 2.5 0 0 1 -2.5 2.5h-12a2.5 2.5 0 0 1 -2.5 -2.5v-10a2.5 2.5 0 0 1 2.5 -2.5ZM7 9.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0ZM4 17l5-4.5 3.5 3 3-2.5 4.5 4";
export const iconFile: IconShape =
  "M6 3.5h7.5L18.5 8.5v11a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1ZM13.5 3.5v5h5M8.5 13h7M8.5 16.5h5";
