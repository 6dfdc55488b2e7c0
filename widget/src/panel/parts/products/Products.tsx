import type { ProductCard } from "@shared/wire/visitor.gen";
import { useApp } from "../../app.ts";
import { LOCALES } from "../../texts/formats.ts";
import { t } from "../../texts/texts.ts";
import "../../../../shared/design/product.css";
import "./products.css";

const STOCK = {
  in_stock: "product.in_stock",
  few: "product.few",
  order: "product.order",
  sold_out: "product.sold_out",
} as const;

/** An address from the shop's feed is used only when it is one of the web's. */
const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

/** Products that somebody recommends: picture, name, price, stock; each leads to its page. */
export function Products({ products }: { readonly products: readonly ProductCard[] }) {
  const { language } = useApp().state.value;
  const money = (amount: number, currency: string): string =>
    new Intl.NumberFormat(LOCALES[language], { style: "currency", currency, maximumFractionDigits: 2 }).format(amount);
  return (
    <>
      {products.map(({ product_id, title, url, image, price, list_price, currency, availability }) => (
        <a key={product_id} class="z-pcard p-card" href={isWeb(url) ? url : "#"} target="_top">
          <span class="z-pcard__main">
            <span class="z-pcard__pic">{isWeb(image) && <img src={image} alt="" loading="lazy" />}</span>
            <span>
              <span class="z-pcard__name">{title}</span>
              {price !== null && (
                <span class="z-price">
                  {money(price, currency)}
                  {list_price !== null && list_price > price && <s>{money(list_price, currency)}</s>}
                </span>
              )}
              <span class="z-pcard__meta">{t(STOCK[availability])}</span>
            </span>
          </span>
        </a>
      ))}
    </>
  );
}
