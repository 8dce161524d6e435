import { ServerError } from '../server-error';
import type { Command } from './command';

/** The answer of a server without Atlas Search. */
export const searchNotEnabled = (): ServerError =>
  new ServerError(
    31082,
    'Using Atlas Search Database Commands and the $listSearchIndexes aggregation stage requires additional configuration. Please connect to Atlas or an AtlasCLI local deployment to enable.',
    { codeName: 'SearchNotEnabled' },
  );

/** Commands on search indexes, which this server refuses as every server without Atlas Search does. */
export const searchIndexCommand: Command = {
  fields: ['indexes', 'name', 'id', 'definition'],
  run: () => {
    throw searchNotEnabled();
  },
};
