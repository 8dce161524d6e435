/** One line of a sample: what is written, and what the figures must come to. Prices are in cents. */
export interface SampleOrder {
  readonly sku: number;
  readonly name: string;
  readonly quantity: number;
  readonly cents: number;
  readonly day: number;
}

/** The figures that a reader must give for a sample. */
export interface SampleTruth {
  rows: number;
  items: number;
  cents: bigint;
}

const ADJECTIVES = [
  'Blue',
  'Heavy',
  'Slim',
  'Classic',
  'Compact',
  'Premium',
  'Folding',
  'Grüne',
  'Wireless',
  'Steel',
];
const NOUNS = ['Lamp', 'Desk', 'Binder', 'Chair', 'Kettle', 'Phone', 'Router', 'Tüte', 'Stapler', 'Monitor'];

/** The name of a product; every number has its own. */
export function productName(product: number): string {
  const adjective = ADJECTIVES[product % 10] ?? '';
  const noun = NOUNS[Math.floor(product / 10) % 10] ?? '';
  return `${adjective} ${noun} ${String(product).padStart(5, '0')}`;
}

/** The same orders for the same numbers, on every machine: a linear congruence, no library, no clock. */
export function* sampleOrders(rows: number, products: number): Generator<SampleOrder> {
  let state = 12_345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
  for (let i = 0; i < rows; i++) {
    const sku = next(products);
    yield {
      sku,
      name: productName(sku),
      quantity: 1 + next(20),
      cents: 99 + next(49_900),
      day: 45_000 + next(700),
    };
  }
}

/** Adds a line to the truth. */
export function addTruth(truth: SampleTruth, { quantity, cents }: SampleOrder): void {
  truth.rows++;
  truth.items += quantity;
  truth.cents += BigInt(quantity) * BigInt(cents);
}
