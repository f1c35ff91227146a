/** What a mask looks like, wherever it stands: `user-7K2M-0XQ4-9TPA`. For all of them in a text. */
export const MASK_PATTERN = /(?:user|customer)(?:-[0-9A-HJKMNP-TV-Z]{4}){3,6}(?![0-9A-Za-z])/g;

/** Whether a text is a mask and nothing else. */
export const isMask = (text: string): boolean => text.replace(MASK_PATTERN, '') === '' && text !== '';
