import { type Job, type JobProgressEvent } from '@orders/contracts';

/** What happened to a job, as the sockets tell it. */
export type JobChange =
  { kind: 'created' | 'changed' | 'finished'; job: Job } | { kind: 'progress'; progress: JobProgressEvent };

export const jobIdOf = (change: JobChange): string =>
  change.kind === 'progress' ? change.progress.jobId : change.job.id;

/** The later of two states of one job; events and answers may overtake each other. */
export function laterJob(known: Job, incoming: Job): Job {
  return incoming.version >= known.version ? incoming : known;
}

/** `job` after `change`, or `job` itself when the change is of another job or an older one. */
export function applyChange(job: Job, change: JobChange): Job {
  if (jobIdOf(change) !== job.id) {
    return job;
  }
  if (change.kind !== 'progress') {
    return laterJob(job, change.job);
  }
  const { attempt, phase, rows, bytes, percent, rowsPerSecond, secondsLeft } = change.progress;
  const progress = { attempt, phase, rows, bytes, percent, rowsPerSecond, secondsLeft };
  const { status, version } = change.progress;
  return version < job.version ? job : { ...job, status, version, progress };
}

/** A list after `change`; the same list when no job of it changed. */
export function applyChangeToList(jobs: readonly Job[], change: JobChange): readonly Job[] {
  const index = jobs.findIndex(({ id }) => id === jobIdOf(change));
  const known = jobs[index];
  if (!known) {
    return jobs;
  }
  const changed = applyChange(known, change);
  return changed === known ? jobs : jobs.with(index, changed);
}
