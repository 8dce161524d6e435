import type { CheckReport } from '../../storage/check-database';

/** Tells a person what a check found; gives whether the data are sound. */
export function tellReport(report: CheckReport, say: (line: string) => void): boolean {
  report.fileProblems.forEach((problem) => say(`file: ${problem}`));
  for (const { namespace, documents, indexes, entries, problems } of report.collections) {
    say(`${namespace}: ${documents} documents, ${indexes} indexes, ${entries} entries in them`);
    problems.forEach((problem) => say(`  ${problem}`));
  }
  const problems =
    report.fileProblems.length +
    report.collections.reduce((sum, { problems: found }) => sum + found.length, 0);
  say(
    problems === 0
      ? 'sound'
      : `${problems} problems: restore a backup, or drop and create damaged indexes anew`,
  );
  return problems === 0;
}
