import { useDesk } from "../app/desk.ts";
import { Banner } from "./Banner.tsx";

const ROWS = [52, 38, 64, 45, 58, 41, 60, 49, 36, 55] as const;
const BUBBLES = [44, 30, 58, 36] as const;

/** The console in its final shape before the first word from the hub. */
export function Skeleton() {
  const { t } = useDesk();
  return (
    <div class="c-shell" data-page="inbox" aria-busy="true">
      <Banner />
      <div class="c-rail" />
      <div class="c-list" role="status">
        <span class="z-sr">{t("app.loading")}</span>
        <div class="c-list__h">
          <div class="c-list__t">
            <i class="z-skel c-skel--title" />
          </div>
          <i class="z-skel c-skel--field" />
        </div>
        {ROWS.map((width, index) => (
          <div key={index} class="c-row">
            <i class="z-skel c-skel--face" />
            <span class="c-skel__lines">
              <i class="z-skel" style={{ "--w": `${width}%` }} />
              <i class="z-skel" style={{ "--w": `${90 - width / 2}%` }} />
            </span>
          </div>
        ))}
      </div>
      <PaneSkeleton />
    </div>
  );
}

/** One conversation while it is opened. */
export function PaneSkeleton() {
  return (
    <div class="c-conv" aria-busy="true">
      <div class="c-conv__h">
        <i class="z-skel c-skel--face" />
        <span class="c-skel__lines z-grow">
          <i class="z-skel" style={{ "--w": "24%" }} />
        </span>
      </div>
      <div class="c-skel__log">
        {BUBBLES.map((width, index) => (
          <i key={index} class="z-skel c-skel--bubble" style={{ "--w": `${width}%` }} />
        ))}
      </div>
    </div>
  );
}
