import { ErrorCode, ServerError } from '../server-error';
import { isBinary, isDoc } from '../values/document';

/** How much one blocking stage may hold, in bytes, as the server's own limit. */
export const STAGE_MEMORY_BYTES = 100 * 1024 * 1024;
const VALUE_BYTES = 16;

/** About how many bytes a value takes. */
export function approximateSize(value: unknown): number {
  if (typeof value === 'string') return VALUE_BYTES + value.length;
  if (isBinary(value)) return VALUE_BYTES + value.position;
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + approximateSize(item), VALUE_BYTES);
  if (!isDoc(value)) return VALUE_BYTES;
  let size = VALUE_BYTES;
  for (const name in value) size += name.length + approximateSize(value[name]);
  return size;
}

/** Counts what a stage holds. */
export class MemoryMeter {
  private bytes = 0;

  constructor(private readonly stage: string) {}

  /** @throws ServerError 292 when the stage holds more than it may */
  add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > STAGE_MEMORY_BYTES) {
      throw new ServerError(
        ErrorCode.ExceededMemoryLimit,
        `PlanExecutor error during aggregation :: caused by :: Exceeded memory limit for ${this.stage} of ${STAGE_MEMORY_BYTES} bytes`,
      );
    }
  }
}
