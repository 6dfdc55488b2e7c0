import { iconArrowDown, iconArrowUp, iconCheck, iconClose, iconExternal, iconHalf, iconHelp, iconStar } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { Measure } from "@shared/ui/Measure";
import { Ring } from "@shared/ui/Ring";
import type { Fit, Match, ProductCard } from "@shared/wire/visitor.gen";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { shopAddress } from "@shared/wire/shopAddress";
import { money, percent } from "../products/money.ts";
import { STOCK } from "../products/stock.ts";
import { type InGuide, useGuide } from "./context.ts";
import { idOf } from "./order.ts";
import { reasonOf, sentenceOf, type Told, toldOf, unknownOf } from "./reasons.ts";
import "../../../../shared/design/check.css";
import "../../../../shared/design/ring.css";
import "../../../../shared/design/product.css";
import "./row.css";

const FITS = { met: "met", partly: "partly", "not met": "not", unknown: "unknown", required: "met" } as const;
const ICONS = { met: iconCheck, partly: iconHalf, not: iconClose, unknown: iconHelp } as const;
const WORDS = {
  met: "guide.met",
  partly: "guide.partly",
  "not met": "guide.not_met",
  unknown: "guide.unknown",
  required: "guide.required",
} as const;
export function stockWords({ availability }: ProductCard): string {
  return t(STOCK[availability]);
}

export function deliveryWords(product: ProductCard, { language }: Pick<InGuide, "language">): string {
  const { delivery_cost, delivery_days, currency } = product;
  const cost =
    delivery_cost === null
      ? ""
      : delivery_cost === 0
        ? t("guide.free")
        : t("guide.delivery_cost", { cost: money(language, delivery_cost, currency) });
  const days = delivery_days === null ? "" : t("guide.days", { count: delivery_days });
  return [days, cost].filter(Boolean).join(", ");
}

export function ratingWords({ rating, reviews }: ProductCard): string {
  return rating === null ? t("guide.unrated") : t("guide.rated", { rating, count: reviews });
}

export function Price({ product }: { readonly product: ProductCard }) {
  const { language } = useGuide();
  const { price, list_price, currency } = product;
  if (price === null) return null;
  return (
    <span class="z-price">
      {money(language, price, currency)}
      {list_price !== null && list_price > price && <s>{money(language, list_price, currency)}</s>}
    </span>
  );
}

export function Picture({ product }: { readonly product: ProductCard }) {
  const src = shopAddress(product.image, useApp().page());
  return <span class="z-pcard__pic">{src !== null && <img src={src} alt="" loading="lazy" width="60" height="60" />}</span>;
}

export function MatchRing({ match, size = "md" }: { readonly match: Match; readonly size?: "sm" | "md" }) {
  const { language } = useGuide();
  const words = percent(language, match.percent);
  const label =
    match.percent_max > match.percent
      ? t("guide.matches_up_to", { percent: words, most: percent(language, match.percent_max) })
      : t("guide.matches", { percent: words });
  return <Ring percent={match.percent} upTo={match.percent_max} size={size} label={label} />;
}

/** To its page in the shop, in the place of this one. */
export function ShopLink({ product, primary }: { readonly product: ProductCard; readonly primary: boolean }) {
  const href = shopAddress(product.url, useApp().page());
  if (href === null) return null;
  return (
    <a class={primary ? "z-btn z-btn--primary" : "z-btn"} href={href} target="_top">
      {t("guide.see")}
      <Icon shape={iconExternal} />
      <span class="z-sr">{product.title}</span>
    </a>
  );
}

function pointsWords({ reason, points, weight }: Fit) {
  if (reason === "required") return t("guide.is_must");
  const whole = Math.round(weight);
  if (reason === "met" || points >= whole) return t("guide.points", { count: points });
  return t("guide.points_of", { points: reason === "unknown" ? "?" : points, weight: whole });
}

