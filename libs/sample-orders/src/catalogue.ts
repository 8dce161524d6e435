const THINGS = [
  ['Espresso cup', 650],
  ['French press', 3490],
  ['Pour-over kettle', 5900],
  ['Coffee grinder', 8950],
  ['Milk jug', 1890],
  ['Tea towel, linen', 1450],
  ['Cutting board, oak', 4200],
  ['Chef’s knife', 7490],
  ['Cast-iron pan', 6400],
  ['Salad bowl', 2980],
  ['Storage jar', 990],
  ['Napkin set', 2250],
  ['Table lamp', 8900],
  ['Wool blanket', 11900],
  ['Cushion cover', 1990],
  ['Wall hook', 790],
  ['Notebook, dotted', 1290],
  ['Fountain pen', 4800],
  ['Desk tray & organiser', 3650],
  ['Müsli bowl', 1190],
] as const;

const VARIANTS = [
  'white',
  'sand',
  'graphite',
  'forest',
  'navy',
  'terracotta',
  'small',
  'large',
  'set of 4',
  'gift box',
];

export interface Product {
  name: string;
  /** Cents. */
  price: number;
}

/** What the sample shop sells. */
export const CATALOGUE: Product[] = THINGS.flatMap(([thing, price]) =>
  VARIANTS.map((variant, index) => ({ name: `${thing}, ${variant}`, price: price + index * 35 })),
);
