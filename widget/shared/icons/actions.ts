import type { IconShape } from "./shape";

export const iconSend: IconShape =
  "M4.5 12 3.5 4.2a.6.6 0 0 1 .86-.6L20.4 11.5a.6.6 0 0 1 0 1.06L4.36 20.4a.6.6 0 0 1-.86-.6Zm0 0h7";
export const iconCheck: IconShape = "M5 12.5l4.7 4.7L19.5 7";
export const iconChecks: IconShape = "M2.5 12.7l4.2 4.3L15.5 7.5M11.5 16l1 1 9-9.5";
export const iconClose: IconShape = "M6 6l12 12M18 6 6 18";
export const iconPlus: IconShape = "M12 5v14M5 12h14";
export const iconMinus: IconShape = "M5 12h14";
export const iconCopy: IconShape =
  "M11 8.5h7a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-7a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5ZM15.5 8.5V5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v9A1.5 1.5 0 0 0 5 15.5h3.5";
export const iconEdit: IconShape =
  "M4.5 19.5l.8-4L15.5 5.3a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L8.5 18.7ZM13.5 7.3l3.2 3.2";
export const iconTrash: IconShape =
  "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6";
export const iconUndo: IconShape = "M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11H9";
export const iconRefresh: IconShape = "M19.5 12a7.5 7.5 0 1 1-2.3-5.4l2.3 2.2M19.5 4.5v4.3h-4.3";
export const iconSearch: IconShape =
  "M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0ZM20 20l-4.3-4.3";
export const iconFilter: IconShape = "M4 6h16M7 12h10M10 18h4";
export const iconSliders: IconShape =
  "M4 7h9M17.5 7H20M4 17h2.5M11 17h9M13 7a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0ZM6.5 17a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0Z";
export const iconDownload: IconShape = "M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15";
export const iconUpload: IconShape = "M12 15.5v-11M7 9l5-5 5 5M4.5 19.5h15";
export const iconSignOut: IconShape =
  "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M9.5 12h10.5M16 8l4 4-4 4";
export const iconResolve: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM8 12.3l2.8 2.8L16 9.5";
export const iconSnooze: IconShape =
  "M4.5 13a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0 -15 0ZM12 9v4.2l2.5 1.5M4 5l3-2M20 5l-3-2";
export const iconPause: IconShape = "M8.5 5.5v13M15.5 5.5v13";
export const iconClip: IconShape =
  "M20 11.5l-8.3 8.2a5.2 5.2 0 0 1-7.4-7.4l8.4-8.3a3.5 3.5 0 0 1 5 5l-8.4 8.2a1.7 1.7 0 0 1-2.5-2.5l7.7-7.5";
export const iconMenu: IconShape = "M4 6.5h16M4 12h16M4 17.5h16";
export const iconDots: IconShape =
  "M10.8 5a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0ZM10.8 12a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0ZM10.8 19a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0Z";
export const iconGrip: IconShape = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
export const iconMinimise: IconShape = "M6 9l6 6 6-6";
