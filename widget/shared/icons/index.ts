export * from "./actions";
export * from "./arrows";
export * from "./console";
export * from "./criteria";
export * from "./shop";
export * from "./talk";
export type { IconShape } from "./shape";
