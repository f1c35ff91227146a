export function verifyPackage(folder: string): Promise<readonly string[]>;
