/** Prints what a contestant read, to be checked, and the memory that its process needed at most. */
export function printFigures(rows, items, cents) {
  console.log(JSON.stringify({ rows, items, cents, peakKilobytes: process.resourceUsage().maxRSS }));
}

/** Sums up rows as plainly as a program would that uses a reader. */
export class Sum {
  rows = 0;
  items = 0;
  cents = 0;

  add(quantity, price) {
    this.rows++;
    this.items += Number(quantity);
    this.cents += Math.round(Number(quantity) * Number(price) * 100);
  }

  print() {
    printFigures(this.rows, this.items, String(this.cents));
  }
}
