import { iconMapPin } from "@shared/icons";
import { useDesk } from "../app/desk.ts";
import { pageLabel, safeHref } from "../state/links.ts";
import type { PageView, VisitorView } from "../wire/agent.gen.ts";
import { SideSection } from "./SideSection.tsx";
import { spanText } from "./words.ts";

/** The pages they saw, the newest first. */
export function Journey({ visitor }: { readonly visitor: VisitorView }) {
  const { t } = useDesk();
  const seen = visitor.page === null ? visitor.journey : [visitor.page, ...visitor.journey];
  const pages = [...seen].sort((a, b) => b.at - a.at).filter((page, i, all) => page.url !== all[i - 1]?.url);
  return (
    <SideSection icon={iconMapPin} title={t("who.journey")}>
      {pages.length === 0 ? (
        <p class="z-faint">{t("who.no_journey")}</p>
      ) : (
        <ol class="c-journey">
          {pages.map((page, index) => (
            <Step key={`${page.at} ${page.url}`} page={page} now={index === 0 && visitor.online} />
          ))}
        </ol>
      )}
    </SideSection>
  );
}

function Step({ page, now }: { readonly page: PageView; readonly now: boolean }) {
  const desk = useDesk();
  const href = safeHref(page.url);
  const label = pageLabel(page);
  return (
    <li class={now ? "is-now" : ""}>
      {href === null ? (
        <span class="z-trunc">{label}</span>
      ) : (
        <a class="z-trunc c-link" href={href} target="_blank" rel="noopener noreferrer nofollow">
          {label}
        </a>
      )}
      <time>{now ? desk.t("who.now") : spanText(desk.t, desk.now.value - page.at)}</time>
    </li>
  );
}
