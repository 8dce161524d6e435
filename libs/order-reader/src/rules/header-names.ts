import type { OrderField } from '@orders/contracts';

const ACCEPTED: Record<OrderField, readonly string[]> = {
  productName: ['productname', 'product', 'item', 'itemname', 'title', 'description'],
  quantity: ['quantity', 'qty', 'units', 'count'],
  price: ['price', 'unitprice', 'priceeach'],
  orderId: ['orderid', 'order', 'ordernumber', 'orderno'],
};

const FIELD_OF = new Map(
  (Object.keys(ACCEPTED) as OrderField[]).flatMap((field) => ACCEPTED[field].map((name) => [name, field])),
);

/** A header as it is compared: NFKC, no invisible characters, trimmed, lower case, no blanks, `_` or `-`. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\uFEFF\u200B-\u200D\u2060\u00AD]/g, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** The order field that a header names by itself, without a mapping. */
export function fieldOfHeader(header: string): OrderField | undefined {
  return FIELD_OF.get(normaliseHeader(header));
}
