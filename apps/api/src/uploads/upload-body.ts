import { type ApiBodyOptions } from '@nestjs/swagger';

/** The multipart body of an upload, as it is documented. */
export const UPLOAD_BODY: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['files'],
    properties: {
      files: { type: 'array', items: { type: 'string', format: 'binary' } },
      options: {
        type: 'string',
        description: 'JSON of ReadOptions: mapping, decimalSeparator, sheet, headerRow, maxRejectedRows',
      },
    },
  },
};
