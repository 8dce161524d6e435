import { parseArgs } from 'node:util';
import type { ColumnMapping, OrderField, RowError } from '@orders/contracts';
import { OrderFileError, type OrderSummary, type SummaryOptions, summarizeOrders } from '../index';
import { ORDER_FIELDS } from '../rules/cell';
import { progressBar } from './progress-bar';
import { errorLine, summaryText } from './summary-text';

const USAGE = `npm run orders -- FILE [--json] [--sheet NAME] [--header-row N] [--decimal , ] [--map FIELD=HEADER]...

Reads an order file (.xlsx .xlsm .xls .xlsb .ods .csv .tsv) and prints its figures and row errors.
--map says which column is a field (${ORDER_FIELDS.join(', ')}): a header, or letters as in price==F.
Ends with 0 when the file can be used, 1 when it cannot, 2 for a wrong command.`;

/** Row errors that are printed; --json has them all. */
const ERRORS_SHOWN = 20;

const { values, positionals } = readArguments();
const [file] = positionals;
if (file === undefined || positionals.length > 1) endWithUsage(`Name one file.`);
else process.exitCode = await run(file);

async function run(path: string): Promise<number> {
  const errors: RowError[] = [];
  const bar = progressBar(process.stderr);
  const started = performance.now();
  const keep = values.json === true ? Infinity : ERRORS_SHOWN;
  try {
    const summary = await summarizeOrders(path, {
      ...options(),
      onProgress: (progress) => bar.show(progress),
      onRowErrors: (batch) => void errors.push(...batch.slice(0, keep - errors.length)),
    });
    bar.clear();
    print(summary, errors, (performance.now() - started) / 1000);
    return 0;
  } catch (error) {
    bar.clear();
    if (!(error instanceof OrderFileError)) throw error;
    if (values.json === true)
      console.log(JSON.stringify({ error: error.toFileError(), ...error.outcome, errors }));
    else console.error([error.message, ...errors.map(errorLine)].join('\n'));
    return 1;
  }
}

function print(summary: OrderSummary, errors: readonly RowError[], seconds: number): void {
  const rowsPerSecond = Math.round(summary.metrics.rowsTotal / seconds);
  if (values.json === true)
    console.log(JSON.stringify({ ...summary, errors, seconds, rowsPerSecond }, null, 2));
  else console.log(summaryText(summary, errors, seconds));
}

function options(): SummaryOptions {
  const headerRow = values['header-row'] === undefined ? undefined : Number(values['header-row']);
  return {
    sheet: values.sheet,
    headerRow,
    decimalSeparator: values.decimal === ',' ? ',' : '.',
    mapping: mapping(),
  };
}

function mapping(): ColumnMapping {
  const pairs = (values.map ?? []).map((pair) => {
    const at = pair.indexOf('=');
    const field = ORDER_FIELDS.find((name) => name === pair.slice(0, at));
    if (field === undefined) endWithUsage(`“${pair}” maps no field.`);
    return [field, pair.slice(at + 1)] satisfies [OrderField | undefined, string];
  });
  return Object.fromEntries(pairs);
}

function readArguments(): ReturnType<typeof parse> {
  try {
    return parse();
  } catch (error) {
    endWithUsage(error instanceof Error ? error.message : String(error));
  }
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      sheet: { type: 'string' },
      'header-row': { type: 'string' },
      decimal: { type: 'string' },
      map: { type: 'string', multiple: true },
    },
  });
}

function endWithUsage(problem: string): never {
  console.error(`${problem}\n\n${USAGE}`);
  process.exit(2);
}
