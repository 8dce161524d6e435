import { workerData } from 'node:worker_threads';

/**
 * A thread of the parser process that ends the process when nobody needs it any more, or when it takes too
 * much memory outside the capped heap. A thread, because a reading may hold up the main one for minutes.
 */
const { parentPid, maxRssBytes, intervalMs } = workerData as {
  parentPid: number;
  maxRssBytes: number;
  intervalMs: number;
};

setInterval(() => {
  const orphaned = process.ppid !== parentPid;
  if (orphaned || process.memoryUsage.rss() > maxRssBytes) process.kill(process.pid, 'SIGKILL');
}, intervalMs);
