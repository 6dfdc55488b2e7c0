import type { IconShape } from "./shape";

export const iconChevronLeft: IconShape = "M15 5.5 8.5 12l6.5 6.5";
export const iconChevronRight: IconShape = "M9 5.5l6.5 6.5L9 18.5";
export const iconChevronDown: IconShape = "M5.5 9l6.5 6.5L18.5 9";
