import type { IconShape } from "./shape";

export const iconArrow: IconShape = "M5 12h14M13 6l6 6-6 6";
export const iconArrowUp: IconShape = "M12 19V5M6 11l6-6 6 6";
export const iconArrowDown: IconShape = "M12 5v14M6 13l6 6 6-6";
export const iconChevronLeft: IconShape = "M15 5.5 8.5 12l6.5 6.5";
export const iconChevronRight: IconShape = "M9 5.5l6.5 6.5L9 18.5";
export const iconChevronDown: IconShape = "M5.5 9l6.5 6.5L18.5 9";
