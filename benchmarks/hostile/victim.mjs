import { summarizeOrders } from '../../dist/libs/order-reader/order-reader.js';

// Reads one file as a parser process does, and says how it ended.
let errors = 0;
const count = (batch) => void (errors += batch.length);
const verdict = await summarizeOrders(process.argv[2], { onRowErrors: count }).then(
  ({ metrics }) => `read, ${metrics.rowsAccepted} rows`,
  (error) => error.code ?? String(error),
);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  JSON.stringify({ verdict: errors > 0 ? `${verdict}, ${errors} row errors` : verdict, megabytes }),
);
