export const ELECTRON_FOLDER: string;
export function electronBinary(): string | undefined;
