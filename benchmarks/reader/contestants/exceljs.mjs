import ExcelJS from 'exceljs';
import { Sum } from './figures.mjs';

const sum = new Sum();
const book = new ExcelJS.stream.xlsx.WorkbookReader(process.argv[2], {
  worksheets: 'emit',
  sharedStrings: 'cache',
  hyperlinks: 'ignore',
  styles: 'ignore',
  entries: 'ignore',
});
for await (const sheet of book) {
  for await (const row of sheet) if (row.number > 1) sum.add(row.getCell(3).value, row.getCell(4).value);
}
sum.print();
