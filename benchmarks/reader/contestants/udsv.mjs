import { readFileSync } from 'node:fs';
import { inferSchema, initParser } from 'udsv';
import { Sum } from './figures.mjs';

const text = readFileSync(process.argv[2], 'utf8');
const rows = initParser(inferSchema(text)).stringArrs(text);
const sum = new Sum();
for (const row of rows) sum.add(row[2], row[3]);
sum.print();
