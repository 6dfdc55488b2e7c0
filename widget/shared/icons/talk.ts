import type { IconShape } from "./shape";

export const iconChat: IconShape =
  "M20.5 11.6a8 8 0 0 1-8.3 7.9 9 9 0 0 1-3.6-.75L4 20l1.3-3.7a7.6 7.6 0 0 1-1.6-4.7 8 8 0 0 1 8.4-7.9 8 8 0 0 1 8.4 7.9Z";
export const iconPhone: IconShape =
  "M6.5 3.5h2.7l1.5 4-2 1.6a12 12 0 0 0 6.2 6.2l1.6-2 4 1.5v2.7a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z";
export const iconMail: IconShape =
  "M5.5 5h13a2.5 2.5 0 0 1 2.5 2.5v9.5a2.5 2.5 0 0 1 -2.5 2.5h-13a2.5 2.5 0 0 1 -2.5 -2.5v-9.5a2.5 2.5 0 0 1 2.5 -2.5ZM3.5 7l8.5 6.5L20.5 7";
export const iconUser: IconShape =
  "M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0ZM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6";
export const iconUsers: IconShape =
  "M5.5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0ZM2.5 19.5c.6-3.5 3.2-5.2 6.5-5.2s5.9 1.7 6.5 5.2M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .7 3.2 2.3 3.6 4.7";
export const iconSmile: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM8.5 14.2a4.3 4.3 0 0 0 7 0M9 9.5h.01M15 9.5h.01";
export const iconThumbUp: IconShape =
  "M7 10.5 11 3.5a2.3 2.3 0 0 1 2.3 2.7L12.7 9.5h5.8a2 2 0 0 1 2 2.4l-1.3 6.6a2 2 0 0 1-2 1.6H7M7 10.5H3.5v9.6H7Z";
export const iconThumbDown: IconShape =
  "M17 13.5 13 20.5a2.3 2.3 0 0 1-2.3-2.7l.6-3.3H5.5a2 2 0 0 1-2-2.4l1.3-6.6a2 2 0 0 1 2-1.6H17M17 13.5h3.5V3.9H17Z";
export const iconBell: IconShape =
  "M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7Zm4 10a2.2 2.2 0 0 0 4 0";
export const iconSound: IconShape =
  "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5Zm11.5-.5a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11";
export const iconMute: IconShape = "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM16 9.5l5 5M21 9.5l-5 5";
export const iconHand: IconShape =
  "M8 12V6a1.5 1.5 0 0 1 3 0v5-7a1.5 1.5 0 0 1 3 0v7-5a1.5 1.5 0 0 1 3 0v8a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.5-1.5-6-4l-2-3.7a1.4 1.4 0 0 1 2.3-1.5Z";
export const iconNote: IconShape = "M5 4h14v10l-5 6H5ZM14 20v-6h5M8.5 8.5h7M8.5 12h3.5";
export const iconTag: IconShape = "M3.5 4h8l9 9-7.5 7.5-9.5-9ZM8 8.5h.01";
export const iconTicket: IconShape =
  "M3.5 7h17v3.5a2 2 0 0 0 0 3.5V17.5h-17V14a2 2 0 0 0 0-3.5ZM14 7v2M14 11.5v1.5M14 15.5v2";
export const iconInbox: IconShape =
  "M3.5 13.5 6.3 5h11.4l2.8 8.5V19h-17Zm0 0h5l1.2 2.5h4.6l1.2-2.5h5";
export const iconBook: IconShape =
  "M4.5 5.5a2 2 0 0 1 2-2h13v13.5h-13a2 2 0 0 0-2 2Zm0 13.5a1.7 1.7 0 0 0 2 1.5h13V17M8.5 7.5h7M8.5 11h5";
export const iconHelp: IconShape =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0ZM9.5 9.5a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2.9-1.2 1.8M12 16.5h.01";
export const iconAlert: IconShape = "M12 4 2.8 19.5h18.4ZM12 10v4.2M12 17h.01";
export const iconOffline: IconShape =
  "M3 3l18 18M8.5 15.7a5.2 5.2 0 0 1 7 0M5.2 12.2a10 10 0 0 1 4.3-2.4M2.5 8.5A15 15 0 0 1 6.3 6M11 5.2a15 15 0 0 1 10.5 3.3M15.5 10.3a10 10 0 0 1 3.3 1.9M12 19.3h.01";
