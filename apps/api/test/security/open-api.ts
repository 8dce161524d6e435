export interface Operation {
  method: string;
  /** As documented, below `/api/v1/`: `jobs/{id}`. */
  path: string;
  /** Anybody may call it: it needs no access token. */
  isPublic: boolean;
  /** The document says that members are refused. */
  isForAdmins: boolean;
}

interface DocumentedOperation {
  security?: Record<string, unknown>[];
  responses: Record<string, unknown>;
}

const PREFIX = '/api/v1/';

/** Every operation below `/api/v1/` that the API documents. */
export async function operationsOf(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, DocumentedOperation>>;
  };
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith(PREFIX))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security = [], responses }]) => {
        const isPublic = !security.some((scheme) => 'bearer' in scheme);
        return {
          method: method.toUpperCase(),
          path: path.replace(PREFIX, ''),
          isPublic,
          isForAdmins: !isPublic && JSON.stringify(responses['403'] ?? '').includes('`forbidden`'),
        };
      }),
    );
}

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
