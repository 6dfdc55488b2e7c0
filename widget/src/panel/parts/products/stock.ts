/** How much of a product there is, in words. */
export const STOCK = {
  in_stock: "product.in_stock",
  few: "product.few",
  order: "product.order",
  sold_out: "product.sold_out",
} as const;
