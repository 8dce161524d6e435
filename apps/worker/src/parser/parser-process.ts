/** The child process that reads one order file at a time; `parser-child.ts` is its client in the worker. */
import { Worker } from 'node:worker_threads';
import { OrderFileError, previewOrders, summarizeOrders } from '@orders/order-reader';
import { type ParserMessage, type ParserOutcome, type ReadCommand } from './parser-messages';
import { RejectedRowsReport } from './rejected-rows-report';
import { rejectedRowsPolicy } from './rejected-rows-policy';

const WATCH_MS = 500;

startWatchdog();
process.on('message', (command: ReadCommand) => {
  void (command.task === 'preview' ? preview(command) : read(command)).then(send);
});
process.on('disconnect', () => {
  process.exit();
});

async function preview({ path, options, limits }: ReadCommand): Promise<ParserOutcome> {
  try {
    return { type: 'previewed', preview: await previewOrders(path, { ...options, limits }) };
  } catch (error) {
    if (!(error instanceof OrderFileError)) return { type: 'failed', reason: String(error) };
    return { type: 'refused', error: error.toFileError(), outcome: error.outcome, reports: null };
  }
}

async function read(command: ReadCommand): Promise<ParserOutcome> {
  const report = new RejectedRowsReport(command.folder, command.reportRows);
  let kept = 0;
  try {
    const summary = await summarizeOrders(command.path, {
      ...command.options,
      limits: command.limits,
      earlier: command.earlier?.map(({ path, options }) => ({ source: path, options })),
      onProgress: (progress) => void send({ type: 'progress', progress }),
      onRowErrors: async (errors) => {
        const batch = errors.slice(0, command.rowErrorsKept - kept);
        kept += batch.length;
        if (batch.length > 0) await send({ type: 'rowErrors', batch });
      },
      onRejectedRows: (rows, sheet) => report.add(rows, sheet),
    });
    const reports = await report.finish();
    const error = rejectedRowsPolicy(command.options, summary.metrics);
    return error
      ? { type: 'refused', error, outcome: summary, reports }
      : { type: 'completed', summary, reports };
  } catch (error) {
    if (!(error instanceof OrderFileError)) return { type: 'failed', reason: String(error) };
    return refusal(error, report);
  }
}

async function refusal(error: OrderFileError, report: RejectedRowsReport): Promise<ParserOutcome> {
  try {
    const reports = await report.finish();
    return { type: 'refused', error: error.toFileError(), outcome: error.outcome, reports };
  } catch (failure) {
    return { type: 'failed', reason: String(failure) };
  }
}

/** Resolves once the message is handed to the system: whoever waits is slowed down by a busy worker. */
function send(message: ParserMessage): Promise<void> {
  return new Promise((resolve) => {
    // Without a channel the worker is gone, and so is this process in a moment.
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}

function startWatchdog(): void {
  const workerData = {
    parentPid: process.ppid,
    maxRssBytes: Number(process.argv[2]),
    intervalMs: WATCH_MS,
  };
  new Worker(new URL('./parser-watchdog.js', import.meta.url), { workerData }).unref();
}
