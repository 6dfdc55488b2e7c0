import { t } from "../texts/texts.ts";

/** The conversation's shape, before there is one. */
export function Skeleton() {
  return (
    <div class="z-panel__b">
      <div class="z-log p-skeleton" aria-busy="true">
        <span class="z-sr" role="status">
          {t("panel.loading")}
        </span>
        <div class="z-skel" />
        <div class="z-skel" />
        <div class="z-skel" />
        <div class="z-skel" />
        <div class="z-skel" />
      </div>
    </div>
  );
}
