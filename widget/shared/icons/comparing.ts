import type { IconShape } from "./shape";

export const iconSwap: IconShape = "M4 8h14l-4-4M20 16H6l4 4";
export const iconExternal: IconShape =
  "M13.5 4.5h6v6M19.5 4.5l-8.5 8.5M17.5 14v4a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V8A1.5 1.5 0 0 1 6 6.5h4";
export const iconList: IconShape =
  "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.01M4 12h.01M4 17.5h.01";
export const iconInfo: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM12 11v5M12 8h.01";
export const iconArrow: IconShape = "M5 12h14M13 6l6 6-6 6";
export const iconArrowUp: IconShape = "M12 19V5M6 11l6-6 6 6";
export const iconArrowDown: IconShape = "M12 5v14M6 13l6 6 6-6";
export const iconCoins: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM12 7.5v9M14.7 9.5c-.6-.9-1.6-1.2-2.7-1.2-1.5 0-2.7.7-2.7 1.9 0 2.7 5.6 1.2 5.6 3.8 0 1.2-1.3 1.9-2.9 1.9-1.2 0-2.3-.4-2.9-1.4";
export const iconSpark: IconShape =
  "M12 3.5c.8 5 2.7 7.2 8 8.5-5.3 1.3-7.2 3.5-8 8.5-.8-5-2.7-7.2-8-8.5 5.3-1.3 7.2-3.5 8-8.5Z";
export const iconTruck: IconShape =
  "M2.5 6h11.5v10.5H2.5ZM14 9.5h4l3.5 3.5v3.5H14M5 17.5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0ZM15.5 17.5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z";
export const iconStar: IconShape =
  "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z";
export const iconHeart: IconShape =
  "M12 20s-8-4.7-8-10.5A4.3 4.3 0 0 1 12 7.3a4.3 4.3 0 0 1 8 2.2C20 15.3 12 20 12 20Z";
