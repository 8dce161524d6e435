import { summarizeOrders } from '../../../dist/libs/order-reader/order-reader.js';
import { printFigures } from './figures.mjs';

const { metrics } = await summarizeOrders(process.argv[2]);
printFigures(metrics.rowsAccepted, metrics.itemsTotal, metrics.revenue.replace('.', ''));
