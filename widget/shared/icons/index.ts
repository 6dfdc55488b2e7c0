export * from "./actions";
export * from "./arrows";
export * from "./comparing";
export * from "./console";
export * from "./criteria";
export * from "./shop";
export * from "./talk";
export * from "./time";
export type { IconShape } from "./shape";
