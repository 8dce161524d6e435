/** The reason of a run that is broken off because its worker stops: the job goes back uncounted. */
export class WorkerStoppingError extends Error {
  override readonly name = 'WorkerStoppingError';
}
