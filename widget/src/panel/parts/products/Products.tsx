import type { ProductCard } from "@shared/wire/visitor.gen";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { shopAddress } from "@shared/wire/shopAddress";
import { money } from "./money.ts";
import { STOCK } from "./stock.ts";
import "../../../../shared/design/product.css";
import "./products.css";

/** Products that somebody recommends: picture, name, price, stock; each leads to its page. */
export function Products({ products }: { readonly products: readonly ProductCard[] }) {
  const { state, page } = useApp();
  const { language } = state.value;
  return (
    <>
      {products.map(({ product_id, title, url, image, price, list_price, currency, availability }) => {
        const href = shopAddress(url, page());
        const src = shopAddress(image, page());
        const shown = (
          <span class="z-pcard__main">
            <span class="z-pcard__pic">{src !== null && <img src={src} alt="" loading="lazy" />}</span>
            <span>
              <span class="z-pcard__name">{title}</span>
              {price !== null && (
                <span class="z-price">
                  {money(language, price, currency)}
                  {list_price !== null && list_price > price && <s>{money(language, list_price, currency)}</s>}
                </span>
              )}
              <span class="z-pcard__meta">{t(STOCK[availability])}</span>
            </span>
          </span>
        );
        return href === null ? (
          <div key={product_id} class="z-pcard p-card">
            {shown}
          </div>
        ) : (
          <a key={product_id} class="z-pcard p-card" href={href} target="_top">
            {shown}
          </a>
        );
      })}
    </>
  );
}
