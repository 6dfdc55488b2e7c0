import { t } from "../../texts/texts.ts";
import { percent } from "../products/money.ts";
import { useGuide } from "./context.ts";

/** Says once, when the list has come to rest, who is where now. */
export function News() {
  const { stand, running, language } = useGuide();
  const { news } = stand;
  const place = news ? running.matches.indexOf(news) + 1 : 0;
  const words = news
    ? t("guide.now_at", { title: news.product.title, place, percent: percent(language, news.percent) })
    : "";
  return (
    <p class="z-sr" role="status">
      {words}
    </p>
  );
}