function Criteria({ told }: { readonly told: readonly Told[] }) {
  const { language } = useGuide();
  const widest = Math.max(...told.map(({ fit }) => fit.weight), 1);
  return (
    <ul class="z-crits">
      {told.map((one) => {
        const { fit } = one;
        const data = FITS[fit.reason];
        return (
          <li key={fit.attr} class="z-crit" data-fit={data}>
            <Icon shape={ICONS[data]} label={t(WORDS[fit.reason])} />
            <span>{reasonOf(one, language)}</span>
            <span class="z-crit__pts">{pointsWords(fit)}</span>
            {fit.weight > 0 && (
              <span class="z-measure" aria-hidden="true" style={{ "--w": String(fit.weight), "--wmax": String(widest) }}>
                <i
                  class={fit.fit === null ? "is-unknown" : undefined}
                  style={{ "--w": "1", "--u": String(fit.fit ?? 0) }}
                />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Move({ places }: { readonly places: number }) {
  if (places === 0) return null;
  const up = places > 0;
  return (
    <span class={up ? "z-move" : "z-move z-move--down"}>
      <Icon shape={up ? iconArrowUp : iconArrowDown} />
      <span aria-hidden="true">{Math.abs(places)}</span>
      <span class="z-sr">{t(up ? "guide.up" : "guide.down", { count: Math.abs(places) })}</span>
    </span>
  );
}

interface RowProps {
  readonly match: Match;
  readonly best?: boolean;
  /** Nothing to press, as in the preview under a question. */
  readonly still?: boolean;
}

/** One product: how well it fits, why, and where to buy it. */
export function ProductRow({ match, best = false, still = false }: RowProps) {
  const { shopper, stand, running, language } = useGuide();
  const { product, percent: reached, percent_max, failed } = match;
  const id = idOf(match);
  const told = toldOf(running.view, match);
  const open = stand.opened === id && !still;
  const unknown = percent_max > reached ? unknownOf(told, language) : "";
  const labels = running.view.criteria.filter(({ attr }) => failed.includes(attr)).map(({ label }) => label);
  return (
    <article
      class={best ? "z-pcard z-pcard--best g-row" : "z-pcard g-row"}
      data-product={id}
      aria-label={product.title}
      onPointerEnter={(event) => event.pointerType === "mouse" && shopper.hold(id)}
      onPointerLeave={() => shopper.hold(null)}
      onFocusIn={() => shopper.hold(id)}
      onFocusOut={() => shopper.hold(null)}
    >
      {best && (
        <div class="z-best">
          <Icon shape={iconStar} />
          {t("guide.best")}
        </div>
      )}
      <div class="z-pcard__main">
        <Picture product={product} />
        <div class="g-what">
          <h3 class="z-pcard__name">
            {product.title} <Move places={stand.moves[id] ?? 0} />
          </h3>
          <div>
            <Price product={product} /> <small class="z-pcard__meta">{t("guide.vat")}</small>
          </div>
          <div class="z-pcard__meta">{[stockWords(product), deliveryWords(product, { language })].filter(Boolean).join(" · ")}</div>
          {!still && (
            <div class="z-pcard__meta g-rating">
              {product.rating !== null && <Icon shape={iconStar} filled />}
              {ratingWords(product)}
            </div>
          )}
        </div>
        <MatchRing match={match} />
      </div>
      <div class="z-pcard__why">
        <Measure segments={told.map(({ fit }) => ({ id: fit.attr, weight: fit.weight, fit: fit.fit }))} />
        {labels.length > 0 && <p class="g-fails">{t("guide.fails", { what: labels.join(", ") })}</p>}
        {!open && <p>{sentenceOf(told, language)}</p>}
        {unknown !== "" && (
          <p class="z-tag g-could">{t("guide.could_be", { most: percent(language, percent_max), what: unknown })}</p>
        )}
      </div>
      {open && (
        <div class="z-pcard__more">
          <Criteria told={told} />
          <div class="z-pcard__sum">
            <span>{t("guide.total")}</span>
            <b class="z-num">{percent(language, reached)}</b>
          </div>
        </div>
      )}
      {!still && (
        <div class="g-acts">
        {told.length > 0 && (
          <button type="button" class="z-link g-why" aria-expanded={open} onClick={() => shopper.expand(open ? null : id)}>
            {t(open ? "guide.less" : reached < 100 ? "guide.why" : "guide.details")}
            <span class="z-sr">: {product.title}</span>
          </button>
        )}
          <label class="z-check">
            <input
              type="checkbox"
              checked={stand.compared.includes(id)}
              onChange={(event) => shopper.compare(id, event.currentTarget.checked)}
            />
            <span>
              {t("guide.compare_this")}
              <span class="z-sr"> {product.title}</span>
            </span>
          </label>
          <ShopLink product={product} primary={best} />
        </div>
      )}
    </article>
  );
}
