/** Names are data, with whatever characters: in a mail they are one line. */
export const oneLine = (text: string): string => text.replace(/\p{C}+/gu, ' ').trim();
