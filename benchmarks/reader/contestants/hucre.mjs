import { readFile } from 'node:fs/promises';
import { streamXlsxRows } from 'hucre/xlsx';
import { Sum } from './figures.mjs';

const sum = new Sum();
let first = true;
for await (const { values } of streamXlsxRows(await readFile(process.argv[2]))) {
  if (!first) sum.add(values[2], values[3]);
  first = false;
}
sum.print();
