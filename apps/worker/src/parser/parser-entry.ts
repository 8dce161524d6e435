/** Injection token of the parser process's built entry, a `file:` URL. */
export const PARSER_ENTRY = Symbol('PARSER_ENTRY');
